import type { ReviewStrings } from '../../protocol/altTextReview';
import { button, element } from '../shared/dom';
import { fill } from './fill';
import { deeds } from './offers';
import { setText } from './rowParts';

/** The foot of the page: what the keys do, or while rows are selected, what can be done to them. */
export class Foot {
  readonly element: HTMLElement;
  private readonly keys: HTMLElement;
  private readonly count = element('span', { class: 'selected' });
  private readonly tools: HTMLElement;
  private readonly numbers: Intl.NumberFormat;

  constructor(
    private readonly strings: ReviewStrings,
    locale: string,
    onDo: (deed: (typeof deeds)[number]) => void,
  ) {
    this.numbers = new Intl.NumberFormat(locale);
    this.keys = element('p', { class: 'keys', id: 'keys' }, strings.keys);
    this.tools = element(
      'div',
      { class: 'selection', role: 'toolbar' },
      this.count,
      ...deeds.map((deed) => button('secondary', strings[deed], () => onDo(deed))),
    );
    this.element = element('footer', { class: 'foot' }, this.keys, this.tools);
    this.update(0);
  }

  update(selected: number): void {
    const isSelecting = selected > 0;
    this.keys.hidden = isSelecting;
    this.tools.hidden = !isSelecting;
    const text = fill(this.strings.selected, this.numbers.format(selected));
    setText(this.count, text);
    this.tools.setAttribute('aria-label', text);
  }
}
