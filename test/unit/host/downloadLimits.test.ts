import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { maxImageBytes } from '../../../src/core/images/images';
import { download } from '../../../src/host/images/download/download';
import { closeServers, failureOf } from '../providers/support';
import { closeOf, never, png, serving, surroundings } from './internet';

describe('a download limits', () => {
  afterEach(closeServers);

  it('the size that is announced', async () => {
    const pictures = await serving((response) => {
      response.writeHead(200, { 'content-length': maxImageBytes + 1 });
      response.write(png);
    });
    const bytes = download(pictures.url('/a.png'), never, surroundings());
    const { actual, limit } = await failureOf(bytes, 'imageTooLarge');
    assert.deepEqual([actual, limit], [maxImageBytes + 1, maxImageBytes]);
  });

  it('the size that comes unannounced, and hangs up', async () => {
    const part = Buffer.alloc(1024 * 1024);
    let closed: Promise<unknown> | undefined;
    const pictures = await serving((response) => {
      closed = once(response, 'close');
      const more = (): void => {
        while (!response.destroyed && response.write(part));
      };
      response.on('drain', more);
      more();
    });
    const bytes = download(pictures.url('/a.png'), never, surroundings());
    const { actual, limit } = await failureOf(bytes, 'imageTooLarge');
    assert.deepEqual([actual, limit], [undefined, maxImageBytes]);
    await closed;
  });

  it('the size of what a small body unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(maxImageBytes + 1));
    const pictures = await serving((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length });
      response.end(bomb);
    });
    await failureOf(download(pictures.url('/a.png'), never, surroundings()), 'imageTooLarge');
  });

  it('takes exactly the most that is allowed', async () => {
    const pictures = await serving((response) => response.end(Buffer.alloc(maxImageBytes)));
    const bytes = await download(pictures.url('/a.png'), never, surroundings());
    assert.equal(bytes.length, maxImageBytes);
  });

  for (const [name, begin] of [
    ['no answer', () => undefined],
    ['a body that stops', (response: ServerResponse) => void response.write(png)],
  ] as const) {
    it(`the time, with ${name}`, async () => {
      let closed: Promise<unknown> | undefined;
      const pictures = await serving((response, { socket }) => {
        closed = closeOf(socket);
        begin(response);
      });
      const bytes = download(pictures.url('/'), never, surroundings({ milliseconds: 200 }));
      const { code, host } = await failureOf(bytes, 'urlUnreachable');
      assert.deepEqual([code, host], ['ETIMEDOUT', pictures.url('/').host]);
      await closed;
    });
  }
});
