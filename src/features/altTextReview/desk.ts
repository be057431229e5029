import * as vscode from 'vscode';
import type { Row } from '../../core/altText/review/row';
import { isVisionError, type VisionError } from '../../core/errors';
import type { Answerer } from '../../host/connections/answerer';
import { loadProviders } from '../../host/chunks';
import { applyAccepted } from './applying';
import { ReviewBatch } from './batch/reviewBatch';
import { ReviewChecks } from './checks';
import { Decisions } from './decisions';
import { DocumentLook } from './documentLook';
import { costOfOne, type RequestCost } from './estimates';
import { Review, type ReviewListener } from './review';
import { nameOfPath } from './names';
import type { How } from './run';
import { imageOfId } from './rowViews';
import type { Runs } from './runs';
import { scopeId, type Scope } from './scope';
import { rowsOf, scopeNames, type ScopeName } from './scopes';

/** What a review is opened for. */
export type Purpose = 'missing' | 'check';

/** A review at work: what was found, what is asked, and what the user decides, as a page shows it. */
export class ReviewDesk {
  readonly review: Review;
  readonly decisions: Decisions;
  readonly checks: ReviewChecks;
  readonly batch: ReviewBatch;
  private readonly subscriptions: vscode.Disposable;
  readonly look: DocumentLook;
  private purpose: Purpose = 'missing';
  chosen: ScopeName = 'missing';
  cost: RequestCost | undefined;
  takesBatches = false;
  /** Why the run has stopped. */
  failure: VisionError | undefined;
  /** What else the user is to know. */
  words: string | undefined;
  /** Who was said to answer, when the page was last told. */
  shownConnection: string | undefined;

  constructor(
    readonly scope: Scope,
    readonly runs: Runs,
    private readonly listener: Omit<ReviewListener, 'stopped'>,
  ) {
    this.review = new Review(scope, runs, {
      ...listener,
      stopped: (error) => this.fail(error),
    });
    this.decisions = new Decisions(this.review, runs.services.log);
    this.checks = new ReviewChecks(this.review, nameOfPath, runs.entries);
    this.batch = new ReviewBatch(scopeId(scope), this.review, runs, {
      ...listener,
      failed: (error) => this.fail(error),
    });
    const { review, checks } = this;
    this.look = new DocumentLook({ review, runs, checks, changed: () => listener.changed() });
    this.subscriptions = vscode.Disposable.from(
      runs.services.next.onDidChange(() => {
        listener.changed();
        void (this.look.isUnderWay ? undefined : this.estimate());
      }),
      runs.onDidChangeDocument((uri) => {
        this.refresh(uri).catch((error: unknown) => this.fail(error));
      }),
    );
  }

  /** Looks at the documents of the scope, and at what was done about them before. */
  async start(purpose: Purpose): Promise<void> {
    const { review, checks, look } = this;
    this.purpose = purpose;
    checks.isShown ||= purpose === 'check';
    this.chosen = purpose === 'check' ? 'rules' : 'missing';
    try {
      if (await look.run(purpose === 'check')) {
        review.takeUp(scopeId(this.scope));
        await this.batch.takeUp();
      }
    } catch (error) {
      this.fail(error);
    }
    this.listener.rowsAdded();
    await this.estimate();
  }

  /** Looks at the documents once more. */
  async lookAgain(): Promise<void> {
    await this.start(this.purpose);
  }

  /** Ends the look at the documents, or the run. */
  cancel(): void {
    (this.look.isUnderWay ? this.look : this.review.run).cancel();
  }

  /** A document has changed: its rows are matched anew, and those that are gone are said. */
  private async refresh(uri: vscode.Uri): Promise<void> {
    const facts = await this.review.refresh(uri.path);
    if (facts === undefined) {
      return;
    }
    this.checks.findings.take(facts.now);
    this.checks.check();
    if (facts.gone.length > 0) {
      const names = facts.gone.map(({ reference: { target } }) => target).join(', ');
      this.words = vscode.l10n.t('{0} no longer shows {1}.', nameOfPath(uri.path), names);
    }
    this.listener.changed();
  }

  choose(scope: string): void {
    this.chosen = scopeNames.find((name) => name === scope) ?? 'missing';
    this.listener.changed();
  }

  /** Asks for the texts of rows, by default of those of the chosen scope. */
  async generate(ids: readonly string[] | undefined, how: How = {}): Promise<void> {
    const { next } = this.runs.services;
    if (next.value?.isOffline === true) {
      this.say(vscode.l10n.t('Alt text is written by a vision model, and none is connected.'));
      return;
    }
    const answerer = await this.agreed();
    if (answerer) {
      const rows = ids ? [...this.review.rows.those(ids)] : this.rowsIn(this.chosen);
      await this.review.generate(rows, how, { id: scopeId(this.scope), answerer });
    }
  }

  async resume(): Promise<void> {
    const answerer = await this.agreed();
    if (answerer) {
      this.review.resume(answerer);
      this.batch.resume();
    }
  }

  /** Who answers, where that is who was on show when the user said so; else the user is asked to say it again. */
  async agreed(): Promise<Answerer | undefined> {
    const answerer = await this.runs.answerer();
    const shown = this.shownConnection;
    const isShown = shown === undefined || shown === answerer.label;
    this.failure = undefined;
    this.words = isShown
      ? undefined
      : vscode.l10n.t('Now {0} would answer. Choose it again to send to it.', answerer.label);
    this.listener.changed();
    return isShown ? answerer : undefined;
  }

  /** Resolves when what goes on after Apply has ended. */
  settled: Promise<void> = Promise.resolve();

  /** Writes what was accepted, and says what could not be. */
  async apply(isPreviewed: boolean): Promise<void> {
    const { left, written } = await applyAccepted(this.review, this.runs.readFacts, isPreviewed);
    this.words =
      left.length === 0 || (isPreviewed && written.length === 0)
        ? undefined
        : vscode.l10n.t(
            '{0} of {1} are left as they are.',
            left.length,
            left.length + written.length,
          );
    this.listener.changed();
    this.settled = this.checks
      .remember(written)
      .catch((error: unknown) => this.runs.services.log.warn(String(error)));
  }

  /** Shows the place of a row in its document. */
  async open(id: string): Promise<void> {
    const row = this.review.rows.get(id);
    const image = imageOfId(id);
    if (image !== undefined && this.checks.unshown.has(image)) {
      await vscode.commands.executeCommand('vscode.open', this.review.uriOf(image));
    } else if (row) {
      const { line, column, start, end } = row.reference;
      const from = new vscode.Position(line - 1, column - 1);
      const selection = new vscode.Range(from, from.translate(0, end - start));
      const uri = this.review.uriOf(row.document);
      await vscode.commands.executeCommand('vscode.open', uri, { selection });
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.batch.dispose();
    this.review.dispose();
    this.checks.dispose();
  }

  /** The rows that Generate asks about, by scope. */
  rowsIn(scope: ScopeName): Row[] {
    return rowsOf(scope, this.review.rows.all(), (row) => this.checks.isBroken(row));
  }

  /** Tells the user something, or takes it back. */
  say(words: string | undefined): void {
    this.words = words;
    this.listener.changed();
  }

  /** Tells that something failed. */
  fail(error: unknown): void {
    if (isVisionError(error)) {
      this.failure = error;
    } else {
      this.runs.services.log.error(error);
      this.words = vscode.l10n.t('Something went wrong in Sightline. The log says more.');
    }
    this.listener.changed();
  }

  /** Looks at what a request costs, and at whether the connection takes batches. */
  async estimate(): Promise<void> {
    const { review, runs } = this;
    const rows = this.rowsIn('rules').concat(this.rowsIn('missing'));
    const [first] = rows;
    try {
      const answerer = await runs.answerer();
      const { connection } = answerer;
      const { takesBatches } = await loadProviders();
      this.takesBatches = connection !== undefined && takesBatches(connection);
      const { style } = this.checks.rulesFor(first?.document ?? '');
      const about = { style, uriOf: (path: string) => review.uriOf(path) };
      this.cost = await costOfOne(rows, answerer, about, review.signal);
    } catch {
      // What is wrong with the connection is told when it is asked.
      this.cost = undefined;
      this.takesBatches = false;
    }
    this.listener.changed();
  }
}
