import * as vscode from 'vscode';
import { isVisionError } from '../../core/errors';
import {
  reviewHostCalls,
  reviewPageCalls,
  reviewPageMessage,
  type ReviewHostMessage,
  type ReviewPageMessage,
} from '../../protocol/altTextReview';
import { PanelView } from '../../host/panel/panelView';
import { ReviewDesk } from './desk';
import { act } from './deskActions';
import { DeskView } from './deskView';
import { News } from './news';
import { picture } from './pictures';
import type { Runs } from './runs';
import { scopeName, type Scope } from './scope';
import { reviewStrings } from './strings';

const page = {
  script: 'review.js',
  style: 'reviewStyle.css',
  received: reviewPageMessage,
  asks: reviewPageCalls,
  asked: reviewHostCalls,
};

/** The rows come to the page in pieces of so many, so that the first is on show soon. */
const piece = 500;

/** Shows a review, and passes on what the user does. */
export class ReviewPanel {
  readonly desk: ReviewDesk;
  private readonly shown: DeskView;
  private readonly news = new News((ids) => this.tell(ids));
  private readonly view: PanelView<
    ReviewHostMessage,
    ReviewPageMessage,
    typeof reviewPageCalls,
    typeof reviewHostCalls
  >;

  constructor(panel: vscode.WebviewPanel, scope: Scope, runs: Runs, onDispose: () => void) {
    const { services } = runs;
    this.desk = new ReviewDesk(scope, runs, {
      rowsChanged: (ids) => this.news.rows(ids),
      rowsAdded: () => this.news.all(),
      changed: () => this.news.soon(),
    });
    this.shown = new DeskView(this.desk);
    const { review } = this.desk;
    this.view = new PanelView(panel, services.extensionUri, services.log, page, {
      onMessage: (message) => this.goOn(this.receive(message)),
      answers: {
        pixels: async ({ image, size }) => {
          if (!review.shows(image) && !this.desk.checks.unshown.has(image)) {
            throw new Error('no row shows this image');
          }
          return picture(review.uriOf(image), size, review.signal);
        },
      },
      onDispose: () => {
        this.news.dispose();
        this.desk.dispose();
        onDispose();
      },
    });
    this.view.title = vscode.l10n.t('Alt text: {0}', scopeName(scope));
    services.next.start();
  }

  reveal(): void {
    this.view.reveal();
  }

  private async receive(message: ReviewPageMessage): Promise<void> {
    const { desk } = this;
    const { review } = desk;
    switch (message.type) {
      case 'ready': {
        const { language: locale } = vscode.env;
        this.view.post({ type: 'strings', strings: reviewStrings(), locale });
        this.news.all();
        this.news.now();
        return;
      }
      case 'scope':
        desk.choose(message.scope);
        return;
      case 'generate':
        return desk.generate(message.rows);
      case 'regenerate': {
        const hint = message.hint.trim();
        return desk.generate(message.rows, { isAnew: true, ...(hint !== '' && { hint }) });
      }
      case 'pause':
        review.run.pause();
        return;
      case 'resume':
        return desk.resume();
      case 'cancel':
        desk.cancel();
        return;
      case 'apply':
        return desk.apply(false);
      case 'accept':
        desk.decisions.accept(message.rows);
        return;
      case 'skip':
        desk.decisions.skip(message.rows);
        return;
      case 'decorative':
        desk.decisions.decorate(message.rows);
        return;
      case 'reopen':
        desk.decisions.reopen(message.rows);
        return;
      case 'edit':
        desk.decisions.edit(message.row, message.text);
        return;
      case 'open':
        return desk.open(message.row);
      case 'changeConnection':
        return act(desk, 'selectConnection');
      case 'action':
        return act(desk, message.action);
    }
  }

  private goOn(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (isVisionError(error) || !this.desk.review.signal.aborted) {
        this.desk.fail(error);
      }
    });
  }

  private tell(ids: readonly string[] | undefined): void {
    const { rows } = this.desk.review;
    if (ids === undefined) {
      const all = this.shown.rows();
      for (let from = 0; from === 0 || from < all.length; from += piece) {
        this.view.post({ type: 'rows', from, rows: all.slice(from, from + piece) });
      }
    } else if (ids.length > 0) {
      const changed = [...rows.those(ids)].map((row) => this.shown.row(row));
      this.view.post({ type: 'changed', rows: changed });
    }
    const view = this.shown.view();
    this.desk.shownConnection = view.connection;
    this.view.post({ type: 'view', view });
  }
}
