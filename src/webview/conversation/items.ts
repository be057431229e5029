import type { ItemView } from '../../protocol/conversation';
import { button, element } from '../shared/dom';
import { actionButtons } from './endCards';

export interface ItemLabels {
  readonly reply: string;
  readonly copy: string;
  readonly edit: string;
}

export interface ItemEvents {
  /** A button of an item, with the item's text as the user left it. */
  act(action: string, item: { readonly id: string; readonly text: string }): void;
  copy(text: string): void;
}

/** The parts of a reply that are used one by one: each with its text, Edit, Copy and its own buttons. */
export class Items {
  readonly element: HTMLElement;
  private readonly list = element('ul', { class: 'items' });
  /** What the user made of the texts, by item and the text that came. */
  private readonly edited = new Map<string, string>();
  private shown = '';

  constructor(
    private readonly labels: ItemLabels,
    private readonly events: ItemEvents,
  ) {
    this.element = element(
      'article',
      { 'aria-label': labels.reply, 'aria-busy': 'false' },
      this.list,
    );
  }

  /** Shows these items; what the user has changed in a text that came again stays. */
  update(items: readonly ItemView[]): void {
    const content = JSON.stringify(items);
    this.element.hidden = items.length === 0;
    if (content !== this.shown) {
      this.shown = content;
      this.list.replaceChildren(...items.map((item) => this.row(item)));
    }
  }

  private row(item: ItemView): HTMLElement {
    const title = element('span', { class: 'item-title', dir: 'auto' }, item.title);
    const note = element('p', { class: 'item-note', dir: 'auto' }, item.note ?? '');
    if (item.text === undefined) {
      return element('li', { class: 'item' }, title, note);
    }
    const key = JSON.stringify([item.id, item.text]);
    const current = (): string => this.edited.get(key) ?? item.text ?? '';
    const text = element('p', { class: 'item-text', dir: 'auto' }, current());
    const box = element('textarea', {
      rows: '2',
      dir: 'auto',
      'aria-label': `${item.label}: ${item.title}`,
    });
    box.value = current();
    box.hidden = true;
    box.addEventListener('input', () => {
      this.edited.set(key, box.value);
      text.textContent = box.value;
    });
    const edit = button('secondary', this.labels.edit, () => {
      box.hidden = !box.hidden;
      text.hidden = !box.hidden;
      edit.setAttribute('aria-expanded', String(!box.hidden));
      box.focus();
    });
    edit.setAttribute('aria-expanded', 'false');
    const act = (action: string): void => this.events.act(action, { id: item.id, text: current() });
    const copy = button('secondary', this.labels.copy, () => this.events.copy(current()), 'copy');
    const buttons = [...actionButtons(item.actions, act, 'primary'), edit, copy];
    return element(
      'li',
      { class: 'item' },
      title,
      text,
      box,
      note,
      element('div', { class: 'buttons' }, ...buttons),
    );
  }
}
