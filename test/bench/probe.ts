import { buildSync } from 'esbuild';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { format } from 'node:util';
import { openSession, type Session } from '../support/editor/session';
import { themes } from '../support/editor/settings';
import { Workbench } from '../support/editor/workbench';
import { demoWorkspace, out } from '../support/paths';
import { reportVariable, type Call } from './probes/contract';

export interface ProbeOptions {
  /** The folder of the extension to measure. */
  readonly extension: string;
  /** A file of `probes`, without ending. */
  readonly probe: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Report {
  readonly call: Call;
  readonly response: ServerResponse;
}

/** A module that runs in the extension host of a real VS Code and reports what it measured. */
export class Probe {
  private constructor(
    private readonly session: Session,
    private readonly reports: Queue<Report>,
    private readonly exits: Queue<number>,
    private readonly errors: readonly string[],
    private readonly stopReports: () => void,
    readonly workbench: Workbench,
  ) {}

  static async start({ extension, probe, settings, env }: ProbeOptions): Promise<Probe> {
    const reports = new Queue<Report>();
    const exits = new Queue<number>();
    const errors: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => reports.push({ call: JSON.parse(body) as Call, response }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const stop = (): void => {
      server.close();
      server.closeAllConnections();
    };
    try {
      const session = await openSession(
        {
          workspace: demoWorkspace,
          env: { ...env, [reportVariable]: `http://127.0.0.1:${port}` },
          ...(settings && { settings }),
        },
        {
          installed: [],
          development: { extension, tests: bundle(probe) },
          functions: {
            codeAutomationLog: (type: string, args: unknown[]) => {
              if (type === 'error') {
                errors.push(format(...args));
              }
            },
            codeAutomationExit: (code: number) => exits.push(code),
          },
        },
      );
      const workbench = new Workbench(session.page);
      return new Probe(session, reports, exits, errors, stop, workbench);
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** The next call; `read` is awaited before the probe may go on. */
  async next(read: (call: Call) => Promise<void>): Promise<void> {
    const failed = this.exits.next().then((code): never => {
      throw this.failure(code);
    });
    const { call, response } = await Promise.race([this.reports.next(), failed]);
    this.exits.forget();
    await read(call);
    response.end();
  }

  /** Waits for the end of the probe. */
  async ended(): Promise<void> {
    const code = await this.exits.next();
    if (code !== 0) {
      throw this.failure(code);
    }
  }

  private failure(code: number): Error {
    return new Error(`The probe ended with ${code}:\n${this.errors.slice(-3).join('\n')}`);
  }

  /** Opens the workbench anew, with a fresh extension host in which the probe runs again. */
  async restart(): Promise<void> {
    await this.session.page.reload();
  }

  /** Lets the probe begin, once the window is there and has loaded what it loads by itself. */
  async begin(): Promise<void> {
    await this.next(async () => {
      await this.workbench.ready(themes.dark.className);
      await this.session.page.waitForLoadState('networkidle');
      await this.session.page.evaluate(calm);
    });
  }

  async close(): Promise<void> {
    await this.session.close();
    this.stopReports();
  }
}

/** Runs in the window: waits until it had nothing long to do for three seconds. */
function calm(): Promise<void> {
  return new Promise((done) => {
    let end = setTimeout(done, 3000);
    const tasks = new PerformanceObserver(() => {
      clearTimeout(end);
      end = setTimeout(done, 3000);
    });
    tasks.observe({ entryTypes: ['longtask'] });
  });
}

function bundle(probe: string): string {
  const outfile = path.join(out, 'bench', `${probe}.js`);
  buildSync({
    entryPoints: [path.join(__dirname, 'probes', `${probe}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
  return outfile;
}

/** Values that come one by one, for one reader. */
class Queue<T> {
  private readonly values: T[] = [];
  private waiter: ((value: T) => void) | undefined;

  push(value: T): void {
    const { waiter } = this;
    this.waiter = undefined;
    if (waiter) {
      waiter(value);
    } else {
      this.values.push(value);
    }
  }

  next(): Promise<T> {
    const value = this.values.shift();
    return value === undefined
      ? new Promise((resolve) => (this.waiter = resolve))
      : Promise.resolve(value);
  }

  /** The one who waits is no longer interested. */
  forget(): void {
    this.waiter = undefined;
  }
}
