import assert from 'node:assert/strict';
import type { Connection, Provider } from '../../../src/core/connections/connection';
import type { RemoteImage, RequestImage } from '../../../src/core/images/images';
import { imagesIn, userMessage } from '../../../src/core/conversation/message';
import type { VisionRequest } from '../../../src/core/conversation/request';
import { chatAnswer, fetchesImages } from '../../../src/providers';
import { startEmulator, type Kind } from '../../support/emulator';
import {
  azureConnection,
  closeServers,
  collect,
  failure,
  networkWith,
  requestWith,
  scriptedFetch,
  serve,
  textOf,
} from './support';

const never = new AbortController().signal;
const origin = 'https://pictures.example';
const remote: RemoteImage = { name: 'a.png', url: `${origin}/a%2Fb.png?sig=a%2Bb` };
const request: VisionRequest<RequestImage> = {
  ...requestWith(0),
  messages: [userMessage('What is this?', [remote])],
};

const models = {
  azure: 'gpt-5.4',
  openai: 'gpt-5.4',
  ollama: 'llava:latest',
  lmstudio: 'qwen2.5-vl-7b-instruct',
} satisfies Partial<Record<Kind, string>>;

describe('who fetches the URL of an image itself', () => {
  const cases: [provider: Provider, endpoint: string, fetches: boolean][] = [
    ['azure', 'https://contoso.openai.azure.com', true],
    ['azure', 'https://contoso.openai.azure.us', true],
    ['azure', 'https://contoso.services.ai.azure.com/models', true],
    ['azure', 'https://gateway.contoso.com/openai/v1', true],
    ['azure', 'https://phi.swedencentral.models.ai.azure.com', false],
    ['azure', 'https://llama.westus.inference.ml.azure.com', false],
    ['openai', 'https://api.openai.com/v1', true],
    ['openai', 'https://openrouter.ai/api/v1', false],
    ['openai', 'http://127.0.0.1:11434/v1', false],
    ['openai', 'https://api.openai.com.example.com/v1', false],
    ['openai', 'no endpoint at all', false],
  ];
  for (const [provider, endpoint, fetches] of cases) {
    it(`${fetches ? 'is' : 'is not'} ${provider} at ${endpoint}`, () => {
      const connection = { name: 'a', provider, endpoint, deployment: 'gpt-5.4' };
      assert.equal(fetchesImages(connection), fetches);
    });
  }
});

describe('an image that is sent as its URL', () => {
  afterEach(closeServers);

  /** Runs `use` with what answers through an emulator whose internet has one server of images. */
  async function withEmulator(
    kind: keyof typeof models,
    use: (connection: Connection, received: () => unknown) => Promise<void>,
    handle: Parameters<typeof serve>[0] = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end(imagesIn(requestWith(1).messages)[0]?.bytes),
  ): Promise<void> {
    const { url } = await serve(handle);
    const emulator = await startEmulator({ kind, internet: { [origin]: url } });
    try {
      await use(
        {
          name: kind,
          provider: kind === 'azure' ? 'azure' : 'openai',
          endpoint: emulator.url,
          deployment: models[kind],
          auth: 'none',
        },
        () => emulator.requests[0]?.json,
      );
    } finally {
      await emulator.close();
    }
  }

  for (const kind of ['azure', 'openai'] as const) {
    it(`is seen by ${kind}, which gets the URL as it was typed and no bytes`, () =>
      withEmulator(kind, async (connection, received) => {
        const events = await collect(chatAnswer(connection, networkWith())(request, never));
        assert.match(textOf(events), /Image 1: PNG, 64 × 64 pixels/);
        const body = JSON.stringify(received());
        assert.ok(body.includes(`"url":"${remote.url}"`), body);
        assert.ok(!body.includes('base64'));
      }));
  }

  for (const [name, kind, words, handle] of [
    ['Azure does not get it', 'azure', /^Error while downloading/, undefined],
    ['OpenAI does not get it', 'openai', /^Error while downloading/, undefined],
    ['OpenAI waits too long', 'openai', /^Timeout while downloading/, () => undefined],
    ['Ollama takes no URLs', 'ollama', /^image URLs are not currently supported/, undefined],
    ['LM Studio takes no URLs', 'lmstudio', /^'url' field must be a base64/, undefined],
  ] as const) {
    it(`fails with a kind of its own where ${name}`, () =>
      withEmulator(
        kind,
        async (connection) => {
          const { details } = await failure(
            chatAnswer(connection, networkWith())(request, never),
            'urlUnreachable',
          );
          assert.match(details.serverMessage ?? '', words);
          assert.equal(details.status, 400);
        },
        handle ?? ((_, response) => void response.writeHead(404).end()),
      ));
  }

  const refusals: [message: string, kind: 'urlUnreachable' | 'badRequest' | 'modelBlind'][] = [
    ['The provided image url is not accessible.', 'urlUnreachable'],
    ['Invalid image URL: The URL must be a valid HTTP, HTTPS, or a data URL.', 'urlUnreachable'],
    ['Failed to download image from a.gif. Image size exceeds the limit.', 'urlUnreachable'],
    ['You uploaded an unsupported image.', 'badRequest'],
    ['Invalid content type. image_url is only supported by certain models.', 'modelBlind'],
  ];
  for (const [message, kind] of refusals) {
    it(`fails with ${kind} for “${message}”`, async () => {
      const { fetch } = scriptedFetch(() => Response.json({ error: { message } }, { status: 400 }));
      await failure(chatAnswer(azureConnection(), networkWith({}, fetch))(request, never), kind);
    });
  }

  it('has nothing to do with a failure about bytes', async () => {
    const error = { message: 'Invalid image data: not base64.' };
    const { fetch } = scriptedFetch(() => Response.json({ error }, { status: 400 }));
    const answer = chatAnswer(azureConnection(), networkWith({}, fetch));
    await failure(answer(requestWith(1), never), 'badRequest');
  });
});
