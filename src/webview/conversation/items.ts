import type { ItemView } from '../../protocol/conversation';
import { button, element } from '../shared/dom';
import { actionButtons } from './endCards';

export interface ItemEvents {
  /** A button of an item, with the item's text as the user left it. */
  act(action: string, item: { readonly id: string; readonly text: string }): void;
  copy(text: string): void;
}

/** The parts of a reply that are used one by one: each with its text to edit, Copy and its own buttons. */
export class Items {
  readonly element = element('ul', { class: 'items' });
  private readonly edited = new Map<string, string>();
  private shown = '';

  constructor(
    private readonly copyLabel: string,
    private readonly events: ItemEvents,
  ) {}

  /** Shows these items; what the user has changed in a text that came again stays. */
  update(items: readonly ItemView[]): void {
    const content = JSON.stringify(items);
    this.element.hidden = items.length === 0;
    if (content !== this.shown) {
      this.shown = content;
      this.element.replaceChildren(...items.map((item) => this.row(item)));
    }
  }

  private row(item: ItemView): HTMLElement {
    const title = element('span', { class: 'item-title', dir: 'auto' }, item.title);
    if (item.text === undefined) {
      const note = element('p', { class: 'item-note', dir: 'auto' }, item.note ?? '');
      return element('li', { class: 'item' }, title, note);
    }
    const box = element('textarea', {
      rows: '2',
      dir: 'auto',
      'aria-label': `${item.label}: ${item.title}`,
    });
    const key = JSON.stringify([item.id, item.text]);
    box.value = this.edited.get(key) ?? item.text;
    box.addEventListener('input', () => this.edited.set(key, box.value));
    const current = () => ({ id: item.id, text: box.value });
    const copy = button('secondary', this.copyLabel, () => this.events.copy(box.value), 'copy');
    return element(
      'li',
      { class: 'item' },
      title,
      box,
      element('p', { class: 'item-note', dir: 'auto' }, item.note ?? ''),
      element(
        'div',
        { class: 'buttons' },
        ...actionButtons(item.actions, (action) => this.events.act(action, current()), 'primary'),
        copy,
      ),
    );
  }
}
