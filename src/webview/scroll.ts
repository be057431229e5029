/** How far from the end, in CSS pixels, still counts as being at the end. */
const tolerance = 40;

/** Runs a change of the page; if its end was in view before, it is in view after. */
export function keepingEnd(change: () => void): void {
  const page = document.documentElement;
  const wasAtEnd = page.scrollHeight - page.scrollTop - page.clientHeight < tolerance;
  change();
  if (wasAtEnd) {
    scrollToEnd();
  }
}

export function scrollToEnd(): void {
  const page = document.documentElement;
  page.scrollTop = page.scrollHeight;
}
