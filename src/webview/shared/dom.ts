import { icon, type IconName } from './icons';

/** A new element with its attributes and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    created.setAttribute(name, value);
  }
  created.append(...children);
  return created;
}

/** How much a button asks for attention; `quiet` reads as a link. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'tool';

/** A button with a visible label and, in front of it, an icon. */
export function button(
  kind: ButtonKind,
  label: string,
  onClick: (button: HTMLButtonElement) => void,
  ...icons: readonly IconName[]
): HTMLButtonElement {
  const created = element(
    'button',
    { type: 'button', class: kind },
    ...icons.map((name) => icon(name)),
    element('span', {}, label),
  );
  created.addEventListener('click', () => onClick(created));
  return created;
}

/** A button that shows an icon alone; its label is read out and shown as a tooltip. */
export function iconButton(
  name: IconName,
  label: string,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', 'aria-label': label, title: label, ...attributes },
    icon(name),
  );
}

const doneMilliseconds = 1600;

/** Shows a check mark in place of a button's icon for a moment. */
export function showDone(target: Element): void {
  target.classList.add('done');
  setTimeout(() => target.classList.remove('done'), doneMilliseconds);
}

/** True while an input method is at work; Safari ends a composition with key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}
