import type { ServerName } from './servers';

/** What a user knows of a conversation. */
export interface Chat {
  /** The file of the image that it is about. */
  readonly image: string;
  /** Under which it is kept; empty until that is known. */
  id: string;
  title: string;
  /** Who may get what is being said: since the last command. */
  agreed: Set<ServerName>;
  /** The question of each turn, and the text of its reply on show. */
  readonly turns: Turn[];
}

export interface Turn {
  readonly question: string;
  text: string;
  /** The whole of which the text may show more by now. */
  whole?: string;
}

/** What a follow-up of this chat may say. */
export function newQuestion(number: number): string {
  return `Question ${number}: what else is there?`;
}
