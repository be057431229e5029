import * as vscode from 'vscode';

const known = new Map<string, string>();

/** A path as people know it: from its workspace folder. It is asked for each row, and again with each change. */
export function nameOfPath(path: string): string {
  const name = known.get(path) ?? named(path);
  known.set(path, name);
  return name;
}

function named(path: string): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.workspace.asRelativePath(folder?.uri.with({ path }) ?? vscode.Uri.file(path));
}
