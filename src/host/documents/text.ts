import * as vscode from 'vscode';

/** Larger documents are written by programs. */
const mostBytes = 4 * 1024 * 1024;

/** A document as the user has it: from the editor where it is changed there, else from its file. Undefined where that is too large or cannot be read. */
export async function documentText(uri: vscode.Uri): Promise<string | undefined> {
  // A document that is not changed may be older than its file.
  const changed = vscode.workspace.textDocuments.find(
    (one) => one.isDirty && String(one.uri) === String(uri),
  );
  if (changed) {
    return changed.getText();
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > mostBytes
      ? undefined
      : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
