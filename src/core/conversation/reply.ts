import type { FilterHit, VisionErrorKind } from '../errors';
import type { Proposal, Receipt } from '../cost/receipt';
import type { TextRegion } from './textRegion';

/** Why a reply ended. `other` carries a reason that the server made up. */
export type Finish =
  | { readonly reason: 'stop' }
  | { readonly reason: 'length' }
  | { readonly reason: 'contentFilter'; readonly filters: readonly FilterHit[] }
  | { readonly reason: 'other'; readonly name: string };

/** Tokens that the server counted. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The tokens of one request and another together. */
export function sumUsage(before: Usage | undefined, more: Usage): Usage {
  return {
    inputTokens: (before?.inputTokens ?? 0) + more.inputTokens,
    outputTokens: (before?.outputTokens ?? 0) + more.outputTokens,
  };
}

/** Who answers, as people know it. */
export interface AnsweredBy {
  /** For example `gpt-5.4 at contoso.openai.azure.com`. */
  readonly label: string;
  /** The offline reader: nothing is sent, and nothing can be asked back. */
  readonly isOffline?: boolean;
  /** The name of the connection, where it was one. */
  readonly connection?: string;
}

/** A failure that is likely to pass: the request is sent again at `until`, a date in milliseconds. */
export interface Waiting {
  readonly kind: VisionErrorKind;
  readonly until: number;
}

/** What a streamed reply is made of, in the order in which it arrives. `text` is Markdown. A later `usage` replaces an earlier one. */
export type ReplyEvent<Data = unknown> =
  | { readonly type: 'answerer'; readonly by: AnsweredBy }
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  /** Nothing more comes until the user has decided; without one, that is over. */
  | { readonly type: 'proposal'; readonly proposal?: Proposal }
  | { readonly type: 'waiting'; readonly waiting: Waiting }
  | { readonly type: 'model'; readonly name: string }
  | { readonly type: 'text'; readonly text: string }
  /** A piece of a structured reply as it arrives: its text only where it ends before it is understood. */
  | { readonly type: 'draft'; readonly text: string }
  /** What a structured reply says; its text, for people, comes apart. */
  | { readonly type: 'data'; readonly data: Data }
  /** Places on the picture that the text so far speaks of; a later one adds to it. `dropped`: so many made no sense. */
  | {
      readonly type: 'regions';
      readonly regions: readonly TextRegion[];
      readonly dropped?: number;
      /** The model is not good at places. */
      readonly isRough?: boolean;
    }
  | { readonly type: 'finish'; readonly finish: Finish }
  | { readonly type: 'usage'; readonly usage: Usage };
