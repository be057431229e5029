import { cp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npm';
import { root } from './paths';

/** What is not copied: nothing of it goes into a package. */
const apart = new Set(['.git', '.vscode-test', 'dist', 'node_modules', 'out', 'test']);

export interface Package {
  readonly vsix: string;
  /** The copy of the project in which it was made, with the production build in `dist`. */
  readonly folder: string;
}

/**
 * Runs `npm run package` in a copy of the project, so that the project's own `dist` stays as others
 * use it. `folder` is replaced. Rejects with the output if it fails.
 */
export async function packageExtension(folder: string): Promise<Package> {
  await copyProject(folder);
  await runNpm(folder, ['run', 'package']);
  return { vsix: path.join(folder, 'out', 'sightline.vsix'), folder };
}

/** Puts a copy of the project that can be built in place of `folder`. */
export async function copyProject(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const name of await readdir(root)) {
    if (!apart.has(name)) {
      await cp(path.join(root, name), path.join(folder, name), { recursive: true });
    }
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}

export interface PackedFile {
  /** Relative to the extension's folder, with slashes. */
  readonly name: string;
  /** In bytes: as the package holds it, and unpacked. */
  readonly packed: number;
  readonly size: number;
}

/** The files of the extension in a .vsix. */
export async function packedFiles(vsix: string): Promise<PackedFile[]> {
  const prefix = 'extension/';
  return (await zipEntries(vsix))
    .filter(({ name }) => name.startsWith(prefix))
    .map((entry) => ({ ...entry, name: entry.name.slice(prefix.length) }));
}

/** Reads the central directory of a ZIP file. Source: APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16. */
async function zipEntries(file: string): Promise<PackedFile[]> {
  const zip = await readFile(file);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) {
    throw new Error(`${file} is no ZIP file.`);
  }
  const entries: PackedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    ) as [number, number, number];
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
