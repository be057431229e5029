import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer, checkCredentials } from '../../../src/providers';
import { startEmulator } from '../../support/emulator';
import {
  contoso,
  emulatedConnection,
  enhancedConnection,
  enhancedService,
  keys,
  vision,
  visionKey,
} from './enhancementsSupport';
import {
  collect,
  failure,
  failureOf,
  key,
  networkWith,
  requestWith,
  scriptedFetch,
  singleTry,
} from './support';

const never = new AbortController().signal;
const visionHost = new URL(vision).host;

describe('the key of the vision resource', () => {
  it('is missing before anything is sent', async () => {
    for (const stored of [{ [contoso]: key }, { [contoso]: key, [vision]: ' \n' }]) {
      const { fetch, sent } = scriptedFetch(() => new Response());
      const network = networkWith(stored, fetch);
      const answer = chatAnswer(enhancedConnection(), network, singleTry);
      const { details } = await failure(answer(requestWith(1), never), 'keyMissing');
      assert.equal(details.host, visionHost);
      assert.equal(sent.length, 0);
      assert.deepEqual(network.records, []);
      const told = await failureOf(checkCredentials(enhancedConnection(), network), 'keyMissing');
      assert.equal(told.host, visionHost);
    }
  });

  it('is asked for by its own origin, and not where it is not used', async () => {
    const asked: string[] = [];
    const { fetch } = scriptedFetch(() => new Response('{}', { status: 500 }));
    const network = {
      ...networkWith(keys, fetch),
      key: (origin: string) => {
        asked.push(origin);
        return Promise.resolve(keys[origin as keyof typeof keys]);
      },
    };
    const ask = (more: Partial<Connection>) =>
      failure(
        chatAnswer(enhancedConnection(more), network, singleTry)(requestWith(1), never),
        'serverFailed',
      );
    await ask({ vision: { endpoint: `${vision}/some/path` } });
    assert.deepEqual(asked.splice(0), [contoso, vision]);
    await ask({ apiVersion: '2024-10-21' });
    assert.deepEqual(asked.splice(0), [contoso]);
  });

  it('of another origin is not taken', async () => {
    const { fetch, sent } = scriptedFetch(() => new Response());
    const network = networkWith({ ...keys, [vision]: '', [`${vision}:444`]: visionKey }, fetch);
    await failure(chatAnswer(enhancedConnection(), network)(requestWith(1), never), 'keyMissing');
    assert.equal(sent.length, 0);
  });

  it('that no header can hold is refused and not repeated', async () => {
    const { fetch, sent } = scriptedFetch(() => new Response());
    const network = networkWith({ ...keys, [vision]: 'two words' }, fetch);
    const answer = chatAnswer(enhancedConnection(), network, singleTry);
    const { error } = await failure(answer(requestWith(1), never), 'keyRefused');
    assert.ok(!JSON.stringify(error).includes('two words'));
    assert.equal(error.details.host, visionHost);
    assert.equal(sent.length, 0);
  });

  it('goes along with no resource over plain HTTP', async () => {
    for (const endpoint of ['http://sight.example', 'http://127.0.0.2', 'ftp://a.example', 'x']) {
      const { fetch, sent } = scriptedFetch(() => new Response());
      const stored = { ...keys, 'http://sight.example': visionKey, 'http://127.0.0.2': visionKey };
      const connection = enhancedConnection({ vision: { endpoint } });
      const answer = chatAnswer(connection, networkWith(stored, fetch), singleTry);
      await failure(answer(requestWith(1), never), 'connectionInvalid');
      assert.equal(sent.length, 0);
    }
  });

  it('is in no record, no header of it, and no error, however the service spells it', async () => {
    const spellings = [
      visionKey,
      encodeURIComponent(visionKey),
      btoa(visionKey),
      visionKey.slice(),
    ];
    const hex = Array.from(visionKey, (one) => one.charCodeAt(0).toString(16)).join('');
    for (const spelling of [...spellings, hex]) {
      const message = `The key ${spelling} of Azure AI Vision is refused.`;
      const { fetch } = scriptedFetch(
        () =>
          new Response(JSON.stringify({ error: { code: '401', message } }), {
            status: 401,
            headers: { 'apim-request-id': spelling },
          }),
      );
      const network = networkWith(keys, fetch);
      const answer = chatAnswer(enhancedConnection(), network, singleTry);
      const { error } = await failure(answer(requestWith(1), never), 'keyRefused');
      const told = JSON.stringify([error.details, error.message, String(error.cause)]);
      assert.ok(!told.includes(spelling), told);
      assert.match(told, /\*\*\*/);
      assert.ok(!JSON.stringify(network.records).includes(spelling));
    }
  });

  it('does not follow a redirect', async () => {
    const home = await startEmulator(enhancedService);
    const other = await startEmulator(enhancedService);
    try {
      home.behave({
        redirectTo: `${other.url}/openai/deployments/gpt-4v/extensions/chat/completions`,
      });
      const network = networkWith({ [home.url]: key, [other.url]: key, [vision]: visionKey });
      const answer = chatAnswer(emulatedConnection(home), network, singleTry);
      const { details } = await failure(answer(requestWith(1), never), 'unreachable');
      assert.equal(details.code, 'redirect');
      assert.equal(other.requests.length, 0);
      assert.ok(home.requests[0]?.body.includes(visionKey));
      assert.ok(!JSON.stringify([network.records, details]).includes(visionKey));
    } finally {
      await Promise.all([home.close(), other.close()]);
    }
  });

  it('is awaited no longer than the user waits', async () => {
    const { fetch, sent } = scriptedFetch(() => new Response());
    const abort = new AbortController();
    const network = {
      ...networkWith(keys, fetch),
      key: (origin: string) => {
        if (origin === vision) {
          setImmediate(() => abort.abort());
          return new Promise<undefined>(() => undefined);
        }
        return Promise.resolve(key);
      },
    };
    const answer = chatAnswer(enhancedConnection(), network, singleTry);
    assert.deepEqual(await collect(answer(requestWith(1), abort.signal)), []);
    assert.equal(sent.length, 0);
    assert.deepEqual(getEventListeners(abort.signal, 'abort'), []);
  });
});
