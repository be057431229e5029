import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** An address behind a link of limited speed. */
export interface Link {
  readonly port: number;
  close(): Promise<void>;
}

/** What is passed on at once, in bytes: 2 ms at 20 Mbit/s. */
const slice = 5000;

/** How far a late timer may be made up for, in milliseconds. */
const burst = 10;

/**
 * Passes on to `port` of this machine, at `megabits` a second (10⁶ bits) for all connections together;
 * back at full speed.
 */
export async function startLink(port: number, megabits: number): Promise<Link> {
  const bytesPerMillisecond = (megabits * 1000) / 8;
  const sockets = new Set<Socket>();
  let freeAt = 0;
  async function* slowed(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of from) {
      for (let at = 0; at < bytes.length; at += slice) {
        const part = bytes.subarray(at, at + slice);
        freeAt = Math.max(freeAt, performance.now() - burst) + part.length / bytesPerMillisecond;
        const early = freeAt - performance.now();
        if (early >= 1) {
          await pause(early);
        }
        yield part;
      }
    }
  }
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1').setNoDelay();
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    target.pipe(client);
    pipeline(client, slowed, target, () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
