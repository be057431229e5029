import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chatAnswer, type Network, type TokenRequest } from '../../../src/providers';
import { credentialsFor } from '../../../src/providers/request/credentials';
import { targetOf } from '../../../src/providers/request/target';
import { entraToken, startEmulator, type Emulator } from '../../support/emulator';
import {
  azureConnection,
  collect,
  failure,
  failureOf,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  singleTry,
  streamed,
  textOf,
} from './support';

const tenant = '0f1e2d3c-0000-4000-8000-123456789abc';
const never = new AbortController().signal;

describe('a sign-in with Microsoft Entra ID', () => {
  let azure: Emulator;
  before(async () => {
    azure = await startEmulator({
      kind: 'azure',
      key,
      entra: { tenant, strangers: ['eve'] },
      deployments: ['gpt-4o'],
    });
  });
  afterEach(() => azure.behave({}));
  after(() => azure.close());

  const connection = (apiVersion?: string) =>
    azureConnection({
      endpoint: azure.url,
      deployment: 'gpt-4o',
      auth: 'entra',
      tenant,
      ...(apiVersion !== undefined && { apiVersion }),
    });
  const withToken = (token: Network['token']) =>
    networkWith({ [azure.url]: key }, globalThis.fetch, token);

  for (const apiVersion of [undefined, '2024-10-21']) {
    it(`gets a fresh token for each request, which goes as bearer (${apiVersion ?? 'v1'})`, async () => {
      const asked: TokenRequest[] = [];
      const tokens = [entraToken({ tenant }), entraToken({ tenant })];
      const network = withToken((request) => {
        asked.push(request);
        return Promise.resolve(tokens[asked.length - 1]);
      });
      const first = azure.requests.length;
      const answer = chatAnswer(connection(apiVersion), network);
      assert.notEqual(textOf(await collect(answer(requestWith(1), never))), '');
      assert.notEqual(textOf(await collect(answer(requestWith(1), never))), '');
      const sent = azure.requests.slice(first);
      assert.deepEqual(
        sent.map(({ headers }) => [headers.authorization, headers['api-key']]),
        tokens.map((token) => [`Bearer ${token}`, undefined]),
      );
      const scopes = ['https://cognitiveservices.azure.com/.default', `VSCODE_TENANT:${tenant}`];
      assert.deepEqual(asked, Array(2).fill({ provider: 'microsoft', scopes }));
      assert.ok(tokens.every((token) => !JSON.stringify(network.records).includes(token)));
    });
  }

  it('is needed where the user declined, and nothing is sent', async () => {
    const before = azure.requests.length;
    const answer = chatAnswer(
      connection(),
      withToken(() => Promise.resolve(undefined)),
    );
    const { details } = await failure(answer(requestWith(1), never), 'signInNeeded');
    assert.equal(details.host, new URL(azure.url).host);
    assert.equal(details.serverMessage, undefined);
    assert.equal(azure.requests.length, before);
  });

  it('is needed where it failed, with the reason and the cloud', async () => {
    const reason = new Error('Timed out waiting for the provider.');
    const target = targetOf({ ...connection(), endpoint: 'https://contoso.openai.azure.us' });
    const network = withToken(() => Promise.reject(reason));
    const details = await failureOf(credentialsFor(target, network), 'signInNeeded');
    assert.equal(details.cloud, 'usGovernment');
    assert.equal(details.serverMessage, reason.message);
  });

  const refused: [what: string, token: () => string, status: number][] = [
    ['has expired', () => entraToken({ tenant, seconds: -5 }), 401],
    ['is for another service', () => entraToken({ tenant, audience: 'https://graph.com' }), 401],
    ['is of another tenant', () => entraToken({ tenant: 'fabrikam' }), 400],
  ];
  for (const [what, token, status] of refused) {
    it(`is refused where the token ${what}`, async () => {
      const answer = chatAnswer(
        connection(),
        withToken(() => Promise.resolve(token())),
      );
      const { details } = await failure(answer(requestWith(1), never), 'signInRefused');
      assert.equal(details.status, status);
      assert.equal(details.auth, 'entra');
      assert.match(details.serverMessage ?? '', /Access token is missing|Token tenant fabrikam/);
    });
  }

  it('does not help where the account has no role', async () => {
    const token = entraToken({ tenant, user: 'eve' });
    const answer = chatAnswer(
      connection(),
      withToken(() => Promise.resolve(token)),
    );
    const { details } = await failure(answer(requestWith(1), never), 'forbidden');
    assert.equal(details.auth, 'entra');
    assert.match(details.serverMessage ?? '', /lacks the required data action/);
  });

  it('leaves a refused key a refused key', async () => {
    const network = networkWith({ [azure.url]: 'wrong' });
    const answer = chatAnswer({ ...connection(), auth: 'key' }, network);
    const { details } = await failure(answer(requestWith(1), never), 'keyRefused');
    assert.equal(details.auth, undefined);
  });

  it('keeps the token out of what a server says', async () => {
    const token = entraToken({ tenant });
    const { fetch } = scriptedFetch(() =>
      Response.json({ error: { code: '401', message: `Bad: ${token}` } }, { status: 401 }),
    );
    const network = networkWith({}, fetch, () => Promise.resolve(token));
    const answer = chatAnswer(connection(), network);
    const { details } = await failure(answer(requestWith(1), never), 'signInRefused');
    assert.equal(details.serverMessage, 'Bad: ***');
  });

  it('does not send the token along with a redirect', async () => {
    const other = await startEmulator({ kind: 'azure', entra: { tenant } });
    try {
      azure.behave({ redirectTo: `${other.url}/openai/v1/chat/completions` });
      const network = withToken(() => Promise.resolve(entraToken({ tenant })));
      const answer = chatAnswer(connection(), network);
      const { details } = await failure(answer(requestWith(1), never), 'unreachable');
      assert.equal(details.code, 'redirect');
      assert.equal(other.requests.length, 0);
    } finally {
      await other.close();
    }
  });

  it('is never asked for over plain HTTP to another machine, or for OpenAI', async () => {
    let asked = 0;
    const network = withToken(() => Promise.resolve(`${++asked}`));
    const target = { ...targetOf(connection()), origin: 'http://contoso.openai.azure.com' };
    await failureOf(credentialsFor(target, network), 'connectionInvalid');
    for (const endpoint of ['https://api.openai.com/v1', 'https://openrouter.ai/api/v1']) {
      const answer = chatAnswer({ ...connection(), endpoint }, network);
      await failure(answer(requestWith(1), never), 'connectionInvalid');
    }
    assert.equal(asked, 0);
  });

  it('may take longer than a server may be silent', async () => {
    const patience = { ...singleTry, firstText: 30 };
    const { fetch } = scriptedFetch(() => streamed(okStream));
    const network = networkWith({}, fetch, async () => {
      await once(AbortSignal.timeout(90), 'abort');
      return entraToken({ tenant });
    });
    const answer = chatAnswer(connection(), network, patience);
    assert.equal(textOf(await collect(answer(requestWith(0), never))), 'Hello');
  });

  it('is not waited for when the question is stopped', async () => {
    const controller = new AbortController();
    const network = withToken(() => {
      setImmediate(() => controller.abort());
      return new Promise(() => undefined);
    });
    const answer = chatAnswer(connection(), network);
    assert.deepEqual(await collect(answer(requestWith(1), controller.signal)), []);
  });
});
