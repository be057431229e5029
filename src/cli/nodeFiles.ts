import fs from 'node:fs';
import type { Entries, Files } from '../documents';
import { nativePath } from './paths';

/** The files of this computer. Blocks while it reads: nothing else is to be done meanwhile. */
export const nodeFiles: Files = {
  read: (path, most) => Promise.resolve().then(() => read(path, most)),
  list: (folder) => Promise.resolve().then(() => list(folder)),
};

function read(path: string, most: number): Uint8Array | undefined {
  const file = nativePath(path);
  const stats = fs.statSync(file);
  if (!stats.isFile()) {
    // A pipe would be waited for.
    throw new Error(`${path} is no regular file`);
  }
  return stats.size > most ? undefined : fs.readFileSync(file);
}

function list(folder: string): Entries {
  const files: string[] = [];
  const folders: string[] = [];
  const links: string[] = [];
  for (const entry of fs.readdirSync(nativePath(folder), { withFileTypes: true })) {
    if (entry.isFile()) {
      files.push(entry.name);
    } else if (entry.isDirectory()) {
      folders.push(entry.name);
    } else if (entry.isSymbolicLink()) {
      const target = targetOf(`${folder}/${entry.name}`);
      (target?.isDirectory() === true ? links : target?.isFile() === true ? files : []).push(
        entry.name,
      );
    }
  }
  return { files, folders, links };
}

/** What a link leads to; undefined where it leads nowhere, or in a circle. */
function targetOf(path: string): fs.Stats | undefined {
  try {
    return fs.statSync(nativePath(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
