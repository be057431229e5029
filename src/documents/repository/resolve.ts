import type { ReferencedImage } from '../../core/altText/facts';
import { imageFolderOf } from '../find';
import type { ImageReference } from '../reference';
import { candidatesOf, type TargetPlace } from '../targets';
import type { Folders } from './folders';

/** Finds the images of a document's references. */
export type Resolve = (reference: ImageReference) => Promise<ReferencedImage>;

/** What finds the images of one document: beside it, from the site's root, by an alias, at their URLs. */
export function resolverOf(
  document: { readonly path: string; readonly languageId: string; readonly text: string },
  folders: Folders,
): Resolve {
  const place: Promise<TargetPlace> = folders.siteRoots(document.path).then((siteRoots) => ({
    documentPath: document.path,
    siteRoots,
    baseFolder: imageFolderOf(document.text, document.languageId),
  }));
  return async ({ target, syntax }) => {
    const wikilink = syntax === 'obsidian';
    const candidates = candidatesOf(target, { ...(await place), wikilink });
    switch (candidates.kind) {
      case 'url':
        return candidates;
      case 'data':
      case 'attachment':
        return { kind: 'embedded' };
      case 'unknown':
        return candidates;
      case 'file': {
        const { paths, anywhere = false } = candidates;
        return (
          (await fileAt(paths, folders, wikilink)) ??
          (anywhere ? await inVault(document.path, paths, folders) : undefined) ?? {
            kind: 'missing',
            path: likeliest(paths),
          }
        );
      }
    }
  };
}

/**
 * The first of some paths where a file is, else the first where one is whose capital letters differ, which
 * do not count in a wikilink.
 */
async function fileAt(
  paths: readonly string[],
  folders: Folders,
  isWikilink: boolean,
): Promise<ReferencedImage | undefined> {
  let other: ReferencedImage | undefined;
  for (const path of paths) {
    const found = await folders.find(path);
    if (found !== undefined && (found.isExact || isWikilink)) {
      return { kind: 'file', path: found.path };
    }
    if (found !== undefined) {
      other ??= { kind: 'otherCase', path, name: differing(found.path, path) };
    }
  }
  return other;
}

/** A wikilink names a file wherever it is, in any letters. */
async function inVault(
  document: string,
  paths: readonly string[],
  folders: Folders,
): Promise<ReferencedImage | undefined> {
  for (const name of new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))) {
    const path = await folders.anywhere(document, name);
    if (path !== undefined) {
      return { kind: 'file', path };
    }
  }
  return undefined;
}

/** Percent signs, queries and fragments are seldom of the name. */
function likeliest(paths: readonly string[]): string {
  return paths.find((path) => !/[?#]|%[\da-f]{2}/i.test(path)) ?? paths[0] ?? '';
}

/** The end of a path from the first folder or name that is not as in the other. */
function differing(path: string, other: string): string {
  const parts = path.split('/');
  const others = other.split('/').filter((part, index) => index === 0 || part !== '');
  const first = parts.findIndex((part, index) => part !== others[index]);
  return parts.slice(first).join('/');
}
