import type { Detail } from './core/images/detail';

/** One image as the panel shows it. `bytes` is the file's size; the pixels follow in an `image` message. */
export interface ImageView {
  readonly id: number;
  readonly name: string;
  /** For people, for example `PNG · 1400 × 900 · 118 KB`. */
  readonly facts: string;
  /** It is at a URL, which the panel does not load: no pixels come. */
  readonly remote?: boolean;
}

/** What a button in the panel can ask for; the host does it. */
export const panelActions = [
  'retry',
  'continue',
  'shorten',
  'insert',
  'setKey',
  'signIn',
  'setSecret',
  'confirmHost',
  'addConnection',
  'selectConnection',
  'testConnection',
  'openSettings',
  'showLog',
  'copyDetails',
  'send',
  'sendParts',
  'sendWhole',
  'cancel',
] as const;

export type PanelAction = (typeof panelActions)[number];

export interface ActionView {
  readonly action: PanelAction;
  readonly label: string;
}

/** A line below a reply: why it ended, who read it, what can be done about it. */
export interface NoticeView {
  readonly text: string;
  readonly actions: readonly ActionView[];
}

/** A failure: what happened, why, and the actions that mend it, the best one first. */
export interface ErrorView {
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly ActionView[];
}

/** Why the reply has not begun, and when the next try comes: `text` has `{0}` in the place of the time. */
export interface WaitingView {
  readonly text: string;
  /** Counted from when the message was sent, as the host may be another machine. */
  readonly seconds: number;
  readonly actions: readonly ActionView[];
}

/** One image of a receipt. Texts are the user's language. */
export interface ReceiptImageView {
  readonly name: string;
  /** For example `PNG · 3840 × 2160 · 1.2 MB`; empty where it is not known. */
  readonly before: string;
  /** For example `PNG · 1365 × 768 · 96 KB`, or `as it is`. */
  readonly after: string;
}

/** What was or would be sent, and what it costs. */
export interface ReceiptView {
  /** The line that stands for it, in parts: for example [`1,105 tokens in, 64 out`, `$0.0034`]. */
  readonly summary: readonly string[];
  readonly images: readonly ReceiptImageView[];
  /** For example Host: contoso.openai.azure.com; Detail: auto; Estimate: about 1,130 tokens (gpt-4o). */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Sentences that explain, for example why the bill differs from the estimate. */
  readonly remarks: readonly string[];
}

/** The host asks before it sends: a title, why, and what can be done, the best first. */
export interface ProposalView {
  readonly title: string;
  readonly text: string;
  readonly actions: readonly ActionView[];
}

/** One question and its reply. Texts are the user's language; `reply` is untrusted Markdown. */
export interface TurnView {
  readonly id: number;
  readonly prompt: string;
  readonly reply: string;
  readonly running: boolean;
  readonly waiting?: WaitingView;
  readonly notices: readonly NoticeView[];
  readonly error?: ErrorView;
  /** Shown when the turn has ended, or with its proposal. */
  readonly receipt?: ReceiptView;
  /** Stands in the place of a running turn's reply until the user has chosen. */
  readonly proposal?: ProposalView;
  /** Offered beside Copy when the reply is complete, for example Insert. */
  readonly actions: readonly ActionView[];
}

export interface ConversationView {
  readonly title: string;
  /** Who answers, for example `gpt-4o at contoso.openai.azure.com`. */
  readonly connection: string;
  readonly images: readonly ImageView[];
  readonly turns: readonly TurnView[];
  /** False where a follow-up makes no sense (the offline reader). */
  readonly canFollowUp: boolean;
  /** Of the next question; absent where it makes no difference. */
  readonly detail?: Detail;
}

/** The panel's fixed texts, in the user's language. */
export interface PanelStrings {
  readonly images: string;
  readonly conversation: string;
  readonly question: string;
  readonly reply: string;
  readonly stop: string;
  readonly copy: string;
  readonly copyMarkdown: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly followUp: string;
  readonly send: string;
  readonly waiting: string;
  readonly replyComplete: string;
  readonly changeConnection: string;
  readonly detail: string;
  readonly detailAuto: string;
  readonly detailLow: string;
  readonly detailHigh: string;
  readonly receipt: string;
  readonly receiptImage: string;
  readonly receiptBefore: string;
  readonly receiptAfter: string;
}

export type HostMessage =
  | {
      readonly type: 'show';
      readonly strings: PanelStrings;
      readonly conversation: ConversationView;
    }
  | {
      readonly type: 'image';
      readonly id: number;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    }
  /** Adds a turn or replaces it. */
  | { readonly type: 'turn'; readonly turn: TurnView }
  /** Appends to a turn's reply. */
  | { readonly type: 'text'; readonly turn: number; readonly text: string }
  /** Puts the keyboard focus into the panel's conversation. */
  | { readonly type: 'focus' };

export type WebviewMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'stop' }
  | { readonly type: 'followUp'; readonly text: string; readonly detail?: Detail }
  /** `text` is what stands on screen; with `markdown` the host copies the reply's source instead. */
  | {
      readonly type: 'copy';
      readonly turn: number;
      readonly form: 'text' | 'markdown';
      readonly text: string;
    }
  | { readonly type: 'copyCode'; readonly text: string }
  | { readonly type: 'action'; readonly turn: number; readonly action: PanelAction };

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isDetail = (value: unknown): value is Detail =>
  value === 'auto' || value === 'low' || value === 'high';
const isNumber = (value: unknown): value is number => typeof value === 'number';

const isWebviewMessage: Record<WebviewMessage['type'], (message: Fields) => boolean> = {
  ready: () => true,
  stop: () => true,
  followUp: ({ text, detail }) =>
    isText(text) && text.trim() !== '' && (detail === undefined || isDetail(detail)),
  copy: ({ turn, form, text }) =>
    isNumber(turn) && (form === 'text' || form === 'markdown') && isText(text),
  copyCode: ({ text }) => isText(text),
  action: ({ turn, action }) => isNumber(turn) && panelActions.some((known) => known === action),
};

const isHostMessage: Record<HostMessage['type'], (message: Fields) => boolean> = {
  show: ({ strings, conversation }) => isObject(strings) && isObject(conversation),
  image: ({ id, mediaType, bytes }) =>
    isNumber(id) && isText(mediaType) && bytes instanceof Uint8Array,
  turn: ({ turn }) => isObject(turn),
  text: ({ turn, text }) => isNumber(turn) && isText(text),
  focus: () => true,
};

/** What arrived from the webview, or undefined if it is not one of its messages. */
export function parseWebviewMessage(value: unknown): WebviewMessage | undefined {
  return isKnown(isWebviewMessage, value) ? (value as unknown as WebviewMessage) : undefined;
}

/** What arrived from the host, or undefined if it is not one of its messages. */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  return isKnown(isHostMessage, value) ? (value as unknown as HostMessage) : undefined;
}

function isKnown(
  table: Record<string, (message: Fields) => boolean>,
  value: unknown,
): value is Fields {
  if (!isObject(value) || !isText(value.type) || !Object.hasOwn(table, value.type)) {
    return false;
  }
  return table[value.type]?.(value) ?? false;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
