import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import type { SessionFiles } from './sessionStore';

/** The files of a folder, which is made when the first is written. Only its owner can read them. */
export function sessionFolder(folder: vscode.Uri): SessionFiles {
  return folder.scheme === 'file' ? localFolder(folder.fsPath) : remoteFolder(folder);
}

function localFolder(folder: string): SessionFiles {
  return {
    names: () => whereThere(() => fs.readdir(folder), []),
    read: (name) => whereThere(() => fs.readFile(`${folder}/${name}`, 'utf8'), undefined),
    async write(name, content) {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      const written = `${folder}/${randomUUID()}.tmp`;
      await fs.writeFile(written, content, { mode: 0o600 });
      await fs.rename(written, `${folder}/${name}`);
    },
    remove: (name) => fs.rm(`${folder}/${name}`, { force: true }),
  };
}

function remoteFolder(folder: vscode.Uri): SessionFiles {
  const files = vscode.workspace.fs;
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  return {
    names: () =>
      whereThere(async () => (await files.readDirectory(folder)).map(([name]) => name), []),
    read: (name) =>
      whereThere(async () => new TextDecoder().decode(await files.readFile(at(name))), undefined),
    async write(name, content) {
      await files.createDirectory(folder);
      const written = at(`${randomUUID()}.tmp`);
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      await files.writeFile(written, bytes);
      await files.rename(written, at(name), { overwrite: true });
    },
    remove: (name) => whereThere(async () => files.delete(at(name)), undefined),
  };
}

/** What is not there is no failure. */
async function whereThere<T>(action: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ENOENT' || code === 'FileNotFound') {
      return otherwise;
    }
    throw error;
  }
}
