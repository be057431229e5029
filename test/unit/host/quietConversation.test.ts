import assert from 'node:assert/strict';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { shownReply } from '../../../src/core/conversation/turn';
import { VisionError } from '../../../src/core/errors';
import { quietConversation } from '../../../src/host/conversation/quietConversation';
import { begin } from './sessionStage';

const said = (text: string): ReplyEvent[] => [
  { type: 'text', text },
  { type: 'finish', finish: { reason: 'stop' } },
];

function quiet(answer: Parameters<typeof begin>[0]) {
  const stage = begin(answer);
  const { session, images, ports } = stage;
  const controller = new AbortController();
  const calls: string[] = [];
  const conversation = quietConversation(session, {
    images: [images.add(new URL('https://pictures.example/a.png'))],
    answerer: ports.answerer,
    signal: controller.signal,
    show: () => calls.push('show'),
    end: () => Promise.resolve(void calls.push('end')),
  });
  return { ...stage, conversation, controller, calls };
}

describe('a conversation without a panel', () => {
  it('asks with its images, and again with what was said, and shows no panel', async () => {
    const { conversation, requests, calls } = quiet(({ messages }) =>
      said(`${messages.length} message(s)`),
    );
    const first = await conversation.ask({ text: 'What is it?', job: 'a' });
    const second = await conversation.ask({ text: 'Shorter' });
    assert.deepEqual(
      [first, second].map((turn) => shownReply(turn).text),
      ['1 message(s)', '3 message(s)'],
    );
    assert.equal(first.job, 'a');
    assert.equal(requests.length, 2);
    assert.deepEqual(calls, []);
    await conversation.end();
    assert.deepEqual(calls, ['end']);
  });

  it('shows a panel, once, where it fails, and leaves the conversation to that', async () => {
    const { conversation, calls } = quiet(() => {
      throw new VisionError('keyRefused');
    });
    const turn = await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'Again' });
    assert.equal(shownReply(turn).state, 'failed');
    await conversation.end();
    assert.deepEqual(calls, ['show']);
  });

  it('shows a panel where the user is to decide, and goes on with what they chose', async () => {
    const stage = quiet(() => [
      {
        type: 'proposal',
        proposal: { kind: 'receipt' } as unknown as never,
      },
      ...said('A form.'),
    ]);
    const turn = await stage.conversation.ask({ text: 'What is it?' });
    assert.equal(shownReply(turn).text, 'A form.');
    assert.deepEqual(stage.calls, ['show']);
  });

  it('is stopped by its signal', async () => {
    const stage = quiet(function* () {
      yield { type: 'text', text: 'A' };
      stage.controller.abort();
      yield { type: 'text', text: ' form.' };
    });
    const turn = await stage.conversation.ask({ text: 'What is it?' });
    assert.deepEqual([shownReply(turn).state, shownReply(turn).text], ['stopped', 'A']);
    assert.deepEqual(stage.calls, []);
  });
});
