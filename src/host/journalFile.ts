import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { JournalFile } from '../core/work/journal';

/** A journal's file, which only its owner can read. It and its folder are made with the first entry. */
export function journalFile(uri: vscode.Uri): JournalFile {
  return uri.scheme === 'file' ? localFile(uri.fsPath) : remoteFile(uri);
}

function localFile(file: string): JournalFile {
  return {
    async *read() {
      try {
        for await (const piece of createReadStream(file, 'utf8')) {
          yield String(piece);
        }
      } catch (error) {
        throwUnlessMissing(error);
      }
    },
    async append(text) {
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await fs.appendFile(file, text, { mode: 0o600 });
    },
    async replace(text) {
      const written = `${file}.${randomUUID()}.tmp`;
      await fs.writeFile(written, text, { mode: 0o600 });
      await fs.rename(written, file);
    },
  };
}

/** Other file systems cannot append: each entry writes all of it again. */
function remoteFile(uri: vscode.Uri): JournalFile {
  const files = vscode.workspace.fs;
  const read = async (): Promise<string> => {
    try {
      return new TextDecoder().decode(await files.readFile(uri));
    } catch (error) {
      throwUnlessMissing(error);
      return '';
    }
  };
  const replace = async (text: string): Promise<void> => {
    await files.createDirectory(vscode.Uri.joinPath(uri, '..'));
    await files.writeFile(uri, new TextEncoder().encode(text));
  };
  return {
    async *read() {
      yield await read();
    },
    append: async (text) => replace((await read()) + text),
    replace,
  };
}

function throwUnlessMissing(error: unknown): void {
  const { code } = error as { code?: unknown };
  if (code !== 'ENOENT' && code !== 'FileNotFound') {
    throw error;
  }
}
