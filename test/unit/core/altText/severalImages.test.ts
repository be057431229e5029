import assert from 'node:assert/strict';
import {
  imageLabel,
  parseSeveralTexts,
  severalTextsSchema,
  textsByImage,
} from '../../../../src/core/altText/severalImages';

const names = ['login.png', 'chart.png', 'login.png'];
const texts = (...images: [number: number, name: string, altText: string][]) =>
  textsByImage(
    { images: images.map(([number, name, altText]) => ({ number, name, altText })) },
    names,
  );

describe('the texts of several images', () => {
  it('are asked for by labels that no two images share', () => {
    const { schema } = severalTextsSchema(names);
    assert.match(
      JSON.stringify(schema),
      /"enum":\["Image 1 \(login\.png\)","Image 2 \(chart\.png\)","Image 3 \(login\.png\)"\]/,
    );
  });

  it('have labels of one short line, whatever a file is called', () => {
    const label = imageLabel(1, `a\n\u202eb\0${'😀'.repeat(300)}.png`);
    assert.match(label, /^Image 2 \(a b (?:😀)+…\)$/u);
    assert.ok(label.length < 100);
  });

  it('are given where number and name agree, in any order', () => {
    assert.deepEqual(
      texts(
        [3, 'Image 3 (login.png)', 'C.'],
        [1, 'image 1  (LOGIN.png)', '"A."'],
        [2, 'chart.png', 'Alt text: B.'],
      ),
      ['A.', 'B.', 'C.'],
    );
  });

  const unclear: [title: string, images: Parameters<typeof texts>, expected: unknown[]][] = [
    ['a neighbour’s name', [[1, 'Image 2 (chart.png)', 'B.']], [undefined, undefined, undefined]],
    [
      'two that are exchanged',
      [
        [1, 'Image 2 (chart.png)', 'B.'],
        [2, 'Image 1 (login.png)', 'A.'],
      ],
      [undefined, undefined, undefined],
    ],
    ['a file name that two have', [[1, 'login.png', 'A.']], [undefined, undefined, undefined]],
    ['an unknown name', [[2, 'map.png', 'B.']], [undefined, undefined, undefined]],
    [
      'one told of twice',
      [
        [2, 'chart.png', 'B.'],
        [2, 'Image 2 (chart.png)', 'X.'],
      ],
      [undefined, undefined, undefined],
    ],
    ['one that is left out', [[3, 'Image 3 (login.png)', 'C.']], [undefined, undefined, 'C.']],
    ['an empty text', [[2, 'chart.png', ' " " ']], [undefined, undefined, undefined]],
  ];
  for (const [title, images, expected] of unclear) {
    it(`are none for ${title}`, () => {
      assert.deepEqual(texts(...images), expected);
    });
  }

  it('are parsed whole or not at all', () => {
    const good = { number: 1, name: 'Image 1 (login.png)', altText: 'A.' };
    assert.deepEqual(parseSeveralTexts({ images: [{ ...good, extra: 1 }], more: 2 }, 3), {
      images: [good],
    });
    assert.deepEqual(parseSeveralTexts({ images: [] }, 3), { images: [] });
    for (const item of [
      null,
      'A.',
      { ...good, number: 4 },
      { ...good, number: '1' },
      { ...good, name: 1 },
      { ...good, altText: null },
      { number: 1, altText: 'A.' },
    ]) {
      assert.equal(parseSeveralTexts({ images: [good, item] }, 3), undefined);
    }
  });

  it('are none in what was never parsed', () => {
    for (const data of [undefined, null, 'x', {}, { images: 5 }, { images: [null, 5] }]) {
      assert.deepEqual(textsByImage(data, names), [undefined, undefined, undefined]);
    }
  });
});
