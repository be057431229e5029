import assert from 'node:assert/strict';
import { imagesIn, textIn } from '../../../src/core/conversation/message';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { shownReply, type Turn } from '../../../src/core/conversation/turn';
import { Session } from '../../../src/host/conversation/session';
import { begin } from './sessionStage';

const seen: ReplyEvent[] = [
  { type: 'text', text: 'A form.' },
  { type: 'finish', finish: { reason: 'stop' } },
];

const picture = 'https://pictures.example/a.png';

describe('a session', () => {
  it('asks with its image, which is read once for all questions, and says who answered each', async () => {
    const { session, requests, reads, use, ask } = begin(() => seen);
    await ask(picture);
    use('second model');
    await session.ask({ text: 'Why?' });
    assert.deepEqual(
      session.turns.map((turn) => shownReply(turn).by?.label),
      ['first model', 'second model'],
    );
    const [first] = session.turns;
    assert.equal(first && session.answererOf(first)?.label, 'first model');
    assert.equal(reads(), 1);
    assert.deepEqual(requests[1]?.messages.map(textIn), ['What is it?', 'A form.', 'Why?']);
    assert.equal(imagesIn(requests[1].messages).length, 1);
  });

  it('puts a second command below the first, with its own image and nothing of what was said', async () => {
    const { session, requests, ask } = begin(() => seen);
    await ask(picture);
    await ask('https://pictures.example/b.png', 'Which text?');
    assert.equal(session.turns.length, 2);
    assert.equal(session.title, 'Describe: Which text?');
    assert.deepEqual(requests[1]?.messages.map(textIn), ['Which text?']);
    const [, second] = session.turns;
    assert.ok(second);
    assert.deepEqual(
      session.recordsOf(second).map(({ address }) => String(address)),
      ['https://pictures.example/b.png'],
    );
    assert.equal(session.images.length, 2);
  });

  it('keeps what was agreed to for follow-ups, and nothing of it for another command', async () => {
    const agreed = { given: [{ host: 'contoso', deployment: 'eyes' }] };
    const { session, consents, ask } = begin((_, { agreedTo }) => {
      agreedTo(agreed);
      return seen;
    });
    await ask(picture);
    await session.ask({ text: 'Why?' });
    await ask(picture);
    assert.deepEqual(consents, [{ given: [] }, agreed, { given: [] }]);
  });

  it('does not take what was agreed to for one command for agreed to for what was said before', async () => {
    let host = 'contoso';
    const { session, consents, ask } = begin((_, { consent, agreedTo }) => {
      agreedTo({ given: [...consent.given, { host, deployment: 'eyes' }] });
      return seen;
    });
    await ask(picture);
    host = 'fabrikam';
    await ask(picture);
    await session.retry(0);
    await session.continue(1);
    const at = (name: string) => ({ host: name, deployment: 'eyes' });
    assert.deepEqual(consents, [
      { given: [] },
      { given: [] },
      { given: [at('contoso')] },
      { given: [at('fabrikam')] },
    ]);
  });

  it('keeps what was agreed to also where a second command comes to nothing', async () => {
    const agreed = { given: [{ host: 'contoso', deployment: 'eyes' }] };
    const { session, consents, ask } = begin((_, { agreedTo }) => {
      agreedTo(agreed);
      return seen;
    });
    await ask(picture);
    const second = ask(picture, 'Which text?');
    session.stop();
    await second;
    await session.retry(0);
    assert.deepEqual(consents, [{ given: [] }, agreed]);
  });

  it('tells a failure to read an image as that of the turn, and reads anew on retry', async () => {
    const { session, reads, requests, ask } = begin(() => seen);
    await ask('https://pictures.example/missing.png');
    const [turn] = session.turns;
    assert.equal(turn && shownReply(turn).error?.kind, 'imageNotReadable');
    await session.retry(0);
    assert.equal(reads(), 2);
    assert.deepEqual(requests, []);
  });

  it('stops at once, and lets the images go when it ends', async () => {
    const { session, images, ask } = begin(() => seen);
    const asked = ask(picture);
    const [id = ''] = session.images;
    session.stop();
    await asked;
    assert.equal(session.turns.map(shownReply)[0]?.state, 'stopped');
    session.dispose();
    assert.equal(images.record(id), undefined);
    await assert.rejects(images.get(id));
  });

  it('begins no work by being made', () => {
    const { ports, requests, reads } = begin(() => seen);
    const turns: Turn[] = [
      {
        id: 0,
        question: { text: 'What is it?', images: ['x'], detail: 'auto' },
        replies: [{ text: 'A fo', state: 'interrupted' }],
        shown: 0,
      },
    ];
    const session = new Session(ports, { id: 'kept', title: 'Kept', turns });
    assert.deepEqual([session.isRunning, requests.length, reads()], [false, 0, 0]);
  });

  it('goes on with an interrupted reply where that is wanted', async () => {
    const { ports, images, requests } = begin(() => [
      { type: 'text', text: 'rm.' },
      ...seen.slice(1),
    ]);
    images.restore({ id: 'x', address: new URL(picture) });
    const question = { text: 'What is it?', images: ['x'], detail: 'auto' } as const;
    const replies = [{ text: 'A fo', state: 'interrupted' } as const];
    const session = new Session(ports, {
      id: 'kept',
      title: 'Kept',
      turns: [{ id: 0, question, replies, shown: 0 }],
    });
    await session.continue(0);
    assert.deepEqual(
      session.turns.map((turn) => shownReply(turn)).map(({ text, state }) => [text, state]),
      [['A form.', 'done']],
    );
    assert.deepEqual(requests[0]?.messages.map(textIn).slice(0, 2), ['What is it?', 'A fo']);
    assert.equal(requests[0].maxOutputTokens, 100);
  });
});
