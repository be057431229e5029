import type { MarkupLanguage, NewImage, PlaceProblem } from '../language';
import { lineBreakOf, placeOf } from '../place';
import type { Edit, Range } from '../reference';
import { restructuredOutline } from './outline';
import { readRestructured, type RestructuredLine } from './references';
import { restructuredImage } from './write';

/** reStructuredText: directives on lines of their own; in text it has no images. */
export const restructuredText: MarkupLanguage = {
  find: (text) => [...readRestructured(text).references],
  insert,
  outline: restructuredOutline,
};

function insert(text: string, selection: Range, { path, alt }: NewImage): Edit | PlaceProblem {
  const { end } = placeOf(text, selection);
  const { lines } = readRestructured(text);
  const index = lines.findIndex((line) => end <= line.end);
  const line = lines[index];
  const lineBreak = lineBreakOf(text);
  switch (line?.kind) {
    case 'blank': {
      const indent = text.slice(line.start, end);
      const before = isFilled(lines[index - 1]) ? lineBreak + indent : '';
      const after = isFilled(lines[index + 1]) ? lineBreak : '';
      const markup = restructuredImage(path, alt, indent, lineBreak);
      return { start: end, end: line.end, text: before + markup + after };
    }
    case 'text':
      return belowParagraph(text, lines, index, (indent) =>
        restructuredImage(path, alt, indent, lineBreak),
      );
    case 'directive':
      return 'markup';
    case 'code':
    case 'comment':
      return line.kind;
    case 'table':
    case undefined:
      return 'place';
  }
}

function isFilled(line: RestructuredLine | undefined): boolean {
  return line !== undefined && line.kind !== 'blank' && line.start < line.end;
}

/** Text has no images: the image comes after the paragraph, indented as its last line. */
function belowParagraph(
  text: string,
  lines: readonly RestructuredLine[],
  index: number,
  markup: (indent: string) => string,
): Edit | PlaceProblem {
  let last = index;
  while (lines[last + 1]?.kind === 'text') {
    last++;
  }
  const { start, end, indent } = lines[last] ?? { start: 0, end: 0, indent: 0 };
  if (text.slice(start, end).trimEnd().endsWith('::')) {
    // The code below belongs to this line.
    return 'place';
  }
  const white = text.slice(start, start + indent);
  const lineBreak = lineBreakOf(text);
  const after = isFilled(lines[last + 1]) ? lineBreak : '';
  return { start: end, end, text: lineBreak + lineBreak + white + markup(white) + after };
}
