/* global document, getComputedStyle, innerWidth, innerHeight, NodeFilter, Node */
// Runs inside a page. Its value: `words`, which a reader of the picture sees, and `tables`, the rows of cells of
// each table. A word counts if it is whole in the picture and nothing lies over it.
(() => {
  const isOnTop = (element, { left, top, right, bottom }) => {
    const inPicture = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const hit = inPicture && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return Boolean(hit) && (hit === element || hit.contains(element) || element.contains(hit));
  };
  const isSeen = (element, rects) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    rects.length > 0 &&
    rects.every((rect) => rect.width > 0 && isOnTop(element, rect));
  const boxOf = (element) => {
    let current = element;
    while (current.parentElement && getComputedStyle(current).display === 'inline') {
      current = current.parentElement;
    }
    return current;
  };
  const words = [];
  let open = { text: '', seen: true };
  const close = () => {
    if (open.text !== '' && open.seen) {
      words.push(open.text);
    }
    open = { text: '', seen: true };
  };
  const fieldText = (field) => {
    if (field.localName === 'select') {
      return field.selectedOptions[0]?.text ?? '';
    }
    return ['checkbox', 'radio', 'password', 'hidden'].includes(field.type)
      ? ''
      : field.value || field.placeholder;
  };
  const walker = document.createTreeWalker(
    document.body,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
  );
  let box;
  let end = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches('br, input, textarea, select')) {
        close();
        if (node.localName !== 'br' && isSeen(node, [...node.getClientRects()])) {
          words.push(...fieldText(node).split(/\s+/).filter(Boolean));
        }
      }
      continue;
    }
    const parent = node.parentElement;
    if (!parent || parent.closest('script, style, select, textarea, defs')) {
      continue;
    }
    const nextBox = boxOf(parent);
    if (nextBox !== box) {
      close();
      box = nextBox;
    }
    for (const { 0: part, index } of node.data.matchAll(/\s+|\S+/g)) {
      if (part.trim() === '') {
        close();
        continue;
      }
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + part.length);
      const rects = [...range.getClientRects()];
      // Margins part words where the markup has no space.
      if ((rects[0]?.left ?? 0) > end + 2.5) {
        close();
      }
      end = rects.at(-1)?.right ?? 0;
      open.text += part;
      open.seen &&= isSeen(parent, rects);
    }
  }
  close();
  const tables = [...document.querySelectorAll('table')].map((table) =>
    [...table.rows].map((row) =>
      [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim()),
    ),
  );
  return { words, tables };
})();
