import * as vscode from 'vscode';
import { Conversation, type Turn } from '../../core/conversation/conversation';
import type { SourceImage } from '../../core/images/images';
import { withReplyLanguage } from '../../core/conversation/prompts';
import type { ReplyEvent } from '../../core/conversation/reply';
import type { Question } from '../../core/conversation/request';
import type { PanelAction, TurnView, WebviewMessage } from '../../protocol';
import { fixes } from '../panel/actions';
import { loadSending } from '../chunks';
import type { Answerer, Connections } from '../connections/connections';
import { Decisions } from './decisions';
import { settingsScope } from '../images/imageAddress';
import { imageFacts } from '../images/imageFacts';
import { imageViews, postPixels } from '../panel/imageViews';
import type { Inquiry } from './inquiry';
import type { Log } from '../log';
import { panelStrings } from '../panel/panelStrings';
import { PanelView } from '../panel/panelView';
import { prepare, rest, type Preparation } from './preparation';
import { answerAbout } from '../images/remoteImages';
import type { Consent, Sending } from './sending';
import { readSettings } from '../settings';
import { supportDetails } from '../errors/supportDetails';
import { answeredTurnView } from '../panel/turnView';

/** A panel with one conversation about the same images. */
export class ConversationPanel {
  private readonly view: PanelView;
  private conversation: Conversation;
  private images: readonly SourceImage[] | undefined;
  private isClosed = false;
  private consent: Consent = {};
  private readonly decisions = new Decisions();
  /** Who answered each turn. */
  private readonly answerers: (Answerer | undefined)[] = [];

  constructor(
    extensionUri: vscode.Uri,
    column: vscode.ViewColumn,
    private inquiry: Inquiry,
    private preparation: Preparation | undefined,
    private readonly connections: Connections,
    private readonly log: Log,
    onDispose: () => void,
  ) {
    this.view = new PanelView(
      extensionUri,
      column,
      log,
      (message) => this.receive(message),
      () => {
        this.isClosed = true;
        this.conversation.stop();
        onDispose();
      },
    );
    this.conversation = this.begin();
  }

  /** Where it is on show. */
  get column(): vscode.ViewColumn | undefined {
    return this.view.column;
  }

  /** Starts a new conversation about the same images, read anew. */
  restart(inquiry: Inquiry, preparation: Preparation): void {
    this.conversation.stop();
    this.inquiry = inquiry;
    this.preparation = preparation;
    this.images = undefined;
    this.answerers.length = 0;
    this.conversation = this.begin();
    this.view.reveal();
    this.show();
    this.view.post({ type: 'focus' });
  }

  dispose(): void {
    this.view.dispose();
  }

  private begin(): Conversation {
    const { uris, prompt, title } = this.inquiry;
    const settings = readSettings(settingsScope(uris));
    const { systemPrompt, replyLanguage, detail, maxOutputTokens } = settings;
    this.view.title = title;
    this.consent = {};
    const conversation = new Conversation(
      { system: withReplyLanguage(systemPrompt, replyLanguage), detail, maxOutputTokens },
      (question, signal) => this.respond(question, signal),
      {
        turnChanged: (turn) => this.turnChanged(turn),
        textAdded: (turn, text) => this.view.post({ type: 'text', turn, text }),
      },
    );
    this.conversation = conversation;
    void conversation.ask(prompt);
    return conversation;
  }

  private async *respond(question: Question, signal: AbortSignal): AsyncIterable<ReplyEvent> {
    const turn = this.conversation.turns.length - 1;
    const prepared = this.preparation ?? this.prepareAgain();
    this.preparation = undefined;
    const [{ sendImages }, images, answerer] = await Promise.all([
      loadSending(),
      prepared.images,
      prepared.answerer.then((found) => {
        if (!signal.aborted) {
          this.answerers.length = turn;
          this.answerers[turn] = found;
          this.show();
        }
        return found;
      }),
    ]);
    if (signal.aborted) {
      return;
    }
    const started = performance.now();
    const reply = answerAbout(images, answerer, question, signal, this.log, {
      downloaded: (read) => {
        this.images = read;
        this.show();
      },
      send: (files) => sendImages(files, question, this.sendingBy(answerer), signal),
    })[Symbol.asyncIterator]();
    const first = reply.next();
    this.images = images;
    const facts = images.map(imageFacts).join(', ');
    this.log.info(`Asking ${answerer.label} about ${images.length} image(s): ${facts}`);
    this.show();
    yield* rest(first, reply);
    this.log.info(`The reply ended after ${Math.round(performance.now() - started)} ms.`);
  }

  private sendingBy(answerer: Answerer): Sending {
    const { consent, decisions, inquiry, log } = this;
    return {
      answerer,
      settings: readSettings(settingsScope(inquiry.uris)),
      consent,
      showFirst: inquiry.showFirst ?? false,
      decide: (signal) => decisions.next(signal),
      log,
    };
  }

  private prepareAgain(): Preparation {
    const { images, connections } = this;
    return images
      ? { images: Promise.resolve(images), answerer: connections.answerer() }
      : prepare(this.inquiry.uris, connections);
  }

  private turnChanged(turn: Turn): void {
    this.log.turn(turn);
    this.view.post({ type: 'turn', turn: this.viewOf(turn) });
  }

  private receive(message: WebviewMessage): void {
    switch (message.type) {
      case 'ready':
        this.show();
        if (this.view.active) {
          this.view.post({ type: 'focus' });
        }
        break;
      case 'stop':
        this.conversation.stop();
        break;
      case 'followUp':
        void this.conversation.ask(message.text, message.detail);
        break;
      case 'copy':
        void vscode.env.clipboard.writeText(
          message.form === 'markdown'
            ? (this.conversation.turns[message.turn]?.reply ?? message.text)
            : message.text,
        );
        break;
      case 'copyCode':
        void vscode.env.clipboard.writeText(message.text);
        break;
      case 'action':
        void this.act(message.action, message.turn);
        break;
    }
  }

  private async act(action: PanelAction, id: number): Promise<void> {
    const { conversation, connections } = this;
    const turn = conversation.turns[id];
    const connection = this.answerers[id]?.connection;
    if (action === 'retry') {
      await conversation.retry(id);
    } else if (action === 'continue') {
      await conversation.continue();
    } else if (action === 'showLog') {
      this.log.show();
    } else if (action === 'copyDetails' && turn?.error) {
      const tries = this.answerers[id]?.tries ?? [];
      await vscode.env.clipboard.writeText(supportDetails(turn.error, tries));
    } else if (action === 'cancel') {
      conversation.stop();
    } else if (action === 'send' || action === 'sendParts' || action === 'sendWhole') {
      this.decisions.take(action);
    } else if (action === 'insert' || action === 'shorten') {
      const followUp = turn && (await this.inquiry.act?.(action, turn));
      await (followUp && conversation.ask(followUp));
    } else if (await fixes(action, { connections, connection, error: turn?.error })) {
      await this.afterFix(id);
    }
  }

  /** The failed question is asked again; a reply of the offline reader stays until the user retries. */
  private async afterFix(id: number): Promise<void> {
    const turn = this.conversation.turns[id];
    if (this.isClosed) {
      return;
    }
    if (turn?.state === 'failed' || turn?.waiting || turn?.proposal) {
      await this.conversation.retry(id);
    } else if (turn) {
      this.view.post({ type: 'turn', turn: this.viewOf(turn, 'retry') });
    }
  }

  private show(): void {
    const answerer = this.answerers.at(-1);
    this.view.post({
      type: 'show',
      strings: panelStrings(),
      conversation: {
        title: this.inquiry.title,
        connection: answerer?.label ?? '',
        images: imageViews(this.inquiry.uris, this.images),
        turns: this.conversation.turns.map((turn) => this.viewOf(turn)),
        canFollowUp: this.images !== undefined && answerer?.isOffline !== true,
        // Models of VS Code know no detail.
        ...(answerer?.connection && { detail: this.conversation.detail }),
      },
    });
    postPixels(this.images, (message) => this.view.post(message), this.log);
  }

  private viewOf(turn: Turn, offlineAction?: PanelAction): TurnView {
    return answeredTurnView(turn, this.answerers[turn.id], this.inquiry.extras, offlineAction);
  }
}
