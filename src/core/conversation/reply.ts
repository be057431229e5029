import type { FilterHit, VisionErrorKind } from '../errors';
import type { Proposal, Receipt } from '../cost/receipt';

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

/** What several requests for one reply used in all. */
export function sumUsage(first: Usage | undefined, second: Usage): Usage {
  return {
    inputTokens: (first?.inputTokens ?? 0) + second.inputTokens,
    outputTokens: (first?.outputTokens ?? 0) + second.outputTokens,
  };
}

/** A failure that is likely to pass: the request is sent again at `until`, a date in milliseconds. */
export interface Waiting {
  readonly kind: VisionErrorKind;
  readonly until: number;
}

/** What a streamed reply is made of, in the order in which it arrives. `text` is Markdown. A later `usage` replaces an earlier one. */
export type ReplyEvent<Data = unknown> =
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  /** Nothing more comes until the user has decided; without one, that is over. */
  | { readonly type: 'proposal'; readonly proposal?: Proposal }
  | { readonly type: 'waiting'; readonly waiting: Waiting }
  | { readonly type: 'model'; readonly name: string }
  | { readonly type: 'text'; readonly text: string }
  /** A structured reply, in the place of its text; its form is known to who asked. */
  | { readonly type: 'data'; readonly data: Data }
  | { readonly type: 'finish'; readonly finish: Finish }
  | { readonly type: 'usage'; readonly usage: Usage };
