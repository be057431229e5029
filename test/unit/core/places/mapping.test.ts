import assert from 'node:assert/strict';
import type { SentImage } from '../../../../src/core/cost/receipt';
import { lookAround, regionOfLook } from '../../../../src/core/places/secondLook';
import { onImage, sentPictures } from '../../../../src/core/places/sentPictures';
import { snapped, type FoundLines } from '../../../../src/core/places/snapping';
import type { TextRegion } from '../../../../src/core/conversation/textRegion';

/** The same numbers each time. */
function* numbers(seed: number): Generator<number, never, undefined> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const facts = (width: number, height: number) => ({ width, height, type: 'image/png', bytes: 1 });

describe('the places of pictures as they were sent', () => {
  it('are exact to a pixel of the file, through scaling, parts and padding', () => {
    const random = numbers(7);
    const next = (from: number, to: number): number => from + random.next().value * (to - from);
    for (let round = 0; round < 2000; round++) {
      const [width, height] = [Math.round(next(1, 6000)), Math.round(next(1, 9000))];
      // The part may reach over the edges, as that of a padded picture does.
      const left = next(-50, width / 2);
      const top = next(-50, height / 2);
      const source = {
        left,
        top,
        width: next(1, width + 50 - left),
        height: next(1, height + 50 - top),
      };
      const line: SentImage = {
        name: 'a',
        before: facts(width, height),
        after: facts(Math.round(next(28, 2000)), Math.round(next(28, 2000))),
        source,
      };
      const [picture] = sentPictures([line], ['a'], () => undefined);
      assert.ok(picture?.size);
      // A pixel of the file inside the part, where it is on what was sent, and back.
      const at = {
        x: Math.max(0, left) + random.next().value * Math.min(source.width, width - left) * 0.9,
        y: Math.max(0, top) + random.next().value * Math.min(source.height, height - top) * 0.9,
      };
      const sent = { x: (at.x - left) / source.width, y: (at.y - top) / source.height };
      const back = onImage({ box: { ...sent, width: 0.05, height: 0.05 } }, picture.window);
      if (back && 'box' in back && at.x < width && at.y < height) {
        assert.ok(Math.abs(back.box.x * width - at.x) < 0.5);
        assert.ok(Math.abs(back.box.y * height - at.y) < 0.5);
      }
    }
  });

  it('know which image each part is of, and where a marked part is on the whole', () => {
    const part = (index: number, top: number): SentImage => ({
      name: 'tall',
      before: facts(100, 1000),
      after: facts(100, 500),
      part: { index, count: 2 },
      source: { left: 0, top, width: 100, height: 500 },
    });
    const plain: SentImage = { name: 'cut', before: facts(50, 50), after: facts(50, 50) };
    const pictures = sentPictures(
      [part(1, 0), part(2, 500), plain, { name: 'url' }],
      ['tall', 'cut', 'url'],
      (id) =>
        id === 'cut'
          ? { of: 'whole', box: { x: 0.5, y: 0.25, width: 0.25, height: 0.5 } }
          : undefined,
    );
    assert.deepEqual(
      pictures.map(({ image, window }) => [image, window.x, window.y, window.width, window.height]),
      [
        ['tall', 0, 0, 1, 0.5],
        ['tall', 0, 0.5, 1, 0.5],
        ['whole', 0.5, 0.25, 0.25, 0.5],
        ['url', 0, 0, 1, 1],
      ],
    );
    assert.equal(pictures[3]?.size, undefined);
  });
});

describe('a place that names a text', () => {
  const word = (text: string, x: number, y: number, width = 0.05) => ({
    text,
    box: { x, y, width, height: 0.02 },
  });
  const lines: FoundLines = [
    [word('Save', 0.1, 0.1), word('draft', 0.16, 0.1)],
    [word('Total:', 0.5, 0.5), word('€1,204.50', 0.56, 0.5, 0.1)],
    [word('Save', 0.8, 0.9)],
  ];
  const place = (text: string, x: number, y: number, width = 0.03, height = 0.02): TextRegion => ({
    text,
    region: { box: { x, y, width, height } },
    source: 'model',
  });
  const boxOf = (region: TextRegion) => ('box' in region.region ? region.region.box : undefined);

  it('moves to the nearest place where the reader found it', () => {
    const moved = snapped(place('Save', 0.75, 0.85), lines);
    const sides = Object.values(boxOf(moved) ?? {}).map((side) => Math.round(side * 1000));
    assert.deepEqual(sides, [800, 900, 50, 20]);
    assert.equal(moved.source, 'reader');
    assert.equal(boxOf(snapped(place('**Save draft**', 0.2, 0.15), lines))?.x, 0.1);
    assert.equal(boxOf(snapped(place('the button “Save”', 0.02, 0.05), lines))?.x, 0.1);
    const price = boxOf(snapped(place('TOTAL €1,204.50', 0.4, 0.55), lines));
    assert.ok(price && Math.abs(price.width - 0.16) < 1e-9);
  });

  it('stays where it is far away, not there, or around its text already', () => {
    for (const region of [
      place('Save', 0.45, 0.45),
      place('Delete', 0.1, 0.1),
      place('', 0.1, 0.1),
      place('Save', 0.09, 0.09, 0.08, 0.05),
    ]) {
      assert.equal(snapped(region, lines), region);
    }
  });
});

describe('a second look', () => {
  it('sees the place and what is around it, on the picture', () => {
    for (const box of [
      { x: 0, y: 0, width: 0.01, height: 0.01 },
      { x: 0.99, y: 0.99, width: 0.01, height: 0.01 },
      { x: 0.2, y: 0.3, width: 0.2, height: 0.1 },
      { x: 0, y: 0, width: 1, height: 1 },
    ]) {
      const part = lookAround({ box });
      assert.ok(part.x >= 0 && part.y >= 0 && part.x + part.width <= 1 + 1e-9);
      assert.ok(part.x <= box.x && part.x + part.width >= box.x + box.width - 1e-9);
      assert.ok(part.y <= box.y && part.y + part.height >= box.y + box.height - 1e-9);
    }
  });

  it('tells the place on the whole picture, or none', () => {
    const picture = {
      image: 'a',
      size: { width: 400, height: 200 },
      window: { x: 0.5, y: 0.5, width: 0.2, height: 0.4 },
    };
    const form = { order: 'xyxy', unit: 'thousandth' } as const;
    const found = regionOfLook({ box: [250, 500, 750, 1000] }, picture, form);
    assert.ok(found && 'box' in found);
    const rounded = Object.values(found.box).map((side) => Math.round(side * 1000));
    assert.deepEqual(rounded, [550, 700, 100, 200]);
    for (const box of [null, [], [1, 2], [5, 5, 5, 5], 'none']) {
      assert.equal(regionOfLook({ box }, picture, form), undefined);
    }
  });
});
