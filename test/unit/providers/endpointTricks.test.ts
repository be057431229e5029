import assert from 'node:assert/strict';
import {
  hostOf,
  originOf,
  providers,
  type AuthKind,
  type Connection,
  type Provider,
} from '../../../src/core/connections/connection';
import { chatAnswer, type Network } from '../../../src/providers';
import { savedConnection } from '../../../src/providers/endpoints/savedConnection';
import { endpointTricks } from './endpointTricks';
import {
  collect,
  failure,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  streamed,
} from './support';

const never = new AbortController().signal;

/** Where a token goes by itself, written anew: the hosts of Azure, and what no proxy is asked for. */
const ofAzure =
  /^[^/]*\.(?:(?:openai|cognitiveservices|services\.ai|models\.ai|inference\.ml)\.azure\.(?:com|us|cn)|api\.cognitive\.microsoft\.(?:com|us))$/;
const thisMachine = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** What asking through a connection asks of the world. */
function asked(connection: Connection, isAllowed: boolean) {
  const { fetch, sent } = scriptedFetch(() => streamed(okStream));
  const origins: string[] = [];
  const confirmed: string[] = [];
  let tokens = 0;
  const may = (host: string): boolean => {
    confirmed.push(host);
    return isAllowed;
  };
  const network: Network = {
    ...networkWith({}, fetch),
    key: (origin) => {
      origins.push(origin);
      return Promise.resolve(key);
    },
    token: () => {
      tokens++;
      return Promise.resolve('token');
    },
    mayUsePlainHttp: may,
    mayUseToken: may,
    maySendUnsigned: may,
  };
  const events = chatAnswer(connection, network)(requestWith(0), never);
  return { events, sent, origins, confirmed, tokens: () => tokens };
}

const connectionTo = (endpoint: string, provider: Provider, auth: AuthKind): Connection => ({
  name: 'x',
  provider,
  endpoint,
  deployment: 'd',
  auth,
});

describe('an endpoint that is a trick', () => {
  it('is tried in many ways', () => assert.ok(endpointTricks.length >= 100));

  for (const [endpoint, host] of endpointTricks) {
    it(`${host === undefined ? 'is refused' : `is shown as ${host}`}: ${JSON.stringify(endpoint)}`, async () => {
      for (const provider of providers) {
        for (const auth of ['key', 'entra', 'none'] as const) {
          const written = connectionTo(endpoint, provider, auth);
          if (host === undefined) {
            assert.equal(savedConnection(written), undefined);
            await staysHere(written);
            continue;
          }
          const saved = savedConnection(written);
          if (saved) {
            await goesTo(saved, host);
          }
          assert.ok(
            saved !== undefined || auth === 'entra',
            'only a token needs an endpoint of Azure’s form',
          );
        }
      }
    });
  }
});

/** Nothing is asked for and nothing sent, also where such an endpoint was not looked at before. */
async function staysHere(connection: Connection): Promise<void> {
  const { events, sent, origins, confirmed, tokens } = asked(connection, true);
  await failure(events, 'connectionInvalid');
  assert.deepEqual([sent, origins, confirmed, tokens()], [[], [], [], 0]);
}

/** The host that is shown is the one of the key, of what is confirmed, and of the request. */
async function goesTo(connection: Connection, host: string): Promise<void> {
  assert.equal(hostOf(connection.endpoint), host);
  const { auth, endpoint } = connection;
  const { hostname, protocol } = new URL(endpoint);
  if (auth === 'entra' && protocol === 'http:' && !thisMachine.test(hostname)) {
    await staysHere(connection); // A token is never sent in the clear.
    return;
  }
  const allowed = asked(connection, true);
  await collect(allowed.events);
  assert.deepEqual(
    allowed.sent.map(({ url }) => [new URL(url).host, new URL(url).origin]),
    [[host, originOf(endpoint)]],
  );
  assert.deepEqual(allowed.origins, auth === 'key' ? [originOf(endpoint)] : []);
  assert.ok(allowed.confirmed.every((one) => one === host));

  const isOpen = thisMachine.test(hostname) || (protocol === 'https:' && auth === 'key');
  const isAzure = protocol === 'https:' && ofAzure.test(hostname);
  const unasked = asked(connection, false);
  if (isOpen || (isAzure && auth === 'entra')) {
    await collect(unasked.events);
    assert.deepEqual([unasked.sent.length, unasked.confirmed], [1, []]);
    return;
  }
  const { details } = await failure(unasked.events, 'hostNotConfirmed');
  assert.equal(details.host, host);
  assert.deepEqual([unasked.sent, unasked.confirmed, unasked.tokens()], [[], [host], 0]);
}
