import { isVisionError, VisionError } from '../../core/errors';
import { nextImagesOf } from '../../core/conversation/turn';
import { freeName, plainFileName } from '../../core/images/fileName';
import type { ImageId } from '../../core/images/imageId';
import { mostBytes, mostImages } from '../../core/images/limits';
import { isRemote, type ImageFile, type ImageType } from '../../core/images/images';
import type { ImageAddress } from '../images/imageAddress';
import type { ImageStore } from '../images/imageStore';
import type { Session } from './session';

/** What adding needs of the world. */
export interface AdditionPorts {
  readonly images: ImageStore;
  /** Reads a picture's bytes. Rejects with a VisionError, or as the signal says. */
  readonly inspect: (name: string, bytes: Uint8Array, signal: AbortSignal) => Promise<ImageFile>;
  /** Where the pasted picture of that id is kept. */
  readonly addressOf: (id: ImageId, type: ImageType) => ImageAddress;
  /** What a pasted picture without a name is called, without ending. */
  readonly pastedName: string;
}

/** What became of images that were to be added. */
export interface Added {
  readonly ids: readonly ImageId[];
  /** Why the others are not among them. */
  readonly problems: readonly VisionError[];
}

/** Adds images to a conversation, which wait there for the next question. */
export class Additions {
  constructor(
    private readonly session: Session,
    private readonly ports: AdditionPorts,
    /** Aborts when nobody waits for them any longer. */
    private readonly signal: AbortSignal,
  ) {}

  /** Adds files. Resolves when they were read; what is no image is taken out again. */
  async files(addresses: readonly ImageAddress[]): Promise<Added> {
    const { session, ports } = this;
    const present = new Set(this.about.map((id) => String(ports.images.record(id)?.address)));
    const fresh = addresses.filter((address) => {
      const isFresh = !present.has(String(address));
      present.add(String(address));
      return isFresh;
    });
    const room = Math.max(0, mostImages - this.about.length);
    const ids = fresh.slice(0, room).map((address) => ports.images.add(address));
    session.pending.add(ids);
    const problems = await Promise.all(ids.map((id) => this.read(id)));
    return {
      ids: ids.filter((_, index) => problems[index] === undefined),
      problems: [
        ...problems.filter((problem) => problem !== undefined),
        ...(fresh.length > room ? [tooMany(this.about.length + fresh.length - room)] : []),
      ],
    };
  }

  /** Adds a picture that came as bytes, under a name that may be anything. */
  async bytes(claimed: string, bytes: Uint8Array): Promise<Added> {
    const { session, ports, signal } = this;
    const shown = plainFileName(claimed, 'image/png', ports.pastedName);
    try {
      if (this.about.length >= mostImages) {
        throw tooMany(this.about.length + 1);
      }
      const read = await ports.inspect(withoutGuess(claimed, shown), bytes, signal);
      signal.throwIfAborted();
      const names = this.about.map((id) => ports.images.record(id)?.name);
      // Browsers give this name to every picture of the clipboard.
      const own = claimed === 'image.png' ? '' : claimed;
      const plain = plainFileName(own, read.type, ports.pastedName);
      const name = freeName(plain, (each) => names.includes(each));
      this.checkBytes(read.bytes.length);
      const id = ports.images.addPasted({ ...read, name }, (of) => ports.addressOf(of, read.type));
      session.pending.add([id]);
      return { ids: [id], problems: [] };
    } catch (error) {
      return { ids: [], problems: [asProblem(error)] };
    }
  }

  /** Takes an image out again that was not asked about yet. */
  remove(id: ImageId): void {
    this.ports.images.release(this.session.pending.take([id]));
  }

  /** Undefined where it was read, or asked about meanwhile: then the reply tells of it. */
  private async read(id: ImageId): Promise<VisionError | undefined> {
    const { session, ports, signal } = this;
    try {
      await ports.images.get(id);
      if (session.pending.ids.includes(id)) {
        this.checkBytes(0);
      }
      if (!signal.aborted) {
        session.refresh();
      }
      return undefined;
    } catch (error) {
      if (!session.pending.ids.includes(id)) {
        return undefined;
      }
      this.remove(id);
      return asProblem(error);
    }
  }

  /** All images of the next question. What is declined does not go along with it, so it can be added again. */
  private get about(): readonly ImageId[] {
    const { turns, pending } = this.session;
    return [...nextImagesOf(turns), ...pending.ids];
  }

  private checkBytes(more: number): void {
    const sum = this.about.reduce((total, id) => {
      const image = this.ports.images.known(id);
      return total + (image && !isRemote(image) ? image.bytes.length : 0);
    }, more);
    if (sum > mostBytes) {
      throw new VisionError('tooManyImages', { actual: sum, limit: mostBytes, code: 'bytes' });
    }
  }
}

/** What is no picture is called as the page says, as its ending is no picture's either. */
function withoutGuess(claimed: string, shown: string): string {
  const ending = /\.[a-z\d]{1,5}$/i.exec(claimed)?.[0] ?? '';
  return shown.replace(/\.[^.]*$/, ending);
}

function tooMany(actual: number): VisionError {
  return new VisionError('tooManyImages', { actual, limit: mostImages, code: 'count' });
}

function asProblem(error: unknown): VisionError {
  return isVisionError(error) ? error : new VisionError('internal', {}, { cause: error });
}
