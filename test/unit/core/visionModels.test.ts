import assert from 'node:assert/strict';
import { fitRule, nameAmong, visionModelOf } from '../../../src/core/cost/visionModels';

describe('visionModelOf', () => {
  const names: [string, string | undefined][] = [
    ['gpt-4o', 'gpt-4o'],
    ['GPT-4o', 'gpt-4o'],
    [' gpt-4o ', 'gpt-4o'],
    ['openai/gpt-4o', 'gpt-4o'],
    ['azure/openai/gpt-4o-mini', 'gpt-4o-mini'],
    ['gpt-4o-2024-11-20', 'gpt-4o'],
    ['gpt-4o-0806', 'gpt-4o'],
    ['gpt-4o-latest', 'gpt-4o'],
    ['gpt-4o-mini-2024-07-18', 'gpt-4o-mini'],
    ['gpt-4-vision-preview', 'gpt-4-vision-preview'],
    ['gpt-4-1106-vision-preview', 'gpt-4-vision-preview'],
    ['gpt-4-turbo-2024-04-09', 'gpt-4-turbo'],
    ['gpt-4-turbo-0409', 'gpt-4-turbo'],
    ['gpt-4.1-mini', 'gpt-4.1-mini'],
    ['gpt-4.1-nano-2025-04-14', 'gpt-4.1-nano'],
    ['gpt-4.5-preview-2025-02-27', 'gpt-4.5-preview'],
    ['o1-pro', 'o1-pro'],
    ['o3-2025-04-16', 'o3'],
    ['gpt-5-chat-latest', 'gpt-5'],
    ['gpt-5-chat', 'gpt-5'],
    ['gpt-5.1-chat-latest', 'gpt-5.1'],
    ['gpt-5.2-chat-latest', 'gpt-5.2-chat'],
    ['gpt-5.2', 'gpt-5.2'],
    ['gpt-5.6', 'gpt-5.6-sol'],
    ['gpt-5.6-luna', 'gpt-5.6-luna'],
    ['gpt-6-astra-preview', 'gpt-6-astra'],
    ['computer-use-preview-2025-03-11', 'computer-use-preview'],
    ['gpt-4o-audio-preview', undefined],
    ['gpt-4o-mini-transcribe', undefined],
    ['gpt-5-codex', undefined],
    ['gpt-5.10', undefined],
    ['gpt-4', undefined],
    ['o3-mini', undefined],
    ['o10', undefined],
    ['my-gpt-4o', undefined],
    ['gpt-4o-12', undefined],
    ['constructor', undefined],
    ['llava', undefined],
    ['', undefined],
  ];
  for (const [name, model] of names) {
    it(`takes "${name}" for ${model ?? 'none'}`, () => {
      assert.equal(visionModelOf(name)?.name, model);
    });
  }
});

describe('nameAmong', () => {
  it('gives the longest known name, as it is known', () => {
    const known = ['gpt-4o', 'OpenAI/GPT-4o-2024-05-13'];
    assert.equal(nameAmong(known, 'gpt-4o-2024-05-13'), 'OpenAI/GPT-4o-2024-05-13');
    assert.equal(nameAmong(known.toReversed(), 'gpt-4o-2024-05-13'), 'OpenAI/GPT-4o-2024-05-13');
    assert.equal(nameAmong(known, 'gpt-4o-2024-11-20'), 'gpt-4o');
  });
});

describe('fitRule', () => {
  const patches = { kind: 'patches', patch: 32 };

  it('knows only a box of an unknown model', () => {
    for (const detail of ['auto', 'low', 'high'] as const) {
      assert.deepEqual(fitRule(undefined, detail), { kind: 'box', box: 2048 });
    }
  });

  it('fits for tiles, or into one at low detail', () => {
    const model = visionModelOf('gpt-4o');
    assert.deepEqual(fitRule(model, 'auto'), { kind: 'tiles', box: 2048, shortSide: 768 });
    assert.deepEqual(fitRule(model, 'high'), { kind: 'tiles', box: 2048, shortSide: 768 });
    assert.deepEqual(fitRule(model, 'low'), { kind: 'box', box: 512 });
  });

  it('fits for patches by the detail, as at high where nothing else is said', () => {
    const nano = visionModelOf('gpt-5-nano');
    for (const detail of ['auto', 'low', 'high'] as const) {
      assert.deepEqual(fitRule(nano, detail), { ...patches, box: 2048, budget: 1536 });
    }
    const newer = visionModelOf('gpt-5.5');
    assert.deepEqual(fitRule(newer, 'auto'), { ...patches, box: 6000, budget: 10_000 });
    assert.deepEqual(fitRule(newer, 'high'), { ...patches, box: 2048, budget: 2500 });
    assert.deepEqual(fitRule(newer, 'low'), { ...patches, box: 512, budget: 256 });
  });

  it('scales down to what the service does not refuse', () => {
    const rule = { ...patches, box: 65_535, budget: 30_000, isStrict: true };
    assert.deepEqual(fitRule(visionModelOf('gpt-6-astra'), 'auto'), rule);
    assert.deepEqual(fitRule(visionModelOf('gpt-5.6-terra'), 'auto'), rule);
  });
});
