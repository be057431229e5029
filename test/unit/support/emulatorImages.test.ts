import assert from 'node:assert/strict';
import { type Emulator, startEmulator } from '../../support/emulator';
import { closeServers, serve } from '../providers/support';
import {
  dataUrl,
  errorOf,
  imagePart,
  key,
  picture,
  post,
  userMessage,
  v1,
} from './emulatorRequests';

const image = (url: string, more: object = {}) => [
  { role: 'user', content: [imagePart(url, more)] },
];

/** What is changed in a good request, the start of the message, the parameter and the code. */
type Case = [object, string, string | null, string | null];

const cases: Case[] = [
  [
    { messages: image('https://a.example/b.png', { detail: 'ultra' }) },
    "Invalid value: 'ultra'. Supported values are: 'auto', 'low', and 'high'.",
    'messages[0].content[0].image_url.detail',
    'invalid_value',
  ],
  [
    { messages: image('https://a.example/b.png', { size: 1 }) },
    "Unknown parameter: 'messages[0].content[0].image_url.size'.",
    'messages[0].content[0].image_url.size',
    'unknown_parameter',
  ],
  [
    { messages: image('https://a.example/b.png') },
    'Error while downloading https://a.example/b.png.',
    null,
    'invalid_image_url',
  ],
  [
    { messages: image('iVBORw0KGgo=') },
    "Invalid image URL: 'messages[0].content[0].image_url.url'. Expected a base64-encoded data URL",
    'messages[0].content[0].image_url.url',
    'invalid_value',
  ],
  [
    { messages: image('data:image/png,iVBORw0KGgo=') },
    'Invalid image URL',
    'messages[0].content[0].image_url.url',
    'invalid_value',
  ],
  [
    { messages: image('data:image/png;base64,') },
    'Invalid image URL',
    'messages[0].content[0].image_url.url',
    'invalid_value',
  ],
  [
    { messages: image('data:image/png;base64,iVB_Rw-K') },
    'Invalid image URL',
    'messages[0].content[0].image_url.url',
    'invalid_value',
  ],
  [
    { messages: image('data:image/svg+xml;base64,PHN2Zy8+') },
    'Invalid image URL',
    'messages[0].content[0].image_url.url',
    'invalid_value',
  ],
  [
    { messages: image('data:image/png;base64,aGVsbG8h') },
    'You uploaded an unsupported image. Please make sure your image is valid.',
    null,
    'image_parse_error',
  ],
  [
    { model: 'gpt-35', messages: image('https://a.example/b.png') },
    'Invalid content type. image_url is only supported by certain models.',
    'messages.[0].content.[0].type',
    null,
  ],
];

describe('Images sent to the emulator', () => {
  let azure: Emulator;

  before(async () => {
    azure = await startEmulator({ kind: 'azure', key, textOnly: ['gpt-35'] });
  });
  after(() => azure.close());
  afterEach(closeServers);

  const chat = (change: object) => post(azure, v1, { model: 'gpt-5.4', ...change });

  for (const [change, message, param, code] of cases) {
    it(`are refused: ${JSON.stringify(change)}`, async () => {
      const response = await chat(change);
      const error = await errorOf(response);
      assert.equal(response.status, 400);
      assert.equal(error.message.slice(0, message.length), message);
      assert.deepEqual(
        [error.type, error.param, error.code],
        ['invalid_request_error', param, code],
      );
    });
  }

  it('are ten at most on Azure', async () => {
    const url = dataUrl('png', await picture('png', 2, 2, 'red'));
    const ten = Array.from({ length: 10 }, () => url);
    assert.equal((await chat({ messages: [userMessage('All', ...ten)] })).status, 200);
    const eleven = await chat({ messages: [userMessage('All', ...ten, url)] });
    assert.equal(eleven.status, 400);
    assert.equal((await errorOf(eleven)).message, 'Too many images in request. Max is 10.');
  });

  it('are decoded in four types, and their facts stated', async () => {
    for (const format of ['png', 'jpeg', 'gif', 'webp'] as const) {
      const bytes = await picture(format, 30, 20, '#ff0000');
      const response = await chat({
        messages: [userMessage(`A ${format}`, dataUrl(format, bytes))],
      });
      const text = await response.text();
      const [image] = (await azure.nextRequest(({ body }) => body.includes(`A ${format}`))).images;
      assert.equal(image?.type, `image/${format}`);
      assert.deepEqual([image.width, image.height, image.bytes], [30, 20, bytes.length]);
      // JPEG and WebP change colours a little.
      assert.match(image.colour, /^#(ff|fe|fd)0[0-3]0[0-3]$/);
      assert.ok(
        text.includes(`- Image 1: ${format.toUpperCase()}, 30 × 20 pixels, average colour #f`),
      );
    }
  });

  it('are refused when broken, of another type or not of the declared one', async () => {
    const png = await picture('png', 300, 200, '#336699');
    const invalid = /^You uploaded an unsupported image\. Please make sure your image is valid\.$/;
    const format = /has of one the following formats: \['png', 'jpeg', 'gif', 'webp'\]\.$/;
    const urls: [string, RegExp][] = [
      [dataUrl('jpeg', png), invalid],
      [dataUrl('png', png.subarray(0, png.length / 2)), invalid],
      [dataUrl('png', await picture('tiff', 3, 2, 'red')), format],
    ];
    for (const [url, message] of urls) {
      const response = await chat({ messages: image(url) });
      assert.equal(response.status, 400);
      assert.match((await errorOf(response)).message, message);
    }
  });

  it('are refused over 20 MB', async function () {
    this.timeout(20_000);
    const padded = Buffer.concat([
      await picture('png', 3, 2, 'red'),
      Buffer.alloc(20 * 1024 * 1024),
    ]);
    const error = await errorOf(await chat({ messages: image(dataUrl('png', padded)) }));
    assert.match(error.message, /is below 20 MB in size/);
  });

  it('are fetched from their URLs, on the internet that the emulator was given', async () => {
    const png = await picture('png', 30, 20, '#ff0000');
    const { url } = await serve(({ url: path }, response) => {
      if (path === '/a%2Fb.png?sig=a%2Bb') {
        response.writeHead(200, { 'content-type': 'image/png' }).end(png);
      } else if (path === '/page.png') {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
      } else if (path !== '/slow.png') {
        response.writeHead(404).end();
      }
    });
    const origin = 'https://pictures.example';
    const connected = await startEmulator({ kind: 'azure', key, internet: { [origin]: url } });
    const ask = (path: string) =>
      post(connected, v1, { model: 'gpt-5.4', messages: image(origin + path) });
    try {
      assert.equal((await ask('/a%2Fb.png?sig=a%2Bb')).status, 200);
      const [request] = connected.requests;
      assert.deepEqual(
        request?.images.map(({ type, width }) => [type, width]),
        [['image/png', 30]],
      );
      for (const [path, message, code] of [
        ['/page.png', /Please make sure your image is valid/, 'image_parse_error'],
        ['/none.png', /^Error while downloading https:\/\/pictures/, 'invalid_image_url'],
        ['/slow.png', /^Timeout while downloading https:\/\/pictures/, 'invalid_image_url'],
      ] as const) {
        const error = await errorOf(await ask(path));
        assert.match(error.message, message);
        assert.equal(error.code, code);
      }
      const local = await post(connected, v1, {
        model: 'gpt-5.4',
        messages: image(`${url}/a%2Fb.png?sig=a%2Bb`),
      });
      assert.equal((await errorOf(local)).code, 'invalid_image_url');
    } finally {
      await connected.close();
    }
  });

  it('have transparent pixels averaged on white', async () => {
    const clear = await picture('png', 4, 4, 'rgba(0, 0, 0, 0)');
    await chat({ messages: [userMessage('Clear', dataUrl('png', clear))] });
    const [image] = (await azure.nextRequest(({ body }) => body.includes('"Clear"'))).images;
    assert.equal(image?.colour, '#ffffff');
  });
});
