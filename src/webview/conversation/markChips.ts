import { element, iconButton } from '../shared/dom';

/** A marked part as a chip names it. */
export interface MarkChip {
  readonly number: number;
  /** Of the image that it is a part of. */
  readonly name: string;
}

interface ChipWords {
  /** Names the list. */
  readonly marks: string;
  /** Names the button that takes a mark away, with `{0}` in the place of its number. */
  readonly removeMark: string;
}

/** Parts of images that a question points at, each with its number: a click looks at it. */
export class MarkChips {
  readonly element: HTMLElement;
  private shown = '';

  /** `onRemove` is absent where the question was asked. */
  constructor(
    private readonly words: ChipWords,
    private readonly onLook: (number: number) => void,
    private readonly onRemove?: (number: number) => void,
  ) {
    this.element = element('ul', { class: 'marks', 'aria-label': words.marks });
    this.element.hidden = true;
  }

  update(marks: readonly MarkChip[]): void {
    const content = JSON.stringify(marks.map(({ number, name }) => [number, name]));
    if (content === this.shown) {
      return;
    }
    this.shown = content;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = marks.length === 0;
    this.element.replaceChildren(...marks.map((mark) => this.chip(mark)));
    if (hadFocus) {
      this.element.querySelector('button')?.focus();
    }
  }

  private chip({ number, name }: MarkChip): HTMLElement {
    const look = element(
      'button',
      { type: 'button', class: 'mark', title: name },
      element('span', { class: 'mark-number' }, String(number)),
      element('span', { class: 'mark-name', dir: 'auto' }, name),
    );
    look.addEventListener('click', () => this.onLook(number));
    const chip = element('li', {}, look);
    const { onRemove } = this;
    if (onRemove) {
      const label = this.words.removeMark.replace('{0}', String(number));
      const remove = iconButton('close', label, { class: 'tool' });
      remove.addEventListener('click', () => onRemove(number));
      chip.append(remove);
    }
    return chip;
  }
}
