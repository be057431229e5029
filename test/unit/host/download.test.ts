import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { download } from '../../../src/host/images/download/download';
import { inspectImage } from '../../../src/imaging';
import { closeServers, failureOf } from '../providers/support';
import { closeOf, never, png, refusal, sendPng, serving, surroundings } from './internet';

describe('download', () => {
  afterEach(closeServers);

  it('gives the bytes and sends no cookie, referrer or credentials', async () => {
    const pictures = await serving(sendPng);
    const bytes = await download(pictures.url('/a.png?sig=a%2Bb'), never, surroundings());
    assert.deepEqual(Buffer.from(bytes), png);
    const [request] = pictures.requests;
    assert.equal(request?.url, '/a.png?sig=a%2Bb');
    assert.deepEqual(Object.keys(request.headers).sort(), [
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('connects to the address that was checked, although the name could mean another by then', async () => {
    const pictures = await serving(sendPng);
    const seen = surroundings();
    // The system's own resolver does not know the name: it cannot have been asked.
    await download(pictures.url('/a.png'), never, seen);
    assert.deepEqual(seen.resolved, ['pictures.example']);
  });

  for (const [name, host] of [
    ['inside.example', 'inside.example'],
    ['both.example', 'both.example'],
    ['six.example', 'six.example'],
    ['nowhere.example', 'nowhere.example'],
    ['10.0.0.1', '10.0.0.1'],
    ['[::1]', '[::1]'],
    ['localhost', 'localhost'],
  ] as const) {
    it(`refuses ${name} without connecting`, async () => {
      assert.equal((await refusal(new URL(`http://${name}/a.png`), 'private')).host, host);
    });
  }

  it('says when no server has the name', async () => {
    const url = new URL('https://unknown.example/a.png');
    const details = await failureOf(download(url, never, surroundings()), 'urlUnreachable');
    assert.deepEqual([details.host, details.code], ['unknown.example', 'ENOTFOUND']);
  });

  it('does not wait for a resolver longer than for all the rest', async () => {
    const url = new URL('https://slow.example/a.png');
    const slow = surroundings({ milliseconds: 50, resolve: () => new Promise(() => undefined) });
    const details = await failureOf(download(url, never, slow), 'urlUnreachable');
    assert.equal(details.code, 'ETIMEDOUT');
  });

  it('ends with the reason of an abort, and closes the socket', async () => {
    const controller = new AbortController();
    const reason = new Error('The user left');
    let socket: Socket | undefined;
    const pictures = await serving((response, request) => {
      ({ socket } = request);
      response.write(png, () => controller.abort(reason));
    });
    const bytes = download(pictures.url('/a.png'), controller.signal, surroundings());
    await assert.rejects(bytes, reason);
    assert.ok(socket);
    await closeOf(socket);
    await assert.rejects(
      download(pictures.url('/b.png'), controller.signal, surroundings()),
      reason,
    );
  });

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const) {
    it(`unpacks ${encoding}`, async () => {
      const pictures = await serving((response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(compress(png)),
      );
      const bytes = await download(pictures.url('/a.png'), never, surroundings());
      assert.deepEqual(Buffer.from(bytes), png);
    });
  }

  for (const [what, status, handle] of [
    ['a status', 404, (response: ServerResponse) => response.writeHead(404).end('Not here')],
    ['no content', 204, (response: ServerResponse) => response.writeHead(204).end()],
    ['a redirect to nowhere', 302, (response: ServerResponse) => response.writeHead(302).end()],
  ] as const) {
    it(`tells of ${what}`, async () => {
      const pictures = await serving(handle);
      const bytes = download(pictures.url('/a.png'), never, surroundings());
      assert.equal((await failureOf(bytes, 'urlUnreachable')).status, status);
    });
  }

  for (const [what, code, handle] of [
    [
      'a body that is cut',
      'ECONNRESET',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': png.length });
        response.write(png.subarray(0, 20), () => response.destroy());
      },
    ],
    [
      'a body that is not packed as it says',
      'Z_DATA_ERROR',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(png),
    ],
  ] as const) {
    it(`tells of ${what}`, async () => {
      const pictures = await serving(handle);
      const bytes = download(pictures.url('/a.png'), never, surroundings());
      assert.equal((await failureOf(bytes, 'urlUnreachable')).code, code);
    });
  }

  it('leaves it to the readers of images that a page is none', async () => {
    const pictures = await serving((response) =>
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end('<!doctype html><title>Sign in</title>'),
    );
    const bytes = await download(pictures.url('/a.png'), never, surroundings());
    await failureOf(inspectImage('a.png', bytes), 'imageDamaged');
  });

  it('leaves no socket behind', async () => {
    const sockets = new Set<Socket>();
    const pictures = await serving((response, { socket }) => {
      sockets.add(socket);
      response.end(png);
    });
    for (let count = 0; count < 20; count++) {
      await download(pictures.url('/a.png'), never, surroundings());
    }
    assert.equal(sockets.size, 20);
    await Promise.all([...sockets].map(closeOf));
  });
});
