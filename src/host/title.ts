import * as vscode from 'vscode';

/** A tab's title: what is done, and the image's name or how many there are. */
export function titleOf(action: string, names: readonly string[]): string {
  const [only, another] = names;
  return only === undefined || another !== undefined
    ? vscode.l10n.t('{0}: {1} images', action, names.length)
    : `${action}: ${only}`;
}
