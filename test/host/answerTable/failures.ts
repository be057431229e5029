import type { Patience } from '../../../src/providers';
import type { Behaviour } from '../../support/emulator';
import type { Server } from './servers';

/** What the user has to see. */
export interface Expected {
  /** How much of the reply: nothing, as much as was sent of it, or all. */
  readonly text: 'none' | 'part' | 'whole';
  readonly card?: {
    readonly title: string;
    readonly detail: RegExp;
    readonly action: string;
  };
  readonly notice?: { readonly text: RegExp; readonly action: string };
  /** How often the question is sent once its form is right. */
  readonly requests: number;
}

export interface FailureCase {
  readonly name: string;
  /** Absent: nothing listens at the server's address. */
  readonly behaviour?: Behaviour;
  readonly patience?: Partial<Patience>;
  readonly expected: Expected | ((server: Server) => Expected);
}

/** Tries for what is likely to pass. */
export const tries = 3;

const answered = (requests = 1): Expected => ({ text: 'whole', requests });

function refused(title: string, action: string, detail: RegExp, requests = 1): Expected {
  return { text: 'none', card: { title, detail, action }, requests };
}

function broken(title: string, detail: RegExp, text: 'part' | 'whole' = 'part'): Expected {
  return { text, card: { title, detail, action: 'retry' }, requests: 1 };
}

function ended(text: Expected['text'], words: RegExp, action: string): Expected {
  return { text, notice: { text: words, action }, requests: 1 };
}

/** Azure names what its filter found in a reply; the others only say that it did. */
const filteredReply =
  (text: 'part' | 'whole') =>
  ({ kind }: Server): Expected =>
    kind === 'azure'
      ? ended(text, /content filter ended the reply for: sexual \(medium\)/, 'retry')
      : ended(text, /content filter ended the reply\./, 'retry');

const blocked = 'Blocked by the content filter';

const filteredPrompt: Readonly<Record<Server['filter'], Expected>> = {
  named: refused(blocked, 'selectConnection', /for: violence\b/),
  told: refused(blocked, 'selectConnection', /rejected as a result of our safety/),
  none: refused('The request was refused', 'retry', /It said \(status 400\)/),
};

const filter = { category: 'violence', severity: 'high' } as const;
const inReply = {
  finish: 'content_filter',
  filter: { category: 'sexual', severity: 'medium' },
} as const;

export const failures: readonly FailureCase[] = [
  { name: 'none', behaviour: {}, expected: answered() },
  { name: 'gzip', behaviour: { gzip: true }, expected: answered() },
  {
    name: '401',
    behaviour: { fail: { status: 401 } },
    expected: ({ connection }) =>
      connection.auth === 'none'
        ? refused('No API key is stored', 'setKey', /wants an API key/)
        : refused('The API key was refused', 'setKey', /\(status 401\)/),
  },
  {
    name: '403',
    behaviour: { fail: { status: 403 } },
    expected: refused('Access is forbidden', 'retry', /\(status 403\)/),
  },
  {
    name: '404',
    behaviour: { fail: { status: 404 } },
    expected: refused('The deployment was not found', 'openSettings', /“(?:gpt-4o|o3)-\d+”/),
  },
  {
    name: '429, Retry-After 0, for good',
    behaviour: { fail: { status: 429, retryAfter: '0' } },
    expected: refused('Too many requests', 'retry', /limit.*\(status 429\)/, tries),
  },
  {
    name: '429, retry-after-ms, once',
    behaviour: { fail: { status: 429, retryAfter: '0', times: 1 } },
    expected: answered(2),
  },
  {
    name: '500',
    behaviour: { fail: { status: 500 } },
    expected: refused('The server failed', 'retry', /\(status 500\)/, tries),
  },
  {
    name: '503',
    behaviour: { fail: { status: 503 } },
    expected: refused('The server failed', 'retry', /\(status 503\)/, tries),
  },
  {
    name: '503, twice',
    behaviour: { fail: { status: 503, times: 2 } },
    expected: answered(3),
  },
  {
    name: 'filter on the prompt',
    behaviour: { fail: { kind: 'contentFilter', ...filter } },
    expected: ({ filter: words }) => filteredPrompt[words],
  },
  { name: 'filter in mid-stream', behaviour: inReply, expected: filteredReply('part') },
  {
    name: 'filter at the end',
    behaviour: { ...inReply, filterLate: true },
    expected: filteredReply('whole'),
  },
  {
    name: 'finish: length',
    behaviour: { finish: 'length' },
    expected: ended('part', /reached the limit on its length/, 'raiseLimit'),
  },
  {
    name: 'finish: length, no word',
    behaviour: { finish: 'length', reply: '' },
    expected: ended('none', /reached the limit on its length/, 'raiseLimit'),
  },
  {
    name: 'cut stream',
    behaviour: { stream: 'cut' },
    expected: broken('The reply broke off', /ended before the reply did/),
  },
  {
    name: 'no finish reason',
    behaviour: { stream: 'noFinish' },
    expected: broken('The reply broke off', /ended before the reply did/, 'whole'),
  },
  {
    name: 'stalled stream',
    behaviour: { stream: 'stall' },
    patience: { nextText: 60 },
    expected: broken('The server stopped answering', /sent nothing for too long/),
  },
  {
    name: 'silence before the first word',
    behaviour: { stream: 'slow', delayMs: 60_000 },
    patience: { firstText: 400 },
    expected: refused('The server stopped answering', 'retry', /sent nothing for too long/),
  },
  {
    name: 'garbled stream',
    behaviour: { stream: 'garbage' },
    expected: broken('The reply cannot be understood', /no chat completion/),
  },
  {
    name: 'HTML page with 200',
    behaviour: { stream: 'html' },
    expected: refused('The reply cannot be understood', 'retry', /check the endpoint\.$/),
  },
  {
    name: 'HTML page with 502',
    behaviour: { fail: { kind: 'badGateway' } },
    expected: refused('The server failed', 'retry', /\(status 502\): “502 Bad Gateway”/, tries),
  },
  {
    name: 'empty body',
    behaviour: { stream: 'nothing' },
    expected: refused('The reply is empty', 'retry', /without a word/),
  },
  {
    name: 'empty stream',
    behaviour: { stream: 'empty' },
    expected: refused('The reply is empty', 'retry', /without a word/),
  },
  {
    name: 'error inside the stream',
    behaviour: { stream: 'error' },
    expected: broken('The server failed', /It said/),
  },
  {
    name: 'unreachable',
    expected: refused(
      'The server cannot be reached',
      'retry',
      /^[\w.:]+ did not answer \(ECONNREFUSED\)/,
      0,
    ),
  },
];

/** What the user of a server has to see after a failure. */
export function expectedOf({ expected }: FailureCase, server: Server): Expected {
  return typeof expected === 'function' ? expected(server) : expected;
}
