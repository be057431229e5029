import type { Detail } from '../images/detail';
import type { ImageId } from '../images/imageId';
import type { VisionError, VisionErrorKind } from '../errors';
import type { Proposal, Receipt } from '../cost/receipt';
import { assistantMessage, userMessage, type Message } from './message';
import { legendOf, type Mark } from './marks';
import type { TextRegion } from './textRegion';
import { withoutThoughts } from './thoughts';
import type { AnsweredBy, Finish, Usage, Waiting } from './reply';

/** What the user asks. */
export interface Question {
  readonly text: string;
  /** The name of the command that asked, in the user's language; absent where the user wrote the text. */
  readonly command?: string;
  /** The images that it brings, beside those of earlier questions. */
  readonly images: readonly ImageId[];
  readonly detail: Detail;
  /** It is no follow-up: what was said before does not go along. */
  readonly startsAnew?: boolean;
  /** Parts of the images that it names by numbers; each is among its images too. */
  readonly marks?: readonly Mark[];
  /** The answer is to come with the places on the images that it speaks of. */
  readonly places?: boolean;
  /** Whether the text that the reader finds on the images goes along; absent where the settings say so. */
  readonly foundText?: boolean;
}

/** `declined`: the user was asked and did not want it sent, or left the question open. `interrupted`: its panel or window closed meanwhile. */
export type ReplyState = 'running' | 'done' | 'stopped' | 'declined' | 'failed' | 'interrupted';

/** What came of a question, once. */
export interface Reply {
  readonly text: string;
  /** What came of a structured reply that is not understood yet. */
  readonly draft?: string;
  readonly state: ReplyState;
  readonly by?: AnsweredBy;
  /** Set from a failure that is likely to pass until something comes of the next try. */
  readonly waiting?: Waiting;
  readonly receipt?: Receipt;
  /** Set while the user is asked what to send. */
  readonly proposal?: Proposal;
  readonly finish?: Finish;
  readonly usage?: Usage;
  readonly error?: VisionError;
  /** What a structured reply says, as its job's schema has it. */
  readonly data?: unknown;
  /** Places on the picture that pieces of the text speak of. */
  readonly regions?: readonly TextRegion[];
  /** So many more made no sense. */
  readonly droppedRegions?: number;
  /** They may lie beside the things: the model is not good at places. */
  readonly areRegionsRough?: boolean;
}

/** One question and its replies: asked again, it keeps the earlier ones. */
export interface Turn {
  readonly id: number;
  /** The feature that asked, whose buttons stand below its replies; absent for a follow-up. */
  readonly job?: string;
  readonly question: Question;
  /** At least one, the oldest first. */
  readonly replies: readonly Reply[];
  /** The index of the one on show, which follow-ups build on. */
  readonly shown: number;
}

export const begun: Reply = { text: '', state: 'running' };

/** The reply on show. */
export function shownReply({ replies, shown }: Turn): Reply {
  return replies[shown] ?? begun;
}

/** True where one of its replies is on its way. */
export function isRunning({ replies }: Turn): boolean {
  return replies.some(({ state }) => state === 'running');
}

/** The same turn with one reply replaced. */
export function withReply(turn: Turn, index: number, reply: Reply): Turn {
  return { ...turn, replies: turn.replies.with(index, reply) };
}

/** The id of the turn with which what is sent for a turn's question begins: the last that started anew. */
export function startOf(turns: readonly Turn[], { id, question }: Turn): number {
  const before = turns.slice(0, id);
  const last = before.findLastIndex(({ question: earlier }) => earlier.startsAnew);
  return question.startsAnew ? id : Math.max(0, last);
}

/**
 * The messages that ask a turn's question: the turns since the last that started anew, then its own.
 * A turn without a reply is left out, as models want the roles to alternate; its images are not, unless it is a
 * follow-up that was declined or failed for what it brought. A model's thoughts are left out too.
 */
export function messagesOf(turns: readonly Turn[], turn: Turn): Message<ImageId>[] {
  const start = startOf(turns, turn);
  const before = turns.slice(start, turn.id);
  const messages: Message<ImageId>[] = [];
  let brought: Brought = { images: [], marks: [] };
  for (const earlier of before) {
    const text = withoutThoughts(shownReply(earlier).text);
    if (text === '' && earlier.id !== start && failedForWhatItBrought(earlier)) {
      continue;
    }
    brought = withBrought(brought, earlier.question);
    if (text !== '') {
      messages.push(messageOf(earlier.question, brought), assistantMessage(text));
      brought = { images: [], marks: [] };
    }
  }
  return [...messages, messageOf(turn.question, withBrought(brought, turn.question))];
}

/** Failures that the images of a question may have brought about. */
const imageFailures: readonly VisionErrorKind[] = [
  'imageEmpty',
  'imageUnknownType',
  'imageUnsupportedType',
  'imageTruncated',
  'imageDamaged',
  'imageTooLarge',
  'imageTooManyPixels',
  'imageNotReadable',
  'tooManyImages',
  'preparationFailed',
  'requestTooLarge',
];

/** What the user did not want sent, or could not be, would else go along with all that is asked later. */
function failedForWhatItBrought(turn: Turn): boolean {
  const { state, error } = shownReply(turn);
  return state === 'declined' || (error !== undefined && imageFailures.includes(error.kind));
}

/** What a question brings, and those before it that had no reply. */
type Brought = Required<Pick<Question, 'images' | 'marks'>>;

function withBrought(before: Brought, { images, marks = [] }: Question): Brought {
  return { images: [...before.images, ...images], marks: [...before.marks, ...marks] };
}

function messageOf({ text }: Question, { images, marks }: Brought): Message<ImageId> {
  return userMessage(marks.length === 0 ? text : `${text}\n\n${legendOf(marks)}`, images);
}

/** The images that a question is about: its own and those of the turns that it follows. */
export function imagesOf(turns: readonly Turn[], turn: Turn): ImageId[] {
  const all = messagesOf(turns, turn).flatMap(({ parts }) => parts);
  return [...new Set(all.flatMap((part) => (part.type === 'image' ? [part.image] : [])))];
}

/** The images that the next follow-up is about beside those that it brings. */
export function nextImagesOf(turns: readonly Turn[]): ImageId[] {
  const question = { text: '', images: [], detail: 'auto' } as const;
  return imagesOf(turns, { id: turns.length, question, replies: [begun], shown: 0 });
}
