import type { Pixels } from './host';

/** How many are asked for at a time. */
const mostAtOnce = 4;

/** How long a row is in sight before its thumbnail is asked for, in milliseconds: others rush by. */
const rest = 80;

/** How many bytes of pictures are kept. */
const mostBytes = 24 * 1024 * 1024;

interface Thumbnail {
  readonly url: string;
  readonly bytes: number;
}

/** The thumbnails of the rows in sight, asked for a few at a time, and some of those that were. */
export class Thumbnails {
  private inSight: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly kept = new Map<string, Thumbnail>();
  private readonly asked = new Set<string>();
  private readonly broken = new Set<string>();
  /** Answers to what was asked for before are dropped. */
  private generation = 0;

  /** `onReady` is told when one is there, or is known to be none. */
  constructor(
    private readonly ask: (image: string) => Promise<Pixels>,
    private readonly onReady: () => void,
  ) {}

  /** The address of a thumbnail; undefined while it is not there. */
  urlOf(image: string): string | undefined {
    return this.kept.get(image)?.url;
  }

  isBroken(image: string): boolean {
    return this.broken.has(image);
  }

  /** Takes the images that are in sight now; what had not been asked for of others never is. */
  want(images: readonly string[]): void {
    const isNew =
      images.length !== this.inSight.length ||
      images.some((image, index) => image !== this.inSight[index]);
    if (isNew) {
      this.inSight = images;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.askNext(), rest);
    }
  }

  /** The browser could not show one. */
  drop(image: string): void {
    this.forget(image);
    this.broken.add(image);
    this.onReady();
  }

  clear(): void {
    this.generation++;
    this.asked.clear();
    this.broken.clear();
    [...this.kept.keys()].forEach((image) => this.forget(image));
  }

  private askNext(): void {
    for (const image of this.inSight) {
      if (this.asked.size >= mostAtOnce) {
        return;
      }
      if (!this.kept.has(image) && !this.asked.has(image) && !this.broken.has(image)) {
        this.asked.add(image);
        void this.fetch(image);
      }
    }
  }

  private async fetch(image: string): Promise<void> {
    const { generation } = this;
    const pixels = await this.ask(image).catch(() => undefined);
    if (generation !== this.generation) {
      return;
    }
    this.asked.delete(image);
    if (pixels) {
      const { mediaType, bytes } = pixels;
      const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      this.kept.set(image, { url, bytes: bytes.length });
      this.tidy();
    } else {
      this.broken.add(image);
    }
    this.onReady();
    this.askNext();
  }

  /** Lets the oldest go that are out of sight. */
  private tidy(): void {
    let bytes = [...this.kept.values()].reduce((sum, thumbnail) => sum + thumbnail.bytes, 0);
    for (const [image, thumbnail] of this.kept) {
      if (bytes <= mostBytes) {
        return;
      }
      if (!this.inSight.includes(image)) {
        bytes -= thumbnail.bytes;
        this.forget(image);
      }
    }
  }

  private forget(image: string): void {
    const thumbnail = this.kept.get(image);
    if (thumbnail) {
      URL.revokeObjectURL(thumbnail.url);
      this.kept.delete(image);
    }
  }
}
