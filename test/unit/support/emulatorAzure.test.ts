import assert from 'node:assert/strict';
import {
  type Emulator,
  entraToken,
  type FailureStatus,
  startEmulator,
} from '../../support/emulator';
import { classic, errorOf, key, post, userMessage, v1 } from './emulatorRequests';

const hello = { messages: [{ role: 'user', content: 'Hello' }] };
const helloV1 = { ...hello, model: 'gpt-4o' };

describe('Emulator of Azure OpenAI', () => {
  let azure: Emulator;

  before(async () => {
    azure = await startEmulator({
      kind: 'azure',
      key,
      token: 'entra-token',
      deployments: ['gpt-4o'],
      reasoning: ['o4-mini'],
    });
  });
  afterEach(() => azure.behave({}));
  after(() => azure.close());

  it('answers both endpoint forms, with the key or a token', async () => {
    const ways: [string, unknown, Record<string, string>][] = [
      [v1, helloV1, { 'api-key': key }],
      [`${v1}?api-version=preview`, helloV1, { authorization: `Bearer ${key}` }],
      [v1, helloV1, { authorization: 'Bearer entra-token' }],
      [classic('2024-10-21'), hello, { 'api-key': key }],
      [classic('2024-02-01'), helloV1, { authorization: 'Bearer entra-token' }],
    ];
    for (const [path, body, headers] of ways) {
      const response = await post(azure, path, body, headers);
      assert.equal(response.status, 200, path);
      assert.match(await response.text(), /You asked: “Hello”/);
      assert.ok(response.headers.get('apim-request-id'));
      assert.ok(response.headers.get('x-request-id'));
    }
  });

  it('refuses a wrong or missing key and a wrong token', async () => {
    const refused: [string, Record<string, string>, RegExp][] = [
      [v1, {}, /^Access denied due to invalid subscription key or wrong API endpoint\./],
      [v1, { 'api-key': 'wrong' }, /^Access denied due to invalid subscription key/],
      [v1, { authorization: 'Bearer wrong' }, /^Unauthorized\. Access token is missing, invalid/],
      [classic('2024-10-21'), { authorization: `Bearer ${key}` }, /^Unauthorized\./],
    ];
    for (const [path, headers, message] of refused) {
      const response = await post(azure, path, helloV1, headers);
      assert.equal(response.status, 401);
      const error = await errorOf(response);
      assert.equal(error.code, '401');
      assert.match(error.message, message);
    }
  });

  it('takes tokens of Entra ID, and tells what is wrong with others', async () => {
    const resource = await startEmulator({
      kind: 'azure',
      deployments: ['gpt-4o'],
      entra: { tenant: 'contoso', strangers: ['eve'] },
    });
    try {
      const asked = async (token: string) => {
        const headers = { authorization: `Bearer ${token}` };
        const response = await post(resource, v1, helloV1, headers);
        return response.ok ? [200] : [response.status, (await errorOf(response)).code];
      };
      const tenant = 'contoso';
      const wrongTenant = 'Tenant provided in token does not match resource token';
      assert.deepEqual(await asked(entraToken({ tenant })), [200]);
      assert.deepEqual(await asked(entraToken({ tenant, seconds: -1 })), [401, '401']);
      const audience = 'https://management.azure.com';
      assert.deepEqual(await asked(entraToken({ tenant, audience })), [401, '401']);
      assert.deepEqual(await asked('eyJ0.e30'), [401, '401']);
      assert.deepEqual(await asked(entraToken({ tenant: 'fabrikam' })), [400, wrongTenant]);
      assert.deepEqual(await asked(entraToken({ tenant, user: 'eve' })), [401, 'PermissionDenied']);
      const response = await post(resource, v1, helloV1, { 'api-key': key });
      assert.equal(response.status, 401);
    } finally {
      await resource.close();
    }
  });

  it('knows no other deployment', async () => {
    for (const response of [
      await post(azure, v1, { ...hello, model: 'gpt-9' }),
      await post(azure, classic('2024-10-21', 'gpt-9'), hello),
    ]) {
      assert.equal(response.status, 404);
      assert.deepEqual(await errorOf(response), {
        code: 'DeploymentNotFound',
        message:
          'The API deployment for this resource does not exist. If you created the deployment ' +
          'within the last 5 minutes, please wait a moment and try again.',
      });
    }
  });

  it('knows no other path or api-version', async () => {
    for (const path of [
      '/',
      '/v1/chat/completions',
      '/openai/v1/chat/completion',
      '/openai/deployments/gpt-4o/extensions/chat/completions?api-version=2023-12-01-preview',
      '/openai/deployments/gpt-4o/chat/completions',
      classic('2029-01-01'),
    ]) {
      const response = await post(azure, path, hello);
      assert.equal(response.status, 404, path);
      assert.deepEqual(await errorOf(response), { code: '404', message: 'Resource not found' });
    }
    const response = await post(azure, `${v1}?api-version=2024-10-21`, helloV1);
    assert.equal(response.status, 400);
    assert.equal((await errorOf(response)).message, 'API version not supported');
  });

  it('refuses parameters that are younger than the api-version', async () => {
    const streaming = { ...hello, stream: true, stream_options: { include_usage: true } };
    const old = await post(azure, classic('2024-06-01'), streaming);
    assert.equal(old.status, 400);
    assert.deepEqual(await errorOf(old), {
      message: 'Unrecognized request argument supplied: stream_options',
      type: 'invalid_request_error',
      param: null,
      code: null,
    });
    assert.equal((await post(azure, classic('2024-09-01-preview'), streaming)).status, 200);
    const limit = await post(azure, classic('2024-02-01'), { ...hello, max_completion_tokens: 9 });
    assert.match((await errorOf(limit)).message, /supplied: max_completion_tokens$/);
    const reasoning = await post(azure, classic('2024-10-21', 'o4-mini'), hello);
    assert.match((await errorOf(reasoning)).message, /only for api versions 2024-12-01-preview/);
  });

  it('fails as often as told, then answers', async () => {
    azure.behave({ fail: { status: 429, times: 2, retryAfter: '7' } });
    for (let count = 0; count < 2; count++) {
      const response = await post(azure, classic('2024-10-21'), hello);
      assert.equal(response.status, 429);
      assert.equal(response.headers.get('retry-after'), '7');
      assert.equal(response.headers.get('retry-after-ms'), '7000');
      assert.match(
        (await errorOf(response)).message,
        /^Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit .* retry after 7 seconds\./,
      );
    }
    assert.equal((await post(azure, classic('2024-10-21'), hello)).status, 200);
  });

  it('fails with every status', async () => {
    const words: [FailureStatus, string, RegExp][] = [
      [401, '401', /^Access denied due to invalid subscription key/],
      [403, '403', /^Access denied due to Virtual Network\/Firewall rules\.$/],
      [404, 'DeploymentNotFound', /does not exist/],
      [408, 'Timeout', /timeout/],
      [413, 'RequestEntityTooLarge', /too large/],
      [503, 'ServiceUnavailable', /temporarily unable/],
    ];
    for (const [status, code, message] of words) {
      azure.behave({ fail: { status } });
      const response = await post(azure, v1, helloV1);
      const error = await errorOf(response);
      assert.equal(response.status, status);
      assert.equal(error.code, code);
      assert.match(error.message, message);
    }
    azure.behave({ fail: { status: 500 } });
    const response = await post(azure, v1, helloV1);
    assert.equal(response.status, 500);
    assert.equal((await errorOf(response)).type, 'server_error');
  });

  it('refuses a prompt by its content filter', async () => {
    azure.behave({ fail: { kind: 'contentFilter', category: 'sexual', severity: 'high' } });
    const error = await errorOf(await post(azure, v1, helloV1));
    assert.equal(error.code, 'content_filter');
    assert.equal(error.param, 'prompt');
    assert.match(error.message, /content management policy/);
    assert.deepEqual(error.innererror, {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: {
        hate: { filtered: false, severity: 'safe' },
        self_harm: { filtered: false, severity: 'safe' },
        sexual: { filtered: true, severity: 'high' },
        violence: { filtered: false, severity: 'safe' },
        jailbreak: { filtered: false, detected: false },
      },
    });
    azure.behave({ fail: { kind: 'contentFilter', category: 'jailbreak', severity: 'high' } });
    const jailbreak = await errorOf(await post(azure, v1, helloV1));
    assert.deepEqual(jailbreak.innererror?.content_filter_result.jailbreak, {
      filtered: true,
      detected: true,
    });
  });

  it('refuses what is invalid before it fails', async () => {
    azure.behave({ fail: { status: 503, times: 1 } });
    assert.equal((await post(azure, v1, { model: 'gpt-4o' })).status, 400);
    assert.equal((await post(azure, v1, helloV1)).status, 503);
  });

  it('redirects', async () => {
    azure.behave({ redirectTo: 'http://127.0.0.1:9/elsewhere' });
    const response = await post(azure, v1, helloV1);
    assert.equal(response.status, 307);
    assert.equal(response.headers.get('location'), 'http://127.0.0.1:9/elsewhere');
  });

  it('lists the models that can be deployed, which are no deployments', async () => {
    const response = await fetch(`${azure.url}/openai/v1/models`, { headers: { 'api-key': key } });
    const { data } = (await response.json()) as { data: { id: string }[] };
    assert.ok(data.some(({ id }) => id === 'gpt-5.4-2026-03-05'));
    assert.ok(!data.some(({ id }) => id === 'gpt-4o'));
  });

  it('refuses a body over the limit', async () => {
    const small = await startEmulator({
      kind: 'azure',
      key,
      deployments: ['gpt-4o'],
      maxBodyBytes: 1000,
    });
    const body = { ...helloV1, messages: [userMessage('x'.repeat(2000))] };
    const response = await post(small, v1, body);
    assert.equal(response.status, 413);
    assert.equal((await errorOf(response)).code, 'RequestEntityTooLarge');
    assert.equal(small.requests[0]?.body.length, 1000);
    await small.close();
  });
});
