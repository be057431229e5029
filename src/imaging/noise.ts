import type { Word } from './recognise';

/** Confidences, 0 to 100: a word counts as read, a short one before a text, a letter by itself. */
const certain = 60;
const certainShort = 82;
const certainAlone = 95;

/**
 * Leaves out of one line what icons and textures were taken for: uncertain words but long ones
 * amid certain text, short ones that lead a line, and lone letters and signs.
 */
export function withoutNoise<W extends Word>(line: readonly W[]): W[] {
  const isText = ({ text, confidence }: Word): boolean => confidence >= 70 && letters(text) >= 2;
  const hasText = line.some(isText);
  const first = line.findIndex((word) => letters(word.text) >= 3 && word.confidence >= certain);
  return line.filter((word, index) => {
    const { text, confidence } = word;
    const count = letters(text);
    if (confidence < certain) {
      return hasText && count >= 4;
    }
    if (count <= 2 && (index < first || first === -1) && confidence < certainShort) {
      return false;
    }
    return (
      count >= 2 ||
      hasText ||
      /^\P{L}*\d\P{L}*$/u.test(text) ||
      (count === 1 && confidence >= certainAlone)
    );
  });
}

/** True for a line that is surely text, as a photo's textures make many short words. */
export function isSurelyText(line: readonly Word[]): boolean {
  const sure = line.filter(({ confidence }) => confidence >= certainShort);
  return sure.reduce((sum, { text }) => sum + letters(text), 0) >= 4;
}

/** How many letters and digits a text has. */
export function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
