/**
 * A model's reply in, the alt text of each image out, in order: list numbers, quotation marks, an
 * `Alt text:` label and line breaks are taken off, headings are passed over. `count` is the number of images; lines beyond it
 * are dropped, and with one image all lines are joined.
 */
export function altTexts(reply: string, count: number): string[] {
  const lines = reply
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:```|#{1,6} )/.test(line));
  if (count === 1) {
    const text = bare(lines.join(' '));
    return text === '' ? [] : [text];
  }
  return lines
    .map(bare)
    .filter((line) => line !== '')
    .slice(0, count);
}

const listMark = /^(?:[-*]|\d{1,3}[.)])\s+/;
const label = /^(?:\*\*)?alt(?:ernative)? ?text:?(?:\*\*)?:?\s*/i;
const quotePairs = ['""', "''", '“”', '„“', '«»', '``'];

function bare(line: string): string {
  const text = line.replace(listMark, '').replace(label, '').trim();
  const quoted = quotePairs.some(
    ([open = '', close = '']) =>
      text.length > 2 && text.startsWith(open) && text.endsWith(close) && countOf(text, open) <= 2,
  );
  return quoted ? text.slice(1, -1).trim() : text;
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
