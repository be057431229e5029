import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Turn } from '../../src/core/conversation/turn';
import { parseSession, type KeptSession } from '../../src/host/conversation/sessionFile';

/** The conversations that the extension has kept, as their files say. */
export class Kept {
  readonly folder: string;

  constructor(dataDir: string) {
    const storage = 'data/User/globalStorage/sightline.sightline/conversations';
    this.folder = path.join(dataDir, storage);
  }

  /** The names of all files, those that are being written too. */
  async files(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }

  async ids(): Promise<string[]> {
    return (await this.files()).flatMap((name) =>
      name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : [],
    );
  }

  /** Undefined where there is no such conversation, or its file is torn. */
  async session(id: string): Promise<KeptSession | undefined> {
    const text = await readFile(this.fileOf(id), 'utf8').catch(() => '');
    return parseSession(text);
  }

  async all(): Promise<KeptSession[]> {
    const found = await Promise.all((await this.ids()).map((id) => this.session(id)));
    return found.filter((session) => session !== undefined);
  }

  fileOf(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}

/** The texts of all replies of some turns, earlier versions too. */
export function textsOf(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ replies }) => replies.map(({ text }) => text));
}
