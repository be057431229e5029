import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer } from '../../../src/providers';
import { startEmulator, type Emulator } from '../../support/emulator';
import {
  azureConnection,
  closeServers,
  collect,
  failure,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  serve,
  streamed,
  textOf,
} from './support';

const never = new AbortController().signal;
const secret = 'subscription-5b4a39281706';
const reference = { 'Ocp-Apim-Subscription-Key': '${secret:apim}' };

describe('headers of a connection', () => {
  let gateway: Emulator;
  before(async () => {
    gateway = await startEmulator({ kind: 'openai', models: ['m'], subscriptionKey: secret });
  });
  after(() => gateway.close());
  afterEach(closeServers);

  const behindGateway = (more: Partial<Connection> = {}): Connection => ({
    name: 'test',
    provider: 'openai',
    endpoint: `${gateway.url}/v1`,
    deployment: 'm',
    auth: 'none',
    headers: reference,
    ...more,
  });
  const ask = (connection: Connection, network: ReturnType<typeof networkWith>) =>
    chatAnswer(connection, network)(requestWith(1), never);

  it('take the place of a key, with a stored secret in them', async () => {
    const network = networkWith({}, fetch, undefined, { [`${gateway.url} apim`]: `${secret}\n` });
    assert.match(textOf(await collect(ask(behindGateway(), network))), /64 × 64/);
    const { headers } = gateway.requests.at(-1) ?? {};
    assert.equal(headers?.['ocp-apim-subscription-key'], secret);
    assert.equal(headers.authorization, undefined);
    assert.ok(!JSON.stringify(network.records).includes(secret));
  });

  it('go along with a key', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const origin = 'https://contoso.openai.azure.com';
    const network = networkWith({ [origin]: key }, fetch, undefined, {
      [`${origin} a`]: 'A',
      [`${origin} b`]: 'B',
    });
    const headers = { 'X-Team': 'docs', 'X-Both': '${secret:a}-${secret:b}-${secret:a}' };
    await collect(ask(azureConnection({ auth: 'key', headers }), network));
    assert.equal(sent[0]?.headers.get('x-team'), 'docs');
    assert.equal(sent[0].headers.get('x-both'), 'A-B-A');
    assert.equal(sent[0].headers.get('api-key'), key);
    assert.equal(sent[0].headers.get('content-type'), 'application/json');
  });

  it('may sign in where no key does', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const origin = 'https://contoso.openai.azure.com';
    const network = networkWith({}, fetch, undefined, { [`${origin} token`]: 'abc' });
    await collect(
      ask(azureConnection({ headers: { Authorization: 'Bearer ${secret:token}' } }), network),
    );
    assert.equal(sent[0]?.headers.get('authorization'), 'Bearer abc');
  });

  it('are not sent without their secret, nor with that of another origin', async () => {
    const before = gateway.requests.length;
    const network = networkWith({}, fetch, undefined, { 'https://other.example apim': secret });
    const { details } = await failure(ask(behindGateway(), network), 'secretMissing');
    assert.equal(details.secretName, 'apim');
    assert.equal(details.host, new URL(gateway.url).host);
    assert.equal(gateway.requests.length, before);
  });

  for (const header of [
    'Host',
    'content-type',
    'Content-Length',
    'Cookie',
    'Connection',
    'Transfer-Encoding',
    'Proxy-Authorization',
    'Accept',
  ]) {
    it(`are refused where the client sets them: ${header}`, async () => {
      const { fetch, sent } = scriptedFetch(() => streamed(okStream));
      const connection = azureConnection({ headers: { [header]: 'x' } });
      const { details } = await failure(ask(connection, networkWith({}, fetch)), 'headerInvalid');
      assert.deepEqual([details.header, details.code], [header, 'reserved']);
      assert.equal(sent.length, 0);
    });
  }

  for (const header of ['Authorization', 'API-Key']) {
    it(`are refused beside a key: ${header}`, async () => {
      const { fetch, sent } = scriptedFetch(() => streamed(okStream));
      const connection = azureConnection({ auth: 'key', headers: { [header]: 'x' } });
      const network = networkWith({ 'https://contoso.openai.azure.com': key }, fetch);
      const { details } = await failure(ask(connection, network), 'headerInvalid');
      assert.equal(details.code, 'reserved');
      assert.equal(sent.length, 0);
    });
  }

  for (const header of ['Authorization', 'authorization', 'AUTHORIZATION']) {
    it(`are refused beside a token: ${header}`, async () => {
      const { fetch, sent } = scriptedFetch(() => streamed(okStream));
      const connection = azureConnection({ auth: 'entra', headers: { [header]: 'x' } });
      const network = networkWith({}, fetch, () => Promise.resolve('token'));
      const { details } = await failure(ask(connection, network), 'headerInvalid');
      assert.deepEqual([details.header, details.code], [header, 'reserved']);
      assert.equal(sent.length, 0);
    });
  }

  it('go along with a token, with the key of a gateway in them', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const connection = azureConnection({ auth: 'entra', headers: { 'api-key': 'of the gateway' } });
    await collect(
      ask(
        connection,
        networkWith({}, fetch, () => Promise.resolve('token')),
      ),
    );
    assert.equal(sent[0]?.headers.get('authorization'), 'Bearer token');
    assert.equal(sent[0].headers.get('api-key'), 'of the gateway');
  });

  for (const [first, second] of [
    ['authorization', 'Authorization'],
    ['X-Team', 'x-team'],
  ] as const) {
    it(`are refused in two spellings: ${first}, ${second}`, async () => {
      const { fetch, sent } = scriptedFetch(() => streamed(okStream));
      const connection = azureConnection({ headers: { [first]: 'a', [second]: 'b' } });
      const { details } = await failure(ask(connection, networkWith({}, fetch)), 'headerInvalid');
      assert.deepEqual([details.header, details.code], [second, 'twice']);
      assert.equal(sent.length, 0);
    });
  }

  for (const [name, value] of [
    ['X Y', 'x'],
    ['X-Line', 'a\r\nHost: evil.example'],
    ['X-Wide', 'schlüssel'],
    ['X-Empty', ''],
  ] as const) {
    it(`are refused where HTTP does not allow them: ${name}`, async () => {
      const { fetch, sent } = scriptedFetch(() => streamed(okStream));
      const connection = azureConnection({ headers: { [name]: value } });
      const { details } = await failure(ask(connection, networkWith({}, fetch)), 'headerInvalid');
      assert.deepEqual([details.header, details.code], [name, undefined]);
      assert.equal(sent.length, 0);
    });
  }

  it('are in no error and no record, even if a server repeats them', async () => {
    const server = await serve((request, response) => {
      request.resume();
      const echoed = String(request.headers['x-gateway']);
      response.writeHead(400, { 'content-type': 'application/json', 'x-request-id': echoed });
      response.end(JSON.stringify({ error: { message: `Not known: ${echoed}, ${secret}.` } }));
    });
    const network = networkWith({}, fetch, undefined, { [`${server.url} apim`]: secret });
    const headers = { 'X-Gateway': 'user ${secret:apim} of plain-value' };
    const connection = azureConnection({ endpoint: server.url, headers });
    const { error } = await failure(ask(connection, network), 'badRequest');
    assert.equal(error.details.serverMessage, 'Not known: ***, ***.');
    assert.equal(error.details.requestId, undefined);
    const all = JSON.stringify([error, error.cause, error.details, error.stack, network.records]);
    assert.ok(!all.includes(secret) && !all.includes('plain-value'), all);
  });

  it('do not follow a redirect', async () => {
    const other = await startEmulator({ kind: 'openai', models: ['m'] });
    try {
      gateway.behave({ redirectTo: `${other.url}/v1/chat/completions` });
      const network = networkWith({}, fetch, undefined, { [`${gateway.url} apim`]: secret });
      await failure(ask(behindGateway(), network), 'unreachable');
      assert.equal(other.requests.length, 0);
    } finally {
      gateway.behave({});
      await other.close();
    }
  });
});
