import type { DocumentFacts, ReferenceFacts } from '../../core/altText/facts';
import { readReferences } from '../find';
import { languageIdOf } from '../languages';
import { contextOf, hash } from './context';
import { largestDocument, type Files } from './files';
import { Folders, type FolderRoot } from './folders';
import { resolverOf } from './resolve';
import { decodeText, positionsIn } from './text';

/** A document as an editor has it. */
export interface OpenDocument {
  readonly languageId: string;
  /** Where it is not as its file. */
  readonly text?: string;
}

export interface ScanOptions {
  /** The folders that are open; a document may be in none of them. */
  readonly roots: readonly FolderRoot[];
  /** By path. */
  readonly open?: ReadonlyMap<string, OpenDocument>;
  /** Called between pieces of work; what it waits for lets others have their turn. */
  readonly pause?: () => Promise<void> | undefined;
  /** Called with the number of each document before work on it begins. */
  readonly onStart?: (index: number) => void;
}

/** So many documents are read ahead of the one that is worked on. */
const ahead = 8;

/** The surroundings of so many references of a document are read: one of more is written by a program. */
export const mostContexts = 5000;

type Read = { readonly text: string } | { readonly problem: 'tooLarge' | 'unreadable' };

/**
 * The image references of documents with their images and contexts, one document after the other, in
 * order. `paths` are absolute, with `/`. A document that is too large, that cannot be read or that the
 * reading of fails comes with its problem. Never rejects.
 */
export async function* scanDocuments(
  paths: readonly string[],
  files: Files,
  { roots, open, pause, onStart }: ScanOptions,
): AsyncGenerator<DocumentFacts> {
  const folders = new Folders(files.list, roots);
  const reading: Promise<Read>[] = [];
  for (const [index, path] of paths.entries()) {
    while (reading.length < ahead && index + reading.length < paths.length) {
      const next = paths[index + reading.length] ?? '';
      reading.push(textOf(files, next, open?.get(next)));
    }
    const languageId = languageIdOf(path, open?.get(path)?.languageId ?? '');
    const read = await reading.shift();
    onStart?.(index);
    await pause?.();
    yield read === undefined || 'problem' in read
      ? { path, languageId, references: [], problem: read?.problem ?? 'unreadable' }
      : await documentFacts({ path, languageId, text: read.text }, folders, pause);
  }
}

async function textOf(files: Files, path: string, open: OpenDocument | undefined): Promise<Read> {
  if (open?.text !== undefined) {
    return open.text.length > largestDocument ? { problem: 'tooLarge' } : { text: open.text };
  }
  try {
    const bytes = await files.read(path, largestDocument);
    const text = bytes && decodeText(bytes);
    return text === undefined
      ? { problem: bytes === undefined ? 'tooLarge' : 'unreadable' }
      : { text };
  } catch {
    return { problem: 'unreadable' };
  }
}

/**
 * The facts of one document, whose `languageId` is as `languageIdOf` gives it. Beyond `mostContexts`
 * references, each has a context of its own and no language. Never rejects.
 */
export async function documentFacts(
  document: { readonly path: string; readonly languageId: string; readonly text: string },
  folders: Folders,
  pause?: ScanOptions['pause'],
): Promise<DocumentFacts> {
  const { path, languageId } = document;
  try {
    return { path, languageId, references: await referencesOf(document, folders, pause) };
  } catch {
    return { path, languageId, references: [], problem: 'unreadable' };
  }
}

async function referencesOf(
  document: { readonly path: string; readonly languageId: string; readonly text: string },
  folders: Folders,
  pause: ScanOptions['pause'],
): Promise<ReferenceFacts[]> {
  const { path, text, languageId } = document;
  const { references, surroundingsOf } = readReferences(text, languageId);
  if (references.length === 0) {
    return [];
  }
  const positionOf = positionsIn(text);
  const resolve = resolverOf(document, folders);
  const facts: ReferenceFacts[] = [];
  for (const [index, reference] of references.entries()) {
    const { target, alt, state, role, computed, caption, linkTarget, theme, range } = reference;
    const surroundings = index < mostContexts ? surroundingsOf(reference) : undefined;
    const language = surroundings?.language;
    facts.push({
      index,
      target,
      ...(alt !== undefined && { alt }),
      state,
      role,
      computed,
      ...(caption !== undefined && { caption }),
      ...(linkTarget !== undefined && { linkTarget }),
      ...(theme !== undefined && { theme }),
      start: range.start,
      end: range.end,
      ...positionOf(range.start),
      ...(language !== undefined && { language }),
      context: surroundings === undefined ? hash(`${path}:${index}`) : contextOf(surroundings),
      image: await resolve(reference),
    });
    await pause?.();
  }
  return facts;
}
