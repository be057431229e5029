import type { ViewedPicture } from './picture';

/** The pictures that can be paged through, and the one that is shown. */
export class Gallery {
  private pictures: readonly ViewedPicture[] = [];
  private id: string | undefined;

  get shown(): ViewedPicture | undefined {
    return this.pictures.find(({ id }) => id === this.id);
  }

  get index(): number {
    return this.pictures.findIndex(({ id }) => id === this.id);
  }

  get count(): number {
    return this.pictures.length;
  }

  /** The pictures are these from now on; the one that is shown stays, where it is among them. */
  fill(pictures: readonly ViewedPicture[]): void {
    this.pictures = pictures;
  }

  show(id: string | undefined): void {
    this.id = id;
  }

  /** The picture so many steps on, around the end; undefined where there is no other. */
  at(step: number): ViewedPicture | undefined {
    const { count } = this;
    return count > 1 ? this.pictures[(this.index + step + count) % count] : undefined;
  }

  find(id: string): ViewedPicture | undefined {
    return this.pictures.find((picture) => picture.id === id);
  }
}
