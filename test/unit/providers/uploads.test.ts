import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { boundFetch } from '../../../src/providers/request/http';
import { closeServers, failureOf, key, networkWith, serve } from './support';

const megabyte = 1024 * 1024;

/** Frees what nothing holds any more. */
function freer(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

describe('a body that is read while it is sent', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sightline-uploads-'));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(closeServers);

  const fetchTo = (url: string) => {
    const network = networkWith();
    const bound = boundFetch({ network, origin: url, headers: { 'api-key': key } });
    return { bound, records: network.records };
  };

  it('goes whole, with its type and length, and is counted', async () => {
    let seen: unknown[] = [];
    const { url } = await serve((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const { 'content-type': type, 'content-length': length, 'api-key': sent } = request.headers;
        seen = [request.method, type, length, sent, Buffer.concat(pieces).toString()];
        response.end('{}');
      });
    });
    const { bound, records } = fetchTo(url);
    const body = new Blob(['one ', new Blob(['two'])], { type: 'multipart/form-data; boundary=a' });
    const headers = { 'content-type': body.type };
    const response = await bound(`${url}/openai/v1/files`, { method: 'POST', body, headers });
    await response.text();
    assert.deepEqual(seen, ['POST', 'multipart/form-data; boundary=a', '7', key, 'one two']);
    const [record] = records;
    assert.equal(record?.bytesSent, 7);
    assert.equal(record.path, '/openai/v1/files');
  });

  it('follows no redirect', async () => {
    const { url } = await serve((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(307, { location: '/elsewhere' }).end());
    });
    const { bound, records } = fetchTo(url);
    const sent = bound(`${url}/openai/v1/files`, { method: 'POST', body: new Blob(['text']) });
    const { code } = await failureOf(sent, 'unreachable');
    assert.equal(code, 'redirect');
    assert.deepEqual(
      records.map(({ error }) => error),
      ['redirect'],
    );
  });

  it('is not kept in memory', async () => {
    const file = path.join(folder, 'large');
    const size = 96 * megabyte;
    const handle = await open(file, 'w');
    await handle.truncate(size);
    await handle.close();
    const free = freer();
    free();
    const before = process.memoryUsage().arrayBuffers;
    let [received, most] = [0, 0];
    const { url } = await serve((request, response) => {
      request.on('data', ({ length }: Buffer) => {
        const isDue =
          Math.floor((received + length) / (16 * megabyte)) > received / (16 * megabyte);
        received += length;
        if (isDue) {
          free();
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        }
      });
      request.on('end', () => response.end('{}'));
    });
    const { bound } = fetchTo(url);
    const body = new Blob(['head', await openAsBlob(file), 'tail']);
    await (await bound(`${url}/openai/v1/files`, { method: 'POST', body })).text();
    assert.equal(received, size + 8);
    assert.ok(most > 0 && most < size / 2, `${most / megabyte} MB are held`);
  });
});
