import { isComposing } from '../shared/dom';
import { commandOf, panOf, type Command } from './commands';
import { keepFocusInside } from './focusTrap';

export interface KeyPorts {
  /** True where the Tab key stays inside. */
  isModal(): boolean;
  /** Takes a key that moves or ends the rectangle of a mark; false where it is for something else. */
  mark(event: KeyboardEvent): boolean;
  pan(x: number, y: number): void;
  run(command: Command): void;
  /** What Copy copies, where there is something. */
  copied(): string | undefined;
}

/** Makes the viewer's dialog answer to keys; those that it has no use for go on to VS Code. */
export function hearKeys(dialog: HTMLElement, ports: KeyPorts): void {
  dialog.addEventListener('keydown', (event) => {
    if (isComposing(event)) {
      return;
    }
    if (event.key === 'Tab') {
      if (ports.isModal()) {
        keepFocusInside(dialog, event);
      }
    } else if (isTaken(event, ports)) {
      event.preventDefault();
      event.stopPropagation(); // Escape would stop a reply of the page.
    }
  });
  dialog.addEventListener('copy', (event) => {
    const text = ports.copied();
    if (text !== undefined) {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    }
  });
}

/** Does what a key is for; false where it is for nothing here. */
function isTaken(event: KeyboardEvent, ports: KeyPorts): boolean {
  const isOnButton = event.target instanceof HTMLButtonElement && event.key === 'Enter';
  if (!isOnButton && ports.mark(event)) {
    return true;
  }
  const pan = panOf(event);
  const command = commandOf(event);
  if (pan) {
    ports.pan(...pan);
  } else if (command) {
    ports.run(command);
  }
  return pan !== undefined || command !== undefined;
}
