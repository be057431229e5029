/* global document, getComputedStyle, innerWidth, innerHeight, NodeFilter, Node */
// Runs inside a page. Its value: the words that a reader of the picture sees, in reading order.
// Text that inline elements split (syntax colours) stays one word; a new box starts a new word.
(() => {
  const words = [];
  let text = '';
  let box;
  const flush = () => {
    words.push(...text.split(/\s+/).filter((word) => word !== ''));
    text = '';
  };
  const boxOf = (element) => {
    let current = element;
    while (current.parentElement && getComputedStyle(current).display === 'inline') {
      current = current.parentElement;
    }
    return current;
  };
  const isInPicture = (rect) =>
    rect.left >= 0 && rect.top >= 0 && rect.right <= innerWidth && rect.bottom <= innerHeight;
  const isSeen = (element, rects) => {
    const areas = rects.filter(({ width, height }) => width > 0 && height > 0);
    return (
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      areas.length > 0 &&
      areas.every(isInPicture)
    );
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
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.localName === 'br') {
        flush();
      } else if (
        node.matches('input, textarea, select') &&
        isSeen(node, [...node.getClientRects()])
      ) {
        flush();
        text = fieldText(node);
        flush();
      }
      continue;
    }
    const parent = node.parentElement;
    if (!parent || parent.closest('script, style, select, textarea')) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const isSpace = node.data.trim() === '';
    if (!isSpace && !isSeen(parent, [...range.getClientRects()])) {
      continue;
    }
    const nextBox = boxOf(parent);
    if (nextBox !== box) {
      flush();
      box = nextBox;
    }
    text += node.data;
  }
  flush();
  return words;
})();
