import assert from 'node:assert/strict';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { shownReply } from '../../../src/core/conversation/turn';
import { VisionError } from '../../../src/core/errors';
import { Drawings } from '../../../src/host/conversation/drawings';
import { runConversation } from '../../../src/host/conversation/runConversation';
import type { Log } from '../../../src/host/log';
import type { sendRequest } from '../../../src/host/conversation/sending';
import { begin } from './sessionStage';

type SendRequest = typeof sendRequest;

const said = (text: string): ReplyEvent[] => [
  { type: 'text', text },
  { type: 'usage', usage: { inputTokens: 100, outputTokens: 10 } },
  { type: 'finish', finish: { reason: 'stop' } },
];

function run(answer: Parameters<typeof begin>[0], url = 'https://pictures.example/a.png') {
  const stage = begin(answer);
  const controller = new AbortController();
  const drawings = new Drawings({
    images: stage.images,
    loadImaging: () => assert.fail('nothing is drawn'),
    log: {} as unknown as Log,
  });
  const answerer = {
    label: 'the model of the run',
    answer: () => assert.fail('the sending is a script'),
    tries: [],
  };
  const start = { title: 'Alt text', addresses: [new URL(url)], answerer };
  const conversation = runConversation(stage.ports, drawings, start, controller.signal);
  return { ...stage, conversation, controller };
}

describe('a conversation of a run', () => {
  it('asks the answerer of the run, whichever is in use by then, and sums what that uses', async () => {
    const { conversation, use } = run(() => said('A dashboard'));
    use('another model');
    const first = await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'Shorter' });
    assert.equal(shownReply(first).by?.label, 'the model of the run');
    assert.deepEqual(conversation.usage, { inputTokens: 200, outputTokens: 20 });
  });

  it('asks the user nothing', async () => {
    const decisions: unknown[] = [];
    const stage = begin(() => []);
    const { images, ports } = stage;
    const asking = {
      ...ports,
      loadSending: () =>
        Promise.resolve({
          async *sendRequest(...[, sending, signal]: Parameters<SendRequest>) {
            yield { type: 'proposal', proposal: { kind: 'parts', parts: 3 } } as const;
            decisions.push(await sending.decide(signal));
            yield* said('Whole');
          },
        }),
    };
    const drawings = new Drawings({
      images,
      loadImaging: () => assert.fail(),
      log: {} as unknown as Log,
    });
    const conversation = runConversation(
      asking,
      drawings,
      {
        title: '',
        addresses: [new URL('https://pictures.example/a.png')],
        answerer: await ports.answerer(),
      },
      new AbortController().signal,
    );
    const turn = await conversation.ask({ text: 'What is it?' });
    assert.deepEqual(decisions, ['sendWhole']);
    assert.equal(shownReply(turn).text, 'Whole');
  });

  it('rejects with the failure of a question', async () => {
    const { conversation } = run(() => {
      throw new VisionError('rateLimited', { retryAfterSeconds: 3 });
    });
    await assert.rejects(conversation.ask({ text: 'What is it?' }), { kind: 'rateLimited' });
  });

  it('rejects with the reason of its signal, and lets the image go at its end', async () => {
    const { conversation, controller, requests } = run(() => said('late'));
    const asked = conversation.ask({ text: 'What is it?' });
    controller.abort(new Error('closed'));
    await assert.rejects(asked, /closed/);
    await conversation.end();
    assert.deepEqual(requests, []);
    await assert.rejects(conversation.hash(), { kind: 'imageNotReadable' });
  });

  it('tells why an image cannot be read before anything is asked', async () => {
    const { conversation, requests } = run(() => said(''), 'https://pictures.example/missing.png');
    await assert.rejects(conversation.hash(), { kind: 'imageNotReadable' });
    assert.deepEqual(requests, []);
  });
});
