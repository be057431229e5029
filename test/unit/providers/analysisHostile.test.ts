import assert from 'node:assert/strict';
import { parseAnalysis, type Analysis } from '../../../src/providers/vision/analysis';

const metadata = { width: 100, height: 200 };
const box = (x: unknown, y: unknown, w: unknown, h: unknown) => ({ boundingBox: { x, y, w, h } });
const thing = (place: object, name: unknown = 'sign', confidence: unknown = 0.5) => ({
  ...place,
  tags: [{ name, confidence }],
});
const square = [
  { x: 10, y: 20 },
  { x: 20, y: 20 },
  { x: 20, y: 40 },
  { x: 10, y: 40 },
];
const line = (text: unknown, boundingPolygon: unknown = square) => ({ text, boundingPolygon });

function parsed(more: { lines?: unknown; objects?: unknown; captions?: unknown }): Analysis {
  const reply = {
    metadata,
    readResult: { blocks: [{ lines: more.lines ?? [] }] },
    objectsResult: { values: more.objects ?? [] },
    denseCaptionsResult: { values: more.captions ?? [] },
  };
  return parseAnalysis(reply, {}, true);
}

describe('a reply of Image Analysis that cannot be trusted', () => {
  it('loses the places that make no sense, counted, and keeps their words', () => {
    const places = [
      box(10, 20, 0, 10),
      box(10, 20, -5, 10),
      box('10', 20, 5, 10),
      box(NaN, 20, 5, 10),
      box(Infinity, 20, 5, 10),
      box(1e9, 20, 5, 10),
      box(101, 20, 5, 10),
      box(-60, 20, 5, 10),
      box(10, 20, 1e308, 10),
      { boundingBox: null },
      { boundingBox: [] },
      {},
    ];
    const { objects, dropped } = parsed({ objects: places.map((place) => thing(place)) });
    assert.equal(objects.length, places.length);
    assert.deepEqual(
      objects.filter(({ region }) => region),
      [],
    );
    assert.equal(dropped, places.length);
  });

  it('loses the polygons that are none', () => {
    const polygons = [
      [],
      square.slice(0, 2),
      square.map(({ x }) => ({ x, y: 5 })),
      square.map(({ x }) => ({ x: String(x), y: 5 })),
      Array.from({ length: 101 }, () => square[0]),
      'square',
      null,
    ];
    const { lines, dropped } = parsed({ lines: polygons.map((polygon) => line('x', polygon)) });
    assert.deepEqual(
      lines,
      polygons.map(() => ({ text: 'x' })),
    );
    assert.equal(dropped, polygons.length);
  });

  it('keeps of a place what is on the picture', () => {
    const { objects, dropped } = parsed({ objects: [thing(box(-25, 150, 75, 100))] });
    assert.deepEqual(objects[0]?.region, { box: { x: 0, y: 0.75, width: 0.5, height: 0.25 } });
    assert.equal(dropped, 0);
  });

  it('loses what has no words, and lists that are none', () => {
    const { lines, objects, dropped } = parsed({
      lines: [line(''), line(' \n\t '), line(7), line(null), 'line', null],
      objects: [thing(box(1, 1, 5, 5), {}), { ...box(1, 1, 5, 5), tags: 'sign' }, 3],
    });
    assert.deepEqual([lines.length, objects.length, dropped], [0, 0, 9]);
    assert.deepEqual(parsed({ lines: {}, objects: 'all', captions: 7 }).dropped, 0);
    assert.deepEqual(parseAnalysis({ metadata }, {}, true), {
      lines: [],
      objects: [],
      captions: [],
      dropped: 0,
    });
  });

  it('puts each thing on one line, of a length that can be shown', () => {
    const { lines, objects } = parsed({
      lines: [line('a\r\nb\u0000c\u2028d  e'), line('x'.repeat(5000))],
      objects: [thing(box(1, 1, 5, 5), 'a\nb', 7), thing(box(1, 1, 5, 5), 'c', 'sure')],
    });
    assert.equal(lines[0]?.text, 'a b c d e');
    assert.equal(lines[1]?.text.length, 1000);
    assert.deepEqual(
      objects.map(({ text, confidence }) => [text, confidence]),
      [
        ['a b', undefined],
        ['c', undefined],
      ],
    );
  });

  it('has at most a thousand things, the others counted', () => {
    const { lines, objects, captions, dropped } = parsed({
      lines: Array.from({ length: 990 }, (_, index) => line(`line ${index}`)),
      objects: Array.from({ length: 2000 }, () => thing(box(1, 1, 5, 5))),
      captions: [{ text: 'a sign', confidence: 1, ...box(1, 1, 5, 5) }],
    });
    assert.deepEqual([lines.length, objects.length, captions?.length, dropped], [990, 10, 0, 1991]);
  });
});
