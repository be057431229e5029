import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { chatMessages } from '../../../src/core/conversation/request';
import { chatAnswer } from '../../../src/providers';
import {
  azureConnection,
  collect,
  failure,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  streamed,
} from './support';

const contoso = 'https://contoso.openai.azure.com';
const never = new AbortController().signal;

async function sentBy(connection: Connection, keys: Record<string, string> = {}) {
  const { fetch, sent } = scriptedFetch(() => streamed(okStream));
  const request = requestWith(2, { detail: 'high' });
  await collect(chatAnswer(connection, networkWith(keys, fetch))(request, never));
  const [only, ...others] = sent;
  assert.ok(only && others.length === 0);
  assert.deepEqual(only.body.messages, chatMessages(request));
  assert.equal(only.body.stream, true);
  assert.ok(!('temperature' in only.body));
  return only;
}

describe('a chat request', () => {
  it('goes to the v1 endpoint of Azure without an api-version', async () => {
    const { url, body } = await sentBy(azureConnection({ deployment: 'my gpt' }));
    assert.equal(url, `${contoso}/openai/v1/chat/completions`);
    assert.equal(body.model, 'my gpt');
    assert.equal(body.max_completion_tokens, 500);
    assert.deepEqual(body.stream_options, { include_usage: true });
  });

  it('goes to the classic deployments endpoint with an api-version', async () => {
    const { url, body } = await sentBy(
      azureConnection({ deployment: 'my gpt', apiVersion: '2024-10-21' }),
    );
    assert.equal(
      url,
      `${contoso}/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21`,
    );
    assert.ok(!('model' in body));
    assert.equal(body.max_completion_tokens, 500);
    assert.deepEqual(body.stream_options, { include_usage: true });
  });

  for (const [apiVersion, isPresent] of [
    ['2023-12-01-preview', false],
    ['2024-06-01', false],
    ['2024-08-01-preview', false],
    ['2024-09-01-preview', true],
    ['2025-04-01-preview', true],
  ] as const) {
    it(`uses the parameters that api-version ${apiVersion} knows`, async () => {
      const { body } = await sentBy(azureConnection({ apiVersion }));
      assert.equal(body.max_completion_tokens, isPresent ? 500 : undefined);
      assert.equal(body.max_tokens, isPresent ? undefined : 500);
      assert.equal('stream_options' in body, isPresent);
    });
  }

  const classic = '/openai/deployments/other/chat/completions?api-version=2024-10-21';
  for (const [endpoint, deployment, url] of [
    [`${contoso}/openai/v1/`, 'a', `${contoso}/openai/v1/chat/completions`],
    [
      `${contoso}/openai/responses?api-version=2025-04-01-preview`,
      'a',
      `${contoso}/openai/v1/chat/completions`,
    ],
    [`${contoso}${classic}`, 'a', `${contoso}${classic.replace('other', 'a')}`],
    [
      'https://x.services.ai.azure.com/api/projects/p',
      'a',
      'https://x.services.ai.azure.com/openai/v1/chat/completions',
    ],
    [
      'https://x.services.ai.azure.com/models',
      'a',
      'https://x.services.ai.azure.com/openai/v1/chat/completions',
    ],
    [
      'https://x.westus.models.ai.azure.com',
      'a',
      'https://x.westus.models.ai.azure.com/v1/chat/completions',
    ],
  ] as const) {
    it(`understands ${endpoint} in the setting`, async () => {
      assert.equal((await sentBy(azureConnection({ endpoint, deployment }))).url, url);
    });
  }

  it('goes to OpenAI and compatible servers below their base', async () => {
    const openai = azureConnection({ provider: 'openai', endpoint: 'https://api.openai.com' });
    const first = await sentBy(openai);
    assert.equal(first.url, 'https://api.openai.com/v1/chat/completions');
    assert.equal(first.body.max_completion_tokens, 500);
    const vllm = azureConnection({ provider: 'openai', endpoint: 'https://vllm.example.org/a/v1' });
    const second = await sentBy(vllm);
    assert.equal(second.url, 'https://vllm.example.org/a/v1/chat/completions');
    assert.equal(second.body.model, vllm.deployment);
    assert.equal(second.body.max_tokens, 500);
    assert.deepEqual(second.body.stream_options, { include_usage: true });
  });

  it('carries the key in the header that the server reads, and no other', async () => {
    const openaiUrl = 'https://api.openai.com';
    const serverless = 'https://x.westus.models.ai.azure.com';
    const keys = { [contoso]: key, [openaiUrl]: `${key}\n`, [serverless]: key };
    const azure = await sentBy(azureConnection({ auth: 'key' }), keys);
    assert.equal(azure.headers.get('api-key'), key);
    assert.equal(azure.headers.get('authorization'), null);
    for (const [provider, endpoint] of [
      ['openai', openaiUrl],
      ['azure', serverless],
    ] as const) {
      const { headers } = await sentBy(azureConnection({ provider, endpoint, auth: 'key' }), keys);
      assert.equal(headers.get('authorization'), `Bearer ${key}`);
      assert.equal(headers.get('api-key'), null);
    }
    const none = await sentBy(azureConnection({ auth: 'none' }), keys);
    assert.deepEqual([...none.headers.keys()], ['accept', 'content-type']);
  });

  it('takes nothing from the environment', async () => {
    const secrets = {
      OPENAI_API_KEY: 'env-key',
      OPENAI_ADMIN_KEY: 'env-admin',
      OPENAI_ORG_ID: 'env-org',
      OPENAI_PROJECT_ID: 'env-project',
      OPENAI_CUSTOM_HEADERS: 'X-Env: env-header\nAuthorization: env-bearer',
      OPENAI_BASE_URL: 'https://env.example.org',
      OPENAI_LOG: 'debug',
    };
    Object.assign(process.env, secrets);
    try {
      const { url, headers } = await sentBy(azureConnection());
      assert.ok(!JSON.stringify([url, [...headers]]).includes('env'));
    } finally {
      Object.keys(secrets).forEach((name) => Reflect.deleteProperty(process.env, name));
    }
  });
});

describe('a chat request that is not sent', () => {
  function refused(connection: Connection, images: number, keys = {}) {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    return {
      answer: chatAnswer(connection, networkWith(keys, fetch))(requestWith(images), never),
      sent,
    };
  }

  it('has more images than Azure takes', async () => {
    const { answer, sent } = refused(azureConnection(), 11);
    const { details } = await failure(answer, 'tooManyImages');
    assert.equal(details.actual, 11);
    assert.equal(details.limit, 10);
    assert.equal(sent.length, 0);
  });

  it('needs a key that is not there', async () => {
    for (const keys of [{}, { 'https://other.example.org': key }, { [contoso]: ' ' }]) {
      const { answer, sent } = refused(azureConnection({ auth: 'key' }), 1, keys);
      assert.equal((await failure(answer, 'keyMissing')).details.host, 'contoso.openai.azure.com');
      assert.equal(sent.length, 0);
    }
  });

  it('has a key that no header can hold', async () => {
    const { answer, sent } = refused(azureConnection({ auth: 'key' }), 1, {
      [contoso]: 'kläß…',
    });
    const { error } = await failure(answer, 'keyRefused');
    assert.ok(!`${error.stack ?? ''}${JSON.stringify(error)}`.includes('kläß'));
    assert.equal(sent.length, 0);
  });

  it('has an endpoint that is not understood, or is not safe', async () => {
    for (const endpoint of ['https://portal.azure.com', 'http://x.openai.azure.com', 'nonsense']) {
      const { answer, sent } = refused(azureConnection({ endpoint }), 1);
      await failure(answer, 'connectionInvalid');
      assert.equal(sent.length, 0);
    }
  });

  it('was cancelled before', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const answer = chatAnswer(azureConnection(), networkWith({}, fetch));
    assert.deepEqual(await collect(answer(requestWith(1), AbortSignal.abort())), []);
    assert.equal(sent.length, 0);
  });

  it('takes ten images on Azure and more elsewhere', async () => {
    const { answer } = refused(azureConnection(), 10);
    await collect(answer);
    const openai = azureConnection({ provider: 'openai', endpoint: 'https://llm.example.org' });
    await collect(refused(openai, 11).answer);
  });
});
