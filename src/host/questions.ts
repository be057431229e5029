import type * as vscode from 'vscode';

/** What stands in the title bar of a question. */
export interface Position {
  readonly title?: string;
  /** In a guided flow: from 1 on. From the second on there is a Back button. */
  readonly step?: number;
  readonly totalSteps?: number;
}

export interface TextOptions extends Position {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** A message where the text cannot be taken; asked while typing. */
  readonly validate?: (text: string) => string | undefined;
}

export interface PickOptions<Item extends vscode.QuickPickItem> extends Position {
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** Items that are still being looked for. None of them may reject. */
  readonly more?: readonly Promise<readonly Item[]>[];
  /** Where those stand that have come; before the others by default. */
  readonly arranged?: (found: readonly Item[]) => readonly Item[];
  /** Makes an item of what was typed, where free text is allowed. */
  readonly typed?: (text: string) => Item;
  /** What Enter takes after typing, until the user moves to another item. By default what VS Code puts first. */
  readonly preferred?: (typed: Item) => Item;
}

export interface PickSeveralOptions<Item extends vscode.QuickPickItem> extends Position {
  readonly placeholder: string;
  readonly items: readonly Item[];
}
