import assert from 'node:assert/strict';
import { listModels } from '../../../src/providers';
import { startEmulator } from '../../support/emulator';
import { key, networkWith } from './support';

const never = new AbortController().signal;

/** A list in OpenAI's shape. */
const list = (owner: string, ...ids: string[]) => ({
  object: 'list',
  data: ids.map((id) => ({ id, object: 'model', created: 1732060800, owned_by: owner })),
});

const llamaCpp = (modalities: object) => ({
  '/v1/models': {
    models: [{ name: 'seen.gguf', model: 'seen.gguf', capabilities: ['completion', 'multimodal'] }],
    ...list('llamacpp', 'seen.gguf'),
  },
  '/props': { total_slots: 1, model_path: '/models/seen.gguf', modalities },
});

interface Case {
  readonly server: string;
  readonly endpoint: string;
  /** What it answers on GET, by path; all else is 404. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** By model: undefined where the server does not tell. */
  readonly sight: Readonly<Record<string, boolean | undefined>>;
  readonly asked: readonly string[];
}

const far = 'https://models.example:8443/v1';

const cases: readonly Case[] = [
  {
    server: 'OpenAI, which does not tell, by name',
    endpoint: 'https://api.openai.com/v1',
    answers: { '/v1/models': list('openai', 'gpt-4o', 'gpt-3.5-turbo', 'whisper-1') },
    sight: { 'gpt-4o': undefined, 'gpt-3.5-turbo': false, 'whisper-1': false },
    asked: ['/v1/models'],
  },
  {
    server: 'OpenRouter in its list',
    endpoint: 'https://openrouter.ai/api/v1',
    answers: {
      '/api/v1/models': {
        data: [
          { id: 'a/eyes', architecture: { input_modalities: ['text', 'image'] } },
          { id: 'a/words', architecture: { input_modalities: ['text'] } },
        ],
      },
    },
    sight: { 'a/eyes': true, 'a/words': false },
    asked: ['/api/v1/models'],
  },
  {
    server: 'vLLM, which does not tell',
    endpoint: far,
    answers: { '/v1/models': list('vllm', 'Qwen/Qwen2.5-VL-7B-Instruct') },
    sight: { 'Qwen/Qwen2.5-VL-7B-Instruct': undefined },
    asked: ['/v1/models'],
  },
  {
    server: 'llama.cpp with an image projector by its properties',
    endpoint: far,
    answers: llamaCpp({ vision: true, audio: false }),
    sight: { 'seen.gguf': true },
    asked: ['/v1/models', '/props'],
  },
  {
    server: 'llama.cpp that hears but does not see',
    endpoint: far,
    answers: llamaCpp({ vision: false, audio: true }),
    sight: { 'seen.gguf': false },
    asked: ['/v1/models', '/props'],
  },
  {
    server: 'llama.cpp with several models in its list',
    endpoint: far,
    answers: {
      '/v1/models': {
        data: [
          {
            id: 'eyes',
            owned_by: 'llamacpp',
            architecture: { input_modalities: ['text', 'image'] },
          },
          { id: 'words', owned_by: 'llamacpp', architecture: { input_modalities: ['text'] } },
        ],
      },
    },
    sight: { eyes: true, words: false },
    asked: ['/v1/models'],
  },
  {
    server: 'LiteLLM by its model info, which knows better than a name',
    endpoint: far,
    answers: {
      '/v1/models': list('openai', 'eyes', 'words', 'custom', 'gpt-3.5-turbo'),
      '/v1/model/info': {
        data: [
          { model_name: 'eyes', model_info: { supports_vision: true } },
          { model_name: 'words', model_info: { supports_vision: false } },
          { model_name: 'custom', model_info: { supports_vision: null } },
          { model_name: 'gpt-3.5-turbo', model_info: { supports_vision: true } },
        ],
      },
    },
    sight: { eyes: true, words: false, custom: undefined, 'gpt-3.5-turbo': true },
    asked: ['/v1/models', '/v1/model/info'],
  },
  {
    server: 'a gateway that has nothing to tell, by name',
    endpoint: far,
    answers: { '/v1/models': list('acme', 'mine', 'o3-mini') },
    sight: { mine: undefined, 'o3-mini': false },
    asked: ['/v1/models', '/v1/model/info'],
  },
];

describe('which models take images', () => {
  for (const { server, endpoint, answers, sight, asked } of cases) {
    it(`is told of ${server}`, async () => {
      const { origin } = new URL(endpoint);
      const paths: string[] = [];
      const fetch: typeof globalThis.fetch = (input, init) => {
        assert.ok(typeof input === 'string' && input.startsWith(`${origin}/`));
        assert.equal(new Headers(init?.headers).get('authorization'), `Bearer ${key}`);
        const path = input.slice(origin.length);
        paths.push(path);
        const answer = answers[path];
        return Promise.resolve(
          answer === undefined
            ? new Response('404 page not found', { status: 404 })
            : Response.json(answer),
        );
      };
      const network = networkWith({ [origin]: key }, fetch);
      const models = await listModels({ provider: 'openai', endpoint }, network, never);
      assert.deepEqual(
        models.map(({ id, takesImages }) => [id, takesImages]),
        Object.entries(sight),
      );
      assert.deepEqual(paths, asked);
    });
  }

  for (const kind of ['ollama', 'lmstudio'] as const) {
    it(`is told of ${kind} on another computer, in its own protocol`, async () => {
      const emulator = await startEmulator({ kind, models: ['eye'], textOnly: ['blind'] });
      try {
        const there = 'http://10.0.0.5:8000';
        const fetch: typeof globalThis.fetch = (input, init) => {
          assert.ok(typeof input === 'string');
          return globalThis.fetch(input.replace(there, emulator.url), init);
        };
        const network = { ...networkWith({}, fetch), mayUsePlainHttp: () => true };
        const connection = { provider: 'openai', endpoint: `${there}/v1`, auth: 'none' } as const;
        const models = await listModels(connection, network, never);
        const byId = Object.fromEntries(models.map(({ id, takesImages }) => [id, takesImages]));
        assert.deepEqual(byId, { eye: true, blind: false });
      } finally {
        await emulator.close();
      }
    });
  }
});
