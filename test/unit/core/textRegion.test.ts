import assert from 'node:assert/strict';
import { Conversation } from '../../../src/core/conversation/conversation';
import { userMessage } from '../../../src/core/conversation/message';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import type { VisionRequest } from '../../../src/core/conversation/request';
import { structuredAnswer } from '../../../src/core/conversation/structured';
import {
  folded,
  stretchOf,
  unitsOf,
  type TextRegion,
} from '../../../src/core/conversation/textRegion';
import { shownReply } from '../../../src/core/conversation/turn';

const region = { box: { x: 0, y: 0, width: 1, height: 0.5 } };
const cat: TextRegion = { text: 'cat', offset: 2, length: 3, region, source: 'azureVision' };
const nowhere: TextRegion = { text: 'dog', region, source: 'azureVision' };
const regions: ReplyEvent = { type: 'regions', regions: [cat, nowhere] };
const text = (said: string): ReplyEvent => ({ type: 'text', text: said });
const stop: ReplyEvent = { type: 'finish', finish: { reason: 'stop' } };

describe('a piece of a text', () => {
  it('is found where it is said to stand, else nearest to it', () => {
    const places: [text: string, piece: string, at: number, offset: number | undefined][] = [
      ['a cat', 'cat', 2, 2],
      ['a cat', 'CAT', 0, 2],
      ['cat cat cat', 'cat', 4, 4],
      ['cat cat cat', 'cat', 7, 8],
      ['cat cat cat', 'cat', 6, 4],
      ['cat cat cat', 'cat', NaN, 0],
      ['cat cat cat', 'cat', -Infinity, 0],
      ['cat cat cat', 'cat', 1e300, 8],
      ['a dog', 'cat', 2, undefined],
      ['a dog', '', 2, undefined],
      ['', 'cat', 2, undefined],
      [`cat${' '.repeat(60_000)}`, 'cat', 60_003, undefined],
    ];
    for (const [whole, piece, at, offset] of places) {
      const found = stretchOf(folded(whole), piece, at);
      const length = piece.length;
      assert.deepEqual(
        found,
        offset === undefined ? undefined : { offset, length },
        `${piece} at ${at}`,
      );
    }
  });

  it('is as long as before when its case is gone', () => {
    for (const word of ['İstanbul', 'STRASSE ẞ', 'ΣΊΣΥΦΟΣ', '𐐀𐐁', 'ǅ', 'K']) {
      assert.equal(folded(word).length, word.length, word);
    }
  });

  it('begins at as many units as its code points have', () => {
    const mixed = 'a🔎b图c𝔘d';
    for (const [points] of Array.from(mixed).entries()) {
      assert.equal(unitsOf(mixed, points), Array.from(mixed).slice(0, points).join('').length);
    }
    assert.equal(unitsOf(mixed, 1e15), mixed.length);
    assert.equal(unitsOf(mixed, -3), -3);
    assert.ok(Number.isNaN(unitsOf(mixed, NaN)));
  });
});

describe('the regions of a reply', () => {
  async function* answers(script: readonly ReplyEvent[]) {
    await Promise.resolve();
    yield* script;
  }

  it('are kept with it, and stand in the right place where it goes on', async () => {
    const manner = { system: '', detail: 'auto', maxOutputTokens: 9 } as const;
    const cut: ReplyEvent = { type: 'finish', finish: { reason: 'length' } };
    const scripts = [
      [text('A cat'), regions, cut],
      [text('A cat.'), regions, stop],
    ];
    const conversation = new Conversation(
      () => manner,
      () => answers(scripts.shift() ?? []),
      { turnChanged: () => undefined, textAdded: () => undefined },
    );
    await conversation.ask({ text: 'What?' });
    const shown = () => conversation.turns.map(shownReply)[0];
    assert.deepEqual(shown()?.regions, [cat, nowhere]);
    await conversation.continue(0);
    assert.equal(shown()?.text, 'A catA cat.');
    assert.deepEqual(shown()?.regions, [cat, nowhere, { ...cat, offset: 7 }, nowhere]);
    await conversation.retry(0);
    assert.equal(shown()?.regions, undefined);
  });

  const schema = {
    name: 'alt',
    schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  };
  const request = {
    system: '',
    messages: [userMessage<never>('Which?')],
    detail: 'auto',
    maxOutputTokens: 9,
    schema,
  } as const satisfies VisionRequest<never>;
  const structured = async (...scripts: ReplyEvent[][]) => {
    const events: ReplyEvent[] = [];
    const answer = () => answers(scripts.shift() ?? []);
    const parse = (value: unknown) => value;
    for await (const event of structuredAnswer(
      answer,
      request,
      parse,
      new AbortController().signal,
    )) {
      events.push(event);
    }
    return events.filter(({ type }) => type !== 'draft');
  };

  it('stand nowhere in the words that are made of its data', async () => {
    assert.deepEqual(await structured([text('{"a": 1}'), regions, stop]), [
      { type: 'data', data: { a: 1 } },
      { type: 'regions', regions: [{ text: 'cat', region, source: 'azureVision' }, nowhere] },
      stop,
    ]);
  });

  it('stay where its text is shown as it is', async () => {
    const plain = text('No JSON.');
    assert.deepEqual(await structured([plain, regions, stop], [plain, regions, stop]), [
      plain,
      regions,
      stop,
    ]);
  });

  it('come once where the model mends its reply', async () => {
    const events = await structured([text('Oh.'), regions, stop], [text('{}'), regions, stop]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['data', 'regions', 'finish'],
    );
  });
});
