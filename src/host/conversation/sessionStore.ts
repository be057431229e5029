import { randomUUID } from 'node:crypto';
import { formatSession, parseSession, type KeptImage, type KeptSession } from './sessionFile';

/** The files in which conversations are kept, one for each, by name. */
export interface SessionFiles {
  names(): Promise<string[]>;
  /** Undefined where there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** Replaces the file as a whole: a crash leaves the old or the new text. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/** How much is kept. */
export interface HistoryLimits {
  readonly isKept: boolean;
  /** The most conversations; the oldest go first. */
  readonly conversations: number;
  /** After how many days without a change one goes. */
  readonly days: number;
}

const day = 24 * 60 * 60 * 1000;
const ending = '.json';

/** The bytes of a pasted picture by its id; undefined where they are not there. */
export type BytesOf = (id: string) => Uint8Array | undefined;

/** Keeps conversations, within limits. A torn file costs that one conversation. */
export class SessionStore {
  /** What is being written, by id: a later state waits for the earlier one. */
  private readonly writing = new Map<string, Promise<unknown>>();

  constructor(
    private readonly files: SessionFiles,
    private readonly limits: () => HistoryLimits,
    private readonly now: () => number = Date.now,
    private readonly newId: () => string = randomUUID,
  ) {}

  /**
   * Keeps a conversation as it is now, and resolves to the id that it is kept under: another than its
   * own where what is kept is later than `since`, as another window goes on with it. Rejects as the
   * files do. `bytesOf` gives those of a pasted picture, which has no other place.
   */
  async save(session: KeptSession, since: number, bytesOf?: BytesOf): Promise<string> {
    if (!this.limits().isKept) {
      return session.id;
    }
    const before = this.writing.get(session.id) ?? Promise.resolve();
    const write = before.catch(() => undefined).then(() => this.write(session, since, bytesOf));
    this.writing.set(session.id, write);
    try {
      return await write;
    } finally {
      if (this.writing.get(session.id) === write) {
        this.writing.delete(session.id);
      }
    }
  }

  private async write(session: KeptSession, since: number, bytesOf?: BytesOf): Promise<string> {
    const there = await this.read(session.id);
    const id = there !== undefined && there.changed > since ? this.newId() : session.id;
    // First what tells of the pictures: one that nothing tells of would never be deleted.
    await this.files.write(id + ending, formatSession({ ...session, id }));
    await this.writePictures(session, bytesOf);
    if (there && id === session.id) {
      const pictures = pictureFiles(session);
      await this.removePictures(pictureFiles(there).filter((name) => !pictures.includes(name)));
    }
    return id;
  }

  private async writePictures(session: KeptSession, bytesOf?: BytesOf): Promise<void> {
    const pasted = session.images.filter((image) => pictureFile(image) !== undefined);
    const there = pasted.length > 0 ? await this.files.names() : [];
    for (const image of pasted) {
      const [name = '', bytes] = [pictureFile(image), bytesOf?.(image.id)];
      if (bytes && !there.includes(name)) {
        await this.files.write(name, bytes);
      }
    }
  }

  /** Two windows may go on with one conversation: what another still shows stays. */
  private async removePictures(names: readonly string[]): Promise<void> {
    if (names.length > 0) {
      // As they are: one that is being written would wait for this.
      const sessions = await Promise.all((await this.ids()).map((id) => this.read(id)));
      const others = sessions.flatMap((session) => (session ? pictureFiles(session) : []));
      const gone = names.filter((name) => !others.includes(name));
      await Promise.all(gone.map((name) => this.files.remove(name)));
    }
  }

  /** Undefined where it is not kept, or its file is torn. */
  async load(id: string): Promise<KeptSession | undefined> {
    await this.writing.get(id)?.catch(() => undefined);
    return this.read(id);
  }

  /** All that are kept, the latest first. */
  async all(): Promise<KeptSession[]> {
    const ids = await this.ids();
    const found = await Promise.all(ids.map((id) => this.load(id)));
    return found.filter((session) => session !== undefined).sort((a, b) => b.changed - a.changed);
  }

  async delete(id: string): Promise<void> {
    await this.writing.get(id)?.catch(() => undefined);
    const there = await this.read(id);
    await this.files.remove(id + ending);
    await this.removePictures(there ? pictureFiles(there) : []);
  }

  /** Deletes every file, torn ones and those that a window left half-written too. */
  async deleteAll(): Promise<void> {
    await Promise.all((await this.ids()).map((id) => this.delete(id)));
    await Promise.all((await this.files.names()).map((name) => this.files.remove(name)));
  }

  /** Deletes what is beyond the limits. */
  async prune(): Promise<void> {
    const { isKept, conversations, days } = this.limits();
    if (!isKept) {
      await this.deleteAll();
      return;
    }
    const oldest = this.now() - days * day;
    const all = await this.all();
    const gone = all.filter(({ changed }, index) => index >= conversations || changed < oldest);
    await Promise.all(gone.map(({ id }) => this.delete(id)));
  }

  private async read(id: string): Promise<KeptSession | undefined> {
    const text = await this.files.read(id + ending);
    const session = text === undefined ? undefined : parseSession(text);
    return session?.id === id ? session : undefined;
  }

  private async ids(): Promise<string[]> {
    const names = await this.files.names();
    return names.flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []));
  }
}

/** The file of a pasted picture; none that this store would not have written. */
function pictureFile({ uri, isPasted }: KeptImage): string | undefined {
  const name = uri.split('/').at(-1) ?? '';
  return isPasted && /^[\w-]+\.[a-z]+$/.test(name) && !name.endsWith(ending) ? name : undefined;
}

function pictureFiles({ images }: KeptSession): string[] {
  return images.flatMap((image) => pictureFile(image) ?? []);
}
