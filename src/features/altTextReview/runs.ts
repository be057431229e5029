import * as vscode from 'vscode';
import type { DocumentFacts } from '../../core/altText/facts';
import { Journal } from '../../core/work/journal';
import { RateGate } from '../../core/work/rateGate';
import { gatedAnswer } from '../../host/connections/gatedAnswer';
import {
  documentPattern,
  documentsIn,
  factsOf,
  imagesIn,
  isDocument,
  scanRepository,
} from '../../host/documents/scan';
import { journalFile } from '../../host/journalFile';
import type { Services } from '../../host/services';
import { keyOfEntry, parseEntry, type Entry } from './entries';
import type { Answerer } from '../../host/connections/answerer';
import type { ReviewPorts } from './review';
import type { Scope } from './scope';
import type { Entries } from './store';

/** How many documents of how many were looked at. */
export interface Scanned {
  readonly done: number;
  readonly total: number;
}

/** How long nothing may have been typed before a document is read again, in milliseconds. */
const rest = 400;

/** What all reviews of a window share: the journal, the gates of servers, the news of documents. */
export class Runs implements ReviewPorts, vscode.Disposable {
  readonly readFacts = factsOf;
  private readonly gates = new Map<string, RateGate>();
  private readonly documents = new vscode.EventEmitter<vscode.Uri>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable;

  /** Told of a document that has changed, in the editor or on disk. */
  readonly onDidChangeDocument = this.documents.event;

  private constructor(
    readonly services: Services,
    readonly entries: Entries,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(documentPattern);
    this.subscriptions = vscode.Disposable.from(
      this.documents,
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
    await journal.load();
    return new Runs(services, journal);
  }

  /** Looks at the documents of a scope; `onFacts` is told of them in order, and how many of how many there were. */
  async scan(
    scope: Scope,
    signal: AbortSignal,
    onFacts: (facts: readonly DocumentFacts[], scanned: Scanned) => void,
  ): Promise<void> {
    const documents = await documentsIn(scope);
    let done = 0;
    await scanRepository(documents, signal, (facts) => {
      done += facts.length;
      onFacts(facts, { done, total: documents.length });
    });
  }

  /** The paths of the image files of a scope. */
  imagesIn(scope: Scope): Promise<readonly string[]> {
    return imagesIn(scope);
  }

  isDocument({ path }: vscode.Uri): boolean {
    return isDocument(path);
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
        this.documents.fire(uri);
      }, rest),
    );
  }
}
