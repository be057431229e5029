import assert from 'node:assert/strict';
import { costOf, tokenCost } from '../../../src/core/cost/cost';
import { parsePrices, priceOf, type Prices } from '../../../src/core/cost/prices';
import list from '../../../src/core/cost/prices.json';

const { services } = list;

function assertDollars(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`);
}

describe('the list of prices', () => {
  it('has a date, and for each model two prices and a source that it names', () => {
    assert.match(list.date, /^\d{4}-\d{2}-\d{2}$/);
    for (const [name, { input, output, source }] of Object.entries(list.models)) {
      assert.ok(input > 0 && output > input, name);
      assert.ok(Object.hasOwn(list.sources, source), name);
    }
  });
});

describe('parsePrices', () => {
  it('takes prices from 0 up and drops other fields', () => {
    const value = { free: { input: 0, output: 0 }, mine: { input: 1.5, output: 6, note: 'x' } };
    assert.deepEqual(parsePrices(value), {
      free: { input: 0, output: 0 },
      mine: { input: 1.5, output: 6 },
    });
  });

  it('drops entries that are none, and keeps the others', () => {
    const good = { input: 1, output: 2 };
    const value = {
      good,
      negative: { input: -1, output: 2 },
      text: { input: '1', output: 2 },
      endless: { input: 1, output: Infinity },
      none: { input: NaN, output: 2 },
      half: { input: 1 },
      number: 3,
      nothing: null,
    };
    assert.deepEqual(parsePrices(value), { good });
  });

  it('takes nothing from what is no object', () => {
    for (const value of [undefined, null, 7, 'gpt-4o', []]) {
      assert.deepEqual(parsePrices(value), {});
    }
  });
});

describe('priceOf', () => {
  const overrides: Prices = {
    prod: { input: 1, output: 2 },
    'gpt-4.1': { input: 3, output: 4 },
    'gpt-5': { input: 0, output: 0 },
  };
  const cases: [what: string, names: string[], price?: [number, number]][] = [
    ['a deployment of the user', ['prod', 'gpt-4o'], [1, 2]],
    ['a model of the user', ['other', 'gpt-4.1-2025-04-14'], [3, 4]],
    ['what is free', ['gpt-5'], [0, 0]],
    ['a published model', ['openai/GPT-4o-2024-11-20'], [2.5, 10]],
    ['a dated model with a price of its own', ['gpt-4o-2024-05-13'], [5, 15]],
    [
      'the model rather than a deployment named after another',
      ['gpt-4o', 'gpt-4o-mini'],
      [0.15, 0.6],
    ],
    ['the deployment where the model is not listed', ['gpt-4o', 'served'], [2.5, 10]],
    ['a model without a table of image tokens', ['gpt-6-sol'], [2, 10]],
    ['an unknown name', ['llava']],
    ['a name that every object has', ['constructor', '__proto__']],
    ['no name', []],
  ];
  for (const [what, names, price] of cases) {
    it(`finds ${what}`, () => {
      const [input, output] = price ?? [];
      assert.deepEqual(priceOf(names, overrides), price && { input, output });
    });
  }
});

describe('costs', () => {
  it('are per million tokens for a chat', () => {
    const usage = { inputTokens: 1105, outputTokens: 200 };
    assertDollars(tokenCost({ input: 2.5, output: 10 }, usage), 0.0047625);
    assert.equal(tokenCost({ input: 2.5, output: 10 }, { inputTokens: 0, outputTokens: 0 }), 0);
  });

  it('are nothing for nothing', () => assert.equal(costOf([]), 0));

  /** The worked examples of Microsoft's "GPT-4 Turbo with Vision concepts", 2024. */
  describe('of the retired preview services', () => {
    const input = (quantity: number) => ({ quantity, ...services.gpt4TurboWithVisionInput });
    const output = (quantity: number) => ({ quantity, ...services.gpt4TurboWithVisionOutput });

    it('are those of the image example', () => {
      const enhancements = [
        { quantity: 1, ...services.opticalCharacterRecognition },
        { quantity: 1, ...services.objectGrounding },
      ];
      assertDollars(costOf([input(170 + 85)]), 0.00255);
      assertDollars(costOf([input(100), input(170 + 85), ...enhancements, output(100)]), 0.00955);
    });

    it('are those of the video example', () => {
      const frames = [input(100 + 700), { quantity: 1, ...services.videoQuery }];
      const images = input(20 * 85 + 100);
      assertDollars(costOf(frames), 0.00825);
      assertDollars(costOf([images]), 0.018);
      assertDollars(costOf([input(100), ...frames, images, output(100)]), 0.03025);
      assertDollars(costOf([{ quantity: 3, ...services.videoIngestion }]), 0.15);
    });
  });
});
