import assert from 'node:assert/strict';
import { chatAnswer } from '../../../src/providers';
import {
  documentedChoice,
  documentedReply,
  enhancedConnection,
  eventsOf,
  found,
  keys,
  polygon,
  regionsIn,
} from './enhancementsSupport';
import { collect, networkWith, requestWith, scriptedFetch, textOf } from './support';

const never = new AbortController().signal;

/** A polygon like no other. */
const farther = (index: number) => polygon.map(({ x, y }) => ({ x, y: y + index / 1e6 }));

describe('hostile regions', () => {
  const at = (points: unknown, text: unknown = 'the cat') => ({
    ...{ text, offset: 0, length: 7 },
    polygon: points,
  });
  const hostile: [string, unknown][] = [
    ['no polygon', at(undefined)],
    ['a polygon that is none', at({ x: 1, y: 1 })],
    ['two points', at(polygon.slice(0, 2))],
    ['no numbers', at(polygon.map(() => ({ x: 'NaN', y: null })))],
    ['points that are none', at([null, 7, 'x', []])],
    ['pixels', at(polygon.map(({ x, y }) => ({ x: x * 4000, y: y * 3000 })))],
    ['huge numbers', at(polygon.map(({ x, y }) => ({ x: x * 1e300, y: y * -1e300 })))],
    ['no area', at(polygon.map(() => ({ x: 0.5, y: 0.5 })))],
    ['thousands of points', at(Array.from({ length: 5000 }, () => polygon[0]))],
    ['no text', at(polygon, '')],
    ['a text that is none', at(polygon, { text: 'cat' })],
    ['a text without end', at(polygon, 'cat'.repeat(1e5))],
    ['nothing', null],
    ['a list', []],
  ];
  for (const [what, span] of hostile) {
    it(`with ${what} are dropped and counted`, async () => {
      const { regions, dropped } = await found('The cat.', span, at(polygon));
      assert.equal(regions.length, 1);
      assert.equal(dropped, 1);
    });
  }

  it('are cut at the edge of the picture', async () => {
    const { regions } = await found('The cat.', at(polygon.map(({ x, y }) => ({ x: x - 0.2, y }))));
    assert.ok(regions[0] && 'polygon' in regions[0].region);
    assert.equal(regions[0].region.polygon[0]?.x, 0);
  });

  for (const body of [
    { enhancements: null },
    { enhancements: 'x' },
    { enhancements: { grounding: [] } },
    { enhancements: { grounding: { lines: 'x' } } },
    { enhancements: { grounding: { lines: {} } } },
  ]) {
    it(`of the form ${JSON.stringify(body)} are none`, async () => {
      const choice = { ...documentedChoice('The cat.', []), ...body };
      const events = await eventsOf(JSON.stringify({ ...documentedReply, choices: [choice] }));
      assert.equal(textOf(events), 'The cat.');
      assert.ok(events.every(({ type }) => type !== 'regions'));
    });
  }

  it('are bounded, however many there are', async function () {
    this.timeout(30_000);
    const text = `${'🐈 x '.repeat(50_000)}The cat.`;
    const spans = Array.from({ length: 1_000_000 }, (_, index) =>
      index < 20_000 ? JSON.stringify(at(farther(index))) : '0',
    );
    const body = JSON.stringify({ ...documentedReply, choices: [documentedChoice(text, [])] });
    const many = body.replace('"spans":[]', () => `"spans":[${spans.join(',')}]`);
    const { fetch } = scriptedFetch(() => new Response(many));
    const answer = chatAnswer(enhancedConnection(), networkWith(keys, fetch));
    const start = performance.now();
    const { regions, dropped } = regionsIn(await collect(answer(requestWith(1), never)));
    assert.equal(regions.length, 1000);
    assert.equal(dropped, 999_000);
    assert.ok(performance.now() - start < 15_000);
  });

  it('are bounded in lines too', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => ({
      text: 'The cat.',
      spans: [at(farther(index))],
    }));
    const more = [...lines, ...Array.from({ length: 300_000 }, () => ({}))];
    const enhancements = { grounding: { lines: more } };
    const choices = [{ ...documentedChoice('The cat.', []), enhancements }];
    const reply = JSON.stringify({ ...documentedReply, choices });
    const { fetch } = scriptedFetch(() => new Response(reply));
    const answer = chatAnswer(enhancedConnection(), networkWith(keys, fetch));
    const given = regionsIn(await collect(answer(requestWith(1), never)));
    assert.deepEqual([given.regions.length, given.dropped], [1000, 1000]);
  });
});
