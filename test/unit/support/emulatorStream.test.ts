import assert from 'node:assert/strict';
import { type Behaviour, type Emulator, startEmulator } from '../../support/emulator';
import {
  type Chunk,
  dataUrl,
  eventsOf,
  key,
  picture,
  post,
  textOf,
  userMessage,
  v1,
} from './emulatorRequests';

const safe = { filtered: false, severity: 'safe' };
const undetected = { filtered: false, detected: false };
const allSafe = { hate: safe, self_harm: safe, sexual: safe, violence: safe };

describe('Streams of the emulator', () => {
  let azure: Emulator;

  before(async () => {
    azure = await startEmulator({
      kind: 'azure',
      key,
      deployments: ['gpt-5.4', 'gpt-4o'],
    });
  });
  afterEach(() => azure.behave({}));
  after(() => azure.close());

  const ask = (more: object = {}) =>
    post(azure, v1, { model: 'gpt-5.4', stream: true, messages: [userMessage('Why?')], ...more });
  const askAs = async (behaviour: Behaviour, more: object = {}) => {
    azure.behave(behaviour);
    return eventsOf(await ask(more));
  };

  it('have the chunks of Azure', async () => {
    const response = await ask({ stream_options: { include_usage: true } });
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events = await eventsOf(response);
    assert.equal(events.pop(), '[DONE]');
    const chunks = events as Chunk[];
    const [filters, role, first] = chunks;
    const [finish, usage] = chunks.slice(-2);
    assert.deepEqual(filters?.choices, []);
    assert.deepEqual(filters.prompt_filter_results, [
      {
        prompt_index: 0,
        content_filter_results: { ...allSafe, jailbreak: undetected, indirect_attack: undetected },
      },
    ]);
    assert.equal(role?.choices[0]?.delta.role, 'assistant');
    assert.deepEqual(first?.choices[0]?.content_filter_results, allSafe);
    assert.deepEqual(finish?.choices[0]?.delta, {});
    assert.equal(finish.choices[0].finish_reason, 'stop');
    assert.deepEqual(usage?.choices, []);
    assert.equal(usage.usage?.completion_tokens, chunks.length - 4);
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.usage === null));
  });

  it('tell no usage when it was not asked for', async () => {
    const events = await eventsOf(await ask());
    assert.ok(events.every((event) => event === '[DONE]' || !('usage' in (event as Chunk))));
  });

  it('quote the last user text and count the turns', async () => {
    const url = dataUrl('png', await picture('png', 3, 2, '#123456'));
    const messages = [
      { role: 'system', content: 'Be brief.' },
      userMessage('First?', url, url),
      { role: 'assistant', content: 'This.' },
      { role: 'user', content: 'And\nthen?' },
    ];
    const text = textOf(await eventsOf(await ask({ messages })));
    assert.match(text, /^You asked: “And then\?” \(turn 2, 4 messages\)\.\n/);
    assert.match(text, /\n- Image 1: PNG, 3 × 2 pixels, average colour #123456\n- Image 2: PNG/);
  });

  it('count the tokens of text and images', async () => {
    const url = dataUrl('png', await picture('png', 1400, 900, 'white'));
    const tokens = async (...urls: string[]) => {
      const messages = [userMessage('Four', ...urls)];
      const events = await eventsOf(
        await ask({ messages, stream_options: { include_usage: true } }),
      );
      return (events.at(-2) as Chunk).usage?.prompt_tokens ?? 0;
    };
    const without = await tokens();
    // 1195 × 768 after scaling: 3 × 2 tiles.
    assert.equal((await tokens(url)) - without, 85 + 6 * 170);
  });

  it('are cut at the token limit', async () => {
    const full = textOf(await eventsOf(await ask()));
    for (const limit of [{ model: 'gpt-4o', max_tokens: 5 }, { max_completion_tokens: 5 }]) {
      const events = await eventsOf(await ask(limit));
      const text = textOf(events);
      assert.ok(text.length < 30 && full.startsWith(text));
      assert.equal((events.at(-2) as Chunk).choices[0]?.finish_reason, 'length');
    }
  });

  it('come in pieces that fall inside characters and inside data:', async () => {
    const pieces: Buffer[] = [];
    azure.behave({ reply: '× 🔎 图像 '.repeat(40) });
    const { body } = await ask();
    assert.ok(body);
    for await (const piece of body as ReadableStream<Uint8Array>) {
      pieces.push(Buffer.from(piece));
    }
    const whole = Buffer.concat(pieces).toString();
    assert.ok(whole.includes('🔎'));
    const insideCharacter = pieces.filter((piece) => ((piece[0] ?? 0) & 0xc0) === 0x80);
    const insideData = pieces.filter((piece) => /(^|\n\n)(d|da|dat|data)$/.test(piece.toString()));
    const severalEvents = pieces.filter((piece) => /.\n\nd/.test(piece.toString()));
    assert.ok(insideCharacter.length > 10, `${insideCharacter.length} inside characters`);
    assert.ok(insideData.length > 10, `${insideData.length} inside data:`);
    assert.ok(severalEvents.length > 10, `${severalEvents.length} with parts of two events`);
  });

  it('end as told, with the category of the content filter', async () => {
    const filter = { category: 'hate', severity: 'high' };
    const events = await askAs({ finish: 'content_filter', filter });
    const [choice] = (events.at(-2) as Chunk).choices;
    assert.equal(choice?.finish_reason, 'content_filter');
    assert.deepEqual(choice.content_filter_results, {
      ...allSafe,
      hate: { filtered: true, severity: 'high' },
    });
    const length = await askAs({ finish: 'length', reply: 'a b c d' });
    assert.equal((length.at(-2) as Chunk).choices[0]?.finish_reason, 'length');
    assert.equal(textOf(length), 'a b');
  });

  it('fail as told: empty, without an end, garbled, a page', async () => {
    assert.deepEqual(await askAs({ stream: 'empty' }), ['[DONE]']);
    const open = await askAs({ stream: 'noFinish', reply: 'All of it' });
    assert.equal(textOf(open), 'All of it');
    assert.ok(open.every((event) => (event as Chunk).choices[0]?.finish_reason == null));
    await assert.rejects(askAs({ stream: 'garbage' }), SyntaxError);
    azure.behave({ stream: 'html' });
    const page = await ask();
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await page.text(), /^<!doctype html>/);
  });

  it('are cut in the middle after some text', async () => {
    azure.behave({ stream: 'cut' });
    const response = await ask();
    const decoder = new TextDecoder();
    let text = '';
    await assert.rejects(async () => {
      for await (const piece of response.body as ReadableStream<Uint8Array>) {
        text += decoder.decode(piece, { stream: true });
      }
    }, /terminated/);
    assert.match(text, /"content":"You"/);
    assert.equal(azure.requests.at(-1)?.closedAt, undefined);
  });

  it('stall with the socket open until the client closes it', async () => {
    azure.behave({ stream: 'stall' });
    const abort = new AbortController();
    const response = await fetch(azure.url + v1, {
      method: 'POST',
      headers: { 'api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-5.4', stream: true, messages: [userMessage('Stall')] }),
      signal: abort.signal,
    });
    const record = await azure.nextRequest(({ body }) => body.includes('Stall'));
    await response.body?.getReader().read();
    const { closedAt: before } = record;
    assert.equal(before, undefined);
    abort.abort();
    await azure.closed(record);
    assert.ok((record.closedAt ?? 0) > record.receivedAt);
  });

  it('come slowly, and tell when the first text was sent', async () => {
    azure.behave({ stream: 'slow', delayMs: 20, reply: 'One two' });
    const start = performance.now();
    assert.equal(textOf(await eventsOf(await ask())), 'One two');
    assert.ok(performance.now() - start >= 38);
    const { receivedAt, firstTokenAt = 0 } = azure.requests.at(-1) ?? assert.fail();
    assert.ok(firstTokenAt - receivedAt >= 19);
  });
});
