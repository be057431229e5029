import * as vscode from 'vscode';

/** What a review looks at: folders and documents, or without any the whole workspace. */
export type Scope = readonly vscode.Uri[];

/** By this a review is found again after a reload. */
export function scopeId(scope: Scope): string {
  return JSON.stringify(scope.map(String).sort());
}

/** The scope of an id; undefined where it is none. */
export function scopeOf(id: unknown): Scope | undefined {
  try {
    const uris: unknown = typeof id === 'string' ? JSON.parse(id) : undefined;
    return Array.isArray(uris) && uris.every((uri) => typeof uri === 'string')
      ? uris.map((uri) => vscode.Uri.parse(uri, true))
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a scope is called in a title. */
export function scopeName([first, ...others]: Scope): string {
  if (first === undefined) {
    return vscode.workspace.name ?? vscode.l10n.t('Workspace');
  }
  const path = vscode.workspace.asRelativePath(first, false);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return others.length === 0 ? name : vscode.l10n.t('{0} and {1} more', name, others.length);
}

/** The folder that paths of reports begin in. */
export function rootOf([first]: Scope): string {
  const folder = first && vscode.workspace.getWorkspaceFolder(first);
  return (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.path ?? '/';
}
