/** Keeps the Tab key inside: from the last control it goes to the first, and back. */
export function keepFocusInside(within: HTMLElement, event: KeyboardEvent): void {
  const all = [...within.querySelectorAll<HTMLElement>('[tabindex="0"], button')].filter(
    (control) => control.checkVisibility(),
  );
  const [first, last] = [all[0], all.at(-1)];
  const at = document.activeElement;
  const isAtEnd = event.shiftKey ? at === first : at === last;
  if (isAtEnd || !within.contains(at)) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
