import { element } from '../shared/dom';
import { icon } from '../shared/icons';

/** Appending to a text copies it; a long one is continued in a node of its own. */
const longestNode = 10_000;

/** What a model thought before it answered: plain text, folded away until the user wants to see it. */
export class Thoughts {
  readonly element: HTMLDetailsElement;
  private readonly body = element('div', { class: 'thoughts-text', dir: 'auto' });
  private last = document.createTextNode('');

  constructor(label: string) {
    this.element = element(
      'details',
      { class: 'thoughts' },
      element('summary', {}, icon('chevron'), label),
      this.body,
    );
    this.element.hidden = true;
  }

  set(text: string): void {
    this.body.replaceChildren();
    this.last = document.createTextNode('');
    this.element.hidden = true;
    this.append(text);
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
    this.element.hidden &&= text.trim() === '';
  }
}
