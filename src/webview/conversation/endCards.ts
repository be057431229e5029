import type { ActionView, ErrorView, NoticeView } from '../../protocol/conversation';
import { button, element, type ButtonKind } from '../shared/dom';
import { icon } from '../shared/icons';

type OnAction = (action: string) => void;

/** Buttons that ask the host to do something; the first may stand out. */
export function actionButtons(
  actions: readonly ActionView[],
  onAction: OnAction,
  first: ButtonKind = 'secondary',
): HTMLButtonElement[] {
  return actions.map(({ action, label }, index) =>
    button(index === 0 ? first : 'secondary', label, () => onAction(action)),
  );
}

/** A line below a reply, with what can be done about it. */
export function noticeCard({ text, actions }: NoticeView, onAction: OnAction): HTMLElement {
  return card('notice', 'note', 'info', [element('p', { dir: 'auto' }, text)], actions, onAction);
}

/** A failure: what happened, why, and what mends it. Assistive tools read it at once. */
export function errorCard({ title, detail, actions }: ErrorView, onAction: OnAction): HTMLElement {
  const texts = [element('strong', { class: 'card-title', dir: 'auto' }, title)];
  if (detail !== '') {
    texts.push(element('p', { class: 'card-detail', dir: 'auto' }, detail));
  }
  return card('error', 'alert', 'error', texts, actions, onAction);
}

function card(
  kind: 'notice' | 'error',
  role: string,
  iconName: 'info' | 'error',
  texts: readonly HTMLElement[],
  actions: readonly ActionView[],
  onAction: OnAction,
): HTMLElement {
  const created = element(
    'div',
    { class: `card ${kind}`, role },
    icon(iconName),
    element('div', { class: 'card-text' }, ...texts),
  );
  if (actions.length > 0) {
    const first = kind === 'error' ? 'primary' : 'secondary';
    created.append(
      element('div', { class: 'buttons' }, ...actionButtons(actions, onAction, first)),
    );
  }
  return created;
}
