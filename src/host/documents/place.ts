import * as vscode from 'vscode';
import { loadDocuments } from '../chunks';
import type { ImageReference, ReadReferences } from '../../documents';

/** An image reference in a document, as both were when they were read. */
export interface Place {
  readonly uri: vscode.Uri;
  readonly languageId: string;
  readonly text: string;
  readonly references: readonly ImageReference[];
  readonly reference: ImageReference;
  /** What stands around it; all places of a document that were read together are looked up in one outline. */
  readonly surroundings: () => ReturnType<ReadReferences['surroundingsOf']>;
}

/** Where a command is to act: what a code action names, else the cursor. */
export interface PlaceArgument {
  readonly document: vscode.Uri;
  readonly offset: number;
}

/** Longer documents are written by programs, and would be read with each key that is pressed. */
const longest = 2_000_000;

/** The image references of an open document, read once for each of its versions. */
export class DocumentReader {
  private readonly read = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly places: readonly Place[] }
  >();

  async places(document: vscode.TextDocument): Promise<readonly Place[]> {
    const known = this.read.get(document);
    if (known?.version === document.version) {
      return known.places;
    }
    const { version } = document;
    const text = document.getText();
    const places =
      text.length > longest ? [] : await placesIn(document.uri, document.languageId, text);
    this.read.set(document, { version, places });
    return places;
  }

  /** The place around or beside an offset, the innermost where they are nested. */
  async placeAt(document: vscode.TextDocument, offset: number): Promise<Place | undefined> {
    const places = await this.places(document);
    return places.findLast(
      ({ reference: { range } }) => range.start <= offset && offset <= range.end,
    );
  }
}

/** The image references of a text. */
export async function placesIn(
  uri: vscode.Uri,
  languageId: string,
  text: string,
): Promise<readonly Place[]> {
  const { languageIdOf, readReferences } = await loadDocuments();
  const language = languageIdOf(uri.path, languageId);
  const { references, surroundingsOf } = readReferences(text, language);
  return references.map((reference) => ({
    uri,
    languageId: language,
    text,
    references,
    reference,
    surroundings: () => surroundingsOf(reference),
  }));
}

/** The range of a reference's markup in its document. */
export function rangeOf(document: vscode.TextDocument, { range }: ImageReference): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

export function isPlaceArgument(value: unknown): value is PlaceArgument {
  return (
    typeof value === 'object' &&
    value !== null &&
    'document' in value &&
    value.document instanceof vscode.Uri &&
    'offset' in value &&
    typeof value.offset === 'number'
  );
}
