import { isVisionError, type VisionError, type VisionErrorKind } from '../../core/errors';
import { groupKey, type Row } from '../../core/altText/review/row';
import type { Rows } from '../../core/altText/review/rows';
import { WorkQueue } from '../../core/work/queue';
import type { Asked } from './asking';

/** How rows are asked about. */
export interface How {
  readonly hint?: string;
  readonly isAnew?: boolean;
}

/** Rows that are asked about once. */
interface Group extends How {
  readonly id: string;
  readonly rows: Set<string>;
}

export interface RunPorts {
  readonly ask: (row: Row, how: How, signal: AbortSignal) => Promise<Asked>;
  /** Keeps what came of a row before it is shown. */
  readonly keep: (row: Row, asked: Extract<Asked, { suggestion: unknown }>) => Promise<void>;
  readonly failureText: (error: unknown) => string;
  /** Every row would fail as this one did; the run has paused. */
  readonly onStop: (error: VisionError) => void;
  /** Nothing is left to ask: all has ended, or was cancelled. */
  readonly onEnd: () => void;
  /** Something began, ended or paused. */
  readonly onChange: () => void;
}

/** So many groups are prepared and asked at a time; the rate gate lets through what the server takes. */
const atATime = 16;

/** What all other rows would fail of as well. */
const stopping: readonly VisionErrorKind[] = [
  'connectionInvalid',
  'keyMissing',
  'keyRefused',
  'signInNeeded',
  'signInRefused',
  'hostNotConfirmed',
  'headerInvalid',
  'secretMissing',
  'forbidden',
  'deploymentNotFound',
  'modelBlind',
  'enhancementsRefused',
  'modelConsent',
  'modelGone',
  'quotaExceeded',
  'unreachable',
  'rateLimited',
];

/** Whether all other rows would fail of an error as well. */
export function stopsAll(error: unknown): boolean {
  return isVisionError(error) && stopping.includes(error.kind);
}

/** Asks for the texts of rows, a group of equal ones at a time. */
export class Run {
  private readonly groups = new Map<string, Group>();
  private readonly queue: WorkQueue<Group>;
  private total = 0;
  private done = 0;

  constructor(
    private readonly rows: Rows,
    private readonly ports: RunPorts,
  ) {
    this.queue = new WorkQueue<Group>({
      work: (group, signal) => this.work(group, signal),
      stops: stopsAll,
      concurrency: atATime,
      listener: {
        done: (group) => this.ended(group),
        failed: (group, error) => this.failed(group, error),
        givenBack: (group) => this.givenBack(group),
        stopped: (error) => {
          this.ports.onChange();
          if (isVisionError(error)) {
            this.ports.onStop(error);
          }
        },
        idle: () => {
          this.ports.onEnd();
          this.ports.onChange();
        },
      },
    });
  }

  /** How many rows the run has, and how many of them have ended. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.done, total: this.total };
  }

  /** The rows that have not ended. */
  get waiting(): string[] {
    return [...this.groups.values()].flatMap(({ rows }) => [...rows]);
  }

  get isRunning(): boolean {
    return this.groups.size > 0;
  }

  get isPaused(): boolean {
    return this.queue.isPaused;
  }

  /** Adds rows; those of one image, role and context are asked about once. */
  add(rows: Iterable<Row>, how: How = {}): void {
    if (!this.isRunning) {
      [this.total, this.done] = [0, 0];
    }
    const ids: string[] = [];
    for (const row of rows) {
      const id = JSON.stringify([groupKey(row), how]);
      const known = this.groups.get(id);
      const group = known ?? { ...how, id, rows: new Set() };
      this.total += Number(!group.rows.has(row.id));
      group.rows.add(row.id);
      ids.push(row.id);
      if (known === undefined) {
        this.groups.set(id, group);
        this.queue.add(group.id, group);
      }
    }
    this.rows.change(ids, ({ problem: _, ...row }) => ({ ...row, state: 'waiting' }));
    this.ports.onChange();
  }

  pause(): void {
    this.queue.pause();
    this.ports.onChange();
  }

  resume(): void {
    this.queue.resume();
    this.ports.onChange();
  }

  /** Ends what runs and gives back what waits; what came of it stays. */
  cancel(): void {
    this.queue.cancel();
    this.queue.resume();
    this.ports.onChange();
  }

  private async work(group: Group, signal: AbortSignal): Promise<void> {
    const { rows } = this;
    const [first] = rows.those(group.rows);
    if (first === undefined) {
      return;
    }
    rows.change(group.rows, (row) => ({ ...row, state: 'asking' }));
    const asked = await this.ports.ask(first, group, signal).catch((error: unknown) => {
      // It may be asked again; where it is not, it is told as failed after this.
      rows.change(group.rows, (row) => ({ ...row, state: 'waiting' }));
      throw error;
    });
    if ('problem' in asked) {
      rows.change(group.rows, (row) => ({ ...row, state: 'failed', problem: asked.problem }));
      return;
    }
    await Promise.all([...rows.those(group.rows)].map((row) => this.ports.keep(row, asked)));
    const { suggestion } = asked;
    rows.change(group.rows, ({ problem: _, ...row }) =>
      row.state === 'asking' || row.state === 'waiting'
        ? { ...row, state: 'suggested', suggestion }
        : row,
    );
  }

  private ended(group: Group): void {
    this.groups.delete(group.id);
    this.done += group.rows.size;
    this.ports.onChange();
  }

  private failed(group: Group, error: unknown): void {
    const problem = this.ports.failureText(error);
    this.rows.change(group.rows, (row) => ({ ...row, state: 'failed', problem }));
    this.ended(group);
  }

  private givenBack(group: Group): void {
    this.groups.delete(group.id);
    this.total -= group.rows.size;
    this.rows.change(group.rows, (row) => ({
      ...row,
      state: row.suggestion ? 'suggested' : 'open',
    }));
  }
}
