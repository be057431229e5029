import assert from 'node:assert/strict';
import { findLocalServers, listModels } from '../../../src/providers';
import { startEmulator, type Emulator } from '../../support/emulator';
import { failureOf, key, networkWith, closeServers, scriptedFetch, serve } from './support';

const never = new AbortController().signal;

describe('listModels', () => {
  const open: Emulator[] = [];
  const start = async (options: Parameters<typeof startEmulator>[0]): Promise<Emulator> => {
    const emulator = await startEmulator(options);
    open.push(emulator);
    return emulator;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((emulator) => emulator.close()));
    await closeServers();
  });

  it('lists what an OpenAI server has, with its key', async () => {
    const { url, requests } = await start({ kind: 'openai', key, models: ['gpt-4o', 'gpt-5'] });
    const connection = { provider: 'openai', endpoint: url } as const;
    const models = await listModels(connection, networkWith({ [url]: key }), never);
    assert.deepEqual(models, [{ id: 'gpt-4o' }, { id: 'gpt-5' }]);
    assert.ok(requests.every(({ headers }) => headers.authorization === `Bearer ${key}`));
  });

  it('knows which models of Ollama and LM Studio take images', async () => {
    for (const kind of ['ollama', 'lmstudio'] as const) {
      const { url } = await start({ kind, models: ['eye'], textOnly: ['blind'] });
      const connection = { provider: 'openai', endpoint: `${url}/v1`, auth: 'none' } as const;
      const models = await listModels(connection, networkWith(), never);
      const byId = Object.fromEntries(models.map(({ id, takesImages }) => [id, takesImages]));
      assert.deepEqual(byId, { eye: true, blind: false }, kind);
    }
  });

  it('reads what public servers tell about images', async () => {
    const data = [
      { id: 'a', architecture: { input_modalities: ['text', 'image'] } },
      { id: 'b', architecture: { input_modalities: ['text'] } },
      { id: 'c', capabilities: { vision: true } },
      { id: 'd', capabilities: { vision: false } },
      { id: 'e' },
      { object: 'no id' },
      null,
    ];
    const { fetch, sent } = scriptedFetch(() => Response.json({ data }));
    const connection = {
      provider: 'openai',
      endpoint: 'https://openrouter.ai',
      auth: 'none',
    } as const;
    assert.deepEqual(await listModels(connection, networkWith({}, fetch), never), [
      { id: 'a', takesImages: true },
      { id: 'b', takesImages: false },
      { id: 'c', takesImages: true },
      { id: 'd', takesImages: false },
      { id: 'e' },
    ]);
    assert.deepEqual(
      sent.map(({ url }) => url),
      ['https://openrouter.ai/api/v1/models'],
    );
  });

  it('lists nothing for Azure and asks nobody', async () => {
    const { fetch, sent } = scriptedFetch(() => Response.json({}));
    const connection = { provider: 'azure', endpoint: 'https://x.openai.azure.com' } as const;
    assert.deepEqual(await listModels(connection, networkWith({}, fetch), never), []);
    assert.equal(sent.length, 0);
  });

  it('tells a wrong key, a missing key, and what is no model list', async () => {
    const { url } = await start({ kind: 'openai', key, models: ['gpt-4o'] });
    const connection = { provider: 'openai', endpoint: url } as const;
    const refused = listModels(connection, networkWith({ [url]: 'wrong-key' }), never);
    assert.equal((await failureOf(refused, 'keyRefused')).status, 401);
    await failureOf(listModels(connection, networkWith(), never), 'keyMissing');
    for (const body of ['<html><title>Welcome</title>', '{"data": 7}', '[]', '']) {
      const server = await serve((_, response) => void response.end(body));
      const other = { provider: 'openai', endpoint: server.url, auth: 'none' } as const;
      await failureOf(listModels(other, networkWith(), never), 'replyGarbled');
      await server.close();
      await failureOf(listModels(other, networkWith(), never), 'unreachable');
    }
  });

  it('rejects with the reason of an abort', async () => {
    const abort = new AbortController();
    const server = await serve(() => abort.abort());
    const connection = { provider: 'openai', endpoint: server.url, auth: 'none' } as const;
    await assert.rejects(listModels(connection, networkWith(), abort.signal), {
      name: 'AbortError',
    });
  });
});

describe('findLocalServers', () => {
  const open: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((emulator) => emulator.close()));
    await closeServers();
  });
  const portOf = (url: string): number => Number(new URL(url).port);

  it('finds Ollama and LM Studio where they answer', async () => {
    const ollama = await startEmulator({ kind: 'ollama', models: ['llava'] });
    const lmStudio = await startEmulator({ kind: 'lmstudio', models: ['qwen2-vl'] });
    open.push(ollama, lmStudio);
    const ports = { ollama: portOf(ollama.url), lmStudio: portOf(lmStudio.url) };
    assert.deepEqual(await findLocalServers(networkWith(), never, ports), [
      { name: 'Ollama', endpoint: `${ollama.url}/v1` },
      { name: 'LM Studio', endpoint: `${lmStudio.url}/v1` },
    ]);
    const swapped = { ollama: ports.lmStudio, lmStudio: ports.ollama };
    assert.deepEqual(await findLocalServers(networkWith(), never, swapped), []);
  });

  it('finds nothing where something else, or nothing, answers', async () => {
    const other = await serve((_, response) => void response.end('{"version": "1", "data": 1}'));
    const azure = await startEmulator({ kind: 'openai', models: ['gpt-4o'] });
    open.push(azure);
    const gone = await serve(() => undefined);
    await gone.close();
    for (const port of [other, azure, gone].map(({ url }) => portOf(url))) {
      const ports = { ollama: port, lmStudio: port };
      assert.deepEqual(await findLocalServers(networkWith(), never, ports), []);
    }
  });

  it('does not wait for a server that hangs', async () => {
    const hanging = await serve(() => undefined);
    const ports = { ollama: portOf(hanging.url), lmStudio: portOf(hanging.url) };
    const start = performance.now();
    assert.deepEqual(await findLocalServers(networkWith(), never, ports), []);
    assert.ok(performance.now() - start < 1000);
    assert.deepEqual(await findLocalServers(networkWith(), AbortSignal.abort(), ports), []);
  });
});
