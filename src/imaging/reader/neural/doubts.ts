import type { Pixels } from '../../pixels';
import type { Word } from '../recognise';

/** The confidence, 0 to 100, that is left to a word that gives cause for doubt. */
const doubtful = 70;

/** The fewest dark pixels that are a mark. */
const leastMark = 2;

/**
 * The words of a line from left to right, those with less confidence that Tesseract is wrong about although it is sure:
 * between two of them there is ink, as a colon that it took for a space; a figure is torn in two; digits and letters are joined, as in `2.1GB`;
 * or a letter has an accent beside digits or amid what else is English. `ink` is dark text on a light page.
 */
export function withDoubts(line: readonly Word[], ink: Pixels): Word[] {
  return line.map((word, index) => {
    const isDoubtful =
      isMixed(word.text) ||
      isTorn(line[index - 1], word) ||
      isTorn(word, line[index + 1]) ||
      hasInkBetween(ink, line[index - 1], word) ||
      hasInkBetween(ink, word, line[index + 1]);
    return isDoubtful ? { ...word, confidence: Math.min(word.confidence, doubtful) } : word;
  });
}

function isMixed(text: string): boolean {
  return (
    /\d\p{L}|[\p{Ll}]\d/u.test(text) || (/[^\p{ASCII}\P{L}]/u.test(text) && /[\d.]./u.test(text))
  );
}

/** True for a figure that was read as two, as `10.` and `8`. */
function isTorn(a?: Word, b?: Word): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    (/^[.,:]/.test(b.text) || (/\d[.,:]$/.test(a.text) && /^\d/.test(b.text))) &&
    b.box.left - a.box.right < a.box.bottom - a.box.top
  );
}

function hasInkBetween({ data, width, height }: Pixels, a?: Word, b?: Word): boolean {
  if (a === undefined || b === undefined) {
    return false;
  }
  const [left, right] = [Math.ceil(a.box.right) + 1, Math.floor(b.box.left) - 1];
  const top = Math.max(0, Math.floor(Math.min(a.box.top, b.box.top)));
  const bottom = Math.min(height, Math.ceil(Math.max(a.box.bottom, b.box.bottom)));
  if (right - left > bottom - top) {
    return false; // Not one text.
  }
  let dark = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right && x < width; x++) {
      dark += (data[y * width + x] ?? 255) < 128 ? 1 : 0;
    }
  }
  return dark >= leastMark;
}
