import type { MarkupLanguage, PlaceProblem } from './language';
import { languageOf } from './languages';
import { matchTarget, relativePath, resolved } from './paths';
import { lineAt, lineBreakOf, placeOf } from './place';
import { oneLine, type Edit, type ImageReference, type Range } from './reference';
import { addsOne, changesOne } from './verify';
import { withAltText } from './withAltText';

/** An image with its alt text, and the document that is to show it. */
export interface AltTextInsertion {
  readonly text: string;
  /** As VS Code names languages. */
  readonly languageId: string;
  /** Absolute paths with `/`, on Windows as `/c:/…`; the image's is `undefined` where no path leads there. */
  readonly documentPath: string;
  readonly imagePath: string | undefined;
  readonly selection: Range;
  readonly alt: string;
  /** The image is put in where the selection is, also where the document shows it already. */
  readonly isNew?: boolean;
}

/** Why an alt text cannot go into a document. */
export type InsertProblem =
  | PlaceProblem
  /** The document shows the image in several places, and the selection is in none of them. */
  | 'several'
  /** The image's alt text is an expression. */
  | 'computed'
  /** No relative path leads from the document to the image. */
  | 'elsewhere'
  /** The document's language is not known here. */
  | 'language';

export type InsertResult =
  { readonly edit: Edit; readonly replaced: boolean } | { readonly problem: InsertProblem };

/**
 * The edit that gives an image its alt text in a document, or why there is none: it replaces the alt
 * text of this image where the document shows it already, else puts the image in where the selection
 * is, as it always does a new one. No other image's alt text is ever changed. Plain text takes the alt text alone.
 */
export function insertAltText(insertion: AltTextInsertion): InsertResult {
  const { text, languageId, alt, selection } = insertion;
  if (languageId === 'plaintext') {
    return { edit: { ...placeOf(text, selection), text: oneLine(alt) }, replaced: false };
  }
  const language = languageOf(languageId);
  if (language === undefined) {
    return { problem: 'language' };
  }
  const references = language.find(text);
  const own = insertion.isNew === true ? undefined : ownReference(insertion, references, language);
  if (own === undefined) {
    return newImage(insertion, references, language);
  }
  if (typeof own === 'string') {
    return { problem: own };
  }
  const edit = withAltText(text, own, alt);
  return changesOne(language.find, text, edit, references.indexOf(own))
    ? { edit, replaced: true }
    : { problem: 'place' };
}

/** The one reference to the image that is meant. */
function ownReference(
  { text, documentPath, imagePath, selection }: AltTextInsertion,
  references: readonly ImageReference[],
  language: MarkupLanguage,
): ImageReference | 'several' | 'computed' | undefined {
  if (imagePath === undefined) {
    return undefined;
  }
  const folder = folderOf(documentPath);
  const below = language.imageFolder?.(text) ?? '';
  const matches = references.map(
    ({ target }) =>
      matchTarget(target, folder + below, imagePath) ??
      (below === '' ? undefined : matchTarget(target, folder, imagePath)),
  );
  const sure = matches.includes('path') ? 'path' : 'end';
  const found = references.filter((_, index) => matches[index] === sure);
  const atSelection = found.filter(
    ({ range }) => selection.start <= range.end && selection.end >= range.start,
  );
  const open = found.filter(({ state }) => state === 'missing' || state === 'placeholder');
  const meant =
    [atSelection, found, atSelection.length > 0 ? [] : open].find(({ length }) => length === 1) ??
    [];
  const [reference] = meant;
  if (reference === undefined) {
    return found.length > 0 ? 'several' : undefined;
  }
  return reference.computed ? 'computed' : reference;
}

function newImage(
  { text, documentPath, imagePath, selection, alt }: AltTextInsertion,
  references: readonly ImageReference[],
  language: MarkupLanguage,
): InsertResult {
  const base = resolved(folderOf(documentPath) + (language.imageFolder?.(text) ?? ''));
  const path = imagePath === undefined ? undefined : relativePath(base, imagePath);
  if (path === undefined) {
    return { problem: 'elsewhere' };
  }
  const behind = lineOfImage(text, selection, references);
  const edit =
    behind === undefined
      ? language.insert(text, selection, { path, alt })
      : belowLine(text, behind, language, { path, alt });
  if (typeof edit === 'string') {
    return { problem: edit };
  }
  return addsOne(language.find, text, edit) ? { edit, replaced: false } : { problem: 'place' };
}

/** The line or lines that the selection is at the end of, where they are nothing but an image. */
function lineOfImage(
  text: string,
  { start, end }: Range,
  references: readonly ImageReference[],
): Range | undefined {
  const line = lineAt(text, end);
  const atEnd = start === end && text.slice(end, line.end).trim() === '';
  const alone = references.find(
    ({ range }) =>
      range.end > line.start &&
      range.end <= line.end &&
      text.slice(range.end, line.end).trim() === '' &&
      text.slice(lineAt(text, range.start).start, range.start).trim() === '',
  );
  return atEnd && alone !== undefined
    ? { start: lineAt(text, alone.range.start).start, end: line.end }
    : undefined;
}

/** One image after the other: the next one on a line of its own below, indented as the last. */
function belowLine(
  text: string,
  line: Range,
  language: MarkupLanguage,
  image: { path: string; alt: string },
): Edit | PlaceProblem {
  const lineBreak = lineBreakOf(text);
  const indent = /^[ \t]*/.exec(text.slice(line.start, line.end))?.[0] ?? '';
  const added = lineBreak + lineBreak + indent;
  const roomy = text.slice(0, line.end) + added + text.slice(line.end);
  const place = line.end + added.length;
  const edit = language.insert(roomy, { start: place, end: place }, image);
  if (typeof edit === 'string' || edit.start < line.end) {
    return edit;
  }
  const lead = roomy.slice(line.end, edit.start);
  return { start: line.end, end: line.end, text: lead + edit.text };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
