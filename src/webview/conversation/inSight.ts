import { element } from '../shared/dom';
import type { ViewedPicture } from '../viewer/picture';
import { Thumbnail } from './thumbnail';

/**
 * Keeps the images of the conversation in sight while something long is read: small ones at the panel's top,
 * or beside the reply where there is room, as long as those above the conversation are scrolled away.
 */
export class InSight {
  readonly element = element('div', { class: 'in-sight' });
  private readonly list = element('div', { class: 'in-sight-list', role: 'group' });
  private pictures: readonly ViewedPicture[] = [];
  private readonly thumbnails = new Map<string, Thumbnail>();

  /** `images` are those above the conversation. */
  constructor(
    private readonly images: HTMLElement,
    private readonly onOpen: (id: string) => void,
  ) {
    this.element.append(this.list);
    this.list.hidden = true;
    new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) {
        this.show(!last.isIntersecting && last.boundingClientRect.bottom <= 0);
      }
    }).observe(images);
  }

  update(pictures: readonly ViewedPicture[], label: string): void {
    this.pictures = pictures;
    this.list.setAttribute('aria-label', label);
    this.element.hidden = pictures.length === 0;
    for (const [id, thumbnail] of this.thumbnails) {
      if (!pictures.some((picture) => picture.id === id)) {
        thumbnail.dispose();
        this.thumbnails.delete(id);
      }
    }
    for (const { id, name } of pictures) {
      const thumbnail =
        this.thumbnails.get(id) ?? new Thumbnail(name, () => this.onOpen(id), false);
      this.thumbnails.set(id, thumbnail);
      this.list.append(thumbnail.element);
    }
    this.load();
  }

  /** Only what is seen is decoded a second time. */
  private load(): void {
    if (!this.list.hidden) {
      this.pictures.forEach(({ id, blob }) => this.thumbnails.get(id)?.load(blob));
    }
  }

  /** What had the focus here has it above then, where the same image is. */
  private show(isShown: boolean): void {
    const focused = document.activeElement;
    const hadFocus = this.list.contains(focused);
    const index = hadFocus && focused ? [...this.list.children].indexOf(focused) : -1;
    this.list.hidden = !isShown;
    this.load();
    if (hadFocus && !isShown) {
      this.images.querySelectorAll<HTMLElement>('.zoom:not([hidden])')[index]?.focus();
    }
  }
}
