import { element } from '../shared/dom';
import { Thumbnail } from './thumbnail';

interface Brought {
  readonly id: string;
  readonly name: string;
}

/** The images that a follow-up brought, beside its question. */
export class BroughtImages {
  readonly element: HTMLElement;
  private thumbnails: readonly Thumbnail[] = [];
  private shown = '[]';

  constructor(
    label: string,
    private readonly ports: {
      open(image: string): void;
      readonly pixels: (image: string) => Promise<Blob>;
    },
  ) {
    this.element = element('ul', { class: 'pending brought', 'aria-label': label });
    this.element.hidden = true;
  }

  update(images: readonly Brought[]): void {
    const content = JSON.stringify(images);
    if (content === this.shown) {
      return;
    }
    this.shown = content;
    this.thumbnails.forEach((thumbnail) => thumbnail.dispose());
    this.thumbnails = images.map(({ id, name }) => {
      const thumbnail = new Thumbnail(name, () => this.ports.open(id), true);
      thumbnail.load(() => this.ports.pixels(id));
      return thumbnail;
    });
    this.element.hidden = images.length === 0;
    this.element.replaceChildren(
      ...this.thumbnails.map(({ element: button }) => element('li', {}, button)),
    );
  }
}
