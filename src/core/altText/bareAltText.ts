import { unescapedIndex } from '../escaping';
import { imageEnding } from '../images/endings';

const label =
  /^(?:\*\*|__)?(?:(?:suggested|proposed)\s)?alt(?:ernative)?[- ]?text(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s*/i;
const bullet = /^[-*•+]\s+/;
const imageNumber = /^(?:image|figure|screenshot|picture|photo)\s?#?\d{1,4}\s?[:：]\s*/i;
const name = String.raw`[^\s:*\x60]{1,80}${imageEnding}`;
const fileName = new RegExp(
  String.raw`^[*_\x60]{0,3}${name}[*_\x60]{0,3}\s?[:：–—-][*_]{0,2}\s+`,
  'i',
);
const nameAlone = new RegExp(String.raw`^[*_\x60(]{0,3}${name}[*_\x60)]{0,3}[:：]?$`, 'i');
/** How many marks around each other are taken off, as in `1. **"A form."**`. */
const wrappings = 5;
const quotePairs = ['""', "''", '“”', '„“', '„”', '«»', '»«', '‘’', '‚‘', '「」', '『』', '``'];

/**
 * The lines of one item of a reply in, the alt text in them on one line out; `undefined` where none is
 * left. Bullets, quotation marks, an `Alt text:` label, the image's number or file name, bold around the whole and the markup of an
 * image are taken off.
 */
export function bareAltText(lines: readonly string[]): string | undefined {
  const trimmed = lines
    .map((line) =>
      line
        .trim()
        .replace(/<br\s{0,3}\/?>$/i, '')
        .trimEnd(),
    )
    .filter((line) => line !== '');
  const labelled = trimmed.findIndex((line) => label.test(line.replace(bullet, '')));
  let text = trimmed.slice(Math.max(0, labelled)).join(' ');
  for (let round = 0; round < wrappings; round++) {
    text = ofImage(
      unwrapped(
        text
          .replace(bullet, '')
          .replace(imageNumber, '')
          .replace(fileName, '')
          .replace(label, '')
          .trim(),
      ),
    );
  }
  return text === '' ? undefined : text;
}

/** True for the name of a picture and nothing else. */
export function isFileName(text: string): boolean {
  return nameAlone.test(text.trim());
}

/** Takes off one pair of quotation or emphasis marks that encloses the whole text. */
function unwrapped(text: string): string {
  for (const mark of ['**', '__', '*', '_']) {
    const inner = text.slice(mark.length, -mark.length);
    if (text.length > 2 * mark.length && text === mark + inner + mark && !inner.includes(mark)) {
      return inner.trim();
    }
  }
  const quoted = quotePairs.some(
    ([open = '', close = '']) =>
      text.length > 2 && text.startsWith(open) && text.endsWith(close) && countOf(text, open) <= 2,
  );
  return quoted ? text.slice(1, -1).trim() : text;
}

/** The alt text of a text that is nothing but one image in Markdown or HTML; another text as it is. */
function ofImage(text: string): string {
  const close = text.startsWith('![') ? unescapedIndex(text, ']', '!['.length) : -1;
  if (close !== -1 && /^(?:\([^()]*\)|\[[^[\]]*\])?$/.test(text.slice(close + 1))) {
    const words = text.slice('!['.length, close);
    return words.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1').trim();
  }
  const isTag = /^<img\s[^<>]*>$/i.test(text.replaceAll(quoted, ''));
  const alt = isTag ? altAttribute.exec(text) : null;
  return alt === null ? text : decoded(alt[1] ?? alt[2] ?? '').trim();
}

const quoted = /"[^"]*"|'[^']*'/g;
const altAttribute = /[\s"']alt\s?=\s?(?:"([^"]*)"|'([^']*)')/i;

const entities = new Map([
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&apos;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
]);

function decoded(text: string): string {
  return text.replaceAll(/&(?:quot|#39|apos|lt|gt|amp);/g, (name) => entities.get(name) ?? name);
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
