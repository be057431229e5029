import morphdom from 'morphdom';

/** Safe HTML in, its top-level elements out; white space between them is left out. */
export function elementsOf(html: string): Element[] {
  const template = document.createElement('template');
  template.innerHTML = html;
  return [...template.content.children];
}

/**
 * Makes the children of `parent` from the given one on equal to `wanted`, changing only what
 * differs, so that selection, focus and scroll positions survive.
 */
export function patchChildren(parent: Element, from: number, wanted: readonly Element[]): void {
  let current = parent.children[from] ?? null;
  for (const next of wanted) {
    if (current === null) {
      parent.append(next);
      continue;
    }
    const following: Element | null = current.nextElementSibling;
    if (current.nodeName === next.nodeName) {
      patch(current, next);
    } else {
      current.replaceWith(next);
    }
    current = following;
  }
  while (current !== null) {
    const following: Element | null = current.nextElementSibling;
    current.remove();
    current = following;
  }
}

function patch(current: Element, next: Element): void {
  morphdom(current, next, {
    onBeforeElUpdated(from, to) {
      if (from.isEqualNode(to)) {
        return false;
      }
      growTexts(from, to);
      return true;
    },
  });
}

/** Appends to texts that grew: replacing them would drop a selection inside them. */
function growTexts(from: Element, to: Element): void {
  let old = from.firstChild;
  let next = to.firstChild;
  while (old && next) {
    if (old instanceof Text && next instanceof Text && next.data.startsWith(old.data)) {
      old.appendData(next.data.slice(old.data.length));
    }
    old = old.nextSibling;
    next = next.nextSibling;
  }
}
