/** A piece of what elements show one after the other, in UTF-16 code units of their texts. */
export interface Stretch {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** What is no text of a reply's own, or is drawn by the browser as a whole. */
const leftAlone = 'math, svg, button';

/**
 * Wraps stretches of the elements' texts in spans `.located` with the ids in `data-regions`, parted by
 * spaces, that of the shortest first: a stretch has several where it crosses other elements or meets another stretch. The first of each
 * can be reached by the keyboard, unless it is in a link.
 */
export function wrapStretches(elements: readonly Element[], stretches: readonly Stretch[]): void {
  if (stretches.length === 0) {
    return;
  }
  const bounds = new Set(stretches.flatMap(({ start, end }) => [start, end]));
  const cuts = [...bounds].sort((one, other) => one - other);
  const met = new Set<string>();
  let at = 0;
  for (const element of elements) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) {
      texts.push(walker.currentNode as Text);
    }
    for (const text of texts) {
      const [begin, end] = [at, at + text.data.length];
      at = end;
      if (text.parentElement?.closest(leftAlone)) {
        continue;
      }
      const inside = cuts.filter((cut) => cut > begin && cut < end);
      for (const piece of pieces(text, begin, inside)) {
        const ids = stretches
          .filter(({ start, end: to }) => start <= piece.at && piece.at < to)
          .sort((one, other) => one.end - one.start - (other.end - other.start))
          .map(({ id }) => id);
        if (ids.length > 0) {
          wrap(piece.text, ids, met);
        }
      }
    }
  }
}

/** Cuts a text that begins at `begin`. */
function pieces(text: Text, begin: number, cuts: readonly number[]): { text: Text; at: number }[] {
  const found = [{ text, at: begin }];
  for (const cut of cuts) {
    const last = found[found.length - 1];
    if (last) {
      found.push({ text: last.text.splitText(cut - last.at), at: cut });
    }
  }
  return found;
}

function wrap(text: Text, ids: readonly string[], met: Set<string>): void {
  if (text.data.trim() === '') {
    return;
  }
  const span = document.createElement('span');
  span.className = 'located';
  span.dataset.regions = ids.join(' ');
  const isFirst = ids.some((id) => !met.has(id));
  ids.forEach((id) => met.add(id));
  if (isFirst && !text.parentElement?.closest('a')) {
    span.tabIndex = 0;
    span.setAttribute('role', 'button');
  }
  text.replaceWith(span);
  span.append(text);
}
