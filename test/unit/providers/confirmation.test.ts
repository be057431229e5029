import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer, confirmationFor, listModels, type Network } from '../../../src/providers';
import {
  collect,
  failure,
  failureOf,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  streamed,
} from './support';

const never = new AbortController().signal;
const gateway = 'https://gateway.example:8443';
const headers = { 'X-Gateway': '${secret:apim}' };

function connection(change: Partial<Connection>): Connection {
  return { name: 'test', provider: 'azure', endpoint: gateway, deployment: 'm', ...change };
}

/** What may be sent where, and what of it the user has to allow. */
const cases: [what: string, connection: Partial<Connection>, needed: string | undefined][] = [
  ['a key to any host', {}, undefined],
  ['a token to a gateway', { auth: 'entra' }, 'token'],
  [
    'a token to a host named like Azure’s',
    { auth: 'entra', endpoint: 'https://res.openai.azure.com.evil.example' },
    'token',
  ],
  [
    'a token to API Management',
    { auth: 'entra', endpoint: 'https://contoso.azure-api.net' },
    'token',
  ],
  [
    'a token to a web app of Azure',
    { auth: 'entra', endpoint: 'https://x.azurewebsites.us' },
    'token',
  ],
  [
    'a token to an address with a dot behind',
    { auth: 'entra', endpoint: 'https://res.openai.azure.com.' },
    'token',
  ],
  ['a token to Azure', { auth: 'entra', endpoint: 'https://res.openai.azure.com' }, undefined],
  [
    'a token to Azure Government',
    { auth: 'entra', endpoint: 'https://res.openai.azure.us' },
    undefined,
  ],
  [
    'a token to Azure in China',
    { auth: 'entra', endpoint: 'https://res.openai.azure.cn' },
    undefined,
  ],
  [
    'a token to Foundry',
    { auth: 'entra', endpoint: 'https://res.services.ai.azure.com' },
    undefined,
  ],
  ['a token to this machine', { auth: 'entra', endpoint: 'http://127.0.0.1:8080' }, undefined],
  ['a question without a key', { auth: 'none' }, 'keyless'],
  ['a question without a key to OpenAI’s kin', { auth: 'none', provider: 'openai' }, 'keyless'],
  [
    'a question with a header of the settings',
    { auth: 'none', headers: { Authorization: 'x' } },
    'keyless',
  ],
  ['a question with a stored secret', { auth: 'none', headers }, undefined],
  [
    'a question without a key to this machine',
    { auth: 'none', endpoint: 'http://localhost:1' },
    undefined,
  ],
  ['a question over plain HTTP', { auth: 'none', endpoint: 'http://10.0.0.5:8000' }, 'plainHttp'],
  ['a key over plain HTTP', { endpoint: 'http://app.localhost:8000' }, 'plainHttp'],
];

describe('a host that is sent to', () => {
  for (const [what, change, needed] of cases) {
    it(`${needed === undefined ? 'needs no word' : `is confirmed (${needed})`} for ${what}`, async () => {
      const asked: string[] = [];
      const answer = (reason: string) => (host: string) => {
        asked.push(`${reason} ${host}`);
        return false;
      };
      const { fetch, sent } = scriptedFetch(() => streamed(okStream));
      const target = connection(change);
      const { origin, host } = new URL(target.endpoint);
      const network: Network = {
        ...networkWith({ [origin]: key }, fetch, () => Promise.resolve('token'), {
          [`${origin} apim`]: 'secret',
        }),
        mayUsePlainHttp: answer('plainHttp'),
        mayUseToken: answer('token'),
        maySendUnsigned: answer('keyless'),
      };
      assert.equal(confirmationFor(target), needed);
      const events = chatAnswer(target, network)(requestWith(1), never);
      if (needed === undefined) {
        await collect(events);
        assert.equal(sent.length, 1);
        assert.deepEqual(asked, []);
        return;
      }
      const { details } = await failure(events, 'hostNotConfirmed');
      assert.deepEqual([details.host, details.reason], [host, needed]);
      assert.deepEqual([sent, asked], [[], [`${needed} ${host}`]]);
    });
  }

  it('is sent to for that reason alone, once it is confirmed', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const tokens: string[] = [];
    const network: Network = {
      ...networkWith({}, fetch, () => {
        tokens.push('token');
        return Promise.resolve('token');
      }),
      mayUseToken: (host) => host === 'gateway.example:8443',
      maySendUnsigned: () => false,
    };
    await collect(chatAnswer(connection({ auth: 'entra' }), network)(requestWith(1), never));
    assert.equal(sent[0]?.headers.get('authorization'), 'Bearer token');
    await failure(
      chatAnswer(connection({ auth: 'none' }), network)(requestWith(1), never),
      'hostNotConfirmed',
    );
    const other = connection({ auth: 'entra', endpoint: 'https://gateway.example' });
    await failure(chatAnswer(other, network)(requestWith(1), never), 'hostNotConfirmed');
    assert.deepEqual([sent.length, tokens.length], [1, 1]);
  });

  it('is not asked for its models before', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const network = { ...networkWith({}, fetch), maySendUnsigned: () => false };
    const open = { provider: 'openai', endpoint: `${gateway}/v1`, auth: 'none' } as const;
    await failureOf(listModels(open, network, never), 'hostNotConfirmed');
    assert.deepEqual(sent, []);
  });
});
