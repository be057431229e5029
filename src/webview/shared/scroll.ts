/** How far from the end, in CSS pixels, still counts as being at the end. */
const tolerance = 40;

let isChanging = false;

/**
 * Runs a change of the page; if its end was in view before, it is followed as `follow` says. Changes
 * within a change are one with it: each measurement lays out the whole page.
 */
export function keepingEnd(change: () => void): void {
  if (isChanging) {
    change();
    return;
  }
  const page = document.documentElement;
  const wasAtEnd = page.scrollHeight - page.scrollTop - page.clientHeight < tolerance;
  isChanging = true;
  try {
    change();
  } finally {
    isChanging = false;
  }
  if (wasAtEnd) {
    follow();
  }
}

/** Scrolls down to the end, but no further than the last question: people read from the top. */
export function follow(): void {
  const page = document.documentElement;
  const end = page.scrollHeight - page.clientHeight;
  const turn = document.querySelector('.turn:last-of-type');
  const top = turn ? page.scrollTop + turn.getBoundingClientRect().top - coveredTop(page) : end;
  page.scrollTop = Math.max(page.scrollTop, Math.min(end, Math.floor(top)));
}

/** What the page's padding for scrolling, 12 pixels, is more where something covers its top, in CSS pixels. */
function coveredTop(page: HTMLElement): number {
  return Math.max(0, (parseFloat(getComputedStyle(page).scrollPaddingTop) || 0) - 12);
}
