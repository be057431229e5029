import { element } from '../shared/dom';
import { icon } from '../shared/icons';

/** Appending to a text copies it; a long one is continued in a node of its own. */
const longestNode = 10_000;

/** What a model thought before it answered: plain text, folded away until the user wants to see it. */
export class Thoughts {
  private readonly element: HTMLDetailsElement;
  private readonly body = element('div', { class: 'thoughts-text', dir: 'auto' });
  private last = document.createTextNode('');

  /** It stands at the beginning of `place` as long as there are thoughts. */
  constructor(
    label: string,
    private readonly place: HTMLElement,
  ) {
    this.element = element(
      'details',
      { class: 'thoughts' },
      element('summary', {}, icon('chevron'), label),
      this.body,
    );
  }

  set(text: string): void {
    if (text.trim() === this.body.textContent.trim()) {
      return;
    }
    this.body.replaceChildren();
    this.last = document.createTextNode('');
    this.append(text);
    if (text.trim() === '') {
      this.element.remove();
    }
  }

  append(text: string): void {
    if (text === '') {
      return;
    }
    if (this.last.parentNode === null || this.last.length > longestNode) {
      this.last = document.createTextNode(text);
      this.body.append(this.last);
    } else {
      this.last.appendData(text);
    }
    if (this.element.parentNode === null && text.trim() !== '') {
      this.place.prepend(this.element);
    }
  }
}
