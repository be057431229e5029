import { createHash, randomUUID } from 'node:crypto';
import { VisionError } from '../../core/errors';
import {
  isRemote,
  type DrawnImage,
  type ImageFile,
  type RemoteImage,
  type SourceImage,
} from '../../core/images/images';
import type { ImageId } from '../../core/images/imageId';
import type { Box } from '../../core/images/region';
import { imageName, type ImageAddress } from './imageAddress';
import type { Permit } from './together';

/** What a part of another image is. */
export interface ImagePart {
  readonly of: ImageId;
  readonly box: Box;
  /** What it is called. */
  readonly name: string;
}

/** What is known of an image without its bytes. */
export interface ImageRecord {
  readonly id: ImageId;
  readonly name: string;
  readonly address: ImageAddress;
  /** Where it is a part of another image, at the same address. */
  readonly part?: ImagePart;
  /** Of the bytes that were read, once they were: SHA-256 in hexadecimal digits. */
  readonly hash?: string;
  /** The bytes are not those that an earlier session of the editor asked about. */
  readonly isChanged?: boolean;
}

interface Entry {
  readonly id: ImageId;
  readonly address: ImageAddress;
  readonly controller: AbortController;
  readonly permit: Permit | undefined;
  readonly part: ImagePart | undefined;
  reading?: Promise<SourceImage> | undefined;
  image?: SourceImage;
  hash?: string;
  /** Of the bytes that were asked about before. */
  readonly formerHash?: string | undefined;
}

/** Cuts a part out of an image. Rejects with a VisionError, or as the signal says. */
export type CutPart = (
  image: SourceImage,
  part: ImagePart,
  signal: AbortSignal,
) => Promise<SourceImage>;

/** Reads an image; a URL is left to whoever answers. Rejects with a VisionError, or as the signal says. */
export type ReadImage = (address: ImageAddress, signal: AbortSignal) => Promise<SourceImage>;

/**
 * Holds each image once, by its id. Equal bytes are shared, also between conversations, and let go
 * when the last that holds them releases them.
 */
export class ImageStore {
  private readonly entries = new Map<ImageId, Entry>();

  constructor(
    private readonly read: ReadImage,
    private readonly cut: CutPart = () => Promise.reject(new VisionError('imageNotReadable')),
    private readonly newId: () => ImageId = randomUUID,
  ) {}

  /** Takes an image in and begins to read it, where that needs no permit or has it. */
  add(address: ImageAddress, permit?: Permit): ImageId {
    const id = this.newId();
    this.restore({ id, address }, permit);
    this.get(id).catch(() => undefined); // Told to whoever asks for it.
    return id;
  }

  /** Takes in a part of an image, which is to be held as long. Throws where that is not held. */
  addPart(part: ImagePart): ImageId {
    const whole = this.entries.get(part.of);
    if (whole === undefined) {
      throw new VisionError('imageNotReadable');
    }
    const id = this.newId();
    this.restore({ id, address: whole.address, part });
    this.get(id).catch(() => undefined); // Told to whoever asks for it.
    return id;
  }

  /** Takes in an image of an earlier conversation, to be read when it is asked for. */
  restore(
    { id, address, hash, part }: Pick<ImageRecord, 'id' | 'address' | 'hash' | 'part'>,
    permit?: Permit,
  ): void {
    if (!this.entries.has(id)) {
      const controller = new AbortController();
      this.entries.set(id, { id, address, controller, permit, part, formerHash: hash });
    }
  }

  /** What is known of an image; undefined once it is released. */
  record(id: ImageId): ImageRecord | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) {
      return undefined;
    }
    const { address, image, formerHash, part } = entry;
    const hash = entry.hash ?? formerHash;
    return {
      id,
      name: image?.name ?? part?.name ?? imageName(address),
      address,
      ...(part && { part }),
      ...(hash !== undefined && { hash }),
      ...(formerHash !== undefined && hash !== formerHash && { isChanged: true }),
    };
  }

  /** The image where it was read already. */
  known(id: ImageId): SourceImage | undefined {
    return this.entries.get(id)?.image;
  }

  /** Reads an image, or what was read before. One that failed is tried anew. */
  async get(id: ImageId): Promise<SourceImage> {
    const entry = this.entries.get(id);
    if (entry === undefined) {
      throw new VisionError('imageNotReadable');
    }
    if (entry.image) {
      return entry.image;
    }
    entry.reading ??= this.permitted(entry).finally(() => {
      entry.reading = undefined;
    });
    const image = await entry.reading;
    return this.known(id) ?? this.keep(entry, image);
  }

  /** Puts the file that was downloaded from its URL in the place of a remote image. */
  replace(remote: RemoteImage, file: ImageFile): void {
    for (const entry of this.entries.values()) {
      if (entry.image === remote) {
        this.keep(entry, file);
      }
    }
  }

  /** Puts a vector that a browser has drawn in the place of itself. */
  redraw(file: ImageFile, drawn: DrawnImage): void {
    for (const entry of this.entries.values()) {
      if (entry.image === file) {
        entry.image = drawn;
      }
    }
  }

  /** Lets images go; what is being read for them is given up. */
  release(ids: readonly ImageId[]): void {
    for (const id of ids) {
      this.entries.get(id)?.controller.abort();
      this.entries.delete(id);
    }
  }

  private async permitted({ address, controller, permit, part }: Entry): Promise<SourceImage> {
    if (part) {
      return this.cut(await this.get(part.of), part, controller.signal);
    }
    const read = (): Promise<SourceImage> => this.read(address, controller.signal);
    return permit ? permit().then(read) : read();
  }

  private keep(entry: Entry, image: SourceImage): SourceImage {
    if (isRemote(image)) {
      entry.image = image;
      return image;
    }
    const hash = createHash('sha256').update(image.bytes).digest('hex');
    const twin = [...this.entries.values()].find(
      (other) => other.hash === hash && other.image?.name === image.name,
    );
    entry.hash = hash;
    entry.image = twin?.image ?? image;
    return entry.image;
  }
}
