import * as vscode from 'vscode';
import { countsOf } from '../../core/altText/review/counts';
import type { Row } from '../../core/altText/review/row';
import { isVisionError, type VisionError } from '../../core/errors';
import type { ReviewView, RowView } from '../../protocol/altTextReview';
import { errorText } from '../../host/errors/errorText';
import { actionViews } from '../../host/panel/actionViews';
import { ReviewChecks } from './checks';
import { costOfOne, type RequestCost } from './estimates';
import { openReport } from './reports';
import { Review, type ReviewListener } from './review';
import { reviewView, type ReviewStatus } from './reviewViews';
import { folderOf, rowView } from './rowViews';
import type { How } from './run';
import type { Runs } from './runs';
import { scopeId, scopeName, type Scope } from './scope';
import { rowsOf, scopeNames, scopeViews, type ScopeName } from './scopes';

/** What a review is opened for. */
export type Purpose = 'missing' | 'check';

/** A review at work: what was found, what is asked, and what the user decides, as a page shows it. */
export class ReviewDesk {
  readonly review: Review;
  private readonly checks: ReviewChecks;
  private readonly subscriptions: vscode.Disposable;
  private isScanning = true;
  private scanned: ReviewStatus['scanned'];
  private chosen: ScopeName = 'missing';
  private cost: RequestCost | undefined;
  private failure: VisionError | undefined;
  private words: string | undefined;

  constructor(
    readonly scope: Scope,
    private readonly runs: Runs,
    private readonly listener: Omit<ReviewListener, 'stopped'>,
  ) {
    this.review = new Review(scope, runs, {
      ...listener,
      stopped: (error) => this.fail(error),
    });
    this.checks = new ReviewChecks(this.review, nameOfPath, runs.entries);
    this.subscriptions = vscode.Disposable.from(
      runs.services.next.onDidChange(() => listener.changed()),
      runs.onDidChangeDocument((uri) => {
        this.refresh(uri).catch((error: unknown) => this.fail(error));
      }),
    );
  }

  /** Looks at the documents of the scope, and at what was done about them before. */
  async start(purpose: Purpose): Promise<void> {
    const { review, runs, checks } = this;
    const { signal } = review;
    this.isScanning = true;
    checks.isShown ||= purpose === 'check';
    this.chosen = purpose === 'check' ? 'rules' : 'missing';
    try {
      await runs.scan(this.scope, signal, (facts, scanned) => {
        this.scanned = scanned;
        facts.forEach((one) => {
          checks.findings.take(one);
          review.take(one);
        });
        this.listener.changed();
      });
      await checks.prepare(review.rows.documents());
      if (purpose === 'check') {
        checks.images = await runs.imagesIn(this.scope);
        await checks.lookForChanges();
      }
      checks.check();
      review.takeUp(scopeId(this.scope));
    } catch (error) {
      if (!signal.aborted) {
        this.fail(error);
      }
    }
    this.isScanning = false;
    this.listener.rowsAdded();
    await this.estimate();
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
      this.words = vscode.l10n.t('Alt text is written by a vision model, and none is connected.');
      this.listener.changed();
      return;
    }
    this.failure = undefined;
    this.words = undefined;
    const rows = ids ? [...this.review.rows.those(ids)] : this.rowsIn(this.chosen);
    await this.review.generate(rows, how, scopeId(this.scope));
  }

  async resume(): Promise<void> {
    this.failure = undefined;
    await this.review.resume();
  }

  /** Resolves when what goes on after Apply has ended. */
  settled: Promise<void> = Promise.resolve();

  /** Writes what was accepted, and says what could not be. */
  async apply(isPreviewed: boolean): Promise<void> {
    const { left, written } = await this.review.apply(isPreviewed);
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
    if (row) {
      const { line, column, start, end } = row.reference;
      const from = new vscode.Position(line - 1, column - 1);
      const selection = new vscode.Range(from, from.translate(0, end - start));
      const uri = this.review.uriOf(row.document);
      await vscode.commands.executeCommand('vscode.open', uri, { selection });
    }
  }

  async act(action: string): Promise<void> {
    const { services } = this.runs;
    switch (action) {
      case 'preview':
        return this.apply(true);
      case 'report':
        return openReport(services, {
          findings: this.checks.findings.all,
          root: this.root,
          ...this.checks.findings.counts,
          toolVersion: services.version,
        });
      case 'showLog':
        services.log.show();
        return;
      case 'dismiss':
        this.words = undefined;
        this.listener.changed();
        return;
      default: {
        const target = { connection: this.review.answeredBy, error: this.failure };
        if (await services.actions.run(action, target)) {
          await this.resume();
        }
        await this.estimate();
      }
    }
  }

  /** A row as the page shows it. */
  rowView(row: Row): RowView {
    return rowView(row, {
      nameOf: nameOfPath,
      warningsOf: (one) => this.checks.warningsOf(one),
    });
  }

  /** What stands around the rows. */
  get view(): ReviewView {
    const { review, runs, cost } = this;
    const { value } = runs.services.next;
    const { run } = review;
    return reviewView({
      id: scopeId(this.scope),
      title: scopeName(this.scope),
      phase: this.isScanning
        ? 'scanning'
        : !run.isRunning
          ? 'ready'
          : run.isPaused
            ? 'paused'
            : 'running',
      connection: value === undefined || value.isOffline ? '' : value.label,
      ...(this.scanned && { scanned: this.scanned }),
      counts: countsOf(review.rows.all(), (path) => folderOf(nameOfPath(path))),
      unread: this.checks.findings.counts.unread,
      progress: run.progress,
      scopes: scopeViews((scope) => this.rowsIn(scope), cost),
      scope: this.chosen,
      accepted: review.accepted.length,
      notice: this.notice,
      actions: this.isScanning
        ? []
        : [
            { action: 'preview', label: vscode.l10n.t('Apply in Preview…') },
            { action: 'report', label: vscode.l10n.t('Report…') },
          ],
    });
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.review.dispose();
    this.checks.dispose();
  }

  private get notice(): ReviewView['notice'] {
    const { actions, next } = this.runs.services;
    if (this.failure) {
      const { title, detail, actions: ids } = errorText(this.failure);
      const known = actionViews(
        ids.filter((id) => !notHere.includes(id)),
        actions,
      );
      return { text: `${title}. ${detail}`, actions: known };
    }
    if (this.words !== undefined) {
      const add = next.value?.isOffline === true ? actionViews(['addConnection'], actions) : [];
      const dismiss = { action: 'dismiss', label: vscode.l10n.t('Dismiss') };
      return { text: this.words, actions: [...add, dismiss] };
    }
    return undefined;
  }

  private rowsIn(scope: ScopeName): Row[] {
    return rowsOf(scope, this.review.rows.all(), (row) => this.checks.isBroken(row));
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

  /** The folder that paths of reports begin in. */
  private get root(): string {
    const [first] = this.scope;
    const folder = first && vscode.workspace.getWorkspaceFolder(first);
    return (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.path ?? '/';
  }

  private async estimate(): Promise<void> {
    const { review, runs } = this;
    const rows = this.rowsIn('rules').concat(this.rowsIn('missing'));
    const [first] = rows;
    try {
      const answerer = await runs.answerer();
      const { style } = this.checks.rulesFor(first?.document ?? '');
      const about = { style, uriOf: (path: string) => review.uriOf(path) };
      this.cost = await costOfOne(rows, answerer, about, review.signal);
    } catch {
      this.cost = undefined; // What is wrong with the connection is told when it is asked.
    }
    this.listener.changed();
  }
}

/** Buttons that are about a turn of a conversation: here Resume stands for them. */
const notHere = ['retry', 'continue', 'raiseLimit', 'copyDetails'];

/** A path as people know it: from its workspace folder. */
function nameOfPath(path: string): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.workspace.asRelativePath(folder?.uri.with({ path }) ?? vscode.Uri.file(path));
}
