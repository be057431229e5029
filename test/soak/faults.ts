import type { Behaviour } from '../support/emulator';
import type { Asked } from './asked';
import { interruptions } from './interruptions';

/** Something that happens to a question, until that is over. */
export interface Fault {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  /** Of the server while it is asked. */
  readonly behaviour?: Behaviour;
  /** The length of the reply in words; at random where absent. */
  readonly words?: number;
  /** It reloads the window. */
  readonly reloads?: boolean;
  readonly happen: (asked: Asked) => Promise<void>;
}

/** Something stops the question, and half of the times the user asks again. */
function failing(text: (asked: Asked) => Promise<string>): Fault['happen'] {
  return async (asked) => {
    await asked.ended('failed', await text(asked));
    await sometimesAgain(asked);
  };
}

export async function sometimesAgain(asked: Asked): Promise<void> {
  if (asked.stage.random.chance(0.5)) {
    asked.server.behave({}, 12);
    await (await asked.retry()).whole();
  }
}

const half = failing(async (asked) => (await asked.answer()).half);
const nothing = failing(async (asked) => {
  await asked.answer();
  return '';
});

async function secondTry(asked: Asked): Promise<void> {
  await asked.answer();
  await asked.whole();
}

/** What servers and networks do. */
const failures: readonly Fault[] = [
  { name: 'none', weight: 14, happen: (asked) => asked.whole() },
  {
    name: 'a slow stream',
    weight: 2,
    words: 10,
    behaviour: slow(),
    happen: (asked) => asked.whole(),
  },
  { name: 'a stream that is cut', weight: 4, behaviour: { stream: 'cut' }, happen: half },
  { name: 'garbage in the stream', weight: 3, behaviour: { stream: 'garbage' }, happen: half },
  { name: 'an error in the stream', weight: 2, behaviour: { stream: 'error' }, happen: half },
  {
    name: 'a stream without an end',
    weight: 2,
    behaviour: { stream: 'noFinish' },
    happen: failing(async (asked) => (await asked.answer()).text),
  },
  { name: 'an empty reply', weight: 1, behaviour: { stream: 'empty' }, happen: nothing },
  { name: 'a page in place of a reply', weight: 1, behaviour: { stream: 'html' }, happen: nothing },
  { name: 'a refusal (403)', weight: 1, behaviour: { fail: { status: 403 } }, happen: nothing },
  {
    name: 'too many requests (429), for a second',
    weight: 3,
    behaviour: { fail: { status: 429, times: 1, retryAfter: '1' } },
    happen: secondTry,
  },
  {
    name: 'too many requests (429), for a day',
    weight: 2,
    behaviour: { fail: { status: 429, times: 1, retryAfter: '86400' } },
    happen: nothing,
  },
  {
    name: 'a server that fails once (503)',
    weight: 1,
    behaviour: { fail: { status: 503, times: 1, retryAfter: '0' } },
    happen: secondTry,
  },
  {
    name: 'a reply over the limit',
    weight: 2,
    behaviour: { finish: 'length' },
    async happen(asked) {
      await asked.ended('done', (await asked.answer()).half);
      asked.server.behave({}, 12);
      await (await asked.continued('Raise the Limit and Continue')).whole();
    },
  },
  {
    name: 'a content filter',
    weight: 1,
    behaviour: { finish: 'content_filter' },
    happen: async (asked) => asked.ended('done', (await asked.answer()).half),
  },
];

function slow(): Behaviour {
  return { stream: 'slow', delayMs: 20 };
}

export const faults: readonly Fault[] = [...failures, ...interruptions];
