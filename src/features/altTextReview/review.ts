import * as vscode from 'vscode';
import { canAsk, groupKey, type Row } from '../../core/altText/review/row';
import { Rows } from '../../core/altText/review/rows';
import type { DocumentFacts } from '../../core/altText/facts';
import { isVisionError, VisionError } from '../../core/errors';
import type { Answerer } from '../../host/connections/answerer';
import { errorSentence } from '../../host/errors/errorText';
import type { Services } from '../../host/services';
import { ask, type Asked, type Wish } from './asking';
import { keyOfEntry } from './entries';
import { DocumentReads, readAgain, type ReadFacts } from './documentReader';
import { Run, type How } from './run';
import type { Scope } from './scope';
import { RowStore, type Entries } from './store';

/** What a review needs of the world. */
export interface ReviewPorts {
  readonly services: Services;
  readonly entries: Entries;
  readonly readFacts: ReadFacts;
}

/** What a review tells. */
export interface ReviewListener {
  rowsChanged(ids: readonly string[]): void;
  /** All rows are to be shown anew. */
  rowsAdded(): void;
  /** Anything else. */
  changed(): void;
  stopped(error: VisionError): void;
}

/** The rows of a scope, their texts on the way, and what the user decides about them. */
export class Review {
  readonly rows: Rows;
  readonly run: Run;
  readonly store: RowStore;
  private readonly closing = new AbortController();
  private readonly reads: DocumentReads;
  private answering: Answerer | undefined;
  /** By this the run that goes on is kept. */
  private runId: string | undefined;

  constructor(
    readonly scope: Scope,
    private readonly ports: ReviewPorts,
    private readonly listener: ReviewListener,
  ) {
    this.reads = new DocumentReads(ports.readFacts);
    this.rows = new Rows((ids) => listener.rowsChanged(ids));
    this.store = new RowStore(this.rows, ports.entries);
    this.run = new Run(this.rows, {
      ask: (row, how, signal) => this.ask(row, how, signal),
      keep: (row, asked) => this.keep(row, asked),
      failureText: (error) => this.failureText(error),
      onStop: (error) => listener.stopped(error),
      onEnd: () => this.endRun(),
      onChange: () => listener.changed(),
    });
  }

  get signal(): AbortSignal {
    return this.closing.signal;
  }

  /** Keeps what came of a row. */
  keep(
    row: Row,
    { suggestion, key, hash }: Extract<Asked, { suggestion: unknown }>,
  ): Promise<void> {
    const origin = { suggestion: key, ...(hash !== undefined && { hash }) };
    return this.store.keep({ ...row, state: 'suggested', suggestion }, origin);
  }

  /** Takes a document in, with what was done about its rows before. */
  take(facts: DocumentFacts): readonly Row[] {
    const { gone, added } = this.rows.take(facts);
    if (added.length > 0) {
      this.store.restore(facts.path);
      this.listener.rowsAdded();
    }
    return gone;
  }

  /** Reads a document anew, with the rows that are gone. Undefined where the review has none of it. */
  async refresh(
    path: string,
  ): Promise<{ readonly now: DocumentFacts; readonly gone: readonly Row[] } | undefined> {
    if (this.rows.of(path).length === 0) {
      return undefined;
    }
    const read = await readAgain(this.uriOf(path), this.ports.readFacts);
    const now = read?.facts ?? { path, languageId: '', references: [] };
    return { now, gone: this.take(now) };
  }

  /** Whether a row has the image file of that path. */
  shows(path: string): boolean {
    for (const { reference } of this.rows.all()) {
      if (reference.image.kind === 'file' && reference.image.path === path) {
        return true;
      }
    }
    return false;
  }

  /** A file of the workspace by its path. */
  uriOf(path: string): vscode.Uri {
    const [base = vscode.workspace.workspaceFolders?.[0]?.uri] = this.scope;
    return (base ?? vscode.Uri.file(path)).with({ path, query: '', fragment: '' });
  }

  /** The name of the connection that answers. */
  get answeredBy(): string | undefined {
    return this.answering?.connection?.name;
  }

  /**
   * Begins to ask `answerer` for the texts of rows; `id` is that of the review, under which a run goes on
   * after a restart.
   */
  async generate(
    rows: readonly Row[],
    how: How,
    { id, answerer }: { readonly id: string; readonly answerer: Answerer },
  ): Promise<void> {
    this.answering = answerer;
    const asked = rows.filter((row) => canAsk(row));
    if (asked.length > 0) {
      this.run.add(asked, how);
      await this.keepRun(id);
    }
  }

  /** What a run of an earlier session had not come to waits for Resume. */
  takeUp(id: string): void {
    const entry = this.ports.entries.get(keyOfEntry({ type: 'run', key: id }));
    const left = new Set(entry?.type === 'run' ? entry.rows : []);
    const rows = [...this.rows.all()].filter(
      (row) => row.state === 'open' && left.has(this.store.keyOf(row) ?? ''),
    );
    if (rows.length > 0 && !this.run.isRunning) {
      this.runId = id;
      this.run.pause();
      this.run.add(rows);
    }
  }

  /** Goes on, by whoever answers now. */
  resume(answerer: Answerer): void {
    this.answering = answerer;
    this.run.resume();
  }

  get accepted(): readonly Row[] {
    return [...this.rows.all()].filter(({ state }) => state === 'accepted');
  }

  dispose(): void {
    this.closing.abort();
    this.run.cancel();
  }

  /** A run that has ended does not go on; one that ends with its view does. */
  private endRun(): void {
    const { log } = this.ports.services;
    if (this.runId !== undefined && !this.signal.aborted) {
      this.ports.entries
        .add({ type: 'run', key: this.runId, rows: [] })
        .catch((error: unknown) => log.error(error));
    }
  }

  private async keepRun(id: string): Promise<void> {
    this.runId = id;
    const rows = [...this.rows.those(this.run.waiting)];
    await this.ports.entries.add({
      type: 'run',
      key: id,
      rows: rows.flatMap((row) => this.store.keyOf(row) ?? []),
    });
  }

  /** What is to be asked about a row, as its document is now; undefined where that no longer shows the same there. */
  async wishFor(row: Row): Promise<Wish | undefined> {
    const uri = this.uriOf(row.document);
    const read = await this.reads.read(uri);
    if (read?.isNew !== false) {
      this.take(read?.facts ?? { path: row.document, languageId: '', references: [] });
    }
    const now = this.rows.get(row.id);
    const place = now && now.state !== 'gone' ? read?.places[now.reference.index] : undefined;
    const image = now && this.imageOf(now);
    return place && image && groupKey(now) === groupKey(row)
      ? { row: now, place, image }
      : undefined;
  }

  private async ask(row: Row, how: How, signal: AbortSignal): Promise<Asked> {
    const { services, entries } = this.ports;
    const wish = await this.wishFor(row);
    if (wish === undefined) {
      return { problem: changedText() };
    }
    const { answering: answerer } = this;
    if (answerer === undefined) {
      throw new VisionError('internal');
    }
    return ask(
      { ...wish, ...how },
      { services, answerer, journal: entries },
      AbortSignal.any([signal, this.signal]),
    );
  }

  private imageOf({ reference: { image } }: Row): vscode.Uri | URL | undefined {
    return image.kind === 'file'
      ? this.uriOf(image.path)
      : image.kind === 'url'
        ? new URL(image.url)
        : undefined;
  }

  /** Why a row has failed, for people. */
  failureText(error: unknown): string {
    if (isVisionError(error)) {
      return errorSentence(error);
    }
    this.ports.services.log.error(error);
    return vscode.l10n.t('Something went wrong in Sightline. The log says more.');
  }
}

/** Why a row that has changed is not asked about. */
export function changedText(): string {
  return vscode.l10n.t('The document has changed here. Generate again.');
}
