import assert from 'node:assert/strict';
import { startEmulator, type Emulator, type RateLimitOptions } from '../../support/emulator';
import { goDuration } from '../../support/emulator/rateLimit';
import { classic, errorOf, key, post, v1 } from './emulatorRequests';

const hello = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] };
const openAiPath = '/v1/chat/completions';

describe('the rate limit of an emulator', () => {
  const open: Emulator[] = [];
  let time = 0;
  afterEach(async () => {
    await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  });

  async function start(
    service: 'azure' | 'openai',
    kind: RateLimitOptions['kind'],
    requests: number,
    seconds: number,
  ): Promise<Emulator> {
    time = 5000;
    const emulator = await startEmulator({
      kind: service,
      key,
      deployments: ['gpt-4o'],
      models: ['gpt-4o'],
      rateLimit: { kind, requests, seconds, clock: () => time },
    });
    open.push(emulator);
    return emulator;
  }

  const ofLimits = (response: Response): Record<string, string> =>
    Object.fromEntries(
      [...response.headers].filter(([name]) => /^x-ratelimit-|^retry-after/.test(name)),
    );

  it('of Azure counts by the window, and tells what is left and when the next begins', async () => {
    const azure = await start('azure', 'window', 2, 10);
    for (const remaining of ['1', '0']) {
      const response = await post(azure, classic('2024-10-21'), hello);
      assert.equal(response.status, 200);
      assert.deepEqual(ofLimits(response), { 'x-ratelimit-remaining-requests': remaining });
    }
    time += 6600;
    const refused = await post(azure, classic('2024-10-21'), hello);
    assert.equal(refused.status, 429);
    assert.deepEqual(ofLimits(refused), {
      'retry-after': '4',
      'retry-after-ms': '3400',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '4',
    });
    const { code, message } = await errorOf(refused);
    assert.equal(code, '429');
    assert.match(
      message,
      /^Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded call rate limit of your current OpenAI S0 pricing tier\. Please retry after 4 seconds\./,
    );
    time += 3399;
    assert.equal((await post(azure, v1, hello)).status, 429);
    time += 1;
    const response = await post(azure, v1, hello);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-ratelimit-remaining-requests'), '1');
  });

  it('of OpenAI fills up steadily, and tells the limit, what is left and when it is full', async () => {
    const openai = await start('openai', 'bucket', 3, 60);
    const bearer = { authorization: `Bearer ${key}` };
    const told: Record<string, string>[] = [];
    for (let count = 0; count < 3; count++) {
      const response = await post(openai, openAiPath, hello, bearer);
      assert.equal(response.status, 200);
      told.push(ofLimits(response));
    }
    assert.deepEqual(
      told,
      [
        ['2', '20s'],
        ['1', '40s'],
        ['0', '1m0s'],
      ].map(([remaining, reset]) => ({
        'x-ratelimit-limit-requests': '3',
        'x-ratelimit-remaining-requests': remaining,
        'x-ratelimit-reset-requests': reset,
      })),
    );
    time += 11_360;
    const refused = await post(openai, openAiPath, hello, bearer);
    assert.equal(refused.status, 429);
    assert.deepEqual(ofLimits(refused), {
      'retry-after': '9',
      'retry-after-ms': '8640',
      'x-ratelimit-limit-requests': '3',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '48.64s',
    });
    const { type, code, message } = await errorOf(refused);
    assert.deepEqual([type, code], ['requests', 'rate_limit_exceeded']);
    assert.equal(
      message,
      'Rate limit reached for gpt-4o in organization org-emulator on requests per min (RPM): Limit 3, ' +
        'Used 3, Requested 1. Please try again in 8.64s. Visit ' +
        'https://platform.openai.com/account/rate-limits to learn more.',
    );
    time += 8640;
    assert.equal((await post(openai, openAiPath, hello, bearer)).status, 200);
    time += 3_600_000;
    const rested = await post(openai, openAiPath, hello, bearer);
    assert.equal(rested.headers.get('x-ratelimit-remaining-requests'), '2');
  });

  it('is told with failures, too, and counts neither strangers nor lists of models', async () => {
    const azure = await start('azure', 'window', 2, 10);
    assert.equal((await post(azure, v1, hello, {})).status, 401);
    await fetch(`${azure.url}/openai/v1/models`, { headers: { 'api-key': key } });
    const invalid = await post(azure, v1, { model: 'gpt-4o' });
    assert.equal(invalid.status, 400);
    assert.equal(invalid.headers.get('x-ratelimit-remaining-requests'), '1');
    azure.behave({ fail: { status: 500 } });
    const failed = await post(azure, v1, hello);
    assert.equal(failed.status, 500);
    assert.equal(failed.headers.get('x-ratelimit-remaining-requests'), '0');
  });

  it('is known of no other kind of server', async () => {
    const rateLimit = { kind: 'window', requests: 1, seconds: 1 } as const;
    await assert.rejects(startEmulator({ kind: 'ollama', rateLimit }), /No rate limits/);
  });

  it('is told in durations as Go prints them', () => {
    const durations: [number, string][] = [
      [0, '0s'],
      [0.0121, '13ms'],
      [0.12, '120ms'],
      [1, '1s'],
      [7.66, '7.66s'],
      [179.56, '2m59.56s'],
      [360, '6m0s'],
      [5400, '1h30m0s'],
    ];
    assert.deepEqual(
      durations.map(([seconds]) => goDuration(seconds)),
      durations.map(([, text]) => text),
    );
  });
});
