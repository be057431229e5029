import assert from 'node:assert/strict';
import { Conversation, type Respond, type Turn } from '../../../src/core/conversation/conversation';
import { VisionError } from '../../../src/core/errors';
import { continuePrompt } from '../../../src/core/conversation/prompts';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import type { Question } from '../../../src/core/conversation/request';

const manner = { system: 'Be brief.', detail: 'auto', maxOutputTokens: 100 } as const;

/** Answers each question with the next script; keeps what it was asked. */
function scripted(...scripts: (readonly (ReplyEvent | Error)[])[]) {
  const asked: Question[] = [];
  const respond: Respond = async function* (question) {
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
  const texts: string[] = [];
  const conversation = new Conversation(manner, respond, {
    turnChanged: (turn) => changes.push(turn),
    textAdded: (_, text) => texts.push(text),
  });
  return { conversation, changes, texts };
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
    const { conversation, changes, texts } = start(respond);
    await conversation.ask('What is it?');
    assert.deepEqual(texts, ['A ', 'form.']);
    assert.deepEqual(
      changes.map(({ state }) => state),
      ['running', 'done'],
    );
    assert.deepEqual(conversation.turns[0], {
      id: 0,
      prompt: 'What is it?',
      detail: 'auto',
      reply: 'A form.',
      state: 'done',
      finish: { reason: 'stop' },
      usage: { inputTokens: 900, outputTokens: 3 },
    });
  });

  it('sends the exchanges so far with a follow-up', async () => {
    const { asked, respond } = scripted([text('A form.'), stop], [text('Red.'), stop]);
    const { conversation } = start(respond);
    await conversation.ask('What is it?');
    await conversation.ask('Which colour?');
    assert.deepEqual(asked[1]?.exchanges, [
      { role: 'user', text: 'What is it?' },
      { role: 'assistant', text: 'A form.' },
      { role: 'user', text: 'Which colour?' },
    ]);
  });

  it('leaves out a turn that failed without a word', async () => {
    const { asked, respond } = scripted([new VisionError('timeout')], [text('Red.'), stop]);
    const { conversation } = start(respond);
    await conversation.ask('What is it?');
    await conversation.ask('Which colour?');
    assert.deepEqual(asked[1]?.exchanges, [{ role: 'user', text: 'Which colour?' }]);
  });

  it('keeps what came before a failure', async () => {
    const { respond } = scripted([text('A for'), new VisionError('replyCut')]);
    const { conversation } = start(respond);
    await conversation.ask('What is it?');
    const [turn] = conversation.turns;
    assert.equal(turn?.reply, 'A for');
    assert.equal(turn.state, 'failed');
    assert.equal(turn.error?.kind, 'replyCut');
  });

  it('tells an unexpected error as one of its own, with the cause', async () => {
    const cause = new RangeError('oops');
    const { conversation } = start(scripted([cause]).respond);
    await conversation.ask('What is it?');
    assert.equal(conversation.turns[0]?.error?.kind, 'internal');
    assert.equal(conversation.turns[0].error.cause, cause);
  });

  it('tells of a pause before the next try until something comes of it', async () => {
    const waiting = { kind: 'rateLimited', until: 17 } as const;
    const { respond } = scripted([
      { type: 'waiting', waiting },
      { type: 'model', name: 'gpt-4o' },
      text('A form.'),
      stop,
    ]);
    const { conversation, changes } = start(respond);
    await conversation.ask('What is it?');
    assert.deepEqual(
      changes.map(({ state, waiting: shown }) => [state, shown]),
      [
        ['running', undefined],
        ['running', waiting],
        ['running', undefined],
        ['done', undefined],
      ],
    );
    assert.equal(conversation.turns[0]?.reply, 'A form.');
  });

  it('waits no longer once it is stopped', async () => {
    const waiting = { kind: 'rateLimited', until: 17 } as const;
    const { conversation } = start(async function* (_, signal) {
      yield { type: 'waiting', waiting };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const asked = conversation.ask('What is it?');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(conversation.turns[0]?.waiting, waiting);
    conversation.stop();
    await asked;
    assert.equal(conversation.turns[0].state, 'stopped');
    assert.equal(conversation.turns[0].waiting, undefined);
  });

  it('asks with the detail of the last question unless another is given, and retries with its own', async () => {
    const { asked, respond } = scripted(...Array<ReplyEvent[]>(4).fill([text('A form.'), stop]));
    const { conversation } = start(respond);
    await conversation.ask('What is it?');
    await conversation.ask('And the small print?', 'high');
    await conversation.ask('And then?');
    await conversation.retry(0);
    assert.deepEqual(
      asked.map(({ detail }) => detail),
      ['auto', 'high', 'high', 'auto'],
    );
  });

  it('drops the failed reply on retry, and the turns after it', async () => {
    const { asked, respond } = scripted(
      [text('A for'), new VisionError('replyCut')],
      [text('later'), stop],
      [text('A form.'), stop],
    );
    const { conversation } = start(respond);
    await conversation.ask('What is it?');
    await conversation.ask('And?');
    await conversation.retry(0);
    assert.deepEqual(
      conversation.turns.map(({ reply }) => reply),
      ['A form.'],
    );
    assert.deepEqual(asked[2]?.exchanges, [{ role: 'user', text: 'What is it?' }]);
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
    await conversation.ask('Count.');
    await conversation.continue();
    assert.equal(conversation.turns.length, 1);
    assert.equal(conversation.turns[0]?.reply, 'One, two, three.');
    assert.deepEqual(conversation.turns[0].finish, { reason: 'stop' });
    assert.deepEqual(conversation.turns[0].usage, { inputTokens: 25, outputTokens: 7 });
    assert.equal(asked[1]?.maxOutputTokens, 200);
    assert.deepEqual(asked[1].exchanges, [
      { role: 'user', text: 'Count.' },
      { role: 'assistant', text: 'One, two' },
      { role: 'user', text: continuePrompt },
    ]);
  });

  it('stops at once, aborts the request and drops what comes late', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let aborted = false;
    const { conversation, texts } = start(async function* (_, signal) {
      signal.addEventListener('abort', () => (aborted = true));
      yield text('kept');
      await gate;
      yield text('late');
    });
    const asked = conversation.ask('What is it?');
    while (texts.length === 0) {
      await Promise.resolve();
    }
    conversation.stop();
    assert.equal(conversation.turns[0]?.state, 'stopped');
    assert.equal(aborted, true);
    release();
    await asked;
    assert.equal(conversation.turns[0].reply, 'kept');
    assert.equal(conversation.turns[0].state, 'stopped');
  });

  it('stops the running reply when a new question comes', async () => {
    const { conversation } = start(async function* (question, signal) {
      yield text(question.exchanges.at(-1)?.text ?? '');
      if (question.exchanges.at(-1)?.text === 'first') {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }
    });
    const first = conversation.ask('first');
    await conversation.ask('second');
    await first;
    assert.deepEqual(
      conversation.turns.map(({ state }) => state),
      ['stopped', 'done'],
    );
  });
});
