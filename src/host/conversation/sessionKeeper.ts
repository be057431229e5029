import { isRunning } from '../../core/conversation/turn';
import type { ImageRecord, ImageStore } from '../images/imageStore';
import type { Log } from '../log';
import type { KeptImage, KeptSession } from './sessionFile';
import type { Session } from './session';
import type { SessionStore } from './sessionStore';

/** How long text may gather before it is kept, in milliseconds. */
const gathering = 1000;

/** Keeps a session in the store as it grows. */
export class SessionKeeper {
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly session: Session,
    private readonly store: SessionStore,
    private readonly images: Pick<ImageStore, 'record'>,
    private readonly log: Pick<Log, 'error'>,
    /** When what is kept was last changed by this window. */
    private since = 0,
  ) {
    this.subscription = session.listen({
      turnChanged: (turn) => (isRunning(turn) ? this.later() : this.now()),
      textAdded: () => this.later(),
      changed: () => this.later(),
    });
  }

  /** Keeps what has not been kept yet, and listens no longer. Resolves when it is kept. */
  dispose(): Promise<void> {
    this.subscription.dispose();
    this.now();
    return this.saving;
  }

  private later(): void {
    this.timer ??= setTimeout(() => this.now(), gathering);
  }

  private now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.session.turns.length > 0) {
      const kept = this.kept();
      this.saving = this.saving
        .then(() => this.save(kept))
        .catch((error: unknown) => this.log.error(error));
    }
  }

  private async save(kept: KeptSession): Promise<void> {
    const id = await this.store.save({ ...kept, id: this.session.id }, this.since);
    this.since = kept.changed;
    if (id !== this.session.id) {
      this.session.goOnAs(id);
    }
  }

  private kept(): KeptSession {
    const { id, title, turns, consent, images } = this.session;
    const records = images.flatMap((image) => this.images.record(image) ?? []);
    return { id, title, turns, consent, changed: Date.now(), images: records.map(keptImage) };
  }
}

function keptImage({ id, name, address, hash }: ImageRecord): KeptImage {
  const isUrl = address instanceof URL;
  return { id, name, uri: String(address), isUrl, ...(hash !== undefined && { hash }) };
}
