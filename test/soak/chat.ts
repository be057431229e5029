import type { ServerName } from './servers';

/** What a user knows of a conversation. */
export interface Chat {
  /** The file of the image that it is about. */
  readonly image: string;
  /** Under which it is kept; empty until that is known. */
  id: string;
  title: string;
  readonly turns: Turn[];
}

export interface Turn {
  readonly question: string;
  /** Who may get it with what was said since the last command, which has the same set. */
  readonly agreed: Set<ServerName>;
  /** Of the reply on show. */
  text: string;
  /** It can be asked again. */
  isOpen: boolean;
  /** The whole of which the text may show more by now. */
  whole?: string;
}

/** Who may get a follow-up. */
export function agreedIn({ turns }: Chat): Set<ServerName> {
  return turns.at(-1)?.agreed ?? new Set();
}

/** What a follow-up of this chat may say. */
export function newQuestion(number: number): string {
  return `Question ${number}: what else is there?`;
}
