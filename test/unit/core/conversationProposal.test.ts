import assert from 'node:assert/strict';
import { Conversation, type Respond } from '../../../src/core/conversation/conversation';
import { shownReply, type Reply, type Turn } from '../../../src/core/conversation/turn';
import type { Receipt } from '../../../src/core/cost/receipt';
import type { VisionRequest } from '../../../src/core/conversation/request';

const manner = { system: '', detail: 'auto', maxOutputTokens: 100 } as const;
const receipt: Receipt = { host: 'contoso', detail: 'auto', images: [], requests: 1 };

function start(respond: Respond) {
  const changes: Reply[] = [];
  const listener = {
    turnChanged: (turn: Turn) => changes.push(shownReply(turn)),
    textAdded: () => undefined,
  };
  return { conversation: new Conversation(() => manner, respond, listener), changes };
}

describe('a conversation that asks before it sends', () => {
  it('shows the proposal with its receipt until the user has decided', async () => {
    let decide = (): void => undefined;
    const { conversation, changes } = start(async function* () {
      yield { type: 'receipt', receipt };
      yield { type: 'proposal', proposal: { kind: 'send', parts: 1 } };
      await new Promise<void>((resolve) => (decide = resolve));
      yield { type: 'proposal' };
      yield { type: 'text', text: 'A form.' };
      yield { type: 'receipt', receipt: { ...receipt, requests: 2 } };
    });
    const asked = conversation.ask({ text: 'What is it?' });
    while (changes.at(-1)?.proposal === undefined) {
      await Promise.resolve();
    }
    assert.equal(changes.at(-1)?.receipt, receipt);
    decide();
    await asked;
    const [reply] = conversation.turns.map(shownReply);
    assert.deepEqual(
      [reply?.state, reply?.text, reply?.proposal, reply?.receipt?.requests],
      ['done', 'A form.', undefined, 2],
    );
  });

  it('is declined, and keeps no receipt, where it is stopped meanwhile', async () => {
    const { conversation, changes } = start(async function* (_, __, signal) {
      yield { type: 'receipt', receipt };
      yield { type: 'proposal', proposal: { kind: 'send', parts: 1 } };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const asked = conversation.ask({ text: 'What is it?' });
    while (changes.at(-1)?.proposal === undefined) {
      await Promise.resolve();
    }
    conversation.stop();
    await asked;
    assert.deepEqual(conversation.turns.map(shownReply), [{ text: '', state: 'declined' }]);
  });

  it('keeps no receipt of what was shown and then not sent', async () => {
    const { conversation, changes } = start(async function* (_, __, signal) {
      yield { type: 'receipt', receipt };
      yield { type: 'proposal', proposal: { kind: 'parts', parts: 9 } };
      yield { type: 'proposal' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const asked = conversation.ask({ text: 'What is it?' });
    while (changes.length < 3) {
      await Promise.resolve();
    }
    assert.equal(changes[1]?.receipt, receipt);
    conversation.stop();
    await asked;
    const [reply] = conversation.turns.map(shownReply);
    assert.deepEqual([reply?.state, reply?.receipt], ['stopped', undefined]);
  });

  it('keeps what was paid for where the rest of a reply is declined', async () => {
    const usage = { inputTokens: 1000, outputTokens: 100 };
    const { conversation } = start(async function* (_, question) {
      await Promise.resolve();
      if (question.messages.length === 1) {
        yield { type: 'text', text: 'A form' };
        yield { type: 'usage', usage };
        yield { type: 'finish', finish: { reason: 'length' } };
      } else {
        yield { type: 'receipt', receipt };
        yield { type: 'proposal', proposal: { kind: 'send', parts: 1 } };
        conversation.stop();
      }
    });
    await conversation.ask({ text: 'What is it?' });
    await conversation.continue(0);
    const [reply] = conversation.turns.map(shownReply);
    assert.deepEqual(
      [reply?.state, reply?.text, reply?.usage, reply?.receipt],
      ['declined', 'A form', usage, undefined],
    );
  });

  it('asks all again with twice the limit where a reply of several requests was cut', async () => {
    const asked: VisionRequest<string>[] = [];
    const { conversation } = start(async function* (_, question) {
      asked.push(question);
      await Promise.resolve();
      yield { type: 'receipt', receipt: { ...receipt, requests: 3 } };
      yield { type: 'text', text: `Reply ${asked.length}` };
      yield { type: 'finish', finish: { reason: asked.length === 1 ? 'length' : 'stop' } };
    });
    await conversation.ask({ text: 'What are they?' });
    await conversation.continue(0);
    assert.deepEqual(
      conversation.turns[0]?.replies.map(({ text }) => text),
      ['Reply 1', 'Reply 2'],
    );
    assert.deepEqual(
      asked.map(({ maxOutputTokens, messages }) => [maxOutputTokens, messages.length]),
      [
        [100, 1],
        [200, 1],
      ],
    );
  });
});
