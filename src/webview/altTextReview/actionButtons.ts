import type { ActionView } from '../../protocol/conversation';
import { button, element, type ButtonKind } from '../shared/dom';
import { setText } from './rowParts';

/** Buttons by the ids of their actions; one that stays keeps the focus while its label changes. */
export class ActionButtons {
  readonly element = element('div', { class: 'buttons' });
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(
    private readonly kind: ButtonKind,
    private readonly onAction: (action: string) => void,
  ) {}

  update(actions: readonly ActionView[]): void {
    this.element.hidden = actions.length === 0;
    for (const [action, made] of this.buttons) {
      if (!actions.some((view) => view.action === action)) {
        made.remove();
        this.buttons.delete(action);
      }
    }
    actions.forEach(({ action, label }, index) => {
      const made =
        this.buttons.get(action) ?? button(this.kind, label, () => this.onAction(action));
      this.buttons.set(action, made);
      setText(made.firstElementChild ?? made, label);
      const there = this.element.children[index];
      if (there !== made) {
        this.element.insertBefore(made, there ?? null);
      }
    });
  }
}
