import assert from 'node:assert/strict';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import { root } from '../../support/paths';
import { charactersTreated, piecesOf } from './growth';
import { hugeReplies } from './hugeReplies';
import { countWork, type WorkCounter } from './work';

const size = 2500;
const growth = 4;

/** Longer than the longest block that is rendered again and again. */
const streamed = 40_000;
const piece = 1000;

describe('the work for a huge reply grows with its length and no faster', () => {
  describe('as it grows:', () => {
    for (const [name, make] of Object.entries(hugeReplies)) {
      it(name, () => {
        const treated = charactersTreated(piecesOf(make(growth * streamed), piece));
        const [one = 0, many = 0] = [treated[streamed / piece - 1], treated.at(-1)];
        assert.ok(one >= streamed);
        assert.ok(many < 1.5 * growth * one, `${one} became ${many}`);
      });
    }
  });

  describe('as a whole:', () => {
    areLinear(({ renderMarkdown }, reply) => void renderMarkdown(reply, 'Copy code'));
  });

  describe('when it is copied:', () => {
    areLinear(({ plainText }, reply) => void plainText(reply));
  });
});

type Renderer = typeof import('../../../src/webview/markdown/markdown') &
  typeof import('../../../src/webview/markdown/plainText');

/** Tests that fail if `growth` times a reply takes much more than `growth` times the work. */
function areLinear(work: (renderer: Renderer, reply: string) => void): void {
  let counter: WorkCounter;
  let renderer: Renderer;
  before(async () => {
    const code = await bundle();
    counter = await countWork();
    renderer = runInThisContext(code) as Renderer;
  });
  after(() => counter.stop());

  for (const [name, make] of Object.entries(hugeReplies)) {
    it(name, async () => {
      const count = (length: number) => counter.workOf(() => work(renderer, make(length)));
      await count(size); // What is done on first use is not counted.
      const [one, many] = [await count(size), await count(growth * size)];
      assert.ok(many < 1.1 * growth * one, `${one} became ${many}`);
    });
  }
}

/** The page's own renderer as a script, which is compiled anew: what is already compiled counts no blocks. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './markdown'; export * from './plainText';",
      resolveDir: path.join(root, 'src/webview/markdown'),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'renderer',
    target: 'es2023',
    logLevel: 'silent',
  });
  return `(() => { ${outputFiles[0]?.text ?? ''}; return renderer; })()`;
}
