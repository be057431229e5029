import type { ReviewStrings } from '../../protocol/altTextReview';
import { element } from '../shared/dom';

/** The names of the columns, and the box that selects all rows that are shown. */
export class GridHead {
  readonly element: HTMLElement;
  private readonly all: HTMLInputElement;

  constructor({ columns, selectAll }: ReviewStrings, onChoose: (isChosen: boolean) => void) {
    this.all = element('input', {
      type: 'checkbox',
      class: 'choose',
      tabindex: '-1',
      title: selectAll,
    });
    this.all.addEventListener('change', () => onChoose(this.all.checked));
    const choice = element(
      'label',
      { class: 'choose-all' },
      this.all,
      element('span', {}, selectAll),
    );
    const cells = Object.entries(columns).map(([name, label]) =>
      element(
        'div',
        { class: `cell ${name}-cell`, role: 'columnheader' },
        ...(name === 'picture' ? [choice] : []),
        element('span', {}, label),
      ),
    );
    const row = element('div', { class: 'head-row', role: 'row', 'aria-rowindex': '1' }, ...cells);
    this.element = element('div', { class: 'grid-head', role: 'rowgroup' }, row);
  }

  update(shown: number, selected: number): void {
    this.all.disabled = shown === 0;
    this.all.checked = shown > 0 && selected === shown;
    this.all.indeterminate = selected > 0 && selected < shown;
  }
}
