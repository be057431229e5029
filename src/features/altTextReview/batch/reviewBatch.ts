import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { groupKey, type Row } from '../../../core/altText/review/row';
import type { Connection } from '../../../core/connections/connection';
import { VisionError } from '../../../core/errors';
import { loadProviders } from '../../../host/chunks';
import { diskSpool } from '../../../host/diskSpool';
import type { Answerer } from '../../../host/connections/answerer';
import type { BatchRun, BatchRunState, Clock, RunProgress } from '../../../providers';
import { keyOfEntry, type Entry } from '../entries';
import type { Review, ReviewPorts } from '../review';
import { BatchTexts } from './batchTexts';
import { batchWords } from './words';

export interface BatchPorts extends ReviewPorts {
  readonly clock: Clock;
}

export interface BatchListener {
  changed(): void;
  /** The run waits until what is wrong is mended and Resume chosen. */
  failed(error: unknown): void;
}

/**
 * Asks for the texts of many rows through batches of a connection's service. Its state is in the journal:
 * it goes on when the review is opened again, and sends more images then only on the user's word.
 */
export class ReviewBatch {
  private run: BatchRun | undefined;
  private texts: BatchTexts | undefined;
  private progressOf: ((state: BatchRunState) => RunProgress) | undefined;
  private isWorking = false;
  /** Between the user's word and the first state that is kept. */
  private isBeginning = false;
  private trouble: VisionError | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly id: string,
    private readonly review: Review,
    private readonly ports: BatchPorts,
    private readonly listener: BatchListener,
  ) {}

  /** There are batches that have not ended, or some to come. */
  get isUnderWay(): boolean {
    return this.run !== undefined;
  }

  /** It waits for Resume. */
  get isPaused(): boolean {
    return this.run !== undefined && !this.isWorking;
  }

  /** How far it is, for people. */
  get words(): string | undefined {
    const { progress, isPaused, trouble, run } = this;
    const isCancelled = run?.state.isCancelled === true;
    return progress && batchWords(progress, { isPaused, isCancelled, trouble });
  }

  /** How far it is; undefined where none is under way. */
  get progress(): RunProgress | undefined {
    return this.run && this.progressOf?.(this.run.state);
  }

  /** Begins with rows; equal ones are asked about once. `answerer` has a connection that takes batches. */
  async begin(rows: readonly Row[], answerer: Answerer): Promise<void> {
    const { connection } = answerer;
    if (connection === undefined || this.run || this.isBeginning) {
      return;
    }
    this.isBeginning = true;
    try {
      await this.beginBy(connection, answerer, rows);
    } finally {
      this.isBeginning = false;
    }
  }

  private async beginBy(
    connection: Connection,
    answerer: Answerer,
    rows: readonly Row[],
  ): Promise<void> {
    const groups = [...Map.groupBy(rows, groupKey).values()];
    const keys = groups.map((group) => group.flatMap((row) => this.review.store.keyOf(row) ?? []));
    await this.ports.entries.add({ type: 'batchRows', key: this.id, rows: keys });
    const { batchClient, newRun } = await loadProviders();
    const { address } = batchClient(connection, this.ports.services.connections.network);
    const state = newRun(randomUUID().replaceAll('-', ''), address, keys.length);
    await this.save(connection, state);
    await this.make(connection, answerer, state, keys);
    this.work();
  }

  /** Takes up what an earlier session of the editor began. */
  async takeUp(): Promise<void> {
    const { entries, services } = this.ports;
    const entry = entries.get(keyOfEntry({ type: 'batch', key: this.id }));
    const rows = entries.get(keyOfEntry({ type: 'batchRows', key: this.id }));
    if (this.run || entry?.type !== 'batch' || entry.state === null || rows?.type !== 'batchRows') {
      return;
    }
    const all = await services.connections.all();
    const connection = all.find(({ name }) => name === entry.connection);
    if (connection === undefined) {
      throw new VisionError('connectionInvalid', { connection: entry.connection });
    }
    const answerer = await services.connections.answererOf(connection);
    const { state } = entry;
    await this.make(connection, answerer, state, rows.rows);
    const sends = state.left.length > 0 || state.files.some(({ step }) => step === 'uploading');
    if (!sends || state.isCancelled === true) {
      this.work();
    }
  }

  /** Goes on, where it waits for that. */
  resume(): void {
    if (this.isPaused) {
      this.work();
    }
  }

  /** Sends nothing more, and has the service stop. What was answered by then is taken. */
  async cancel(): Promise<void> {
    await this.run?.cancel();
    this.resume();
  }

  dispose(): void {
    this.closing.abort();
  }

  private async make(
    connection: Connection,
    answerer: Answerer,
    state: BatchRunState,
    keys: readonly (readonly string[])[],
  ): Promise<void> {
    const { services, clock } = this.ports;
    const { BatchRun: Run, batchClient, progressOf } = await loadProviders();
    this.progressOf = progressOf;
    const texts = new BatchTexts(this.review, this.ports, { run: state.id, keys, answerer });
    const spools = vscode.Uri.joinPath(services.storage, 'batches').fsPath;
    this.run = new Run(state, {
      client: batchClient(connection, services.connections.network),
      requests: (range, signal) => texts.requests(range, signal),
      spool: () => diskSpool(spools),
      clock,
      save: (next) => this.save(connection, next),
      deliver: (index, outcome) => texts.deliver(index, outcome),
      onTrouble: (error) => this.tell(error),
    });
    this.texts = texts;
    texts.mark('waiting');
  }

  private work(): void {
    const { run, closing } = this;
    if (run) {
      this.isWorking = true;
      this.tell(undefined);
      void run
        .go(closing.signal)
        .then(() => this.end(run))
        .catch((error: unknown) => {
          this.isWorking = false;
          if (!closing.signal.aborted) {
            this.listener.failed(error);
          }
        });
    }
  }

  private async end({ state }: BatchRun): Promise<void> {
    await this.ports.entries.add({ type: 'batch', key: this.id, connection: '', state: null });
    this.run = undefined;
    this.isWorking = false;
    this.texts?.mark('open');
    if (state.failure) {
      this.listener.failed(new VisionError(state.failure.kind, state.failure.details));
    }
    this.listener.changed();
  }

  private async save({ name }: Connection, state: BatchRunState): Promise<void> {
    const entry: Entry = { type: 'batch', key: this.id, connection: name, state };
    await this.ports.entries.add(entry);
    this.tell(undefined);
  }

  private tell(trouble: VisionError | undefined): void {
    this.trouble = trouble;
    this.listener.changed();
  }
}
