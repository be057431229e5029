import type { HostMessage, ImageView } from '../../protocol';
import { element } from '../shared/dom';
import { icon } from '../shared/icons';

type ImageMessage = Extract<HostMessage, { type: 'image' }>;

/** The images of a conversation: thumbnails with their names and facts, each of which can be enlarged. */
export class ImageStrip {
  readonly element = element('div', { class: 'images', role: 'group' });
  private readonly figures = new Map<number, ImageFigure>();

  update(images: readonly ImageView[], label: string): void {
    this.element.setAttribute('aria-label', label);
    this.element.hidden = images.length === 0;
    this.element.classList.toggle('single', images.length === 1);
    for (const [id, figure] of this.figures) {
      if (images.find((image) => image.id === id)?.name !== figure.name) {
        figure.dispose();
        this.figures.delete(id);
      }
    }
    images.forEach((image, index) => {
      const figure = this.figures.get(image.id) ?? new ImageFigure(image.name);
      this.figures.set(image.id, figure);
      figure.setFacts(image.facts);
      figure.setRemote(image.remote ?? false);
      const there = this.element.children[index];
      if (there !== figure.element) {
        this.element.insertBefore(figure.element, there ?? null);
      }
    });
  }

  /** Shows an image's pixels; a message about an image that is not there is ignored. */
  show({ id, mediaType, bytes }: ImageMessage): void {
    this.figures.get(id)?.setPixels(new Blob([new Uint8Array(bytes)], { type: mediaType }));
  }
}

class ImageFigure {
  readonly element: HTMLElement;
  private readonly picture: HTMLElement;
  private readonly facts = element('span', { class: 'facts' });
  private readonly zoom: HTMLElement;
  private url: string | undefined;

  constructor(readonly name: string) {
    this.picture = element('div', { class: 'picture', role: 'img', 'aria-label': name });
    this.picture.append(icon('picture'));
    this.zoom = element('button', {
      type: 'button',
      class: 'zoom',
      'aria-label': name,
      'aria-expanded': 'false',
      title: name,
    });
    this.zoom.addEventListener('click', () => {
      const large = this.element.classList.toggle('large');
      this.zoom.setAttribute('aria-expanded', String(large));
    });
    this.element = element(
      'figure',
      {},
      element('div', { class: 'frame' }, this.picture, this.zoom),
      element('figcaption', {}, element('span', { class: 'name', title: name }, name), this.facts),
    );
  }

  setFacts(facts: string): void {
    this.facts.textContent = facts;
  }

  /** What has no pixels stays a placeholder that cannot be enlarged. */
  setRemote(isRemote: boolean): void {
    this.element.classList.toggle('remote', isRemote);
    this.zoom.hidden = isRemote;
  }

  /** What the browser cannot show falls back to the file's name in the frame. */
  setPixels(blob: Blob): void {
    this.revoke();
    this.url = URL.createObjectURL(blob);
    const pixels = element('img', { alt: '', draggable: 'false' });
    pixels.addEventListener('load', () => this.element.classList.add('loaded'));
    pixels.addEventListener('error', () => {
      this.element.classList.add('broken');
      this.picture.replaceChildren(icon('picture'), element('span', {}, this.name));
    });
    pixels.src = this.url;
    this.element.classList.remove('loaded', 'broken');
    this.picture.replaceChildren(pixels);
  }

  dispose(): void {
    this.revoke();
    this.element.remove();
  }

  private revoke(): void {
    if (this.url !== undefined) {
      URL.revokeObjectURL(this.url);
      this.url = undefined;
    }
  }
}
