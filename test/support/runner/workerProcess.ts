import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { nodeBinary, withProjectTools } from '../editor/nodeBinary';
import { root } from '../paths';
import { endTree, ownerVariable } from './processTree';
import type { Order, Report } from './report';

export interface WorkerOptions {
  /** The module that follows the runner's orders, relative to the project's root. */
  readonly program: string;
  /** Milliseconds without a report or a line after which a process is ended. */
  readonly patience: number;
  readonly report: (report: Report) => void;
}

/** Why a process ended before it had done what it was told. */
export type Failure = string;

const living = new Set<WorkerProcess>();

/** A process that runs test files, watched, and ended with all that it started. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly owner = randomUUID();
  private readonly ended: Promise<string>;
  private silence: NodeJS.Timeout | undefined;
  private cause: string | undefined;
  /** The files of the order that is being followed which are not done. */
  private open: string[] = [];
  private finish: () => void = () => undefined;

  constructor(private readonly options: WorkerOptions) {
    this.child = spawn(nodeBinary(), ['--import', 'tsx', options.program], {
      cwd: root,
      env: { ...withProjectTools(process.env), [ownerVariable]: this.owner },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A process group of its own: a Ctrl+C in the terminal goes to the runner, which ends all.
      detached: process.platform !== 'win32',
    });
    living.add(this);
    this.child.stdout?.on('data', (bytes: Buffer) => this.alive(() => process.stdout.write(bytes)));
    this.child.stderr?.on('data', (bytes: Buffer) => this.alive(() => process.stderr.write(bytes)));
    this.child.on('message', (report: Report) => this.alive(() => this.take(report)));
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('exit', (code, signal) => resolve(`it ended with ${code ?? signal ?? ''}`));
    });
  }

  /** Runs test files. Out come those that are not done if the process ended before, and why. */
  async run(
    files: readonly string[],
    grep: string | undefined,
  ): Promise<{ readonly open: readonly string[]; readonly failure: Failure } | undefined> {
    this.open = [...files];
    const done = new Promise<undefined>((resolve) => (this.finish = () => resolve(undefined)));
    this.order({ type: 'run', files, ...(grep !== undefined && { grep }) });
    const end = await Promise.race([done, this.ended]);
    clearTimeout(this.silence);
    if (end === undefined) {
      return undefined;
    }
    this.kill();
    return { open: this.open, failure: this.cause ?? end };
  }

  /** Lets the process end by itself, which is watched too; out comes why it failed to, if it did. */
  async end(): Promise<Failure | undefined> {
    this.order({ type: 'end' });
    const end = await this.ended;
    clearTimeout(this.silence);
    this.kill();
    return end === 'it ended with 0' ? undefined : (this.cause ?? end);
  }

  /** Ends the process with all that it started. */
  kill(): void {
    clearTimeout(this.silence);
    endTree(this.child.pid, this.owner);
    living.delete(this);
  }

  private order(order: Order): void {
    this.child.send(order, () => undefined);
    this.alive();
  }

  /** Called at each sign of life. */
  private alive(then: () => void = () => undefined): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.cause = `nothing was heard of it for ${this.options.patience / 1000} s`;
      this.kill();
    }, this.options.patience);
    then();
  }

  private take(report: Report): void {
    this.options.report(report);
    if (report.type === 'done') {
      this.open = this.open.filter((file) => file !== report.file);
      if (this.open.length === 0) {
        this.finish();
      }
    }
  }
}

/** Whatever ends this process ends all workers before; a signal calls `last` then. */
export function endWorkersWithThisProcess(last: (signal: NodeJS.Signals) => void): void {
  const endAll = (): void => living.forEach((worker) => worker.kill());
  process.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      endAll();
      last(signal);
      process.exit();
    });
  }
}
