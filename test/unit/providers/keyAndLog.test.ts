import assert from 'node:assert/strict';
import { chatAnswer } from '../../../src/providers';
import { boundFetch } from '../../../src/providers/request/http';
import { startEmulator, type Emulator } from '../../support/emulator';
import {
  azureConnection,
  closeServers,
  collect,
  failure,
  failureOf,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  serve,
  singleTry,
} from './support';

const never = new AbortController().signal;

describe('a key', () => {
  let home: Emulator;
  let other: Emulator;
  before(async () => {
    home = await startEmulator({ kind: 'azure', key, deployments: ['gpt-4o'] });
    other = await startEmulator({ kind: 'azure', key, deployments: ['gpt-4o'] });
  });
  after(() => Promise.all([home.close(), other.close()]));

  for (const apiVersion of [undefined, '2024-10-21']) {
    it(`does not follow a redirect (${apiVersion ?? 'v1'})`, async () => {
      const connection = azureConnection({
        endpoint: home.url,
        deployment: 'gpt-4o',
        auth: 'key',
        ...(apiVersion !== undefined && { apiVersion }),
      });
      home.behave({ redirectTo: `${other.url}/openai/v1/chat/completions` });
      const network = networkWith({ [home.url]: key });
      const answer = chatAnswer(connection, network, singleTry);
      const { details } = await failure(answer(requestWith(1), never), 'unreachable');
      assert.equal(details.code, 'redirect');
      assert.equal(details.status, 307);
      assert.equal(other.requests.length, 0);
      assert.equal(home.requests.at(-1)?.headers['api-key'], key);
      assert.ok(!JSON.stringify(network.records).includes(key));
      assert.equal(network.records[0]?.error, 'redirect');
    });
  }

  it('goes to no other origin, whatever is asked of the fetch that holds it', async () => {
    const { fetch, sent } = scriptedFetch(() => new Response());
    const network = networkWith({}, fetch);
    const bound = boundFetch({ network, origin: 'https://a.example', headers: { 'api-key': key } });
    for (const url of [
      'http://a.example/',
      'https://a.example:444/',
      'https://a.example.b.example/',
    ]) {
      await failureOf(bound(url), 'connectionInvalid');
    }
    assert.equal(sent.length, 0);
    await bound('https://a.example/x');
    assert.equal(sent[0]?.headers.get('api-key'), key);
  });

  it('is asked for by origin only', async () => {
    home.behave({});
    const connection = azureConnection({ endpoint: other.url, deployment: 'gpt-4o', auth: 'key' });
    const answer = chatAnswer(connection, networkWith({ [home.url]: key }), singleTry);
    await failure(answer(requestWith(1), never), 'keyMissing');
    assert.equal(other.requests.length, 0);
  });
});

describe('the log', () => {
  afterEach(closeServers);

  it('gets an entry for each try, with neither content nor key', async () => {
    let tries = 0;
    const server = await serve((request, response) => {
      tries += 1;
      request.resume();
      const headers = { 'content-type': 'text/event-stream', 'x-request-id': `req_${tries}` };
      response.writeHead(tries === 1 ? 400 : 200, headers);
      response.end(
        tries === 1
          ? JSON.stringify({ error: { message: 'Unknown parameter: stream_options' } })
          : okStream,
      );
    });
    const network = networkWith({ [server.url]: key });
    const connection = azureConnection({
      endpoint: server.url,
      auth: 'key',
      apiVersion: '2024-10-21',
    });
    await collect(chatAnswer(connection, network, singleTry)(requestWith(1), never));
    assert.deepEqual(
      network.records.map(({ milliseconds, bytesSent, ...rest }) => {
        assert.ok(milliseconds >= 0 && milliseconds < 5000);
        assert.ok(bytesSent !== undefined && bytesSent > 200);
        return rest;
      }),
      [
        [400, 'req_1'],
        [200, 'req_2'],
      ].map(([status, requestId]) => ({
        method: 'POST',
        host: new URL(server.url).host,
        path: `/openai/deployments/${connection.deployment}/chat/completions`,
        status,
        requestId,
      })),
    );
    const text = JSON.stringify(network.records);
    assert.ok(!text.includes(key) && !text.includes('What is this') && !text.includes('iVBOR'));
  });
});
