import * as vscode from 'vscode';
import { showPlacesPrompt } from '../../core/conversation/prompts';
import { withoutThoughts } from '../../core/conversation/thoughts';
import { shownReply, type Turn } from '../../core/conversation/turn';
import {
  hostCalls,
  pageCalls,
  pageMessage,
  type HostMessage,
  type PageMessage,
} from '../../protocol/conversation';
import { targetOf, type Actions } from '../actions';
import type { NextAnswererWatch } from '../connections/nextAnswerer';
import { supportDetails } from '../errors/supportDetails';
import type { ImageStore } from '../images/imageStore';
import type { Log } from '../log';
import { isOwnAction, type OwnAction } from '../panel/actionViews';
import { conversationView, turnContext, type ViewSources } from '../panel/conversationView';
import { pixelsOf } from '../panel/imageViews';
import { panelStrings } from '../panel/panelStrings';
import { PanelView } from '../panel/panelView';
import { turnView } from '../panel/turnView';
import type { Item, Jobs } from '../jobs';
import type { Drawings } from './drawings';
import { marked } from './marking';
import { saveRegions } from './saveRegions';
import type { Session } from './session';

/** What panels are given to work with. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly images: ImageStore;
  readonly jobs: Jobs;
  readonly actions: Actions;
  readonly next: NextAnswererWatch;
  readonly log: Log;
}

const page = {
  script: 'webview.js',
  style: 'panel.css',
  received: pageMessage,
  asks: pageCalls,
  asked: hostCalls,
};

/** Shows a session in a panel, and does there what the user asks for. */
export class ConversationPanel {
  private readonly view: PanelView<HostMessage, PageMessage, typeof pageCalls, typeof hostCalls>;
  private readonly closing = new AbortController();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    webview: vscode.WebviewPanel,
    readonly session: Session,
    drawings: Drawings,
    private readonly services: PanelServices,
    onDispose: () => void,
  ) {
    const { extensionUri, images, next, log } = services;
    this.view = new PanelView(webview, extensionUri, log, page, {
      onMessage: (message) => this.receive(message),
      answers: {
        pixels: async ({ id }) => {
          const { signal } = this.closing;
          return pixelsOf(await drawings.drawn(await images.get(id), signal), signal);
        },
      },
      onCame: (ask) => drawings.pageCame((request) => ask('draw', request)),
      onWent: () => drawings.pageWent(),
      onDispose: () => {
        this.closing.abort();
        this.subscriptions.dispose();
        onDispose();
      },
    });
    this.subscriptions = vscode.Disposable.from(
      session.listen({
        turnChanged: (turn) => this.showTurn(turn),
        textAdded: (turn, text, isShown) => {
          if (isShown) {
            this.view.post({ type: 'text', turn, text });
          }
        },
        changed: () => this.show(),
      }),
      next.onDidChange(() => this.show()),
    );
    this.view.title = session.title;
    next.start();
  }

  /** Where it is on show. */
  get column(): vscode.ViewColumn | undefined {
    return this.view.column;
  }

  /** Brings it to the front, with the keyboard focus in it. */
  reveal(): void {
    this.view.reveal();
    this.view.post({ type: 'focus' });
  }

  dispose(): void {
    this.view.dispose();
  }

  private receive(message: PageMessage): void {
    const { session } = this;
    switch (message.type) {
      case 'ready':
        this.show();
        if (this.view.active) {
          this.view.post({ type: 'focus' });
        }
        break;
      case 'stop':
        session.stop();
        break;
      case 'followUp': {
        const { text, detail, places, marks = [] } = message;
        const nameOf = (name: string, number: number): string =>
          vscode.l10n.t('{0}, part {1}', name, number);
        const parts = marked(marks, session, this.services.images, nameOf);
        void session.ask({ text, ...(detail && { detail }), ...(places && { places }), ...parts });
        break;
      }
      case 'copy':
        this.copy(message);
        break;
      case 'copyCode':
        void vscode.env.clipboard.writeText(message.text);
        break;
      case 'save': {
        const record = this.services.images.record(message.image);
        if (record && session.images.includes(message.image)) {
          void saveRegions(record, message, this.services.log);
        }
        break;
      }
      case 'version':
        session.show(message.turn, message.reply);
        break;
      case 'action':
        this.act(message).catch((error: unknown) => this.services.log.error(error));
        break;
    }
  }

  private copy({ turn, form, text }: Extract<PageMessage, { type: 'copy' }>): void {
    const shown = this.session.turns[turn];
    void vscode.env.clipboard.writeText(
      form === 'markdown' && shown ? withoutThoughts(shownReply(shown).text) : text,
    );
  }

  private async act({ action, turn: id, item }: Extract<PageMessage, { type: 'action' }>) {
    const { session } = this;
    const turn = session.turns[id];
    if (isOwnAction(action)) {
      await this.actOwn(action, id, turn);
    } else if (this.services.actions.label(action) === undefined) {
      await (turn && this.actJob(action, turn, item));
    } else {
      await this.fix(action, id, turn);
    }
  }

  private async actOwn(action: OwnAction, id: number, turn: Turn | undefined): Promise<void> {
    const { session, services } = this;
    switch (action) {
      case 'retry':
        await session.retry(id);
        break;
      case 'continue':
      case 'raiseLimit':
        await session.continue(id);
        break;
      case 'showLog':
        services.log.show();
        break;
      case 'copyDetails': {
        const error = turn && shownReply(turn).error;
        if (error) {
          const tries = session.answererOf(turn)?.tries ?? [];
          await vscode.env.clipboard.writeText(supportDetails(error, tries));
        }
        break;
      }
      case 'showPlaces':
        await session.ask({
          text: showPlacesPrompt,
          command: vscode.l10n.t('Show Places'),
          places: true,
        });
        break;
      case 'cancel':
        session.stop();
        break;
      case 'send':
      case 'sendParts':
      case 'sendWhole':
        session.decide(action);
        break;
    }
  }

  private async actJob(action: string, turn: Turn, item: Item | undefined): Promise<void> {
    const { session, services } = this;
    const job = services.jobs.get(turn.job);
    const asked = await job?.act?.(action, turn, session.recordsOf(turn), item);
    await (asked && session.ask(asked));
  }

  /** The failed question is asked again; a reply of the offline reader stays until the user retries. */
  private async fix(action: string, id: number, turn: Turn | undefined): Promise<void> {
    const { session, services } = this;
    const isChanged = await services.actions.run(action, turn ? targetOf(turn) : {});
    const now = session.turns[id];
    if (!isChanged || this.closing.signal.aborted || now === undefined) {
      return;
    }
    const { state, waiting, proposal } = shownReply(now);
    if (state === 'failed' || waiting || proposal) {
      await session.retry(id);
    } else {
      this.showTurn(now, 'retry');
    }
  }

  private show(): void {
    const { session } = this;
    this.view.title = session.title;
    this.view.post({
      type: 'show',
      strings: panelStrings(),
      conversation: conversationView(session, this.sources),
    });
  }

  private showTurn(turn: Turn, offlineAction?: string): void {
    const context = turnContext(this.session, this.sources, offlineAction);
    this.view.post({ type: 'turn', turn: turnView(turn, context) });
  }

  private get sources(): ViewSources {
    const { images, jobs, actions, next } = this.services;
    return { images, jobs, actions, next: next.value };
  }
}
