import { imageExtensions } from '../../core/images/endings';
import { languageIdOf, languageOf } from '../languages';
import { globMatcher } from './glob';

/** What is in a folder, by name; a link stands where what it leads to would. */
export interface Entries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Links that lead to folders: they may lead in a circle. */
  readonly links: readonly string[];
}

/** The files of a repository. Paths are absolute, with `/`, on Windows as `/c:/…`. */
export interface Files {
  /** The bytes of a regular file; `undefined` where it has more than `most`. Rejects where it cannot be read. */
  readonly read: (path: string, most: number) => Promise<Uint8Array | undefined>;
  /** Rejects where there is no such folder. */
  readonly list: (folder: string) => Promise<Entries>;
}

/** The largest document that is read, in bytes, and in UTF-16 units where a program gives the text: larger ones are written by programs. */
export const largestDocument = 4 * 1024 * 1024;

/**
 * Folders that hold no documents of the repository's own: packages, version control, and what the tools
 * of these names write anew and have every repository ignore. `dist`, `build`, `out`, `public` and the
 * like are none of them: in many repositories they are sources.
 */
export const leftOutFolders: readonly string[] = [
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.docusaurus',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.venv',
];

/** Whether a file of that path is read for image references. */
export function isDocument(path: string): boolean {
  return languageOf(languageIdOf(path, '')) !== undefined && !/\.min\.\w+$/i.test(path);
}

/** Whether a file of that path is a picture that Sightline reads. */
export function isImage(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 && imageExtensions.includes(name.slice(dot + 1).toLowerCase());
}

/** Which paths are looked at, by `folders` of a `.sightline.json`; relative to its folder, with `/`. */
export interface PathFilter {
  readonly takesFile: (path: string) => boolean;
  /** False where nothing in the folder can be taken. */
  readonly entersFolder: (path: string) => boolean;
}

/** Takes what an `include` matches, where there is one, and no `exclude`; a folder stands for all in it. */
export function pathFilter({
  include,
  exclude,
}: {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}): PathFilter {
  const included = include.map(globMatcher);
  const excluded = exclude.map(globMatcher);
  const isExcluded = (path: string): boolean => excluded.some((matches) => matches(path));
  return {
    takesFile: (path) =>
      !isExcluded(path) && (included.length === 0 || included.some((matches) => matches(path))),
    entersFolder: (path) => !isExcluded(path),
  };
}
