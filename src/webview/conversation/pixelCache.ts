import type { Pixels } from './host';

/** The pixels of images by their id: each is asked for once, whoever shows it, and not at all where it came from here. */
export class PixelCache {
  private readonly blobs = new Map<string, Promise<Blob>>();

  constructor(private readonly ask: (id: string) => Promise<Pixels>) {}

  /** The pixels of an image. Those that did not come are asked for anew another time. */
  get(id: string): Promise<Blob> {
    let blob = this.blobs.get(id);
    if (blob === undefined) {
      blob = this.ask(id).then(({ mediaType, bytes }) => new Blob([bytes], { type: mediaType }));
      this.blobs.set(id, blob);
      blob.catch(() => this.blobs.delete(id));
    }
    return blob;
  }

  /** Keeps the pixels of an image that the page itself has handed to the host. */
  put(id: string, blob: Blob): void {
    if (!this.blobs.has(id)) {
      this.blobs.set(id, Promise.resolve(blob));
    }
  }

  /** Lets those go that are not among these. */
  keep(ids: readonly string[]): void {
    for (const id of this.blobs.keys()) {
      if (!ids.includes(id)) {
        this.blobs.delete(id);
      }
    }
  }
}
