import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { workspacesFolder } from '../../support/pictures';

/**
 * A server of the demo's screenshots. As a forward proxy it stands for every host on the internet:
 * that is how an extension that connects to public addresses only comes to it.
 */
export interface PictureHost {
  readonly url: string;
  /** What was asked for: a path, or as a proxy a whole URL. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startPictureHost(): Promise<PictureHost> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    requests.push(url);
    const file = path.basename(new URL(url, 'http://host').pathname);
    if (file === 'inside.png') {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
      return;
    }
    readFile(path.join(workspacesFolder, 'demo', 'screenshots', file)).then(
      (bytes) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
