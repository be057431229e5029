import assert from 'node:assert/strict';
import { details, type Detail } from '../../../src/core/images/detail';
import { fittedSize, patchCount, type Size } from '../../../src/core/images/fit';
import { imageTokens, imageTokensEarlier, textTokens } from '../../../src/core/cost/imageTokens';
import { fitRule, visionModelOf, type VisionModel } from '../../../src/core/cost/visionModels';

function model(name: string): VisionModel {
  const found = visionModelOf(name);
  assert.ok(found, name);
  return found;
}

type Example = [name: string, width: number, height: number, detail: Detail, tokens?: number];

/** OpenAI, "Images and vision", and Microsoft, overview of Azure OpenAI, "Image input tokens". */
const published: Example[] = [
  ['gpt-4o', 1024, 1024, 'high', 765],
  ['gpt-4o', 2048, 4096, 'high', 1105],
  ['gpt-4o', 4096, 8192, 'low', 85],
  ['gpt-4o-mini', 2048, 4096, 'high', 36_835],
  ['gpt-4o-mini', 768, 768, 'high', 25_501],
  ['gpt-5', 1024, 1024, 'high', 630],
  ['gpt-6-astra', 1024, 1024, 'high', 1229],
  ['gpt-6-astra', 2048, 2048, 'high', 3000],
  ['gpt-6-astra', 4096, 512, 'high', 2458],
  ['gpt-5.4', 1024, 1024, 'high', 1229],
  ['gpt-5.4', 2048, 2048, 'high', 3000],
];

/** Worked out by hand from the published rules. */
const derived: Example[] = [
  ['gpt-4.1', 1024, 1024, 'high', 765],
  ['o3', 1024, 1024, 'high', 675],
  ['gpt-4o', 1920, 1080, 'high', 1105],
  ['gpt-4o', 512, 512, 'high', 255],
  ['gpt-4o', 4096, 100, 'high', 765],
  ['gpt-4o', 1, 1, 'high', 255],
  ['gpt-4.1-mini', 1024, 1024, 'high', 1659],
  ['gpt-5.5', 1920, 1080, 'auto', 2448],
  ['gpt-6-astra', 4000, 3000, 'auto', 14_100],
  ['gpt-6-astra', 8000, 6000, 'auto'],
  ['gpt-6-astra', 1024, 1024, 'low', 308],
  ['gpt-5.4', 4096, 4096, 'low', 4916],
  ['gpt-5-nano', 32, 32, 'auto', 2],
  ['gpt-5.3-codex', 1024, 1024, 'high', 1024],
];

describe('imageTokens', () => {
  for (const [name, width, height, detail, tokens] of [...published, ...derived]) {
    it(`counts ${tokens ?? 'none'} for ${name}, ${width} × ${height}, ${detail}`, () => {
      assert.equal(imageTokens(model(name), detail, { width, height }), tokens);
    });
  }

  it('counts the published patches before multiplying', () => {
    const rule = fitRule(model('o4-mini'), 'high');
    const fitted = fittedSize(rule, { width: 1800, height: 2400 });
    assert.deepEqual(fitted, { width: 1056, height: 1408 });
    assert.equal(patchCount(fitted, 32), 1452);
    assert.equal(patchCount(fittedSize(rule, { width: 1024, height: 1024 }), 32), 1024);
  });

  it('rounds no rounding error up to a token', () => {
    const size = (patches: number): Size => ({ width: 32, height: 32 * patches });
    for (let hundred = 1; hundred <= 20; hundred += 1) {
      const tokens = imageTokens(model('gpt-6-astra'), 'auto', size(hundred * 100));
      assert.equal(tokens, hundred * 120);
    }
  });
});

describe('imageTokensEarlier', () => {
  const examples: Example[] = [
    ['gpt-5.4-mini', 1024, 1024, 'high', 1659],
    ['gpt-5.4', 1024, 1024, 'high', 1024],
    ['gpt-4.1-mini', 1800, 2400, 'high', 2353],
    ['gpt-5.2', 1800, 2400, 'high', 1452],
    ['gpt-5-nano', 1024, 1024, 'high', 2520],
    ['gpt-6-astra', 1024, 1024, 'high'],
    ['gpt-4o', 1024, 1024, 'high'],
  ];
  for (const [name, width, height, detail, tokens] of examples) {
    it(`counts ${tokens ?? 'none'} for ${name}, ${width} × ${height}`, () => {
      assert.equal(imageTokensEarlier(model(name), detail, { width, height }), tokens);
    });
  }
});

describe('an image sent at its fitted size', () => {
  const names = [
    ...[
      'gpt-4o',
      'gpt-4o-mini',
      'o1',
      'o3',
      'gpt-5',
      'gpt-4-turbo',
      'gpt-4.1-mini',
      'gpt-4.1-nano',
    ],
    ...[
      'o4-mini',
      'gpt-5-mini',
      'gpt-5-nano',
      'gpt-5.2',
      'gpt-5.3-codex',
      'gpt-5.4',
      'gpt-5.4-nano',
    ],
    ...['gpt-5.5', 'gpt-5.6-sol', 'gpt-6-astra'],
  ];
  const sizes = [...strips(), ...randomSizes(400)];

  for (const name of [...names, undefined]) {
    it(`looks and costs the same to ${name ?? 'an unknown model'}`, () => {
      for (const detail of details) {
        const known = name === undefined ? undefined : model(name);
        const rule = fitRule(known, detail);
        for (const size of sizes) {
          const fitted = fittedSize(rule, size);
          const what = `${size.width} × ${size.height}, ${detail}`;
          assert.deepEqual(fittedSize(rule, fitted), fitted, what);
          assert.ok(fitted.width >= 1 && fitted.width <= size.width, what);
          assert.ok(fitted.height >= 1 && fitted.height <= size.height, what);
          assert.ok(Number.isInteger(fitted.width) && Number.isInteger(fitted.height), what);
          if (known) {
            assertSameBill(known, detail, size, fitted);
          }
        }
      }
    });
  }
});

function assertSameBill(known: VisionModel, detail: Detail, size: Size, fitted: Size): void {
  const tokens = imageTokens(known, detail, fitted);
  assert.ok(tokens !== undefined && tokens > 0);
  const whole = imageTokens(known, detail, size);
  assert.ok(whole === undefined || whole === tokens, `${size.width} × ${size.height}, ${detail}`);
}

function strips(): Size[] {
  const sides = [1, 2, 31, 32, 33, 511, 512, 513, 767, 768, 769, 2047, 2048, 2049, 6001, 70_000];
  return sides.flatMap((width) => sides.map((height) => ({ width, height })));
}

/** Many sizes of every magnitude; the same in each run. */
function randomSizes(count: number): Size[] {
  let state = 1;
  const side = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.ceil(2 ** (17 * (state / 2_147_483_647)));
  };
  return Array.from({ length: count }, () => ({ width: side(), height: side() }));
}

describe('textTokens', () => {
  it('takes four characters for a token', () => {
    assert.deepEqual(['', 'a', 'four', 'fives'].map(textTokens), [0, 1, 1, 2]);
  });
});
