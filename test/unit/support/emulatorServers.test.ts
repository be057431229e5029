import assert from 'node:assert/strict';
import { type Emulator, startEmulator } from '../../support/emulator';
import {
  dataUrl,
  errorOf,
  eventsOf,
  imagePart,
  key,
  picture,
  post,
  textOf,
  userMessage,
} from './emulatorRequests';

const path = '/v1/chat/completions';
const hello = { messages: [{ role: 'user', content: 'Hello' }] };
const bearer = { authorization: `Bearer ${key}` };

async function get(emulator: Emulator, url: string): Promise<unknown> {
  return (await fetch(emulator.url + url)).json();
}

describe('Emulator of OpenAI', () => {
  let openai: Emulator;

  before(async () => {
    openai = await startEmulator({ kind: 'openai', key, reasoning: ['o4-mini'] });
  });
  after(() => openai.close());

  it('takes the key as a bearer token only, and repeats a part of a wrong one', async () => {
    const none = await post(openai, path, hello, { 'api-key': key });
    assert.equal(none.status, 401);
    assert.match((await errorOf(none)).message, /^You didn't provide an API key\./);
    const wrong = await post(openai, path, hello, { authorization: 'Bearer sk-wrong-0123456789' });
    const error = await errorOf(wrong);
    assert.equal(error.code, 'invalid_api_key');
    assert.match(error.message, /^Incorrect API key provided: sk-wrong\*+6789\./);
  });

  it('knows no other model, path and method', async () => {
    const model = await post(openai, path, { ...hello, model: 'gpt-9' }, bearer);
    assert.equal(model.status, 404);
    assert.deepEqual(await errorOf(model), {
      message: 'The model `gpt-9` does not exist or you do not have access to it.',
      type: 'invalid_request_error',
      param: null,
      code: 'model_not_found',
    });
    const url = await post(openai, '/v1/chat/completion', hello, bearer);
    assert.equal(url.status, 404);
    assert.equal((await errorOf(url)).message, 'Invalid URL (POST /v1/chat/completion)');
    const method = await fetch(openai.url + path, { headers: bearer });
    assert.equal(method.status, 405);
    const without = await errorOf(await post(openai, path, hello, bearer));
    assert.equal(without.message, 'you must provide a model parameter');
  });

  it('has the rules of reasoning models', async () => {
    const ask = (more: object) =>
      post(openai, path, { ...hello, model: 'o4-mini', ...more }, bearer);
    assert.equal((await errorOf(await ask({ max_tokens: 9 }))).code, 'unsupported_parameter');
    assert.equal((await ask({ max_completion_tokens: 9, temperature: 1 })).status, 200);
  });

  it('records requests on any path, once for each waiter', async () => {
    const first = openai.nextRequest(({ path }) => path === '/stray?x=1');
    await post(openai, '/stray?x=1', '{"a":1}', {});
    const record = await first;
    assert.deepEqual([record.method, record.json, record.status], ['POST', { a: 1 }, 404]);
    const second = openai.nextRequest(({ path }) => path === '/stray?x=1');
    await post(openai, '/stray?x=1', 'again', {});
    assert.deepEqual([(await second).body, (await second).json], ['again', undefined]);
    await assert.rejects(openai.closed(record), /before the client closed/);
  });
});

describe('Emulator of Ollama', () => {
  let ollama: Emulator;
  let png: Buffer;

  before(async () => {
    ollama = await startEmulator({ kind: 'ollama' });
    png = await picture('png', 9, 8, '#00ff00');
  });
  after(() => ollama.close());

  it('lists and shows its models', async () => {
    const { models } = (await get(ollama, '/api/tags')) as {
      models: { name: string; details: { families: string[] } }[];
    };
    assert.deepEqual(
      models.map(({ name, details }) => [name, details.families]),
      [
        ['llava:latest', ['llama', 'clip']],
        ['llama3.2:latest', ['llama']],
      ],
    );
    const show = async (model: string) =>
      (await (await post(ollama, '/api/show', { model })).json()) as { capabilities?: string[] };
    assert.deepEqual((await show('llava')).capabilities, ['completion', 'vision']);
    assert.deepEqual((await show('llama3.2:latest')).capabilities, ['completion']);
    assert.deepEqual(await show('nope'), { error: "model 'nope' not found" });
    assert.match(JSON.stringify(await get(ollama, '/api/version')), /"version":"\d/);
    assert.match(JSON.stringify(await get(ollama, '/v1/models')), /"id":"llava:latest"/);
  });

  it('answers without a key, and knows max_tokens only', async () => {
    const ask = (more: object) =>
      post(ollama, path, { model: 'llava', stream: true, ...hello, ...more }, {});
    const messages = [userMessage('Look', dataUrl('png', png))];
    const events = await eventsOf(await ask({ messages, max_completion_tokens: 2, top_k: 1 }));
    assert.match(textOf(events), /- Image 1: PNG, 9 × 8 pixels, average colour #00ff00/);
    assert.equal(textOf(await eventsOf(await ask({ max_tokens: 2 }))), 'You aske');
  });

  it('refuses GIF, URLs, unknown models and images for a model without vision', async () => {
    const chat = async (model: string, url: string) => {
      const messages = [{ role: 'user', content: [imagePart(url)] }];
      return errorOf(await post(ollama, path, { model, messages }, {}));
    };
    const gif = await picture('gif', 3, 2, 'red');
    assert.equal(
      (await chat('llava', 'http://a.example/b.png')).message.slice(0, 10),
      'image URLs',
    );
    assert.equal((await chat('llava', 'iVBORw0KGgo=')).message, 'invalid image input');
    assert.equal((await chat('llava', dataUrl('gif', gif))).message, 'invalid image input');
    const png64 = dataUrl('png', png);
    assert.match((await chat('llama3.2', png64)).message, /does not support image input/);
    assert.equal((await chat('nope', png64)).type, 'not_found_error');
  });
});

describe('Emulator of LM Studio', () => {
  let lmStudio: Emulator;

  before(async () => {
    lmStudio = await startEmulator({ kind: 'lmstudio' });
  });
  after(() => lmStudio.close());

  it('tells which models take images', async () => {
    const { data } = (await get(lmStudio, '/api/v0/models')) as {
      data: { id: string; type: string }[];
    };
    assert.deepEqual(
      data.map(({ id, type }) => [id, type]),
      [
        ['qwen2.5-vl-7b-instruct', 'vlm'],
        ['meta-llama-3.1-8b-instruct', 'llm'],
      ],
    );
  });

  it('answers, and answers 200 to what it does not know', async () => {
    const model = 'qwen2.5-vl-7b-instruct';
    const reply = await post(lmStudio, path, { model, stream: true, ...hello }, {});
    assert.match(textOf(await eventsOf(reply)), /You asked: “Hello”/);
    assert.deepEqual(await get(lmStudio, '/api/tags'), {
      error: 'Unexpected endpoint or method. (GET /api/tags)',
    });
    const webp = dataUrl('webp', await picture('webp', 3, 2, 'red'));
    const messages = [{ role: 'user', content: [imagePart(webp)] }];
    const refused = await post(lmStudio, path, { model, messages }, {});
    assert.equal(refused.status, 400);
    assert.deepEqual(await refused.json(), {
      error: "'url' field must be a base64 encoded image.",
    });
  });

  it('rejects what waits when it is closed', async () => {
    const closing = await startEmulator({ kind: 'lmstudio', behaviour: { stream: 'stall' } });
    const model = 'qwen2.5-vl-7b-instruct';
    const response = await post(closing, path, { model, stream: true, ...hello }, {});
    const record = await closing.nextRequest();
    const waiting = assert.rejects(closing.nextRequest(), /was closed/);
    const reading = assert.rejects(response.text());
    await closing.close();
    await Promise.all([waiting, reading, assert.rejects(closing.closed(record))]);
    await assert.rejects(fetch(closing.url));
  });
});
