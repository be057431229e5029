import * as vscode from 'vscode';
import { canAsk, groupKey, type Row, type RowSuggestion } from '../../core/altText/review/row';
import { Rows } from '../../core/altText/review/rows';
import type { DocumentFacts } from '../../core/altText/facts';
import { isVisionError, type VisionError } from '../../core/errors';
import type { Answerer } from '../../host/connections/answerer';
import { errorSentence } from '../../host/errors/errorText';
import type { Services } from '../../host/services';
import { ask } from './asking';
import { keyOfEntry } from './entries';
import { openAgain, placeOf, readAgain, type ReadFacts } from './documentReader';
import { Run, type How } from './run';
import type { Scope } from './scope';
import { RowStore, type Entries } from './store';
import { write, type AcceptedIn } from './writing';

/** What a review needs of the world. */
export interface ReviewPorts {
  readonly services: Services;
  readonly entries: Entries;
  readonly readFacts: ReadFacts;
  /** Who answers a run. May reject with a VisionError. */
  readonly answerer: () => Promise<Answerer>;
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
  private answering: Answerer | undefined;

  constructor(
    readonly scope: Scope,
    private readonly ports: ReviewPorts,
    private readonly listener: ReviewListener,
  ) {
    this.rows = new Rows((ids) => listener.rowsChanged(ids));
    this.store = new RowStore(this.rows, ports.entries);
    this.run = new Run(this.rows, {
      ask: (row, how, signal) => this.ask(row, how, signal),
      keep: (row, { suggestion, key, hash }) => {
        const origin = { suggestion: key, ...(hash !== undefined && { hash }) };
        return this.store.keep({ ...row, state: 'suggested', suggestion }, origin);
      },
      failureText: (error) => this.failureText(error),
      onStop: (error) => listener.stopped(error),
      onChange: () => listener.changed(),
    });
  }

  get signal(): AbortSignal {
    return this.closing.signal;
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
   * Begins to ask for the texts of rows, by whoever answers now; `id` is that of the review, under which a
   * run goes on after a restart. May reject with a VisionError.
   */
  async generate(rows: readonly Row[], how: How, id: string): Promise<void> {
    if (!this.run.isRunning) {
      this.answering = await this.ports.answerer();
    }
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
      this.run.pause();
      this.run.add(rows);
    }
  }

  /** Goes on, by whoever answers now. May reject with a VisionError. */
  async resume(): Promise<void> {
    this.answering = await this.ports.answerer();
    this.run.resume();
  }

  /** What the user decides about rows that have a text. */
  accept(ids: readonly string[]): void {
    this.decide(ids, (row) =>
      row.suggestion && (row.suggestion.isDecorative || row.suggestion.text.trim() !== '')
        ? { ...row, state: 'accepted' }
        : row,
    );
  }

  skip(ids: readonly string[]): void {
    this.decide(ids, (row) => ({ ...row, state: 'skipped' }));
  }

  /** Takes an acceptance or a skip back. */
  reopen(ids: readonly string[]): void {
    this.decide(ids, (row) => ({ ...row, state: row.suggestion ? 'suggested' : 'open' }));
  }

  /** Marks images as decorative. One that is all that a link shows is its name, and is not. */
  decorate(ids: readonly string[]): void {
    this.decide(ids, (row) =>
      row.reference.role === 'link'
        ? {
            ...row,
            problem: vscode.l10n.t('The image is in a link or button, which needs a name.'),
          }
        : {
            ...row,
            state: 'accepted',
            suggestion: { ...(row.suggestion ?? own), text: '', isDecorative: true, broken: [] },
          },
    );
  }

  /** The text of a row as the user writes it. */
  edit(id: string, text: string): void {
    this.decide([id], (row) => {
      const state = row.state === 'accepted' && text.trim() !== '' ? 'accepted' : 'suggested';
      const suggestion = { ...(row.suggestion ?? own), text, isDecorative: false, broken: [] };
      return { ...row, state, suggestion };
    });
  }

  get accepted(): readonly Row[] {
    return [...this.rows.all()].filter(({ state }) => state === 'accepted');
  }

  /** Writes what was accepted. Gives the rows that were written, and those that were not, which say why. */
  async apply(
    isPreviewed: boolean,
  ): Promise<{ readonly written: readonly Row[]; readonly left: readonly Row[] }> {
    const accepted: AcceptedIn[] = [];
    const before = this.accepted.map(({ id }) => id);
    for (const path of new Set(this.accepted.map(({ document }) => document))) {
      const read = await openAgain(this.uriOf(path), this.ports.readFacts);
      this.take(read?.facts ?? { path, languageId: '', references: [] });
      const rows = this.rows.of(path).filter(({ state }) => state === 'accepted');
      if (read && rows.length > 0) {
        accepted.push({ document: read.document, rows });
      }
    }
    const written = await write(accepted, isPreviewed);
    for (const { document, rows } of accepted) {
      const { references } = await this.ports.readFacts(document.uri, document.getText());
      const isThere = ({ reference, suggestion }: Row): boolean =>
        (references[reference.index]?.alt ?? '') === suggestion?.text.trim();
      const done = rows.filter(isThere).map(({ id }) => id);
      this.rows.change(done, ({ problem: _, ...row }) => ({ ...row, state: 'applied' }));
      this.take({ path: document.uri.path, languageId: document.languageId, references });
      await Promise.all([...this.rows.those(done)].map((row) => this.store.keep(row)));
    }
    this.rows.change(written?.problems.keys() ?? [], (row) => ({
      ...row,
      problem: written?.problems.get(row.id) ?? '',
    }));
    this.listener.changed();
    const all = [...this.rows.those(before)];
    return {
      written: all.filter(({ state }) => state === 'applied'),
      left: all.filter(({ state }) => state !== 'applied'),
    };
  }

  dispose(): void {
    this.closing.abort();
    this.run.cancel();
  }

  private async keepRun(id: string): Promise<void> {
    const rows = [...this.rows.all()].filter(({ state }) => state === 'waiting');
    await this.ports.entries.add({
      type: 'run',
      key: id,
      rows: rows.flatMap((row) => this.store.keyOf(row) ?? []),
    });
  }

  private decide(ids: readonly string[], how: (row: Row) => Row): void {
    const free = ids.filter((id) => {
      const state = this.rows.get(id)?.state;
      return state !== 'gone' && state !== 'applied';
    });
    this.rows.change(free, how);
    for (const row of this.rows.those(free)) {
      this.store.keep(row).catch((error: unknown) => this.ports.services.log.error(error));
    }
    this.listener.changed();
  }

  private async ask(row: Row, how: How, signal: AbortSignal) {
    const { services, entries, readFacts } = this.ports;
    const uri = this.uriOf(row.document);
    const read = await readAgain(uri, readFacts);
    this.take(read?.facts ?? { path: row.document, languageId: '', references: [] });
    const now = this.rows.get(row.id);
    const place = read && now && now.state !== 'gone' && (await placeOf(uri, read, now.reference));
    const image = now && this.imageOf(now);
    if (!place || image === undefined || groupKey(now) !== groupKey(row)) {
      return { problem: vscode.l10n.t('The document has changed here. Generate again.') };
    }
    const answerer = this.answering ?? (await this.ports.answerer());
    return ask(
      { row: now, place, image, ...how },
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

  private failureText(error: unknown): string {
    if (isVisionError(error)) {
      return errorSentence(error);
    }
    this.ports.services.log.error(error);
    return vscode.l10n.t('Something went wrong in Sightline. The log says more.');
  }
}

/** What the user wrote without a model. */
const own: RowSuggestion = {
  text: '',
  isDecorative: false,
  reasons: '',
  longDescription: '',
  broken: [],
  isKept: false,
};
