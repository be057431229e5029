import * as vscode from 'vscode';
import { loadDocuments } from '../chunks';
import type { Edit, ImageReference, LongDescription } from '../../documents';
import { placesIn, type Place } from './place';

/** Why a reference cannot be changed. */
export type EditProblem = 'changed' | 'computed' | 'readOnly' | 'undecorative';

/** What a reference is to become. */
export type Change =
  { readonly alt: string; readonly description?: LongDescription } | { readonly decorative: true };

/** An edit of a document as it is now. */
export interface PlaceEdit {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly text: string;
}

/** The edits that a change is made by. */
export interface PlaceEdits {
  readonly edits: readonly PlaceEdit[];
  /** A long description that has no place there. */
  readonly left?: string;
}

/** What became of a change. */
export interface Applied {
  /** Why it was not made. */
  readonly problem?: EditProblem;
  /** A long description that has no place there. */
  readonly left?: string;
}

/** Why a reference cannot be changed whatever it is to become, as far as can be told before. */
export function problemOf({ uri, reference }: Place): EditProblem | undefined {
  if (reference.computed) {
    return 'computed';
  }
  return vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false ? 'readOnly' : undefined;
}

/**
 * The edits that give a reference, and its twin for the other colour theme, another alt text. The document
 * is read anew: where it changed since the place was read, the reference is looked for again.
 */
export async function editsFor(place: Place, change: Change): Promise<PlaceEdits | EditProblem> {
  const { findAgain } = await loadDocuments();
  const problem = problemOf(place);
  if (problem !== undefined) {
    return problem;
  }
  const document = await vscode.workspace.openTextDocument(place.uri);
  const [now] = await placesIn(place.uri, place.languageId, document.getText());
  const references = now?.references ?? [];
  const reference = findAgain(place.references, place.reference, references);
  return reference === undefined ? 'changed' : editsAt(document, { references, reference }, change);
}

/** The same for a reference of a document as it is now, which is among its `references`. */
export async function editsAt(
  document: vscode.TextDocument,
  { references, reference }: Pick<Place, 'references' | 'reference'>,
  change: Change,
): Promise<PlaceEdits | EditProblem> {
  const { decorativeEdit, longDescriptionEdits, twinOf, withAltText } = await loadDocuments();
  const text = document.getText();
  const all = [reference, twinOf(references, reference)].filter((one) => one !== undefined);
  const edits = all.flatMap((one: ImageReference): (Edit | undefined)[] => [
    'alt' in change ? withAltText(text, one, change.alt) : decorativeEdit(text, one),
  ]);
  const made = edits.filter((edit) => edit !== undefined);
  if (made.length < edits.length) {
    return 'undecorative';
  }
  const description = 'alt' in change ? change.description : undefined;
  const described = description && longDescriptionEdits(text, all.at(-1) ?? reference, description);
  return {
    edits: [...made, ...(described ?? [])].map(({ start, end, text: added }) => ({
      document,
      range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
      text: added,
    })),
    ...(description && described === undefined && { left: description.text }),
  };
}

/** So often an edit is tried that the user's own typing was in the way of, with a pause in milliseconds. */
const mostTries = 40;
const pause = 50;

/** Changes a reference in one step that Undo takes back. */
export async function applyTo(place: Place, change: Change): Promise<Applied> {
  for (let tries = 0; tries < mostTries; tries++) {
    const found = await editsFor(place, change);
    if (typeof found === 'string') {
      return { problem: found };
    }
    const { edits, left } = found;
    const [first] = edits;
    const version = first?.document.version;
    const isSame = edits.every(({ document, range, text }) => document.getText(range) === text);
    // VS Code refuses an edit of a version that is no longer the document's.
    if (await made(edits)) {
      // A read-only document takes an edit without making it.
      return isSame || first?.document.version !== version
        ? { ...(left !== undefined && { left }) }
        : { problem: 'readOnly' };
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (first?.document.version === version) {
      return { problem: 'readOnly' }; // Nobody typed.
    }
  }
  return { problem: 'changed' };
}

/** Makes edits of one document, in its editor where it has one: only that knows whether it is read-only. */
function made(edits: readonly PlaceEdit[]): Thenable<boolean> {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document === edits[0]?.document,
  );
  if (editor) {
    return editor.edit((builder) => {
      edits.forEach(({ range, text }) => builder.replace(range, text));
    });
  }
  const edit = new vscode.WorkspaceEdit();
  edits.forEach(({ document, range, text }) => edit.replace(document.uri, range, text));
  return vscode.workspace.applyEdit(edit);
}

/** Says that a long description has no place in the markup. */
export function leftText(document: string, image: string): string {
  return vscode.l10n.t('The long description of {0} has no place in {1}.', image, document);
}

/** A problem in the user's words. */
export function editProblemText(problem: EditProblem, document: string, image: string): string {
  switch (problem) {
    case 'changed':
      return vscode.l10n.t(
        '{0} has changed where it shows {1}. Choose the command again.',
        document,
        image,
      );
    case 'computed':
      return vscode.l10n.t(
        'The alt text of {0} in {1} is an expression. Change the expression.',
        image,
        document,
      );
    case 'readOnly':
      return vscode.l10n.t('{0} is read-only.', document);
    case 'undecorative':
      return vscode.l10n.t(
        'The markup of {0} in {1} cannot say that an image is decorative.',
        image,
        document,
      );
  }
}
