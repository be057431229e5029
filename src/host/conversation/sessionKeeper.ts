import { isRemote } from '../../core/images/images';
import type { ImageRecord, ImageStore } from '../images/imageStore';
import type { Log } from '../log';
import type { KeptImage, KeptSession } from './sessionFile';
import type { Session } from './session';
import type { SessionStore } from './sessionStore';

/** How often what comes of a reply is kept at most, in milliseconds: a window may be gone at once. */
const interval = 500;

/** Keeps a session in the store as it grows. */
export class SessionKeeper {
  private timer: NodeJS.Timeout | undefined;
  private last = -interval;
  private saving: Promise<void> = Promise.resolve();
  /** When what is kept was last changed by this window. */
  private since: number;
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly session: Session,
    private readonly store: SessionStore,
    private readonly images: Pick<ImageStore, 'record' | 'known'>,
    private readonly log: Pick<Log, 'error'>,
    /** What is kept of it already. */
    private known?: KeptSession,
  ) {
    this.since = known?.changed ?? 0;
    this.subscription = session.listen({
      turnChanged: () => this.now(),
      textAdded: () => this.soon(),
      changed: () => this.soon(),
    });
  }

  /** Keeps what has not been kept yet, and listens no longer. Resolves when it is kept. */
  dispose(): Promise<void> {
    this.subscription.dispose();
    this.now();
    return this.saving;
  }

  /** At once where nothing was kept for a while. */
  private soon(): void {
    const rest = this.last + interval - performance.now();
    if (rest <= 0) {
      this.now();
    } else {
      this.timer ??= setTimeout(() => this.now(), rest);
    }
  }

  private now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.last = performance.now();
    const kept = this.kept();
    const isEmpty = kept.turns.length === 0 && kept.pending === undefined;
    if (this.known ? isSame(kept, this.known) : isEmpty) {
      return;
    }
    this.known = isEmpty ? undefined : kept;
    this.saving = this.saving
      .then(() => (isEmpty ? this.store.delete(this.session.id) : this.save(kept)))
      .catch((error: unknown) => {
        this.known = undefined;
        this.log.error(error);
      });
  }

  private async save(kept: KeptSession): Promise<void> {
    const session = { ...kept, id: this.session.id };
    const id = await this.store.save(session, this.since, (image) => this.bytesOf(image));
    this.since = kept.changed;
    if (id !== this.session.id) {
      this.session.goOnAs(id);
    }
  }

  private bytesOf(id: string): Uint8Array | undefined {
    const image = this.images.known(id);
    return image && !isRemote(image) ? image.bytes : undefined;
  }

  private kept(): KeptSession {
    const { id, title, turns, consent, images, pending } = this.session;
    const records = images.flatMap((image) => this.images.record(image) ?? []);
    // As they are now: the session goes on while they are being written.
    const now = { turns: [...turns], consent, changed: Date.now() };
    const waiting = pending.ids.length > 0 && { pending: pending.ids };
    return { id, title, ...now, ...waiting, images: records.map(keptImage) };
  }
}

/** True where nothing was said since: what was deleted meanwhile stays so, and its date stays what it was. */
function isSame(a: KeptSession, b: KeptSession): boolean {
  return (
    a.title === b.title &&
    a.consent === b.consent &&
    a.turns.length === b.turns.length &&
    a.turns.every((turn, index) => turn === b.turns[index]) &&
    JSON.stringify([a.images, a.pending]) === JSON.stringify([b.images, b.pending])
  );
}

function keptImage({ id, name, address, hash, part, isPasted }: ImageRecord): KeptImage {
  const isUrl = address instanceof URL;
  const more = {
    ...(hash !== undefined && { hash }),
    ...(part && { part }),
    ...(isPasted && { isPasted }),
  };
  return { id, name, uri: String(address), isUrl, ...more };
}
