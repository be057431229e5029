import * as vscode from 'vscode';
import type { Connection } from '../../../src/core/connections/connection';
import { Conversation } from '../../../src/core/conversation/conversation';
import { withImages } from '../../../src/core/conversation/message';
import type { Turn } from '../../../src/core/conversation/turn';
import type { Image } from '../../../src/core/images/images';
import { withReplyLanguage } from '../../../src/core/conversation/prompts';
import { readSettings } from '../../../src/host/settings';
import { turnView } from '../../../src/host/panel/turnView';
import type { TurnView } from '../../../src/protocol/conversation';
import { actions } from '../views';
import { chatAnswer, type Network, type Patience } from '../../../src/providers';

/** One question as the user saw it. */
export interface Seen {
  /** What stood in the panel at the end, put together from the messages to it. */
  readonly view: TurnView | undefined;
  /** How often a countdown to the next try was on show. */
  readonly countdowns: number;
}

/**
 * A panel's conversation about an image but for its window: the same questions, provider and views,
 * and what the panel is told of them.
 */
export class Asker {
  private readonly views: TurnView[] = [];
  private countdowns = 0;
  private patience: Patience;
  private readonly conversation: Conversation;

  constructor(
    connection: Connection,
    network: Network,
    image: Image,
    private readonly calm: Patience,
    uri: vscode.Uri,
  ) {
    this.patience = calm;
    const { systemPrompt, replyLanguage, detail, maxOutputTokens } = readSettings(uri);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a generator has no arrow form
    const asker = this;
    this.conversation = new Conversation(
      () => ({ system: withReplyLanguage(systemPrompt, replyLanguage), detail, maxOutputTokens }),
      async function* (_, request, signal) {
        yield { type: 'answerer', by: { label: connection.name } };
        const messages = withImages(request.messages, () => [image]);
        yield* chatAnswer(connection, network, asker.patience)({ ...request, messages }, signal);
      },
      {
        turnChanged: (turn) => this.turnChanged(turn),
        textAdded: (id, text) => this.textAdded(id, text),
      },
    );
  }

  /** Asks and resolves with what the user saw when the reply has ended. */
  async ask(prompt: string, patience: Partial<Patience> = {}): Promise<Seen> {
    const id = this.conversation.turns.length;
    this.countdowns = 0;
    this.patience = { ...this.calm, ...patience };
    await this.conversation.ask({ text: prompt, ...(id === 0 && { images: ['image'] }) });
    return { view: this.views[id], countdowns: this.countdowns };
  }

  /** Asks a question again, as its Retry does. */
  async retry(id: number): Promise<Seen> {
    this.countdowns = 0;
    await this.conversation.retry(id);
    return { view: this.views[id], countdowns: this.countdowns };
  }

  private turnChanged(turn: Turn): void {
    const view = turnView(turn, { actions });
    this.views[turn.id] = view;
    this.countdowns += view.waiting === undefined ? 0 : 1;
  }

  private textAdded(id: number, text: string): void {
    const view = this.views[id];
    if (view) {
      this.views[id] = { ...view, reply: view.reply + text };
    }
  }
}

/** A network in which an origin is served by an emulator, or by nothing where its URL is closed. */
export function networkLedTo(
  origin: string,
  url: () => string,
  key: string,
): Network & { readonly encodings: (string | null)[] } {
  const encodings: (string | null)[] = [];
  return {
    async fetch(input, init) {
      const address = input instanceof Request ? input.url : String(input);
      if (!address.startsWith(`${origin}/`)) {
        throw new Error(`A request to ${address} would have left the machine.`);
      }
      const response = await fetch(url() + address.slice(origin.length), init).catch(
        (error: unknown) => {
          throw asAt(origin, error);
        },
      );
      encodings.push(response.headers.get('content-encoding'));
      return response;
    },
    key: (asked) => Promise.resolve(asked === origin ? key : undefined),
    token: () => Promise.resolve(undefined),
    secret: () => Promise.resolve(undefined),
    mayUsePlainHttp: () => false,
    mayUseToken: () => false,
    maySendUnsigned: () => false,
    record: () => undefined,
    lessons: new Map(),
    encodings,
  };
}

/** A failed fetch names the port of the emulator; with it, it would look like that of a proxy. */
function asAt(origin: string, error: unknown): unknown {
  const { cause } = error as { cause?: { port?: number } };
  if (cause?.port !== undefined) {
    const { port, protocol } = new URL(origin);
    cause.port = Number(port || (protocol === 'https:' ? 443 : 80));
  }
  return error;
}
