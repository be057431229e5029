import type { Word } from './recognise';

/** Confidences, 0 to 100: a word counts as read, a short one before a text, a letter by itself. */
const certain = 60;
const certainShort = 82;
const certainAlone = 95;

/** A gap from which an icon stands before a text, in heights of that text. */
const iconGap = 0.6;

/**
 * Leaves out of one line what icons and textures were taken for: uncertain words but long ones
 * amid certain text, short ones set off before a text, and lone letters and signs.
 */
export function withoutNoise<W extends Word>(line: readonly W[]): W[] {
  const hasText = line.some(({ text, confidence }) => confidence >= 70 && letters(text) >= 2);
  const icons = leadingIcons(line);
  return line.filter(({ text, confidence }, index) => {
    const count = letters(text);
    if (confidence < certain) {
      return hasText && count >= 4;
    }
    if (index < icons && confidence < certainShort) {
      return false;
    }
    return count >= 2 || hasText || isNumber(text) || (count === 1 && confidence >= certainAlone);
  });
}

/** How many words at the start of a line are short and set off from what follows. */
function leadingIcons(line: readonly Word[]): number {
  const first = line.findIndex(
    ({ text, confidence }) => letters(text) >= 3 && confidence >= certain,
  );
  const [before, text] = [line[first - 1], line[first]];
  if (text === undefined) {
    return line.length;
  }
  const gap = text.box.left - (before?.box.right ?? 0);
  return gap > iconGap * (text.box.bottom - text.box.top) ? first : 0;
}

function isNumber(text: string): boolean {
  return /^\P{L}*\d\P{L}*$/u.test(text);
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
