import type { Marks } from '../codeSpan';
import type { Unit } from './embed';
import { learnImageAt } from './learn';
import { liquidAt } from './liquid';
import { obsidianAt } from './obsidian';
import { shortcodeAt } from './shortcode';

/**
 * The markup of a dialect that begins at `start`, if one does. To be asked before the text is read as
 * CommonMark, which would take some of it for links.
 */
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

/**
 * The markup of dialects in a piece of HTML: template languages run before HTML is read. What stands in
 * comments, scripts, styles and preformatted text is left out, as it shows no image.
 */
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
    // The search goes on behind what was read, so that nothing is found inside it.
    unitInHtml.lastIndex = end ?? match.index + match[0].length;
  }
  return units;
}
