/** Letters and digits of scripts that part words by spaces. */
const wordCharacter =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}]$/u;

/** True where a text holds a phrase as whole words; capitals matter only where asked for. */
export function holdsPhrase(text: string, phrase: string, isExact = false): boolean {
  const [hay, needle] = isExact ? [text, phrase] : [folded(text), folded(phrase)];
  if (needle === '') {
    return false;
  }
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + needle.length)) {
    if (isWordEdge(hay, at) && isWordEdge(hay, at + needle.length)) {
      return true;
    }
  }
  return false;
}

/** True where no word runs on across the offset. */
function isWordEdge(text: string, offset: number): boolean {
  return !(wordCharacter.test(before(text, offset)) && wordCharacter.test(after(text, offset)));
}

function before(text: string, offset: number): string {
  return Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? '';
}

function after(text: string, offset: number): string {
  return Array.from(text.slice(offset, offset + 2)).at(0) ?? '';
}

/** A text without capitals, and with one space for each white space. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** The letters and digits of a text, without capitals, a space between words. */
export function bareWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

let segmenter: Intl.Segmenter | undefined;

/** How many characters people count in a text: an emoji or a letter with its accents is one. Slow in long texts: V8's segmenter takes time by the square of the length. */
export function lengthOf(text: string): number {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  let count = 0;
  for (const { index } of segmenter.segment(text)) {
    count += index >= 0 ? 1 : 0;
  }
  return count;
}
