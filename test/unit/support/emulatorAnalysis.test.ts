import assert from 'node:assert/strict';
import sharp from 'sharp';
import { type Emulator, startEmulator } from '../../support/emulator';
import { errorOf, picture } from './emulatorRequests';

const key = 'key-of-the-vision-resource';
const vision = { endpoint: 'https://sight.cognitiveservices.azure.com', key, deployments: [] };

const address = (query: string): string => `/computervision/imageanalysis:analyze?${query}`;
const usual = address('api-version=2024-02-01&features=read,objects,denseCaptions');

/** A red sign of 40 × 30 pixels at (100, 60) of a white picture, as the picture is seen. */
const sign = { left: 100, top: 60, width: 40, height: 30 };

async function signOn(width: number, height: number): Promise<Buffer> {
  const input = await picture('png', sign.width, sign.height, '#c00000');
  const ground = sharp({ create: { width, height, channels: 3, background: '#ffffff' } });
  return ground
    .composite([{ input, left: sign.left, top: sign.top }])
    .png()
    .toBuffer();
}

describe('the emulator of Image Analysis', function () {
  this.timeout(20_000);
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ kind: 'azure', key: 'key-of-the-chat', token: 'tok', vision });
  });
  after(() => emulator.close());
  afterEach(() => emulator.behave({}));

  const post = (
    bytes: Buffer,
    { path = usual, headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> =>
    fetch(emulator.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'ocp-apim-subscription-key': key,
        ...headers,
      },
      body: new Uint8Array(bytes),
      redirect: 'manual',
    });

  it('tells where the sign is, in pixels of the upright picture', async () => {
    const upright = await signOn(300, 200);
    const turned = await sharp(upright)
      .rotate(270)
      .jpeg({ quality: 95 })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    for (const bytes of [upright, turned]) {
      const response = await post(bytes);
      assert.equal(response.status, 200);
      const reply = (await response.json()) as {
        metadata: object;
        objectsResult: { values: { boundingBox: { x: number } }[] };
      };
      assert.deepEqual(reply.metadata, { width: 300, height: 200 });
      assert.deepEqual(reply.objectsResult.values[0]?.boundingBox, {
        x: sign.left,
        y: sign.top,
        w: sign.width,
        h: sign.height,
      });
    }
  });

  it('gives what was asked for and nothing else', async () => {
    const bytes = await picture('png', 60, 60, '#ffffff');
    const path = address('api-version=2024-02-01&features=objects');
    const reply = (await (await post(bytes, { path })).json()) as object;
    assert.deepEqual(Object.keys(reply).sort(), ['metadata', 'modelVersion', 'objectsResult']);
  });

  it('takes its own key or a token, and no other', async () => {
    const bytes = await picture('png', 60, 60, '#ffffff');
    const statuses = await Promise.all(
      [
        { 'ocp-apim-subscription-key': 'key-of-the-chat' },
        { 'ocp-apim-subscription-key': '', 'api-key': key },
      ].map(async (headers) => (await post(bytes, { headers })).status),
    );
    assert.deepEqual(statuses, [401, 401]);
    const byToken = (token: string) =>
      fetch(emulator.url + usual, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${token}` },
        body: new Uint8Array(bytes),
      });
    assert.equal((await byToken('tok')).status, 200);
    assert.equal((await byToken('other')).status, 401);
  });

  it('refuses in the words of the service', async () => {
    const fine = await picture('png', 60, 60, '#ffffff');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"/>');
    const version = 'api-version=2024-02-01';
    const cases: [request: ReturnType<typeof post>, status: number, words: RegExp][] = [
      [post(await picture('png', 60, 49, '#ffffff')), 400, /smaller than 50 and larger/],
      [post(Buffer.alloc(0)), 400, /zero or larger than 20971520 bytes/],
      [post(Buffer.alloc(20 * 1024 * 1024 + 1)), 400, /zero or larger than 20971520 bytes/],
      [post(svg), 400, /format is not valid/],
      [post(Buffer.from('no image')), 400, /format is not valid/],
      [post(fine, { headers: { 'content-type': 'image/png' } }), 400, /content type image\/png/],
      [post(fine, { path: address(version) }), 400, /'features' or 'model-name'/],
      [post(fine, { path: address(`${version}&features=ocr`) }), 400, /query is invalid/],
      [post(fine, { path: address('api-version=2023-04-01&features=read') }), 404, /not found/],
    ];
    for (const [request, status, words] of cases) {
      const response = await request;
      assert.equal(response.status, status, String(words));
      assert.match((await errorOf(response)).message, words);
    }
  });

  it('can be in a region without captions, or another kind of resource', async () => {
    const fine = await picture('png', 60, 60, '#ffffff');
    for (const [more, status, words] of [
      [{ vision: { ...vision, hasCaptions: false } }, 400, /'DenseCaptions' is not supported in/],
      [{}, 401, /pricing tier OpenAI\.S0/],
    ] as const) {
      const other = await startEmulator({ kind: 'azure', key, ...more });
      const response = await fetch(other.url + usual, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          'ocp-apim-subscription-key': key,
        },
        body: new Uint8Array(fine),
      });
      assert.equal(response.status, status);
      assert.match((await errorOf(response)).message, words);
      await other.close();
    }
  });

  it('fails as it is told to', async () => {
    const fine = await picture('png', 60, 60, '#ffffff');
    emulator.behave({ fail: { status: 429, retryAfter: '7', times: 1 } });
    const limited = await post(fine);
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
    assert.match((await errorOf(limited)).message, /retry after 7 seconds/);
    assert.equal((await post(fine)).status, 200);
    emulator.behave({ stream: 'garbage' });
    await assert.rejects((await post(fine)).json());
    emulator.behave({ stream: 'cut' });
    await assert.rejects((await post(fine)).text());
    emulator.behave({ redirectTo: 'https://elsewhere.example/' });
    assert.equal((await post(fine)).status, 307);
    emulator.behave({ stream: 'html' });
    assert.match(await (await post(fine)).text(), /^<!doctype html>/);
  });
});
