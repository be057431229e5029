import fs from 'node:fs';
import path from 'node:path';
import type { Entries, Files } from '../../../documents/repository';

/**
 * The files of this computer, for paths as URIs have them. Blocks while it reads, which takes a fifth of
 * the time: for threads and programs that have nothing else to do meanwhile.
 */
export const nodeFiles: Files = {
  read: (file, most) => Promise.resolve().then(() => read(nodePath(file), most)),
  list: (folder) => Promise.resolve().then(() => list(nodePath(folder))),
};

function read(file: string, most: number): Uint8Array | undefined {
  const stats = fs.statSync(file);
  if (!stats.isFile()) {
    // A pipe would be waited for.
    throw new Error(`${file} is no regular file`);
  }
  return stats.size > most ? undefined : fs.readFileSync(file);
}

function list(folder: string): Entries {
  const files: string[] = [];
  const folders: string[] = [];
  const links: string[] = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isSymbolicLink()) {
      const stats = targetOf(path.join(folder, name));
      (stats?.isDirectory() === true ? links : stats?.isFile() === true ? files : []).push(name);
    } else if (entry.isDirectory()) {
      folders.push(name);
    } else if (entry.isFile()) {
      files.push(name);
    }
  }
  return { files, folders, links };
}

/** What a link leads to; undefined where it leads nowhere, or in a circle. */
function targetOf(link: string): fs.Stats | undefined {
  try {
    return fs.statSync(link, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** `/c:/a` in, `c:/a` out; as it is on systems without drives. */
function nodePath(uriPath: string): string {
  const isDrive = process.platform === 'win32' && /^\/[a-z]:/i.test(uriPath);
  return isDrive ? `${uriPath.slice(1)}${uriPath.length === 3 ? '/' : ''}` : uriPath;
}
