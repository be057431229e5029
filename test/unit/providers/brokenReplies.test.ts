import assert from 'node:assert/strict';
import { chatAnswer } from '../../../src/providers';
import {
  azureConnection,
  chunk,
  collect,
  eventStream,
  failure,
  networkWith,
  requestWith,
  scriptedFetch,
  streamed,
  textOf,
  singleTry,
} from './support';

const never = new AbortController().signal;
const usage = { prompt_tokens: 1105, completion_tokens: 64, total_tokens: 1169 };
const stop = chunk({}, { finish_reason: 'stop' });

function answerOf(response: () => Response) {
  const { fetch } = scriptedFetch(response);
  return chatAnswer(azureConnection(), networkWith({}, fetch), singleTry)(requestWith(1), never);
}

const answerTo = (text: string, options?: Parameters<typeof streamed>[1]) =>
  answerOf(() => streamed(text, options));

describe('a broken reply', () => {
  const some = [chunk({ content: 'Some ' }), chunk({ content: 'text' })];
  const begun = eventStream(some).replace('data: [DONE]\n\n', '');

  it('keeps what came before it was cut short', async () => {
    for (const text of [begun, eventStream(some)]) {
      const { events, details } = await failure(answerTo(text), 'replyCut');
      assert.equal(textOf(events), 'Some text');
      assert.equal(details.requestId, 'request-7');
      assert.equal(details.host, 'contoso.openai.azure.com');
    }
  });

  it('is garbled where a chunk is no JSON', async () => {
    const { events } = await failure(answerTo(`${begun}data: {"choi\n\n`), 'replyGarbled');
    assert.equal(textOf(events), 'Some text');
  });

  it('is garbled where the body is something else', async () => {
    for (const text of [
      '\u0000\u0001\u0002 noise',
      'Hello there',
      'data: {"odd": 1}\n\n',
      'data: 7\n\n',
    ]) {
      await failure(answerTo(text), 'replyGarbled');
    }
    await failure(
      answerTo('<!doctype html><p>Sign in', { type: 'text/html; charset=utf-8' }),
      'replyGarbled',
    );
    await failure(answerTo('{"choices": [', { type: 'application/json' }), 'replyGarbled');
  });

  it('is empty where nothing came', async () => {
    for (const text of ['', '\n\n', ': ping\n\n', eventStream([])]) {
      await failure(answerTo(text), 'replyEmpty');
    }
    await failure(
      answerOf(() => new Response(null, { status: 200 })),
      'replyEmpty',
    );
  });

  it('is empty where it stops without a word, after the finish and the usage', async () => {
    const { events } = await failure(
      answerTo(eventStream([stop, { choices: [], usage }])),
      'replyEmpty',
    );
    assert.deepEqual(
      events.map(({ type }) => type),
      ['model', 'finish', 'usage'],
    );
    const cut = eventStream([chunk({}, { finish_reason: 'length' })]);
    assert.equal((await collect(answerTo(cut))).at(-1)?.type, 'finish');
  });

  it('tells the error that the server sent in mid-stream', async () => {
    const errors: [unknown, Parameters<typeof failure>[1], number?][] = [
      [{ error: { message: 'The server had an error', type: 'server_error' } }, 'serverFailed'],
      [{ error: { message: 'Too fast', code: 429 } }, 'rateLimited', 429],
      [{ error: { message: 'Bad', code: '502' } }, 'serverFailed', 502],
      [{ error: { message: 'Filtered', code: 'content_filter' } }, 'contentFiltered'],
      [{ error: 'model runner has unexpectedly stopped' }, 'serverFailed'],
    ];
    for (const [value, kind, status] of errors) {
      const text = `${begun}data: ${JSON.stringify(value)}\n\n`;
      const { events, details } = await failure(answerTo(text), kind);
      assert.equal(textOf(events), 'Some text');
      assert.equal(details.status, status);
      assert.equal(details.requestId, 'request-7');
      assert.ok(details.serverMessage);
    }
    const named = `${begun}event: error\ndata: {"message": "overloaded"}\n\n`;
    assert.equal(
      (await failure(answerTo(named), 'serverFailed')).details.serverMessage,
      'overloaded',
    );
    const whole = { error: { message: 'Too fast', code: 'rate_limit_exceeded' } };
    await failure(
      answerOf(() => Response.json(whole)),
      'rateLimited',
    );
    const words = await failure(
      answerOf(() => Response.json({ error: 'out of memory' })),
      'serverFailed',
    );
    assert.equal(words.details.serverMessage, 'out of memory');
  });
});
