import assert from 'node:assert/strict';
import OpenAI, { APIError, AzureOpenAI } from 'openai';
import { type Emulator, startEmulator } from '../../support/emulator';
import { dataUrl, key, picture, userMessage } from './emulatorRequests';

type Params = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'model' | 'stream'>;

/** The `openai` package as a client of its own confirms the shapes. */
describe('Emulator under the openai package', () => {
  let azure: Emulator;
  let openai: Emulator;
  let clients: [string, OpenAI][];
  let question: Params;

  before(async () => {
    azure = await startEmulator({ kind: 'azure', key });
    openai = await startEmulator({ kind: 'openai', key });
    const apiKeyHeaders = { 'api-key': key, Authorization: null };
    clients = [
      [
        'Azure v1',
        new OpenAI({
          baseURL: `${azure.url}/openai/v1/`,
          apiKey: 'unused',
          logLevel: 'off',
          defaultHeaders: apiKeyHeaders,
        }),
      ],
      [
        'Azure classic',
        new AzureOpenAI({
          endpoint: azure.url,
          apiKey: key,
          apiVersion: '2025-04-01-preview',
          logLevel: 'off',
        }),
      ],
      ['OpenAI', new OpenAI({ baseURL: `${openai.url}/v1`, apiKey: key, logLevel: 'off' })],
    ];
    const png = dataUrl('png', await picture('png', 40, 30, '#204060'));
    const jpeg = dataUrl('jpeg', await picture('jpeg', 20, 10, 'white'));
    question = { messages: [userMessage('What is this?', png, jpeg)] };
  });
  afterEach(() => {
    azure.behave({});
    openai.behave({});
  });
  after(() => Promise.all([azure.close(), openai.close()]));

  const each = async (check: (client: OpenAI, name: string) => Promise<void>) => {
    for (const [name, client] of clients) {
      await check(client, name);
    }
  };

  const read = async (client: OpenAI, params: Params = question, signal?: AbortSignal) => {
    let text = '';
    let finish: string | null = null;
    let usage: OpenAI.CompletionUsage | undefined;
    const stream = await client.chat.completions.create(
      { ...params, model: 'gpt-5.4', stream: true, stream_options: { include_usage: true } },
      { maxRetries: 0, ...(signal && { signal }) },
    );
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    return { text, finish, usage };
  };

  const failure = async (client: OpenAI, maxRetries = 0) => {
    try {
      await client.chat.completions.create({ ...question, model: 'gpt-5.4' }, { maxRetries });
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('streams a reply about the images, with its usage', async () => {
    await each(async (client, name) => {
      const { text, finish, usage } = await read(client);
      assert.match(text, /You asked: “What is this\?” \(turn 1, 1 messages\)/, name);
      assert.match(text, /- Image 1: PNG, 40 × 30 pixels, average colour #204060\n/);
      assert.match(text, /- Image 2: JPEG, 20 × 10 pixels, average colour #ffffff\n/);
      assert.match(text, /🔎 图像\.$/);
      assert.equal(finish, 'stop');
      assert.ok(usage && usage.prompt_tokens > 2 * 255 && usage.completion_tokens > 30);
    });
  });

  it('replies in one piece', async () => {
    await each(async (client, name) => {
      const reply = await client.chat.completions.create({ ...question, model: 'gpt-5.4' });
      assert.match(reply.choices[0]?.message.content ?? '', /Image 2: JPEG, 20 × 10/, name);
      assert.equal(reply.choices[0]?.finish_reason, 'stop');
      assert.ok(reply.usage && reply.usage.total_tokens > reply.usage.prompt_tokens);
    });
  });

  it('ends with the reason length at the limit', async () => {
    await each(async (client, name) => {
      const { text, finish, usage } = await read(client, { ...question, max_completion_tokens: 3 });
      assert.deepEqual([finish, usage?.completion_tokens], ['length', 3], name);
      assert.equal(text, 'You asked:');
    });
  });

  it('gives the classes of errors that the statuses mean', async () => {
    await each(async (client, name) => {
      for (const [status, type] of [
        [401, OpenAI.AuthenticationError],
        [403, OpenAI.PermissionDeniedError],
        [404, OpenAI.NotFoundError],
        [429, OpenAI.RateLimitError],
        [500, OpenAI.InternalServerError],
        [503, OpenAI.InternalServerError],
      ] as const) {
        azure.behave({ fail: { status } });
        openai.behave({ fail: { status } });
        const error = await failure(client);
        assert.ok(error instanceof type, `${name} ${status}`);
        assert.ok(error.requestID);
      }
    });
  });

  it('answers a retry once the failures are used up', async () => {
    await each(async (client, name) => {
      const fail = { status: 429, times: 2, retryAfter: '0' } as const;
      azure.behave({ fail });
      openai.behave({ fail });
      assert.equal(await failure(client, 2), undefined, name);
    });
  });

  it('tells a cut stream and a garbled one by an error', async () => {
    await each(async (client, name) => {
      for (const stream of ['cut', 'garbage'] as const) {
        azure.behave({ stream });
        openai.behave({ stream });
        await assert.rejects(read(client), (error) => !(error instanceof APIError), name);
      }
    });
  });

  it('sees the client close the stream', async () => {
    azure.behave({ stream: 'slow', delayMs: 5, reply: 'word '.repeat(5000) });
    const abort = new AbortController();
    const reading = read(
      clients[0]?.[1] ?? assert.fail(),
      { messages: [userMessage('Stop')] },
      abort.signal,
    ).catch(() => undefined);
    const record = await azure.nextRequest(({ body }) => body.includes('Stop'));
    abort.abort();
    await azure.closed(record);
    assert.ok(record.closedAt);
    await reading;
  });

  it('lists models', async () => {
    const client = clients[2]?.[1] ?? assert.fail();
    const ids = (await client.models.list()).data.map(({ id }) => id);
    assert.deepEqual(ids, ['gpt-5.4', 'gpt-5.4-mini']);
  });
});
