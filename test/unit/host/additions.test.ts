import assert from 'node:assert/strict';
import { imagesIn, textIn } from '../../../src/core/conversation/message';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { shownReply } from '../../../src/core/conversation/turn';
import { VisionError } from '../../../src/core/errors';
import type { ImageFile } from '../../../src/core/images/images';
import { Additions } from '../../../src/host/conversation/additions';
import { marked } from '../../../src/host/conversation/marking';
import { begin } from './sessionStage';

const seen: ReplyEvent[] = [
  { type: 'text', text: 'A form.' },
  { type: 'finish', finish: { reason: 'stop' } },
];
const picture = 'https://pictures.example/a.png';
const address = (name: string): URL => new URL(`https://pictures.example/${name}`);

/** A picture of as many bytes as it is given; one byte is none. */
const inspect = (name: string, bytes: Uint8Array): Promise<ImageFile> =>
  bytes.length === 1
    ? Promise.reject(new VisionError('imageUnknownType', { image: name }))
    : Promise.resolve({ name, type: 'image/png', bytes, width: 1, height: 1, traits: [] });

describe('images that are added to a conversation', () => {
  function stage(answer: Parameters<typeof begin>[0] = () => seen) {
    const begun = begin(answer);
    const closing = new AbortController();
    const ports = {
      images: begun.images,
      inspect,
      addressOf: (id: string) => new URL(`https://kept.example/${id}.png`),
      pastedName: 'pasted',
    };
    const additions = new Additions(begun.session, ports, closing.signal);
    const names = () =>
      begun.session.pending.ids.map((id) => begun.images.record(id)?.name ?? 'released');
    return { ...begun, additions, closing, names };
  }

  it('wait for the next question, which brings them in their order', async () => {
    const { session, additions, requests, ask, names } = stage();
    await ask(picture);
    const files = await additions.files([address('b.png'), address('c.png')]);
    const pasted = await additions.bytes('image.png', Uint8Array.of(1, 2));
    const again = await additions.bytes('image.png', Uint8Array.of(1, 2, 3));
    assert.deepEqual([files.ids.length, files.problems], [2, []]);
    assert.deepEqual(names().slice(2), ['pasted.png', 'pasted-2.png']);
    const ids = [...files.ids, ...pasted.ids, ...again.ids];
    assert.deepEqual(session.pending.ids, ids);
    await session.ask({ text: 'And these?', images: session.pending.take(ids) });
    assert.deepEqual(session.pending.ids, []);
    assert.deepEqual(session.turns[1]?.question.images, ids);
    const last = requests[1]?.messages.at(-1);
    assert.ok(last);
    assert.deepEqual([textIn(last), imagesIn([last]).length], ['And these?', 4]);
    await session.ask({ text: 'Why?' });
    assert.equal(imagesIn(requests[2]?.messages ?? []).length, 5);
  });

  it('can be there before the first question, which names the conversation', async () => {
    const { session, additions, requests, images } = stage();
    const { ids } = await additions.bytes('holiday.png', Uint8Array.of(1, 2));
    const box = { x: 0, y: 0, width: 0.5, height: 0.5 };
    const marks = marked([{ image: ids[0] ?? '', box }], session, images, (name) => `${name}, 1`);
    assert.equal(marks.marks?.length, 1, 'a part of one that waits');
    await session.ask({ text: 'Where?', images: session.pending.take(ids) }, 'Ask: holiday.png');
    assert.equal(session.title, 'Ask: holiday.png');
    assert.equal(imagesIn(requests[0]?.messages ?? []).length, 1);
    await session.ask({ text: 'When?' }, 'Another title');
    assert.equal(session.title, 'Ask: holiday.png');
  });

  it('are let go when they are removed, and only those that wait', async () => {
    const { session, additions, images, ask } = stage();
    await ask(picture);
    const { ids } = await additions.files([address('b.png')]);
    const [asked = ''] = session.turns[0]?.question.images ?? [];
    additions.remove(ids[0] ?? '');
    additions.remove(asked);
    additions.remove('nobody');
    assert.deepEqual(session.pending.ids, []);
    assert.equal(images.record(ids[0] ?? ''), undefined);
    assert.ok(images.record(asked));
    const more = await additions.files([address('c.png')]);
    session.dispose();
    assert.equal(images.record(more.ids[0] ?? ''), undefined);
  });

  it('are told apart from what is none, by its own name, and that is not kept', async () => {
    const { session, additions, ask } = stage();
    await ask(picture);
    const { problems, ids } = await additions.files([address('missing.png'), address('b.png')]);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['imageNotReadable'],
    );
    assert.deepEqual(session.pending.ids, ids);
    for (const [claimed, name] of [
      ['../notes.txt', 'notes.txt'],
      ['', 'pasted'],
      ['\u202E\u0007', 'pasted'],
    ] as const) {
      const bytes = await additions.bytes(claimed, Uint8Array.of(0));
      assert.equal(bytes.problems[0]?.details.image, name);
    }
    assert.deepEqual(session.pending.ids, ids);
  });

  it('are the same file once', async () => {
    const { session, additions, ask } = stage();
    await ask(picture);
    await additions.files([address('b.png'), address('b.png'), address('a.png')]);
    await additions.files([address('b.png')]);
    assert.equal(session.pending.ids.length, 1);
  });

  it('are no more than can be asked about together', async () => {
    const { session, additions, ask } = stage();
    await ask(picture);
    const many = Array.from({ length: 1000 }, (_, index) => address(`${index}.png`));
    const { ids, problems } = await additions.files(many);
    assert.equal(ids.length, 99);
    assert.deepEqual(
      problems.map(({ kind, details: { actual, limit } }) => [kind, actual, limit]),
      [['tooManyImages', 1001, 100]],
    );
    const pasted = await additions.bytes('image.png', Uint8Array.of(1, 2));
    assert.equal(pasted.problems[0]?.kind, 'tooManyImages');
    assert.equal(session.pending.ids.length, 99);
  });

  it('are no larger together than what is read at once', async () => {
    const { session, additions } = stage();
    const large = new Uint8Array(20 * 1024 * 1024);
    for (let count = 0; count < 13; count++) {
      // Equal bytes under one name would be one picture.
      await additions.bytes(`${count}.png`, large);
    }
    const { problems } = await additions.bytes('last.png', large);
    assert.deepEqual([problems[0]?.kind, problems[0]?.details.code], ['tooManyImages', 'bytes']);
    assert.equal(session.pending.ids.length, 12);
  });

  it('can be added while a reply comes, which is not disturbed', async () => {
    const { session, additions, ask } = stage();
    const asked = ask(picture);
    await additions.bytes('image.png', Uint8Array.of(1, 2));
    assert.ok(session.isRunning || shownReplyOf(session) === 'done');
    await asked;
    assert.equal(shownReplyOf(session), 'done');
    assert.equal(session.pending.ids.length, 1);
  });

  it('are not added to a panel that was closed meanwhile', async () => {
    const { session, additions, closing } = stage();
    const adding = additions.bytes('image.png', Uint8Array.of(1, 2));
    closing.abort();
    assert.deepEqual((await adding).ids, []);
    assert.deepEqual(session.pending.ids, []);
  });

  it('fail with the question that asked about them before they were read', async () => {
    const { session, additions, ask } = stage();
    await ask(picture);
    const adding = additions.files([address('missing.png')]);
    const reply = session.ask({
      text: 'And this?',
      images: session.pending.take(session.pending.ids),
    });
    assert.deepEqual((await adding).problems, []);
    await reply;
    const [, turn] = session.turns;
    assert.equal(turn && shownReply(turn).error?.kind, 'imageNotReadable');
  });
});

function shownReplyOf({ turns }: { turns: readonly Parameters<typeof shownReply>[0][] }) {
  const [turn] = turns;
  return turn && shownReply(turn).state;
}
