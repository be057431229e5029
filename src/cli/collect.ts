import fs from 'node:fs';
import {
  filesBelow,
  isDocument,
  isImage,
  pathFilter,
  type Entries,
  type Files,
  type PathFilter,
} from '../documents';
import { Refusal } from './options';
import { folderOf, nativePath } from './paths';
import type { Project, Projects } from './project';

/** What is to be looked at. */
export interface Collected {
  /** The documents by their paths, each with its project. */
  readonly documents: ReadonlyMap<string, Project>;
  /** The images and other texts of the folders. */
  readonly images: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** Texts that may name images, besides documents. */
const textFile =
  /\.(?:css|ejs|erb|hbs|j2|jinja2?|json5?|less|liquid|mustache|njk|php|pug|sass|scss|styl|svg|tex|toml|ts|twig|txt|webmanifest|xml|ya?ml)$/i;

/**
 * Finds the documents at paths, which are files and folders, absolute and with `/`. Folders that cannot be
 * read, and files that are no documents, are named to `warn`. Rejects with a `Refusal` where nothing is.
 */
export async function collect(
  paths: readonly string[],
  files: Files,
  { projects, warn }: { readonly projects: Projects; readonly warn: (words: string) => void },
): Promise<Collected> {
  const documents = new Map<string, Project>();
  const images = new Set<string>();
  const texts = new Set<string>();
  for (const path of paths) {
    if (isFile(path)) {
      const project = await projects.of(folderOf(path));
      if (!isDocument(path)) {
        warn(`${nativePath(path)} is no document whose images are known here`);
      } else if (
        filterOf(project, folderOf(path)).takesFile(path.slice(folderOf(path).length + 1))
      ) {
        documents.set(path, project);
      }
      continue;
    }
    const project = await projects.of(path);
    const list = (folder: string): Promise<Entries> =>
      files.list(folder).catch((error: unknown) => {
        warn(`${nativePath(folder)} cannot be read, and is left out: ${reason(error)}`);
        throw error;
      });
    for await (const found of filesBelow(path, list, filterOf(project, path))) {
      if (isDocument(found)) {
        documents.set(found, project);
      } else if (isImage(found)) {
        images.add(found);
      }
      if (textFile.test(found)) {
        texts.add(found);
      }
    }
  }
  return {
    documents: new Map([...documents].sort(([one], [other]) => (one < other ? -1 : 1))),
    images,
    texts,
  };
}

function isFile(path: string): boolean {
  try {
    const stats = fs.statSync(nativePath(path));
    if (stats.isFile() || stats.isDirectory()) {
      return stats.isFile();
    }
  } catch (error) {
    throw new Refusal(`${nativePath(path)} cannot be read: ${reason(error)}`);
  }
  throw new Refusal(`${nativePath(path)} is neither a file nor a folder.`);
}

/** What a project takes, for paths from a folder in it. */
function filterOf({ folder: root, file }: Project, folder: string): PathFilter {
  const { takesFile, entersFolder } = pathFilter(file?.folders ?? { include: [], exclude: [] });
  const before = folder === root ? '' : `${folder.slice(root.length + 1)}/`;
  return {
    takesFile: (path) => takesFile(before + path),
    entersFolder: (path) => entersFolder(before + path),
  };
}

/** What a system error says, without the path that it repeats. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(',')[0] ?? message;
}
