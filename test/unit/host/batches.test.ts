import assert from 'node:assert/strict';
import {
  assistantMessage,
  imagesIn,
  textIn,
  userMessage,
} from '../../../src/core/conversation/message';
import type { VisionRequest } from '../../../src/core/conversation/request';
import { batchesOf, requestOf } from '../../../src/host/conversation/sending/batches';
import type { Ready } from '../../../src/host/conversation/sending/plan';

/** A question about as many images, with a follow-up. */
function requestAbout(images: number): VisionRequest<number> {
  const ids = Array.from({ length: images }, (_, index) => index);
  return {
    system: 'Be brief.',
    messages: [
      userMessage('What is it?', ids),
      assistantMessage('A form.'),
      userMessage('And this?'),
    ],
    detail: 'auto',
    maxOutputTokens: 100,
  };
}

function ready(name: string, part?: { index: number; count: number }): Ready {
  const image = { name, type: 'image/png', bytes: new Uint8Array(), width: 1, height: 1 } as const;
  return { image, line: { name, ...(part && { part }) } };
}

const parts = (name: string, count: number): Ready[] =>
  Array.from({ length: count }, (_, index) => ready(name, { index: index + 1, count }));

describe('a question that is spread over requests', () => {
  it('has at most so many images in each, in order', () => {
    const all = Array.from({ length: 23 }, (_, index) => ready(`${index}.png`));
    const batches = batchesOf(all, 10);
    assert.deepEqual(
      batches.map(({ ready: { length }, first, last }) => [length, first, last]),
      [
        [10, 1, 10],
        [10, 11, 20],
        [3, 21, 23],
      ],
    );
    assert.deepEqual(
      batches.flatMap((batch) => batch.ready),
      all,
    );
    assert.equal(batchesOf(all, Infinity).length, 1);
  });

  it('says in its first text which images it is about, and nothing where they are all', () => {
    const all = Array.from({ length: 12 }, (_, index) => ready(`${index}.png`));
    const made = all.map((one) => [one]);
    const [, second] = batchesOf(all, 10);
    assert.ok(second);
    const [first, ...others] = requestOf(requestAbout(12), made, second).messages;
    assert.ok(first);
    assert.match(textIn(first), /^What is it\?\n\n\(These are images 11 to 12 of 12;/);
    assert.deepEqual(
      imagesIn([first]).map(({ name }) => name),
      ['10.png', '11.png'],
    );
    assert.deepEqual(others, requestAbout(12).messages.slice(1));
    const [only] = batchesOf(all, 20);
    assert.ok(only);
    const [whole] = requestOf(requestAbout(12), made, only).messages;
    assert.equal(whole && textIn(whole), 'What is it?');
  });

  it('leaves each image in the message that brought it', () => {
    const [a, b, c] = [ready('a.png'), ready('b.png'), ready('c.png')];
    const request = {
      ...requestAbout(0),
      messages: [
        userMessage('What is it?', [0]),
        assistantMessage('A form.'),
        userMessage('And these?', [1, 2]),
      ],
    };
    const made = [[a], [b], [c]];
    const names = (most: number) =>
      batchesOf([a, b, c], most).map((batch) =>
        requestOf(request, made, batch).messages.map((message) =>
          imagesIn([message]).map(({ name }) => name),
        ),
      );
    assert.deepEqual(names(10), [[['a.png'], [], ['b.png', 'c.png']]]);
    assert.deepEqual(names(2), [
      [['a.png'], [], ['b.png']],
      [[], [], ['c.png']],
    ]);
  });

  it('says which images are parts of a tall one, also where that goes over two requests', () => {
    const all = [ready('a.png'), ...parts('tall.png', 4), ...parts('other.png', 2), ready('b.png')];
    const made = [all.slice(0, 1), all.slice(1, 5), all.slice(5, 7), all.slice(7)];
    const texts = batchesOf(all, 4).map((batch) =>
      requestOf(requestAbout(made.length), made, batch).messages.map(textIn).join(' '),
    );
    assert.match(texts[0] ?? '', /Images 2 to 4 are parts 1 to 3 of the 4 parts .* "tall\.png"/);
    assert.match(texts[1] ?? '', /Image 1 is part 4 of the 4 parts of one tall image, "tall\.png"/);
    assert.match(texts[1] ?? '', /Images 2 to 3 are parts 1 to 2 of the 2 parts .* "other\.png"/);
    assert.ok(!(texts[0] ?? '').includes('b.png'));
  });
});
