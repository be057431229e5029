import { element } from '../shared/dom';
import { icon } from '../shared/icons';

/** What a model thought before it answered: plain text, folded away until the user wants to see it. */
export class Thoughts {
  readonly element: HTMLDetailsElement;
  private readonly text = document.createTextNode('');

  constructor(label: string) {
    this.element = element(
      'details',
      { class: 'thoughts' },
      element('summary', {}, icon('chevron'), label),
      element('div', { class: 'thoughts-text', dir: 'auto' }, this.text),
    );
    this.element.hidden = true;
  }

  set(text: string): void {
    if (text !== this.text.data) {
      this.text.data = text;
      this.element.hidden = text.trim() === '';
    }
  }

  append(text: string): void {
    if (text !== '') {
      this.text.appendData(text);
      this.element.hidden &&= text.trim() === '';
    }
  }
}
