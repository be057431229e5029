import type { ReviewStrings, RowView } from '../../protocol/altTextReview';
import { element, iconButton } from '../shared/dom';
import { icon } from '../shared/icons';
import type { Pixels } from './host';

/** A picture in full, over the page. Escape closes it, and the focus goes back to where it was. */
export class PictureDialog {
  readonly element: HTMLDialogElement;
  private readonly title = element('h2', { class: 'picture-name', dir: 'auto' });
  private readonly frame = element('div', { class: 'picture-frame' });
  /** Answers for a picture that was shown before are dropped. */
  private shown = 0;
  private url: string | undefined;

  constructor(
    strings: ReviewStrings,
    private readonly ask: (image: string) => Promise<Pixels>,
    onClosed: () => void,
  ) {
    const close = iconButton('close', strings.close, { class: 'tool' });
    close.addEventListener('click', () => this.element.close());
    this.title.id = 'picture-name';
    this.element = element(
      'dialog',
      { class: 'picture-dialog', 'aria-labelledby': this.title.id },
      element('header', {}, this.title, close),
      this.frame,
    );
    this.element.addEventListener('close', () => {
      this.clear();
      onClosed();
    });
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.element) {
        this.element.close(); // A click beside it.
      }
    });
  }

  open({ name, image, current, suggestion }: RowView): void {
    if (image === undefined) {
      return;
    }
    this.clear();
    this.title.textContent = name;
    this.frame.replaceChildren(icon('picture'));
    this.element.showModal();
    const { shown } = this;
    this.ask(image).then(
      ({ mediaType, bytes }) => {
        if (shown === this.shown) {
          this.show(new Blob([bytes], { type: mediaType }), suggestion?.text ?? current);
        }
      },
      () => this.element.classList.toggle('broken', shown === this.shown),
    );
  }

  private show(blob: Blob, alt: string): void {
    this.url = URL.createObjectURL(blob);
    const picture = element('img', { alt, draggable: 'false' });
    picture.addEventListener('error', () => this.element.classList.add('broken'));
    picture.src = this.url;
    this.frame.replaceChildren(picture);
  }

  private clear(): void {
    this.shown++;
    this.element.classList.remove('broken');
    this.frame.replaceChildren();
    if (this.url !== undefined) {
      URL.revokeObjectURL(this.url);
      this.url = undefined;
    }
  }
}
