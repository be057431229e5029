import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { DocumentFacts } from '../../core/altText/facts';
import { Journal } from '../../core/work/journal';
import { RateGate } from '../../core/work/rateGate';
import { gatedAnswer } from '../../host/connections/gatedAnswer';
import { loadDocuments } from '../../host/chunks';
import { documentsIn, factsOf, imagesIn, scanRepository } from '../../host/documents/scan';
import { journalFile } from '../../host/journalFile';
import type { Services } from '../../host/services';
import type { Clock } from '../../providers';
import { keyOfEntry, parseEntry, type Entry } from './entries';
import type { Answerer } from '../../host/connections/answerer';
import type { BatchPorts } from './batch/reviewBatch';
import type { Scope } from './scope';
import type { Entries } from './store';

/** How many documents of how many were looked at. */
export interface Scanned {
  readonly done: number;
  readonly total: number;
}

/** How long nothing may have been typed before a document is read again, in milliseconds. */
const rest = 400;

/** So many documents are taken in before others get their turn. */
const atOnce = 50;

interface ScanOptions {
  readonly signal: AbortSignal;
  readonly onFacts: (facts: readonly DocumentFacts[]) => void;
  readonly onProgress: (scanned: Scanned) => void;
}

/** What all reviews of a window share: the journal, the gates of servers, the news of documents. */
export class Runs implements BatchPorts, vscode.Disposable {
  readonly readFacts = factsOf;
  /** For what waits for minutes. */
  clock: Clock = {
    now: () => Date.now(),
    wait: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
  };
  private readonly gates = new Map<string, RateGate>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable;

  /** Told of a document that has changed, in the editor or on disk. */
  readonly onDidChangeDocument = this.changed.event;

  private constructor(
    readonly services: Services,
    readonly entries: Entries,
    documents: string,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(documents);
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      watcher,
      watcher.onDidChange((uri) => this.soon(uri)),
      watcher.onDidCreate((uri) => this.soon(uri)),
      watcher.onDidDelete((uri) => this.soon(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          this.soon(document.uri);
        }
      }),
    );
  }

  /** Reads the journal of this workspace. */
  static async load(services: Services): Promise<Runs> {
    const file = vscode.Uri.joinPath(services.storage, 'altTexts.jsonl');
    const journal = new Journal<Entry>(journalFile(file), parseEntry, keyOfEntry);
    const [{ documentExtensions }] = await Promise.all([loadDocuments(), journal.load()]);
    return new Runs(services, journal, `**/*.{${documentExtensions.join(',')}}`);
  }

  /**
   * Looks at the documents of a scope. `onFacts` is told of them in order, a few at a time with pauses in
   * between, `onProgress` of how many of how many there are. Rejects with the signal's reason.
   */
  async scan(scope: Scope, { signal, onFacts, onProgress }: ScanOptions): Promise<void> {
    const documents = await inScope(scope, (one) => documentsIn(one, signal));
    const total = documents.length;
    const facts = await scanRepository(documents, {
      signal,
      onProgress: (done) => onProgress({ done, total }),
    });
    for (let at = 0; at < facts.length; at += atOnce) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      onFacts(facts.slice(at, at + atOnce));
    }
  }

  /** The paths of the image files of a scope. */
  async imagesIn(scope: Scope, signal: AbortSignal): Promise<readonly string[]> {
    const images = await inScope(scope, (one) => imagesIn(one, signal));
    return images.map(({ path }) => path);
  }

  /** Whether a file is a document by its name. */
  async isDocument({ path }: vscode.Uri): Promise<boolean> {
    return (await loadDocuments()).isDocument(path);
  }

  /** Who answers now: each request passes the gate of its host, which waits where a server wants that. */
  async answerer(): Promise<Answerer> {
    const answerer = await this.services.connections.answerer({ tries: 1 });
    const { answer, answerUrls, tries, recipient } = answerer;
    const gate = this.gateOf(recipient?.().host ?? '');
    return {
      ...answerer,
      answer: gatedAnswer(answer, gate, tries),
      ...(answerUrls && { answerUrls: gatedAnswer(answerUrls, gate, tries) }),
    };
  }

  dispose(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.subscriptions.dispose();
  }

  private gateOf(host: string): RateGate {
    const gate = this.gates.get(host) ?? new RateGate();
    this.gates.set(host, gate);
    return gate;
  }

  private soon(uri: vscode.Uri): void {
    const key = String(uri);
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        this.changed.fire(uri);
      }, rest),
    );
  }
}

/** The files of all that is in a scope, each once. */
async function inScope(
  scope: Scope,
  filesIn: (one: vscode.Uri | undefined) => Promise<readonly vscode.Uri[]>,
): Promise<vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  for (const one of scope.length === 0 ? [undefined] : scope) {
    for (const uri of await filesIn(one)) {
      found.set(String(uri), uri);
    }
  }
  return [...found.values()].sort((one, other) =>
    one.path.localeCompare(other.path, undefined, { numeric: true }),
  );
}
