import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackages, onPath, thisMachine, type Machine } from './machine';

/** The forward proxy tinyproxy, running. */
export interface Proxy {
  readonly host: string;
  /** Without a user's name and password. */
  readonly url: string;
  /** What it was asked for, in order: for example `CONNECT 127.0.0.2:8443`. */
  readonly requests: readonly string[];
  /** All that it printed. */
  readonly log: string;
  close(): Promise<void>;
}

/**
 * The path of tinyproxy: an installed one, else one that apt-get installs where that is allowed.
 * Rejects with what to do.
 */
export async function findTinyproxy(machine: Machine = thisMachine): Promise<string> {
  const find = () =>
    [...onPath(machine, ['tinyproxy']), '/usr/sbin/tinyproxy', '/opt/homebrew/bin/tinyproxy'].find(
      (file) => machine.exists(file),
    );
  const found = find() ?? ((await installPackages(machine, ['tinyproxy'])) ? find() : undefined);
  if (found === undefined) {
    throw new Error('No tinyproxy found: install the package tinyproxy of your system.');
  }
  return found;
}

/** Starts tinyproxy on a free port; with `login` (`name password`) it lets nobody else through. */
export async function startProxy({ login }: { readonly login?: string } = {}): Promise<Proxy> {
  const program = await findTinyproxy();
  const folder = await mkdtemp(path.join(tmpdir(), 'sightline-proxy-'));
  const port = await freePort();
  const file = path.join(folder, 'tinyproxy.conf');
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Allow 127.0.0.1',
    'Timeout 60',
    'LogLevel Info',
    ...(login === undefined ? [] : [`BasicAuth ${login}`]),
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const child = spawn(program, ['-d', '-c', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const closed = once(child, 'close');
  let log = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (log.includes('Accepting connections')) {
          resolve();
        }
      });
    }
    child.once('error', reject);
    void closed.then(() => reject(new Error(`tinyproxy did not start:\n${log}`)));
  });
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return [...log.matchAll(/Request \(file descriptor \d+\): (\S+ \S+) HTTP/g)].map(
        ([, request = '']) => request,
      );
    },
    get log() {
      return log;
    },
    async close() {
      process.off('exit', end);
      end();
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
