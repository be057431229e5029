import assert from 'node:assert/strict';
import { Conversation, type Respond } from '../../../src/core/conversation/conversation';
import { assistantMessage, userMessage } from '../../../src/core/conversation/message';
import { shownReply, type Reply, type Turn } from '../../../src/core/conversation/turn';
import { VisionError } from '../../../src/core/errors';
import { continuePrompt } from '../../../src/core/conversation/prompts';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import type { VisionRequest } from '../../../src/core/conversation/request';

const manner = { system: 'Be brief.', detail: 'auto', maxOutputTokens: 100 } as const;

/** Answers each question with the next script; keeps what it was asked. */
function scripted(...scripts: (readonly (ReplyEvent | Error)[])[]) {
  const asked: VisionRequest<string>[] = [];
  const respond: Respond = async function* (_, question) {
    const script = scripts[asked.length] ?? [];
    asked.push(question);
    for (const event of script) {
      await Promise.resolve();
      if (event instanceof Error) {
        throw event;
      }
      yield event;
    }
  };
  return { asked, respond };
}

function start(respond: Respond) {
  const changes: Turn[] = [];
  const replies = (): Reply[] => changes.map(shownReply);
  const texts: string[] = [];
  const conversation = new Conversation(() => manner, respond, {
    turnChanged: (turn) => changes.push(turn),
    textAdded: (_, text) => texts.push(text),
  });
  return { conversation, changes, replies, texts };
}

const text = (value: string): ReplyEvent => ({ type: 'text', text: value });
const stop: ReplyEvent = { type: 'finish', finish: { reason: 'stop' } };

describe('Conversation', () => {
  it('gathers a reply and tells each step', async () => {
    const { respond } = scripted([
      text('A '),
      text('form.'),
      stop,
      { type: 'usage', usage: { inputTokens: 900, outputTokens: 3 } },
    ]);
    const { conversation, replies, texts } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    assert.deepEqual(texts, ['A ', 'form.']);
    assert.deepEqual(
      replies().map(({ state }) => state),
      ['running', 'done'],
    );
    assert.deepEqual(conversation.turns[0], {
      id: 0,
      question: { text: 'What is it?', images: [], detail: 'auto' },
      replies: [
        {
          text: 'A form.',
          state: 'done',
          finish: { reason: 'stop' },
          usage: { inputTokens: 900, outputTokens: 3 },
        },
      ],
      shown: 0,
    });
  });

  it('sends the exchanges so far with a follow-up', async () => {
    const { asked, respond } = scripted([text('A form.'), stop], [text('Red.'), stop]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'Which colour?' });
    assert.deepEqual(asked[1]?.messages, [
      userMessage('What is it?'),
      assistantMessage('A form.'),
      userMessage('Which colour?'),
    ]);
  });

  it('leaves out a turn that failed without a word', async () => {
    const { asked, respond } = scripted([new VisionError('timeout')], [text('Red.'), stop]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'Which colour?' });
    assert.deepEqual(asked[1]?.messages, [userMessage('Which colour?')]);
  });

  it('keeps what came before a failure', async () => {
    const { respond } = scripted([text('A for'), new VisionError('replyCut')]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    const [reply] = conversation.turns.map(shownReply);
    assert.equal(reply?.text, 'A for');
    assert.equal(reply.state, 'failed');
    assert.equal(reply.error?.kind, 'replyCut');
  });

  it('tells an unexpected error as one of its own, with the cause', async () => {
    const cause = new RangeError('oops');
    const { conversation } = start(scripted([cause]).respond);
    await conversation.ask({ text: 'What is it?' });
    const [reply] = conversation.turns.map(shownReply);
    assert.equal(reply?.error?.kind, 'internal');
    assert.equal(reply.error.cause, cause);
  });

  it('tells of a pause before the next try until something comes of it', async () => {
    const waiting = { kind: 'rateLimited', until: 17 } as const;
    const { respond } = scripted([
      { type: 'waiting', waiting },
      { type: 'model', name: 'gpt-4o' },
      text('A form.'),
      stop,
    ]);
    const { conversation, replies } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    assert.deepEqual(
      replies().map(({ state, waiting: shown }) => [state, shown]),
      [
        ['running', undefined],
        ['running', waiting],
        ['running', undefined],
        ['done', undefined],
      ],
    );
    assert.equal(conversation.turns.map(shownReply)[0]?.text, 'A form.');
  });

  it('waits no longer once it is stopped', async () => {
    const waiting = { kind: 'rateLimited', until: 17 } as const;
    const { conversation } = start(async function* (_, __, signal) {
      yield { type: 'waiting', waiting };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const asked = conversation.ask({ text: 'What is it?' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(conversation.turns.map(shownReply)[0]?.waiting, waiting);
    conversation.stop();
    await asked;
    const [reply] = conversation.turns.map(shownReply);
    assert.equal(reply?.state, 'stopped');
    assert.equal(reply.waiting, undefined);
  });

  it('asks with the detail of the last question unless another is given, and retries with its own', async () => {
    const { asked, respond } = scripted(...Array<ReplyEvent[]>(4).fill([text('A form.'), stop]));
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'And the small print?', detail: 'high' });
    await conversation.ask({ text: 'And then?' });
    await conversation.retry(0);
    assert.deepEqual(
      asked.map(({ detail }) => detail),
      ['auto', 'high', 'high', 'auto'],
    );
  });

  it('keeps the earlier reply as a version on retry, and the turns after it', async () => {
    const { asked, respond } = scripted(
      [text('A for'), new VisionError('replyCut')],
      [text('later'), stop],
      [text('A form.'), stop],
    );
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'And?' });
    await conversation.retry(0);
    assert.deepEqual(
      conversation.turns.map(({ replies, shown }) => [replies.map((reply) => reply.text), shown]),
      [
        [['A for', 'A form.'], 1],
        [['later'], 0],
      ],
    );
    assert.deepEqual(asked[2]?.messages, [userMessage('What is it?')]);
    conversation.show(0, 0);
    assert.equal(conversation.turns.map(shownReply)[0]?.error?.kind, 'replyCut');
  });

  it('keeps no version of a reply without a word', async () => {
    const { respond } = scripted([new VisionError('timeout')], [text('A form.'), stop]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.retry(0);
    assert.deepEqual(
      conversation.turns.map(({ replies }) => replies.map((reply) => reply.text)),
      [['A form.']],
    );
  });

  it('leaves out what a model thought before it answered', async () => {
    const { asked, respond } = scripted([text('<think>Hm.</think>\n\nA form.'), stop], [stop]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.ask({ text: 'Why?' });
    assert.deepEqual(asked[1]?.messages[1], assistantMessage('A form.'));
  });

  it('builds follow-ups on the version that is shown', async () => {
    const { asked, respond } = scripted([text('First.'), stop], [text('Second.'), stop], [stop]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?' });
    await conversation.retry(0);
    conversation.show(0, 0);
    await conversation.ask({ text: 'Why?' });
    assert.deepEqual(asked[2]?.messages[1], assistantMessage('First.'));
  });

  it('carries the images of each question, also of one that failed', async () => {
    const { asked, respond } = scripted(
      [text('A form.'), stop],
      [new VisionError('timeout')],
      [text('Both.'), stop],
    );
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?', images: ['a'] });
    await conversation.ask({ text: 'And this?', images: ['b'] });
    await conversation.ask({ text: 'Compare.', images: ['c'] });
    assert.deepEqual(asked[2]?.messages, [
      userMessage('What is it?', ['a']),
      assistantMessage('A form.'),
      userMessage('Compare.', ['b', 'c']),
    ]);
  });

  it('leaves out what was said before a question that starts anew', async () => {
    const { asked, respond } = scripted([text('A form.'), stop], [text('Red.'), stop], [stop]);
    const { conversation } = start(respond);
    await conversation.ask({ text: 'What is it?', images: ['a'] });
    await conversation.ask({ text: 'Which colour?', images: ['b'], startsAnew: true });
    await conversation.ask({ text: 'Why?' });
    assert.deepEqual(asked[1]?.messages, [userMessage('Which colour?', ['b'])]);
    assert.deepEqual(asked[2]?.messages, [
      userMessage('Which colour?', ['b']),
      assistantMessage('Red.'),
      userMessage('Why?'),
    ]);
  });

  it('goes on with the reply that is meant, not with the last', async () => {
    const { asked, respond } = scripted(
      [text('One, two'), { type: 'finish', finish: { reason: 'length' } }],
      [text('later'), stop],
      [text(', three.'), stop],
    );
    const { conversation } = start(respond);
    await conversation.ask({ text: 'Count.' });
    await conversation.ask({ text: 'And?' });
    await conversation.continue(0);
    assert.deepEqual(
      conversation.turns.map((turn) => shownReply(turn).text),
      ['One, two, three.', 'later'],
    );
    assert.deepEqual(asked[2]?.messages, [
      userMessage('Count.'),
      assistantMessage('One, two'),
      userMessage(continuePrompt),
    ]);
  });

  it('continues a cut reply in place, with twice the limit and all tokens counted', async () => {
    const usage = (inputTokens: number, outputTokens: number): ReplyEvent => ({
      type: 'usage',
      usage: { inputTokens, outputTokens },
    });
    const { asked, respond } = scripted(
      [text('One, two'), { type: 'finish', finish: { reason: 'length' } }, usage(10, 4)],
      [text(', three.'), stop, usage(15, 3)],
    );
    const { conversation } = start(respond);
    await conversation.ask({ text: 'Count.' });
    await conversation.continue(0);
    assert.equal(conversation.turns.length, 1);
    const [reply] = conversation.turns.map(shownReply);
    assert.equal(reply?.text, 'One, two, three.');
    assert.deepEqual(reply.finish, { reason: 'stop' });
    assert.deepEqual(reply.usage, { inputTokens: 25, outputTokens: 7 });
    assert.equal(asked[1]?.maxOutputTokens, 200);
    assert.deepEqual(asked[1].messages, [
      userMessage('Count.'),
      assistantMessage('One, two'),
      userMessage(continuePrompt),
    ]);
  });

  it('stops at once, aborts the request and drops what comes late', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let aborted = false;
    const { conversation, texts } = start(async function* (_, __, signal) {
      signal.addEventListener('abort', () => (aborted = true));
      yield text('kept');
      await gate;
      yield text('late');
    });
    const asked = conversation.ask({ text: 'What is it?' });
    while (texts.length === 0) {
      await Promise.resolve();
    }
    conversation.stop();
    const reply = () => conversation.turns.map(shownReply)[0];
    assert.equal(reply()?.state, 'stopped');
    assert.equal(aborted, true);
    release();
    await asked;
    assert.equal(reply()?.text, 'kept');
    assert.equal(reply()?.state, 'stopped');
  });

  it('stops the running reply when a new question comes', async () => {
    const { conversation } = start(async function* ({ question }, _, signal) {
      yield text(question.text);
      if (question.text === 'first') {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }
    });
    const first = conversation.ask({ text: 'first' });
    await conversation.ask({ text: 'second' });
    await first;
    assert.deepEqual(
      conversation.turns.map((turn) => shownReply(turn).state),
      ['stopped', 'done'],
    );
  });
});
