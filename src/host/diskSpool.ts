import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SpoolFile } from '../providers/index';

const ending = '.spool';

/** No upload takes that long, in milliseconds: an older file was left by a window that ended suddenly. */
const longestUse = 24 * 60 * 60 * 1000;

/** A spool in a file of its own in a folder, which only the user may read; what others left there is removed. */
export async function diskSpool(folder: string): Promise<SpoolFile> {
  await mkdir(folder, { recursive: true });
  await removeLeft(folder);
  const file = path.join(folder, `${randomUUID()}${ending}`);
  const handle = await open(file, 'wx', 0o600);
  return {
    async write(bytes) {
      for (let rest = bytes; rest.length > 0;) {
        const { bytesWritten } = await handle.write(rest);
        rest = rest.subarray(bytesWritten);
      }
    },
    content: () => openAsBlob(file),
    async dispose() {
      await handle.close();
      await rm(file, { force: true });
    },
  };
}

async function removeLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (name.endsWith(ending) && Date.now() - (await modified(file)) > longestUse) {
      await rm(file, { force: true });
    }
  }
}

/** When a file was last written to; now for one that is gone by now. */
async function modified(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs ?? Date.now();
}
