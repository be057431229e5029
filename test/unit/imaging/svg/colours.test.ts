import assert from 'node:assert/strict';
import { plainColour } from '../../../../src/imaging/svg/colours';
import { resolveValue } from '../../../../src/imaging/svg/values';
import { near } from '../preparedFile';

/** What Chromium paints on white. */
const painted: readonly [string, readonly number[]][] = [
  ['oklch(70% 0.15 200)', [0, 185, 195]],
  ['oklch(0.5 0.2 30deg / 50%)', [220, 134, 128]],
  ['oklab(60% 0.1 -0.1)', [159, 99, 186]],
  ['lab(50% 40 59.5)', [191, 87, 0]],
  ['lch(52% 72 50)', [204, 85, 26]],
  ['hwb(194 20% 30%)', [51, 149, 179]],
  ['hsl(120deg 50% 40% / .5)', [153, 204, 153]],
  ['hsl(210, 60%, 40%)', [41, 102, 163]],
  ['rgb(12 34 200 / 60%)', [109, 122, 222]],
  ['rgb(20% 60% 40%)', [51, 153, 102]],
  ['color(display-p3 0.2 0.7 0.3)', [0, 182, 60]],
  ['color(srgb 0.2 0.5 0.9)', [51, 128, 230]],
  ['color(srgb-linear 0.2 0.5 0.1)', [124, 188, 89]],
  ['color-mix(in srgb, #f00 30%, white)', [255, 179, 179]],
  ['color-mix(in oklab, #00f, #0f0)', [0, 170, 191]],
];

describe('a colour of CSS', () => {
  for (const [text, expected] of painted) {
    it(`is what browsers paint: ${text}`, () => {
      const call = /^([\w-]+)\((.*)\)$/.exec(text);
      const plain = plainColour(call?.[1] ?? '', call?.[2] ?? '');
      const [red = 0, green = 0, blue = 0, alpha = 0] = (plain?.match(/[\d.]+/g) ?? []).map(Number);
      const onWhite = [red, green, blue].map((value) => value * alpha + 255 * (1 - alpha));
      near(onWhite, expected, 1, plain);
    });
  }

  it('is none where it is not understood', () => {
    for (const [name, text] of [
      ['rgb', 'from red r g b'],
      ['rgb', '1 2'],
      ['oklch', 'a b c'],
      ['color', 'unknown 1 2 3'],
      ['color-mix', 'in srgb, chartreuse, white'],
    ] as const) {
      assert.equal(plainColour(name, text), undefined, text);
    }
  });
});

describe('a value of CSS', () => {
  const properties: Readonly<Record<string, string>> = {
    '--tone': 'var(--base)',
    '--base': '#123456',
    '--circle': 'var(--circle)',
    '--light': '70%',
  };
  const resolve = (value: string, isDark = false): string | undefined =>
    resolveValue(value, { customProperty: (name) => properties[name], isDark });

  it('has its variables replaced, or their fallbacks', () => {
    assert.equal(resolve('var(--tone)'), '#123456');
    assert.equal(resolve('var( --missing , var(--base) )'), '#123456');
    assert.equal(resolve('1px solid var(--missing, red)'), '1px solid red');
    assert.equal(resolve('oklch(var(--light) 0.15 200)'), 'rgba(0,185,195,1)');
    assert.equal(resolve('var(--missing)'), undefined);
    assert.equal(resolve('var(--circle)'), undefined);
  });

  it('is the light or the dark one of two', () => {
    const both = 'light-dark(rgb(0, 0, 0), var(--missing, #ededed))';
    assert.equal(resolve(both), 'rgba(0,0,0,1)');
    assert.equal(resolve(both, true), '#ededed');
  });

  it('stays what it is with functions that are no colours', () => {
    for (const value of ['url(#a) none', 'rotate(45deg) scale(2)', 'url("a(b).png")', 'none']) {
      assert.equal(resolve(value), value);
    }
  });
});
