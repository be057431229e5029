import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { environmentConnection } from '../../src/core/connections/environment';
import { estimate } from '../../src/core/cost/estimate';
import { presets } from '../../src/core/conversation/prompts';
import { root } from '../support/paths';

/** Gone from Azure by the end of 2026, or going. Source: Microsoft Learn, "Model retirements", November 2026. */
const retired = /\b(?:gpt-(?:35|3\.5|4[\w.-]*|5\.2)|o[13](?:-mini|-pro)?|o4-mini)\b/gi;

/** What people read before they have a model of their own. */
const texts = [
  'README.md',
  'package.json',
  'package.nls.json',
  'l10n/bundle.l10n.json',
  'test/support/demo.ts',
  'test/support/readmePictures.ts',
  ...globSync('media/**/*.{md,svg}', { cwd: root }),
];

describe('the models that are named to people', () => {
  it('are told apart from retired ones', () => {
    for (const name of ['gpt-4o', 'gpt-4.1-mini', 'gpt-4-turbo', 'o3', 'o4-mini', 'gpt-5.2']) {
      assert.equal(name.match(retired)?.[0], name);
    }
    assert.equal('gpt-5.4, gpt-5.6-sol, gpt-6, llava-o3x, to3'.match(retired), null);
  });

  for (const file of texts) {
    it(`live: ${file}`, () => {
      assert.deepEqual(readFileSync(path.join(root, file), 'utf8').match(retired) ?? [], []);
    });
  }

  it('live in the defaults', () => {
    const made = environmentConnection({ OPENAI_API_KEY: 'key' });
    assert.deepEqual(JSON.stringify([made, presets]).match(retired) ?? [], []);
  });

  it('lives that is assumed where nothing tells the model', () => {
    const made = estimate({
      modelName: undefined,
      deployment: 'vision',
      isOpenAi: true,
      prices: {},
      detail: 'auto',
      texts: [],
      sizes: [],
      maxOutputTokens: 1,
      requests: 1,
    });
    assert.ok(made?.isAssumed);
    assert.equal(made.model.match(retired), null);
  });

  it('live where an emulator is started without any', () => {
    for (const kind of ['azure', 'openai']) {
      const file = path.join(root, 'test/support/emulator', `${kind}.ts`);
      const [, named = ''] =
        /options\.(?:deployments|models) \?\? \[(.*?)\]/.exec(readFileSync(file, 'utf8')) ?? [];
      assert.match(named, /gpt-/);
      assert.deepEqual(named.match(retired) ?? [], []);
    }
  });
});
