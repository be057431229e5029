import type { AddingStrings } from '../../protocol/addingStrings';
import type { ImageView } from '../../protocol/pictures';
import { element } from '../shared/dom';
import { icon } from '../shared/icons';
import type { ViewedPicture } from '../viewer/picture';
import { FigureTools } from './figureTools';

/** The images of a conversation: thumbnails with their names and facts, each of which opens in full. */
export class ImageStrip {
  readonly element = element('div', { class: 'images', role: 'group' });
  private readonly figures = new Map<string, ImageFigure>();

  /** `pixels` is asked once for each image that is ready; `onOpen` is told the one that is to be seen in full. */
  constructor(
    private readonly pixels: (id: string) => Promise<Blob>,
    private readonly onOpen: (id: string) => void,
    private readonly onTool: (type: 'openImage' | 'saveImage', id: string) => void,
  ) {}

  /** The images that can be seen in full, in their order. */
  get pictures(): readonly ViewedPicture[] {
    return [...this.figures]
      .filter(([, { isRemote }]) => !isRemote)
      .map(([id, { name, blob }]) => ({ id, name, blob: () => blob }));
  }

  update(images: readonly ImageView[], label: string, strings: AddingStrings): void {
    this.element.setAttribute('aria-label', label);
    this.element.hidden = images.length === 0;
    this.element.classList.toggle('single', images.length === 1);
    for (const [id, figure] of this.figures) {
      if (!images.some((image) => image.id === id && image.name === figure.name)) {
        figure.dispose();
        this.figures.delete(id);
      }
    }
    images.forEach((image, index) => {
      const figure =
        this.figures.get(image.id) ??
        new ImageFigure(
          image.name,
          () => this.onOpen(image.id),
          new FigureTools((type) => this.onTool(type, image.id)),
        );
      // The last one set is the last in the order.
      this.figures.delete(image.id);
      this.figures.set(image.id, figure);
      figure.setFacts(image.facts);
      figure.setRemote(image.state === 'remote');
      figure.tools.update(image, strings);
      if (image.state === 'ready') {
        figure.load(() => this.pixels(image.id));
      }
      const there = this.element.children[index];
      if (there !== figure.element) {
        this.element.insertBefore(figure.element, there ?? null);
      }
    });
  }
}

class ImageFigure {
  readonly element: HTMLElement;
  private readonly picture: HTMLElement;
  private readonly facts = element('span', { class: 'facts' });
  private readonly zoom: HTMLElement;
  private url: string | undefined;
  private isAsked = false;
  private came: (blob: Promise<Blob>) => void = () => undefined;
  /** The pixels, when they have come. */
  readonly blob = new Promise<Blob>((resolve) => (this.came = resolve));
  private isDisposed = false;

  constructor(
    readonly name: string,
    onOpen: () => void,
    readonly tools: FigureTools,
  ) {
    this.picture = element('div', { class: 'picture', role: 'img', 'aria-label': name });
    this.picture.append(icon('picture'));
    this.zoom = element('button', {
      type: 'button',
      class: 'zoom',
      'aria-label': name,
      'aria-haspopup': 'dialog',
      title: name,
    });
    this.zoom.addEventListener('click', onOpen);
    this.element = element(
      'figure',
      {},
      element('div', { class: 'frame' }, this.picture, this.zoom, tools.element),
      element(
        'figcaption',
        {},
        element('span', { class: 'name', title: name }, ...breakable(name)),
        this.facts,
      ),
    );
  }

  setFacts(facts: string): void {
    this.facts.textContent = facts;
  }

  /** What has no pixels stays a placeholder that cannot be opened. */
  setRemote(isRemote: boolean): void {
    this.element.classList.toggle('remote', isRemote);
    this.zoom.hidden = isRemote;
  }

  get isRemote(): boolean {
    return this.element.classList.contains('remote');
  }

  /** Asks for the pixels, once; without them a placeholder stays. */
  load(pixels: () => Promise<Blob>): void {
    if (!this.isAsked) {
      this.isAsked = true;
      this.came(pixels());
      this.blob.then(
        (blob) => this.show(blob),
        () => this.element.classList.add('broken'),
      );
    }
  }

  /** What the browser cannot show falls back to the file's name in the frame. */
  private show(blob: Blob): void {
    if (this.isDisposed) {
      return;
    }
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
    this.isDisposed = true;
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

/** A file's name, which may be broken before its ending and after the words that it is made of. */
function breakable(name: string): (Node | string)[] {
  const parts = name.split(/(?=\.)|(?<=[-_])/);
  return parts.flatMap((part) => [element('wbr'), part]).slice(1);
}
