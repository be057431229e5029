import type * as vscode from 'vscode';

/** The last segment of a path. */
export function fileName(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
