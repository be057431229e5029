import assert from 'node:assert/strict';
import { imagesIn, textIn } from '../../../src/core/conversation/message';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { marked } from '../../../src/host/conversation/marking';
import { formatSession, parseSession } from '../../../src/host/conversation/sessionFile';
import { begin } from './sessionStage';

const seen: ReplyEvent[] = [
  { type: 'text', text: 'A form.' },
  { type: 'finish', finish: { reason: 'stop' } },
];

const box = { x: 0.1, y: 0.25, width: 0.3, height: 0.5 };
const nameOf = (name: string, number: number): string => `${name}, part ${number}`;

describe('a question about marked parts', () => {
  async function stage() {
    const begun = begin(() => seen);
    await begun.ask('https://pictures.example/a.png');
    const [image = ''] = begun.session.images;
    const mark = (...boxes: (typeof box)[]) =>
      marked(
        boxes.map((each) => ({ image, box: each })),
        begun.session,
        begun.images,
        nameOf,
      );
    return { ...begun, image, mark };
  }

  it('brings each as an image of its own beside the whole, with a legend in words', async () => {
    const { session, requests, mark } = await stage();
    const other = { x: 0, y: 0, width: 1, height: 0.125 };
    await session.ask({ text: 'What is wrong in 2?', ...mark(box, other) });
    const [, request] = requests;
    assert.deepEqual(
      imagesIn(request?.messages ?? []).map(({ name }) => name),
      ['a.png', 'a.png, part 1', 'a.png, part 2'],
    );
    const last = request?.messages.at(-1);
    assert.ok(last);
    assert.equal(imagesIn([last]).length, 2);
    assert.equal(
      textIn(last),
      [
        'What is wrong in 2?',
        '',
        'I marked these parts. Each comes with this question as a further image, at full resolution and in this order:',
        '- 1: the part of "a.png" from 10 % to 40 % of its width and 25 % to 75 % of its height, from the top',
        '- 2: the part of "a.png" from 0 % to 100 % of its width and 0 % to 12.5 % of its height, from the top',
      ].join('\n'),
    );
    assert.equal(session.turns[1]?.question.text, 'What is wrong in 2?');
  });

  it('goes on counting, so that a number means one part in the whole conversation', async () => {
    const { session, mark, requests } = await stage();
    await session.ask({ text: 'And this?', ...mark(box) });
    await session.ask({ text: 'And this?', ...mark(box, box) });
    assert.deepEqual(
      session.turns.map(({ question }) => question.marks?.map(({ number }) => number)),
      [undefined, [1], [2, 3]],
    );
    assert.match(textIn(requests[2]?.messages[2] ?? { role: 'user', parts: [] }), /- 1: the part/);
  });

  it('takes its legend along where it had no reply and the next question brings its parts', async () => {
    const answers: (typeof seen)[] = [seen, [], seen];
    const { session, images, requests, ask } = begin(() => answers.shift() ?? []);
    await ask('https://pictures.example/a.png');
    const [image = ''] = session.images;
    await session.ask({ text: 'This?', ...marked([{ image, box }], session, images, nameOf) });
    await session.ask({ text: 'Again?' });
    const last = requests.at(-1)?.messages.at(-1);
    assert.ok(last);
    assert.match(textIn(last), /^Again\?\n\nI marked these parts.*\n- 1: the part/);
    assert.equal(imagesIn([last]).length, 1);
  });

  it('leaves out what is no part of an image of the conversation', async () => {
    const { session, images, image, mark } = await stage();
    const nothing = [
      { image: 'nobody', box },
      { image, box: { x: 2, y: 0, width: 1, height: 1 } },
      { image, box: { x: 0, y: 0, width: 0, height: 1 } },
    ];
    assert.deepEqual(marked(nothing, session, images, nameOf), {});
    await session.ask({ text: 'This?', ...mark(box) });
    const part = session.turns[1]?.question.images[0] ?? '';
    assert.deepEqual(
      marked([{ image: part, box }], session, images, nameOf),
      {},
      'a part of a part',
    );
  });

  it('leaves the parts out of the images that a job has texts for', async () => {
    const { session, mark } = await stage();
    await session.ask({ text: 'This?', ...mark(box) });
    await session.ask({ text: 'Shorter, please.', job: 'altText' });
    assert.deepEqual(
      session.turns.map((turn) => session.recordsOf(turn).map(({ name }) => name)),
      [['a.png'], ['a.png'], ['a.png']],
    );
  });

  it('is kept with the conversation', async () => {
    const { session, mark, images } = await stage();
    await session.ask({ text: 'This?', ...mark(box) });
    const { id, title, turns, consent } = session;
    const records = session.images.flatMap((each) => images.record(each) ?? []);
    const kept = {
      id,
      title,
      turns,
      consent,
      changed: 1,
      images: records.map(({ id: own, name, address, part }) => ({
        id: own,
        name,
        uri: String(address),
        isUrl: true,
        ...(part && { part }),
      })),
    };
    assert.deepEqual(parseSession(formatSession(kept)), kept);
  });
});
