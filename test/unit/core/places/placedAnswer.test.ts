import assert from 'node:assert/strict';
import type { BoxForm } from '../../../../src/core/places/boxForm';
import { boxSkillOf } from '../../../../src/core/places/families';
import { placedAnswer } from '../../../../src/core/places/placedAnswer';
import { parsePlaces } from '../../../../src/core/places/placesReply';
import type { SentPicture } from '../../../../src/core/places/sentPictures';

const asked: BoxForm = { order: 'xyxy', unit: 'thousandth' };
const picture: SentPicture = {
  image: 'a',
  size: { width: 1600, height: 900 },
  window: { x: 0, y: 0, width: 1, height: 1 },
};

/** The boxes of a reply in thousandths, rounded. */
function boxesOf(reply: unknown, form = asked, pictures = [picture]): number[][] {
  const parsed = parsePlaces(reply);
  assert.ok(parsed);
  return placedAnswer(parsed, pictures, form).regions.map(({ region }) => {
    assert.ok('box' in region);
    const { x, y, width, height } = region.box;
    return [x, y, x + width, y + height].map((number) => Math.round(number * 1000));
  });
}

const answer = (...boxes: unknown[]) => ({
  answer: boxes.map((box, index) => ({ text: `Thing ${index}, `, image: 1, box })),
});

describe('an answer with places', () => {
  /** The same two boxes, as models of several families write them. */
  const right = [
    [100, 200, 300, 250],
    [500, 600, 900, 800],
  ];
  const forms: [name: string, reply: unknown, form?: BoxForm][] = [
    ['thousandths, as asked', answer([100, 200, 300, 250], [500, 600, 900, 800])],
    ['fractions', answer([0.1, 0.2, 0.3, 0.25], [0.5, 0.6, 0.9, 0.8])],
    ['pixels of what was sent', answer([160, 180, 480, 225], [800, 540, 1440, 720])],
    ['y first', answer([200, 100, 250, 300], [600, 500, 800, 900]), { order: 'yxyx', unit: 'thousandth' }],
    ['a corner and a size', answer([100, 200, 200, 50], [500, 600, 400, 200])],
    ['fractions with a size', answer([0.1, 0.2, 0.2, 0.05], [0.5, 0.6, 0.4, 0.2])],
    ['numbers as texts', answer(['100', '200', '300', '250'], ['500', '600', '900', '800'])],
    ['a text', answer('[100, 200, 300, 250]', '(500,600),(900,800)')],
    ['per cent', answer('10%, 20%, 30%, 25%', '50%, 60%, 90%, 80%')],
    ['two corners', answer([[100, 200], [300, 250]], [[500, 600], [900, 800]])],
    ['a list in a list', answer([[100, 200, 300, 250]], [[500, 600, 900, 800]])],
    ['x1 and y1', answer({ x1: 100, y1: 200, x2: 300, y2: 250 }, { x1: 500, y1: 600, x2: 900, y2: 800 })],
    [
      'named sizes',
      answer({ x: 100, y: 200, width: 200, height: 50 }, { left: 500, top: 600, width: 400, height: 200 }),
    ],
    [
      'the list that Gemini gives',
      [
        { box_2d: [200, 100, 250, 300], label: 'a' },
        { box_2d: [600, 500, 800, 900], label: 'b' },
      ],
    ],
    [
      'the list that Qwen gives',
      [
        { bbox_2d: [160, 180, 480, 225], label: 'a' },
        { bbox_2d: [800, 540, 1440, 720], label: 'b' },
      ],
      { order: 'xyxy', unit: 'pixel' },
    ],
    [
      'objects with named corners',
      { objects: [{ name: 'a', xmin: 100, ymin: 200, xmax: 300, ymax: 250 }, { name: 'b', xmin: 500, ymin: 600, xmax: 900, ymax: 800 }] },
    ],
  ]; // prettier-ignore
  for (const [name, reply, form] of forms) {
    it(`takes ${name}`, () => assert.deepEqual(boxesOf(reply, form), right));
  }

  it('takes y first where it was not asked for, if only that makes sense', () => {
    const flat = [
      [100, 700, 120, 900],
      [200, 20, 900, 60],
    ];
    const asTold = flat.map(([x1, y1, x2, y2]) => [y1, x1, y2, x2]);
    assert.deepEqual(
      boxesOf(answer(...asTold.map((box) => box)), { order: 'yxyx', unit: 'thousandth' }),
      flat,
    );
    // Two corners whose second is not below the first, read the other way, are a size.
    assert.deepEqual(boxesOf(answer([800, 700, 100, 200])), [[800, 700, 900, 900]]);
  });

  it('keeps its text to the letter, with the place of each piece in it', () => {
    const reply = parsePlaces({
      answer: [
        { text: '## The page\n\nThe ', image: 1, box: null },
        { text: '**Save** button', image: 1, box: [100, 100, 200, 150] },
        { text: ' is below the ', image: 1, box: [] },
        { text: ' menu ', image: 1, box: [0, 0, 100, 1000] },
        { text: '.\n', image: 1 },
      ],
    });
    assert.ok(reply);
    const { text, regions, dropped } = placedAnswer(reply, [picture], asked);
    assert.equal(text, '## The page\n\nThe **Save** button is below the  menu .\n');
    assert.deepEqual(
      regions.map(({ offset = 0, length = 0 }) => text.slice(offset, offset + length)),
      ['**Save** button', 'menu'],
    );
    assert.equal(dropped, 0);
  });

  it('drops nonsense and counts it', () => {
    const reply = parsePlaces(
      answer(
        [100, 200, 300, 250],
        [500, 500, 500, 500],
        [-400, 0, 100, 100],
        'nowhere',
        [1, 2, 3],
        { x: 1 },
        [100, 100, NaN, 200],
        [2000, 100, 2500, 200],
      ),
    );
    assert.ok(reply);
    const { regions, dropped } = placedAnswer(
      reply,
      [{ ...picture, size: { width: 1000, height: 1000 } }],
      asked,
    );
    assert.equal(regions.length, 1);
    assert.equal(dropped, 7);
  });

  it('finds the image that a piece names, and none that was not sent', () => {
    const pictures = [picture, { ...picture, image: 'b' }];
    const reply = parsePlaces({
      answer: [1, 2, 3, 'x', -1].map((image) => ({ text: 'a', image, box: [0, 0, 500, 500] })),
    });
    assert.ok(reply);
    const { regions, dropped } = placedAnswer(reply, pictures, asked);
    assert.deepEqual(
      regions.map(({ image }) => image),
      ['a', 'b', 'a', 'a'],
    );
    assert.equal(dropped, 1);
  });

  it('is no answer without pieces', () => {
    for (const value of [
      undefined,
      null,
      1,
      'text',
      [],
      {},
      { answer: [] },
      { answer: 'text' },
      [1],
      [{}],
      [{ text: ' ' }],
      { answer: [{ box: [1, 2, 3, 4] }] },
    ]) {
      assert.equal(parsePlaces(value), undefined, JSON.stringify(value));
    }
  });

  it('knows which models tell boxes well, and how', () => {
    assert.deepEqual(boxSkillOf('google/gemini-2.5-flash').form.order, 'yxyx');
    assert.deepEqual(boxSkillOf('Qwen/Qwen2.5-VL-7B-Instruct').form.unit, 'pixel');
    assert.deepEqual(boxSkillOf('qwen2.5vl:7b').form.unit, 'pixel');
    assert.deepEqual(boxSkillOf('qwen3-vl-8b').form.unit, 'thousandth');
    assert.equal(boxSkillOf('gpt-4o').isRough, true);
    assert.equal(boxSkillOf('gemini-2.5-pro').isRough, false);
    assert.equal(boxSkillOf('').isRough, true);
  });
});
