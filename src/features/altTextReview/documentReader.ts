import * as vscode from 'vscode';
import type { DocumentFacts } from '../../core/altText/facts';
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

/** A document as it is now, with its places. */
export interface ReadPlaces extends ReadDocument {
  readonly places: readonly Place[];
}

/** So many documents are kept as they were read. */
const mostKept = 8;

/** Documents that are read for each of their images, and parsed once while their text stays the same. */
export class DocumentReads {
  private readonly known = new Map<string, { text: string; read: Promise<ReadPlaces> }>();

  constructor(private readonly readFacts: ReadFacts) {}

  /** `isNew` where the text is not the one of before. Undefined where it can no longer be read. */
  async read(uri: vscode.Uri): Promise<(ReadPlaces & { readonly isNew: boolean }) | undefined> {
    const text = await documentText(uri);
    if (text === undefined) {
      return undefined;
    }
    const key = String(uri);
    const known = this.known.get(key);
    if (known?.text === text) {
      return { ...(await known.read), isNew: false };
    }
    const read = this.parse(uri, text);
    this.known.delete(key);
    this.known.set(key, { text, read });
    const [oldest] = this.known.size > mostKept ? this.known.keys() : [];
    if (oldest !== undefined) {
      this.known.delete(oldest);
    }
    read.catch(() => this.known.delete(key));
    return { ...(await read), isNew: true };
  }

  private async parse(uri: vscode.Uri, text: string): Promise<ReadPlaces> {
    const facts = await this.readFacts(uri, text);
    return { text, facts, places: await placesIn(uri, facts.languageId, text) };
  }
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
