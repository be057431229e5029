import * as vscode from 'vscode';
import type { Row } from '../../core/altText/review/row';
import {
  editProblemText,
  editsAt,
  leftText,
  problemOf,
  type Change,
  type PlaceEdit,
} from '../../host/documents/edits';
import { placesIn } from '../../host/documents/place';
import { changeBy } from '../../host/documents/suggest';

/** What is written of a review. */
export interface Written {
  /** The documents that were to change. */
  readonly documents: readonly vscode.Uri[];
  /** Rows that could not be written, each with why. */
  readonly problems: ReadonlyMap<string, string>;
  /** What is to be known of rows that were written. */
  readonly notes: ReadonlyMap<string, string>;
}

/** The accepted rows of a document, as it is in the editor now. */
export interface AcceptedIn {
  readonly document: vscode.TextDocument;
  readonly rows: readonly Row[];
}

/**
 * Writes the texts of accepted rows in one edit that one Undo takes back, with `isPreviewed` by VS Code's
 * preview, where the user says which. Saves nothing. Undefined where the preview was left, or VS Code refused.
 */
export async function write(
  accepted: readonly AcceptedIn[],
  isPreviewed: boolean,
): Promise<Written | undefined> {
  const edit = new vscode.WorkspaceEdit();
  const problems = new Map<string, string>();
  const notes = new Map<string, string>();
  const label = vscode.l10n.t('Alt text');
  for (const { document, rows } of accepted) {
    const places = await placesIn(document.uri, document.languageId, document.getText());
    for (const row of rows) {
      const place = places[row.reference.index];
      const made =
        place === undefined
          ? 'changed'
          : (problemOf(place) ?? (await editsAt(document, place, changeOf(row, document))));
      if (typeof made === 'string') {
        const name = row.reference.target;
        problems.set(row.id, editProblemText(made, fileName(document), name));
      } else {
        if (made.left !== undefined) {
          const words = leftText(fileName(document), row.reference.target);
          notes.set(row.id, `${words} ${made.left}`);
        }
        add(edit, made.edits, isPreviewed, { label, description: row.reference.target });
      }
    }
  }
  const isMade =
    edit.size === 0 ||
    (await vscode.workspace.applyEdit(edit, isPreviewed ? { isRefactoring: true } : {}));
  return isMade || problems.size > 0
    ? { documents: accepted.map(({ document }) => document.uri), problems, notes }
    : undefined;
}

/** The name of a document's file. */
function fileName({ uri: { path } }: vscode.TextDocument): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function changeOf({ suggestion }: Row, { uri }: vscode.TextDocument): Change {
  if (suggestion === undefined || suggestion.isDecorative || suggestion.text.trim() === '') {
    return { decorative: true };
  }
  return changeBy(suggestion, { uri });
}

function add(
  edit: vscode.WorkspaceEdit,
  edits: readonly PlaceEdit[],
  needsConfirmation: boolean,
  words: { readonly label: string; readonly description: string },
): void {
  for (const { document, range, text } of edits) {
    if (needsConfirmation) {
      edit.replace(document.uri, range, text, { needsConfirmation, ...words });
    } else {
      edit.replace(document.uri, range, text);
    }
  }
}
