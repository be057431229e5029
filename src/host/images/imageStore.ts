import { createHash, randomUUID } from 'node:crypto';
import { isVisionError, VisionError } from '../../core/errors';
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
  /** It came as bytes, without a file of the user's; its address is where they are kept with the conversation. */
  readonly isPasted?: boolean;
  /** Of the bytes that were read, once they were: SHA-256 in hexadecimal digits. */
  readonly hash?: string;
  /** The bytes are not those that an earlier session of the editor asked about. */
  readonly isChanged?: boolean;
}

type Kept = Pick<ImageRecord, 'id' | 'address' | 'hash' | 'part' | 'isPasted'>;

interface Entry {
  readonly id: ImageId;
  address: ImageAddress;
  readonly controller: AbortController;
  readonly permit: Permit | undefined;
  readonly part: ImagePart | undefined;
  /** What a pasted picture is called; undefined for all others. */
  pastedName: string | undefined;
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

  /** Takes in a picture that came as bytes; `addressOf` says where the one of that id is kept. */
  addPasted(image: ImageFile, addressOf: (id: ImageId) => ImageAddress): ImageId {
    const id = this.newId();
    this.restore({ id, address: addressOf(id), name: image.name, isPasted: true });
    const entry = this.entries.get(id);
    if (entry) {
      this.keep(entry, image);
    }
    return id;
  }

  /** Says that a pasted picture is that file from now on. */
  saved(id: ImageId, address: ImageAddress): void {
    const entry = this.entries.get(id);
    if (entry?.pastedName === undefined) {
      return;
    }
    entry.pastedName = undefined;
    if (entry.image) {
      entry.image = { ...entry.image, name: imageName(address) };
    }
    for (const each of this.entries.values()) {
      if (each === entry || each.part?.of === id) {
        each.address = address;
      }
    }
  }

  /** Takes in an image of an earlier conversation, to be read when it is asked for. */
  restore(
    { id, address, hash, part, name, isPasted }: Kept & Partial<Pick<ImageRecord, 'name'>>,
    permit?: Permit,
  ): void {
    if (!this.entries.has(id)) {
      const controller = new AbortController();
      const pastedName = isPasted ? name : undefined;
      const about = { id, address, controller, permit, part, pastedName };
      this.entries.set(id, { ...about, formerHash: hash });
    }
  }

  /** What is known of an image; undefined once it is released. */
  record(id: ImageId): ImageRecord | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) {
      return undefined;
    }
    const { address, image, formerHash, part, pastedName } = entry;
    const hash = entry.hash ?? formerHash;
    return {
      id,
      name: image?.name ?? part?.name ?? pastedName ?? imageName(address),
      address,
      ...(part && { part }),
      ...(pastedName !== undefined && { isPasted: true }),
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

  private async permitted(entry: Entry): Promise<SourceImage> {
    const { address, controller, permit, part, pastedName: name } = entry;
    if (part) {
      return this.cut(await this.get(part.of), part, controller.signal);
    }
    const read = (): Promise<SourceImage> => {
      const reading = this.read(address, controller.signal);
      return name === undefined ? reading : named(reading, name);
    };
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

/** The file that holds a pasted picture has a name that nobody knows. */
async function named(reading: Promise<SourceImage>, name: string): Promise<SourceImage> {
  try {
    return { ...(await reading), name };
  } catch (error) {
    throw isVisionError(error)
      ? new VisionError(error.kind, { ...error.details, image: name }, { cause: error })
      : error;
  }
}
