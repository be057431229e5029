import * as vscode from 'vscode';
import type { InsertProblem } from '../../documents';
import { loadDocuments } from '../../host/chunks';
import { plainMessages } from '../../host/plainMessage';
import type { QuickInput } from '../../host/quickInput';

let lastEditor: vscode.TextEditor | undefined;
let tracking: vscode.Disposable | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Editors of these are no documents that a user writes. */
const views = new Set(['output', 'debug', 'comment', 'vscode-scm', 'vscode-interactive-input']);

/** Remembers the text editor that was used last: none is active while the panel has the focus. */
export function trackEditor(): void {
  lastEditor ??= [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
    isDocument,
  );
  tracking ??= vscode.window.onDidChangeActiveTextEditor((editor) => {
    lastEditor = isDocument(editor) ? editor : lastEditor;
  });
}

function isDocument(editor: vscode.TextEditor | undefined): editor is vscode.TextEditor {
  return editor !== undefined && !views.has(editor.document.uri.scheme);
}

/**
 * Gives an image its alt text in the document of the text editor that was used last: in place of the
 * alt text that it has there, else as a new image at the cursor. Tells the user where nothing can be
 * inserted, and why. Several calls are carried out one after the other. Gives whether it was inserted.
 */
export function insertAltText(
  image: vscode.Uri,
  alt: string,
  window = plainMessages(vscode.window),
): Promise<boolean> {
  const inserted = last.then(() => insert(image, alt, window));
  last = inserted.catch(() => undefined);
  return inserted;
}

async function insert(image: vscode.Uri, alt: string, window: QuickInput): Promise<boolean> {
  const refused = (message: string): false => {
    void window.showInformationMessage(message, {});
    return false;
  };
  const documents = await loadDocuments();
  const editor = await openEditor();
  if (editor === undefined) {
    return refused(
      vscode.l10n.t('Open the document, put the cursor where the image goes, and choose Insert.'),
    );
  }
  const { document, selection } = editor;
  const name = nameOf(document.uri);
  if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false) {
    return refused(vscode.l10n.t('{0} is read-only. Choose Copy instead.', name));
  }
  const result = documents.insertAltText({
    text: document.getText(),
    languageId: document.languageId,
    ...pathsOf(document, image),
    selection: {
      start: document.offsetAt(selection.start),
      end: document.offsetAt(selection.end),
    },
    alt,
  });
  if ('problem' in result) {
    return refused(problemText(result.problem, name, nameOf(image)));
  }
  const { start, end, text } = result.edit;
  const { version } = document;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const same = document.getText(range) === text;
  // A read-only editor takes an edit without making it.
  const edited = await editor.edit((edit) => edit.replace(range, text));
  if (!edited || (document.version === version && !same)) {
    return refused(
      edited
        ? vscode.l10n.t('{0} is read-only. Choose Copy instead.', name)
        : vscode.l10n.t('{0} has just changed. Choose Insert again.', name),
    );
  }
  const behind = document.positionAt(start + text.length);
  editor.selection = new vscode.Selection(behind, behind);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.window.showTextDocument(document, editor.viewColumn);
  return true;
}

/** The editor that was used last; where another tab hides it, it is shown again. */
async function openEditor(): Promise<vscode.TextEditor | undefined> {
  const document = lastEditor?.document;
  if (document === undefined || document.isClosed) {
    return undefined;
  }
  const visible = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
  return (
    visible.find((editor) => editor === lastEditor) ??
    visible[0] ??
    (hasTab(document)
      ? vscode.window.showTextDocument(document, lastEditor?.viewColumn)
      : undefined)
  );
}

/** A document lives on for a while after its last tab. */
function hasTab({ uri }: vscode.TextDocument): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputText && String(input.uri) === String(uri));
}

/** The paths of both, where one leads from the document to the image. */
function pathsOf(
  document: vscode.TextDocument,
  image: vscode.Uri,
): { documentPath: string; imagePath: string | undefined } {
  const folder = vscode.workspace.getWorkspaceFolder(image)?.uri;
  const notebook = vscode.workspace.notebookDocuments.find((candidate) =>
    candidate.getCells().some((cell) => cell.document === document),
  );
  // What was never saved is saved to the workspace folder, as VS Code proposes.
  const home = document.isUntitled && folder ? vscode.Uri.joinPath(folder, 'new') : undefined;
  const { scheme, authority, path } = home ?? notebook?.uri ?? document.uri;
  const near = scheme === image.scheme && authority.toLowerCase() === image.authority.toLowerCase();
  return { documentPath: path, imagePath: near ? image.path : undefined };
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function problemText(problem: InsertProblem, document: string, image: string): string {
  switch (problem) {
    case 'code':
    case 'comment':
    case 'frontMatter':
    case 'markup':
    case 'place':
      return vscode.l10n.t(
        'An image cannot stand where the cursor is in {0}. Put the cursor where {1} goes, and choose Insert again.',
        document,
        image,
      );
    case 'several':
      return vscode.l10n.t(
        '{0} shows {1} in several places. Put the cursor in the one that is meant, and choose Insert again.',
        document,
        image,
      );
    case 'computed':
      return vscode.l10n.t(
        'The alt text of {1} in {0} is an expression. Choose Copy, and change the expression.',
        document,
        image,
      );
    case 'elsewhere':
      return vscode.l10n.t(
        'No relative path leads from {0} to {1}. Save both in one folder tree, or choose Copy.',
        document,
        image,
      );
    case 'language':
      return vscode.l10n.t(
        'Sightline knows no image markup for the language of {0}. Choose Copy instead.',
        document,
      );
  }
}
