import assert from 'node:assert/strict';
import {
  hostOf,
  isLoopback,
  isPlainHttp,
  originOf,
  parseConnection,
} from '../../../src/core/connections/connection';
import { environmentConnection, environmentKey } from '../../../src/core/connections/environment';

const whole = {
  name: 'work',
  provider: 'azure',
  endpoint: 'https://contoso.openai.azure.com/',
  deployment: 'gpt-4o',
};

describe('parseConnection', () => {
  it('takes a whole item and drops unknown fields', () => {
    const more = { auth: 'none', apiVersion: 'v', model: 'o3' };
    assert.deepEqual(parseConnection({ ...whole, ...more, key: 'secret' }), { ...whole, ...more });
  });

  it('takes a sign-in with Entra ID for Azure, with a tenant or without', () => {
    const guid = '0f1e2d3c-0000-4000-8000-123456789abc';
    for (const tenant of [guid, guid.toUpperCase(), 'contoso.onmicrosoft.com']) {
      assert.deepEqual(parseConnection({ ...whole, auth: 'entra', tenant }), {
        ...whole,
        auth: 'entra',
        tenant,
      });
    }
    for (const tenant of [undefined, '']) {
      const parsed = parseConnection({ ...whole, auth: 'entra', tenant });
      assert.deepEqual(parsed, { ...whole, auth: 'entra' });
    }
    assert.deepEqual(parseConnection({ ...whole, tenant: guid }), whole);
  });

  for (const [endpoint, kept] of [
    ['https://sight.cognitiveservices.azure.com/', 'https://sight.cognitiveservices.azure.com'],
    [' https://SIGHT.example:443/gateway//?a=b#c ', 'https://sight.example/gateway'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost/', 'http://localhost'],
  ] as const) {
    it(`takes the vision resource ${endpoint}`, () => {
      const parsed = parseConnection({ ...whole, vision: { endpoint, key: 'secret' } });
      assert.deepEqual(parsed, { ...whole, vision: { endpoint: kept } });
      // What comes out goes in again.
      assert.deepEqual(parseConnection(parsed), parsed);
    });
  }

  const broken: [string, unknown][] = [
    ['no object', 'work'],
    ['null', null],
    ['no name', { ...whole, name: undefined }],
    ['blank deployment', { ...whole, deployment: ' ' }],
    ['unknown provider', { ...whole, provider: 'other' }],
    ['blank endpoint', { ...whole, endpoint: ' ' }],
    ['Entra ID for another provider', { ...whole, provider: 'openai', auth: 'entra' }],
    ['a tenant that is none', { ...whole, auth: 'entra', tenant: 'Contoso Ltd' }],
    ['a tenant of another type', { ...whole, auth: 'entra', tenant: 7 }],
    ['a vision resource that is none', { ...whole, vision: 'https://sight.example' }],
    ['a vision resource of null', { ...whole, vision: null }],
    ['a vision resource without endpoint', { ...whole, vision: {} }],
    ['a vision resource in a list', { ...whole, vision: [{ endpoint: 'https://a.example' }] }],
    ...[
      'sight',
      'http://sight.example',
      'http://127.0.0.2',
      'ftp://sight.example',
      'https://user:word@sight.example',
      'https://user@sight.example',
      7,
      '',
    ].map((endpoint): [string, unknown] => [
      `a vision resource at ${endpoint}`,
      { ...whole, vision: { endpoint } },
    ]),
  ];
  for (const [what, value] of broken) {
    it(`refuses ${what}`, () => assert.equal(parseConnection(value), undefined));
  }
});

describe('endpoints', () => {
  it('are plain HTTP where they are neither HTTPS nor on this machine', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      assert.equal(isPlainHttp(`http://${host}:8080/v1`), false, host);
      assert.equal(isLoopback(host), true, host);
    }
    for (const host of [
      '127.0.0.1.example.com',
      'localhost.example.com',
      '10.0.0.1',
      '0.0.0.0',
      // A proxy is asked for these, so they may leave the machine.
      '127.0.0.2',
      '127.8.8.8',
      'app.localhost',
      'localhost.',
      '[::ffff:7f00:1]',
    ]) {
      assert.equal(isPlainHttp(`http://${host}/v1`), true, host);
      assert.equal(isPlainHttp(`https://${host}/v1`), false, host);
      assert.equal(isLoopback(host), false, host);
    }
  });

  it('tells origin and host', () => {
    assert.equal(
      originOf('https://Contoso.openai.azure.com/openai/v1'),
      'https://contoso.openai.azure.com',
    );
    assert.equal(originOf('contoso'), undefined);
    assert.equal(hostOf('http://127.0.0.1:1234/v1'), '127.0.0.1:1234');
    assert.equal(hostOf('contoso'), 'contoso');
  });
});

describe('the environment', () => {
  const azure = {
    AZURE_OPENAI_ENDPOINT: 'https://contoso.openai.azure.com',
    AZURE_OPENAI_API_KEY: 'azure-key',
    AZURE_OPENAI_DEPLOYMENT: 'vision',
  };

  it('gives the connection of Azure before that of OpenAI', () => {
    assert.deepEqual(environmentConnection({ ...azure, OPENAI_API_KEY: 'openai-key' }), {
      provider: 'azure',
      endpoint: azure.AZURE_OPENAI_ENDPOINT,
      deployment: 'vision',
      apiVersion: undefined,
    });
    assert.equal(
      environmentConnection({ OPENAI_API_KEY: 'k' })?.endpoint,
      'https://api.openai.com/v1',
    );
    assert.equal(environmentConnection({}), undefined);
  });

  it('gives each key to its own origin only', () => {
    const read = (endpoint: string) => originOf(endpoint);
    const env = { ...azure, OPENAI_API_KEY: 'openai-key' };
    assert.equal(environmentKey('https://contoso.openai.azure.com', env, read), 'azure-key');
    assert.equal(environmentKey('https://api.openai.com', env, read), 'openai-key');
    assert.equal(environmentKey('https://evil.example', env, read), undefined);
    const other = { ...env, OPENAI_BASE_URL: 'https://models.example/v1' };
    assert.equal(environmentKey('https://api.openai.com', other, read), undefined);
    assert.equal(environmentKey('https://models.example', other, read), 'openai-key');
    assert.equal(environmentKey('null', { ...env, AZURE_OPENAI_ENDPOINT: '' }, read), undefined);
  });
});
