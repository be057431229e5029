import assert from 'node:assert/strict';
import type { Question } from '../../../src/core/conversation/request';
import { batchesOf, questionOf } from '../../../src/host/conversation/sending/batches';
import type { Ready } from '../../../src/host/conversation/sending/plan';

const question: Question = {
  system: 'Be brief.',
  exchanges: [
    { role: 'user', text: 'What is it?' },
    { role: 'assistant', text: 'A form.' },
    { role: 'user', text: 'And this?' },
  ],
  detail: 'auto',
  maxOutputTokens: 100,
};

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
    const [, second] = batchesOf(all, 10);
    assert.ok(second);
    const [first, ...others] = questionOf(question, second, all.length).exchanges;
    assert.match(first?.text ?? '', /^What is it\?\n\n\(These are images 11 to 12 of 12;/);
    assert.deepEqual(others, question.exchanges.slice(1));
    const [only] = batchesOf(all, 20);
    assert.ok(only);
    assert.equal(questionOf(question, only, all.length), question);
  });

  it('says which images are parts of a tall one, also where that goes over two requests', () => {
    const all = [ready('a.png'), ...parts('tall.png', 4), ...parts('other.png', 2), ready('b.png')];
    const texts = batchesOf(all, 4).map(
      (batch) => questionOf(question, batch, all.length).exchanges[0]?.text ?? '',
    );
    assert.match(texts[0] ?? '', /Images 2 to 4 are parts 1 to 3 of the 4 parts .* "tall\.png"/);
    assert.match(texts[1] ?? '', /Image 1 is part 4 of the 4 parts of one tall image, "tall\.png"/);
    assert.match(texts[1] ?? '', /Images 2 to 3 are parts 1 to 2 of the 2 parts .* "other\.png"/);
    assert.ok(!(texts[0] ?? '').includes('b.png'));
  });
});
