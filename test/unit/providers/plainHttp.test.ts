import assert from 'node:assert/strict';
import { chatAnswer, listModels, parseEndpoint } from '../../../src/providers';
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
  streamed,
  textOf,
} from './support';

const never = new AbortController().signal;
const origin = 'http://10.0.0.5:8000';
const server = { provider: 'openai', endpoint: `${origin}/v1`, auth: 'key' } as const;

describe('plain HTTP to another machine', () => {
  it('is refused before anything is sent, while the host is not confirmed', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const asked: string[] = [];
    const network = {
      ...networkWith({ [origin]: key }, fetch),
      key: (of: string) => {
        asked.push(of);
        return Promise.resolve(key);
      },
      mayUsePlainHttp: (host: string) => host === '10.0.0.5' || host === '10.0.0.5:8001',
    };
    const answer = chatAnswer(azureConnection(server), network);
    const { details } = await failure(answer(requestWith(1), never), 'hostNotConfirmed');
    assert.equal(details.host, '10.0.0.5:8000');
    await failureOf(listModels(server, network, never), 'hostNotConfirmed');
    assert.deepEqual([sent, asked], [[], []]);
  });

  it('goes out with the key of that very origin once the host is confirmed', async () => {
    const { fetch, sent } = scriptedFetch(() => streamed(okStream));
    const confirmed = { mayUsePlainHttp: (host: string) => host === '10.0.0.5:8000' };
    const network = { ...networkWith({ [origin]: key }, fetch), ...confirmed };
    const answer = chatAnswer(azureConnection(server), network);
    assert.equal(textOf(await collect(answer(requestWith(1), never))), 'Hello');
    assert.equal(sent[0]?.url, `${origin}/v1/chat/completions`);
    assert.equal(sent[0].headers.get('authorization'), `Bearer ${key}`);

    const overTls = { ...networkWith({ 'https://10.0.0.5:8000': key }, fetch), ...confirmed };
    const keyless = chatAnswer(azureConnection(server), overTls);
    await failure(keyless(requestWith(1), never), 'keyMissing');
    assert.equal(sent.length, 1);
  });

  it('needs no confirmation on this machine', async () => {
    const { fetch } = scriptedFetch(() => streamed(okStream));
    for (const endpoint of ['http://localhost:8000', 'http://127.0.0.1:1', 'http://[::1]:2']) {
      const connection = azureConnection({ provider: 'openai', endpoint });
      await collect(chatAnswer(connection, networkWith({}, fetch))(requestWith(1), never));
    }
  });

  it('is never taken for services that have no use for it', () => {
    assert.deepEqual(parseEndpoint('http://res.openai.azure.com', 'azure'), {
      problem: 'insecure',
    });
    assert.deepEqual(parseEndpoint(`${origin}/v1/`, 'openai'), {
      provider: 'openai',
      endpoint: `${origin}/v1`,
    });
  });
});
