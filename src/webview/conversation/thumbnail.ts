import { element } from '../shared/dom';
import { icon } from '../shared/icons';

/** A small picture in a button that shows it in full; an icon stands for it until it is there. */
export class Thumbnail {
  readonly element: HTMLButtonElement;
  private url: string | undefined;
  private isDisposed = false;
  private isAsked = false;

  /** Without a `label` in sight, the name is a tooltip. */
  constructor(name: string, onOpen: () => void, hasLabel: boolean) {
    this.element = element(
      'button',
      { type: 'button', class: 'thumbnail', title: name, 'aria-haspopup': 'dialog' },
      element('span', { class: 'thumbnail-picture' }, icon('picture')),
    );
    if (hasLabel) {
      this.element.append(element('span', { class: 'thumbnail-name', dir: 'auto' }, name));
    } else {
      this.element.setAttribute('aria-label', name);
    }
    this.element.addEventListener('click', onOpen);
  }

  /** Shows the pixels when they have come; what cannot be shown stays an icon. */
  load(pixels: () => Promise<Blob>): void {
    if (!this.isAsked) {
      this.isAsked = true;
      pixels().then(
        (blob) => this.show(blob),
        () => undefined,
      );
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.element.remove();
    if (this.url !== undefined) {
      URL.revokeObjectURL(this.url);
    }
  }

  private show(blob: Blob): void {
    if (this.isDisposed) {
      return;
    }
    this.url = URL.createObjectURL(blob);
    const image = element('img', { alt: '', draggable: 'false' });
    image.addEventListener('load', () =>
      this.element.querySelector('.thumbnail-picture')?.replaceChildren(image),
    );
    image.src = this.url;
  }
}
