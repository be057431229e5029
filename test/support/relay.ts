import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** Passes what comes to one address on to another, and keeps what was sent there. */
export interface Relay {
  /** Host and port. */
  readonly host: string;
  /** What clients sent, as it went on, in Latin-1. */
  readonly sent: string;
  close(): Promise<void>;
}

export interface RelayOptions {
  /** The host and port, or the URL, to which it passes on. */
  readonly to: string;
  /** Of the loopback network; default 127.0.0.1. */
  readonly address?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Ends TLS here with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export async function startRelay({
  to,
  address = '127.0.0.1',
  port = 0,
  tls,
}: RelayOptions): Promise<Relay> {
  const target = new URL(to.includes('://') ? to : `http://${to}`);
  const sockets = new Set<Socket>();
  let sent = '';
  const accept = (client: Socket) => {
    const server = connect(Number(target.port), target.hostname);
    client.on('data', (bytes: Buffer) => (sent += bytes.toString('latin1')));
    client.pipe(server).pipe(client);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  };
  const server = tls ? createTlsServer(tls, accept) : createServer(accept);
  server.on('tlsClientError', () => undefined);
  server.listen(port, address);
  await once(server, 'listening');
  return {
    host: `${address}:${(server.address() as AddressInfo).port}`,
    get sent() {
      return sent;
    },
    async close() {
      if (!server.listening) {
        return;
      }
      const closed = once(server, 'close');
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
