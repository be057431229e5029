import type { Detail } from '../core/images/detail';
import type { ImageId } from '../core/images/imageId';
import type { Box, Region } from '../core/images/region';
import type { ImageView } from './pictures';

/** A button. Features know what it does; here it has an id and a label. */
export interface ActionView {
  readonly action: string;
  readonly label: string;
}

/** A line above or below a reply: who read it, why it ended, what can be done about it. */
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

/** A part of a reply that can be edited and used by itself, for example the alt text of one image. */
export interface ItemView {
  readonly id: string;
  /** For example the image's name. */
  readonly title: string;
  /** What the text box is called. */
  readonly label: string;
  /** Absent where the reply has none for it; `note` says so. */
  readonly text?: string;
  readonly note?: string;
  readonly actions: readonly ActionView[];
}

/** A part of an image that a question points at. */
export interface MarkView {
  /** By this the question names it. */
  readonly number: number;
  /** The whole image, and its name. */
  readonly image: ImageId;
  readonly name: string;
  readonly box: Box;
}

/** A place on an image that a piece of a reply speaks of. */
export interface RegionView {
  readonly image: ImageId;
  readonly text: string;
  /** Where the piece stands in the turn's reply, in UTF-16 code units; absent where it stands nowhere. */
  readonly offset?: number;
  readonly length?: number;
  readonly region: Region;
  /** Who found it, in the user's language. */
  readonly source: string;
}

/** One question and its reply. Texts are the user's language; `reply` is untrusted Markdown. */
export interface TurnView {
  readonly id: number;
  readonly prompt: string;
  /** The name of the command whose prompt it is, which stands for the prompt until that is unfolded. */
  readonly command?: string;
  /** The parts of images that it points at. */
  readonly marks?: readonly MarkView[];
  /** The images that a follow-up brings; those of the first question stand above all. */
  readonly brought?: readonly { readonly id: ImageId; readonly name: string }[];
  /** The places that its reply speaks of. */
  readonly regions?: readonly RegionView[];
  readonly reply: string;
  readonly running: boolean;
  /** Who answered, where that is not who answers next. */
  readonly by?: string;
  /** Which of its replies is shown, where there are several; `index` counts from 0. */
  readonly version?: { readonly index: number; readonly count: number; readonly label: string };
  /** Texts that the reply is made of, each with its own buttons; they stand in the reply's place. */
  readonly items?: readonly ItemView[];
  readonly waiting?: WaitingView;
  /** What is to be known before the reply is read; stands above it when it has ended. */
  readonly foreword?: NoticeView;
  /** Stand below the reply when it has ended. */
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
  /** By this a page finds its conversation again after a reload. */
  readonly id: string;
  readonly title: string;
  /** Who will answer the next question, for example `gpt-5.4 at contoso.openai.azure.com`. */
  readonly connection: string;
  readonly images: readonly ImageView[];
  readonly turns: readonly TurnView[];
  /** False where a follow-up makes no sense (the offline reader). */
  readonly canFollowUp: boolean;
  /** Images that were added and not asked about yet. */
  readonly pending?: readonly ImageView[];
  /** The number of the next part that is marked; default 1. */
  readonly nextMark?: number;
  /** True where answers can come with places on the images; default false. */
  readonly canShowPlaces?: boolean;
  /** Whether the text that the reader finds on the images goes along by the settings; absent where it cannot. */
  readonly sendsFoundText?: boolean;
  /** Of the next question; absent where it makes no difference. */
  readonly detail?: Detail;
}
