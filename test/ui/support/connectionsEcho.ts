import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EchoServer {
  readonly url: string;
  /** How many requests carried a key. */
  readonly keysSeen: number;
  close(): Promise<void>;
}

/** Starts a server that refuses every request and repeats the key it got wherever an answer has room. */
export async function startEchoServer(): Promise<EchoServer> {
  let keysSeen = 0;
  const server = createServer((request, response) => {
    const key = keyOf(request);
    keysSeen += key === '' ? 0 : 1;
    request.resume().on('end', () => refuse(response, key));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get keysSeen() {
      return keysSeen;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function keyOf({ headers }: IncomingMessage): string {
  const bearer = headers.authorization?.replace(/^Bearer /, '');
  return bearer ?? headers['api-key']?.toString() ?? '';
}

function refuse(response: ServerResponse, key: string): void {
  const message = `The key ${key} is wrong: "${key}", Bearer ${key}.`;
  response.writeHead(401, {
    'content-type': 'application/json',
    'x-request-id': key,
    'www-authenticate': `Bearer error_description="${key}"`,
  });
  response.end(JSON.stringify({ error: { message, code: key, type: key, param: key } }));
}
