import type { AddingStrings } from './addingStrings';
import type { ViewerStrings } from './viewer';

/** The panel's fixed texts, in the user's language. */
export interface PanelStrings {
  readonly images: string;
  readonly conversation: string;
  readonly question: string;
  /** What unfolds the prompt of a command. */
  readonly prompt: string;
  readonly reply: string;
  readonly stop: string;
  readonly copy: string;
  readonly edit: string;
  readonly copyMarkdown: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly followUp: string;
  readonly send: string;
  readonly waiting: string;
  readonly replyComplete: string;
  /** What a model thought before it answered, folded away. */
  readonly thoughts: string;
  readonly earlierReply: string;
  readonly laterReply: string;
  readonly changeConnection: string;
  readonly detail: string;
  readonly detailAuto: string;
  readonly detailLow: string;
  readonly detailHigh: string;
  /** The switch for answers with places on the images. */
  readonly withPlaces: string;
  /** The switch that sends the text on the images along. */
  readonly withFoundText: string;
  readonly receipt: string;
  readonly receiptImage: string;
  readonly receiptBefore: string;
  readonly receiptAfter: string;
  readonly viewer: ViewerStrings;
  readonly adding: AddingStrings;
  /** Names the parts of images that a question points at. */
  readonly marks: string;
  /** Takes one away, with `{0}` in the place of its number. */
  readonly removeMark: string;
}
