import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { vscodeServer } from './install';
import { nodeBinary } from './nodeBinary';

export interface ServerOptions {
  /** A folder for everything that this server stores. */
  readonly dataDir: string;
  /** Where installed extensions are. */
  readonly extensionsDir: string;
  /** Added to the environment of the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /** False: workspaces start restricted. */
  readonly trust: boolean;
  /** Lets the workbench's address name an extension under development and tests; hides toasts. */
  readonly driver: boolean;
}

export interface Server {
  /** Host and port, as a `vscode-remote` URI has them. */
  readonly authority: string;
  /** What the server printed so far. */
  readonly output: string;
  close(): Promise<void>;
}

const account = /^(AZURE_)?OPENAI_/;

/** Variables that would make a test depend on who runs it; a caller passes on what it means to. */
export const personal =
  /^(VSCODE_|ELECTRON_|NODE_(OPTIONS|EXTRA_CA_CERTS)$|(AZURE_)?OPENAI_|(HTTPS?|NO|ALL)_PROXY$)/i;

/** The variables of this process that name a deployment and its key. */
export function accountVariables(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => account.test(entry[0])),
  );
}

/** Starts VS Code's server and waits until it listens. Rejects with its output if it ends first. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const child = await spawnServer(options, [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    ...(options.trust ? ['--disable-workspace-trust'] : []),
  ]);
  const output = collect(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = stopWithThisProcess(child);
  const port = await new Promise<string>((resolve, reject) => {
    output.watch(/Extension host agent listening on (\d+)/, resolve);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`VS Code's server did not start:\n${output.text}`)));
  });
  return {
    authority: `127.0.0.1:${port}`,
    get output() {
      return output.text;
    },
    async close() {
      stop();
      await ended;
    },
  };
}

/** Runs the server's program with its folders, its environment and `args`. */
export async function spawnServer(
  options: ServerOptions,
  args: readonly string[],
): Promise<ChildProcess> {
  const server = await vscodeServer();
  const env = Object.entries(process.env).filter(([name]) => !personal.test(name));
  return spawn(
    nodeBinary(),
    [
      path.join(server, 'out/server-main.js'),
      `--server-data-dir=${options.dataDir}`,
      `--extensions-dir=${options.extensionsDir}`,
      '--force-disable-user-env',
      ...args,
    ],
    {
      env: { ...Object.fromEntries(env), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that its children end with it.
      detached: process.platform !== 'win32',
    },
  );
}

const running = new Set<ChildProcess>();

/** Out comes a function that ends `child` and its children; it also runs when this process ends. */
function stopWithThisProcess(child: ChildProcess): () => void {
  if (running.size === 0) {
    process.once('exit', stopAll);
    signals.forEach((signal) => process.once(signal, exit));
  }
  running.add(child);
  return () => {
    kill(child);
    running.delete(child);
    if (running.size === 0) {
      process.off('exit', stopAll);
      signals.forEach((signal) => process.off(signal, exit));
    }
  };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const exit = () => process.exit(1);

const stopAll = () => running.forEach(kill);

function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', child.pid.toString(), '/T', '/F']);
  } else {
    process.kill(-child.pid, 'SIGKILL');
  }
}

/** What `child` prints, as it comes. */
export function collect(child: ChildProcess) {
  const watchers: (() => void)[] = [];
  const output = {
    text: '',
    /** Calls back with the first group once `pattern` is found. */
    watch(pattern: RegExp, found: (group: string) => void) {
      watchers.push(() => {
        const group = pattern.exec(output.text)?.[1];
        if (group !== undefined) {
          found(group);
        }
      });
    },
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
      watchers.forEach((watcher) => watcher());
    });
  }
  return output;
}
