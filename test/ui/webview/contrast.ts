import type { Page } from 'playwright-core';

/** One text of a page with its contrast to what is behind it, as WCAG 2.2 reckons it: 1 to 21. */
export interface TextContrast {
  readonly text: string;
  readonly ratio: number;
}

/** The contrast of every visible text, placeholder texts included; text in images and of disabled controls is left out. */
export async function textContrasts(page: Page): Promise<TextContrast[]> {
  return page.evaluate<TextContrast[]>(measure);
}

/** A text, because tsx rewrites functions in a way that does not survive the way into the page. */
const measure = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Paints the colours over one another, the lowest first; gives red, green and blue. */
  const blend = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) =>
    element === null ? [] : [...behind(element.parentElement), getComputedStyle(element).backgroundColor];
  const contrast = (element, colour) => {
    const back = behind(element);
    const [low, high] = [blend(back), blend([...back, colour])].map(luminance).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const list = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text !== '' && element.checkVisibility() && !element.closest('script, .visually-hidden, :disabled, option')) {
      list.push({ text, ratio: contrast(element, getComputedStyle(element).color) });
    }
  }
  for (const box of document.querySelectorAll('textarea')) {
    const { color } = getComputedStyle(box, '::placeholder');
    list.push({ text: box.placeholder, ratio: contrast(box, color) });
  }
  return list;
})()`;
