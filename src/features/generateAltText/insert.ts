import * as vscode from 'vscode';
import { imageMarkup, relativePath } from '../../documents/imageMarkup';

let lastEditor: vscode.TextEditor | undefined;
let tracking: vscode.Disposable | undefined;

/** Remembers the text editor that was used last: none is active while the panel has the focus. */
export function trackEditor(): void {
  lastEditor ??= vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  tracking ??= vscode.window.onDidChangeActiveTextEditor((editor) => {
    lastEditor = editor ?? lastEditor;
  });
}

/**
 * Inserts each image with its alt text at the cursor of the text editor that was used last, in the
 * markup of its language; tells the user what to do where there is none.
 */
export async function insertAltTexts(
  texts: readonly (string | undefined)[],
  uris: readonly vscode.Uri[],
): Promise<void> {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document === lastEditor?.document,
  );
  if (editor === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open the document, put the cursor where the image goes, and choose Insert.'),
    );
    return;
  }
  const { document, selection } = editor;
  const line = document.lineAt(selection.active.line).text;
  const place = {
    languageId: document.languageId,
    before: line.slice(0, selection.start.character),
    after: document.lineAt(selection.end.line).text.slice(selection.end.character),
  };
  const markup = texts.map((text, index) =>
    imageMarkup(place, { text: text ?? '', path: pathTo(uris[index], document.uri) }),
  );
  await editor.edit((edit) => edit.replace(selection, markup.join('\n\n')));
  await vscode.window.showTextDocument(document, editor.viewColumn);
}

function pathTo(image: vscode.Uri | undefined, document: vscode.Uri): string {
  if (image === undefined) {
    return '';
  }
  return image.scheme === document.scheme && image.authority === document.authority
    ? relativePath(document.path, image.path)
    : vscode.workspace.asRelativePath(image, false);
}
