import type { Marks } from '../codeSpan';
import type { Unit } from './embed';
import { learnImageAt } from './learn';
import { liquidAt } from './liquid';
import { obsidianAt } from './obsidian';
import { shortcodeAt } from './shortcode';

/** The markup of a dialect that begins at `start`; it goes before CommonMark's. */
export function unitAt(text: string, start: number, marks: Marks): Unit | undefined {
  if (text.startsWith('![[', start)) {
    return obsidianAt(text, start);
  }
  if (text.startsWith('{{<', start) || text.startsWith('{{%', start)) {
    return shortcodeAt(text, start, marks);
  }
  if (text.startsWith('{%', start)) {
    return liquidAt(text, start, marks);
  }
  return text.startsWith(':::image', start) ? learnImageAt(text, start) : undefined;
}

const unitInHtml = /<!--|\{\{[<%]|\{%|:::image\s/g;

/** The units of dialects in a piece of HTML, outside of its comments. */
export function unitsInHtml(text: string, marks: Marks): Unit[] {
  const units: Unit[] = [];
  unitInHtml.lastIndex = 0;
  if (/^\s*<(?:script|style|pre|textarea)\b/i.test(text)) {
    return units;
  }
  for (let match = unitInHtml.exec(text); match !== null; match = unitInHtml.exec(text)) {
    const isComment = match[0] === '<!--';
    const close = isComment ? marks.find('-->', match.index) : -1;
    const unit = isComment ? undefined : unitAt(text, match.index, marks);
    if (unit !== undefined) {
      units.push(unit);
    }
    const end = close === -1 ? unit?.end : close;
    // `unitAt` uses other expressions, yet this one is global as well.
    unitInHtml.lastIndex = end ?? match.index + match[0].length;
  }
  return units;
}
