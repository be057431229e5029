import * as vscode from 'vscode';
import type { DocumentFacts, ReferenceFacts } from '../../core/altText/facts';
import { placesIn, type Place } from '../../host/documents/place';
import { documentText } from '../../host/documents/text';

/** Reads the facts of a document's text. */
export type ReadFacts = (uri: vscode.Uri, text: string) => Promise<DocumentFacts>;

/** A document as it is now. */
export interface ReadDocument {
  readonly text: string;
  readonly facts: DocumentFacts;
}

/** Reads a document that may have changed, in the editor or on disk. Undefined where it can no longer be read. */
export async function readAgain(
  uri: vscode.Uri,
  readFacts: ReadFacts,
): Promise<ReadDocument | undefined> {
  const text = await documentText(uri);
  return text === undefined ? undefined : { text, facts: await readFacts(uri, text) };
}

/** The place of a reference in a document that was just read. */
export async function placeOf(
  uri: vscode.Uri,
  { text, facts }: ReadDocument,
  { index }: ReferenceFacts,
): Promise<Place | undefined> {
  return (await placesIn(uri, facts.languageId, text))[index];
}

/** A document in the editor's memory, where it can be changed, with its facts. Undefined where it cannot be opened. */
export async function openAgain(
  uri: vscode.Uri,
  readFacts: ReadFacts,
): Promise<{ readonly document: vscode.TextDocument; readonly facts: DocumentFacts } | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return { document, facts: await readFacts(uri, document.getText()) };
  } catch {
    return undefined;
  }
}
