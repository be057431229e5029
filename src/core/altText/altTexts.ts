import { bareAltText } from './bareAltText';
import { itemsOf, numberedTexts, plainNumber } from './numberedTexts';
import { withPlainNumber } from './plainNumbers';
import { withoutThoughts } from '../conversation/thoughts';

/**
 * A model's reply in, the alt text of each of `count` images out, by the image's index; `undefined`
 * for an image that the reply left out. Thoughts, preambles, closing words, numbers, labels, quotation
 * marks and markup are taken off. A text is given to an image only where its number or, in a list of
 * just as many items, its place says so: never a neighbour's text.
 */
export function altTexts(reply: string, count: number): (string | undefined)[] {
  const lines = withoutThoughts(reply)
    .split(/\r\n?|\n/)
    .map((line) => (count > 1 ? withPlainNumber(line.trimEnd()) : line.trimEnd()))
    .filter((line) => !/^\s*(?:```|~~~)/.test(line));
  if (count === 1) {
    return [onlyText(lines)];
  }
  const texts = numberedTexts(lines, count) ?? inOrder(lines, count);
  return Array.from({ length: count }, (_, index) => texts?.[index]);
}

/** The texts of a list without numbers, where it has just as many items as there are images. */
function inOrder(lines: readonly string[], count: number): (string | undefined)[] | undefined {
  const bullets = bulletsOf(lines);
  if (bullets.length > 0) {
    return bullets.length === count ? bullets.map(bareAltText) : undefined;
  }
  const paragraphs = paragraphsOf(lines);
  const rows = paragraphs.flat().map((line) => [line]);
  const texts = [paragraphs, rows].find(({ length }) => length === count);
  return texts?.map(bareAltText);
}

function bulletsOf(lines: readonly string[]): string[][] {
  const items: string[][] = [];
  let blank = false;
  for (const line of lines) {
    const bullet = /^ {0,3}[-*•+]\s+(\S.*)$/s.exec(line)?.[1];
    if (bullet !== undefined) {
      items.push([bullet]);
    } else if (line !== '' && (!blank || /^\s/.test(line))) {
      items.at(-1)?.push(line);
    }
    blank = line === '';
  }
  return items;
}

/** The text of a reply about one image: what is labelled or quoted as such, else the first paragraph. */
function onlyText(lines: readonly string[]): string | undefined {
  const items = itemsOf(lines, plainNumber, 99);
  if (items[0]?.number === 1) {
    return bareAltText(items[0].lines);
  }
  const paragraphs = paragraphsOf(lines);
  const labelled = paragraphs.find(([line = '']) => label.test(line));
  return bareAltText(labelled ?? paragraphs[0] ?? []);
}

const label = /^[\s>*_#-]*alt(?:ernative)?[- ]?text\b/i;

/** The paragraphs without headings and preambles. */
function paragraphsOf(lines: readonly string[]): string[][] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '' || /^\s*#{1,6}\s/.test(line)) {
      paragraphs.push([]);
    } else {
      paragraphs.at(-1)?.push(line);
    }
  }
  return paragraphs
    .filter(({ length }) => length > 0)
    .map(([first = '', ...others]) => (isPreamble(first) ? others : [first, ...others]))
    .filter(({ length }) => length > 0);
}

const polite =
  /^(?:sure|certainly|of course|okay|ok|absolutely|here(?:'s|’s| is| are)|below (?:is|are)|the following|gerne|hier (?:ist|sind)|natürlich|voici|aquí|ecco)\b/i;

/** Words before the texts: they end in a colon or open as an assistant does, and name no picture. */
function isPreamble(line: string): boolean {
  const text = line.replaceAll(/[*_]/g, '').trim();
  return /[:：]$/.test(text) || (polite.test(text) && /\b(?:alt|text|image|you go)/i.test(text));
}
