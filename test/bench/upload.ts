import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { dataUrl, type Image } from '../../src/core/images/images';
import { out } from '../support/paths';
import { median, timeFigure, type Figure } from './figures';
import { model, options, type builtImaging } from './imaging';
import { startLink } from './link';
import type { Screenshot } from './screenshots';

const runs = 5;
const megabits = 20;

/** How much of the time of the file as it is may pass, by the issue. */
const mostOfPlain = 1 / 2;

type Imaging = ReturnType<typeof builtImaging>;

/** A server behind a link; `send` resolves to the time at which it had the last byte. */
interface SlowServer {
  send(body: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * Measures the time from the file on disk to the last byte of a chat request with it at a server behind
 * a link of 20 Mbit/s: the file as it is, and looked at and made ready by the warm worker.
 */
export async function uploadFigures(
  imaging: Imaging,
  { name, png }: Screenshot,
): Promise<Figure[]> {
  const file = path.join(out, 'bench', 'upload', `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, png);
  const server = await startSlowServer();
  const plain: number[] = [];
  const prepared: number[] = [];
  const time = async (body: () => Promise<string>): Promise<number> => {
    const startedAt = performance.now();
    return (await server.send(await body())) - startedAt;
  };
  try {
    for (let run = 0; run < runs; run++) {
      plain.push(await time(async () => chatRequest('image/png', await readFile(file))));
      prepared.push(await time(() => preparedRequest(imaging, file)));
    }
  } finally {
    await server.close();
  }
  return [
    timeFigure(`${name} as it is → at the server, ${megabits} Mbit/s`, plain),
    timeFigure('— made ready by the warm worker', prepared, mostOfPlain * median(plain)),
  ];
}

async function preparedRequest(imaging: Imaging, file: string): Promise<string> {
  const image = await imaging.inspectImage(path.basename(file), await readFile(file));
  const { signal } = new AbortController();
  const { pictures } = await imaging.prepareImage(image, options, signal);
  const sent: Image = { ...image, ...pictures[0] };
  return chatRequest(sent.type, sent.bytes);
}

function chatRequest(type: string, bytes: Uint8Array): string {
  const content = [
    { type: 'text', text: 'Describe this image.' },
    { type: 'image_url', image_url: { url: dataUrl(type, bytes) } },
  ];
  return JSON.stringify({ model: model.name, messages: [{ role: 'user', content }] });
}

async function startSlowServer(): Promise<SlowServer> {
  let endedAt = NaN;
  const server = createServer((received, response) => {
    received.resume().on('end', () => {
      endedAt = performance.now();
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link = await startLink((server.address() as AddressInfo).port, megabits);
  return {
    async send(body) {
      const sending = request({
        host: '127.0.0.1',
        port: link.port,
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      }).end(body);
      const [response] = (await once(sending, 'response')) as [IncomingMessage];
      await once(response.resume(), 'end');
      return endedAt;
    },
    async close() {
      await link.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
