import type { MarkupLanguage, NewImage, PlaceProblem } from '../language';
import { cuts, inlineEdit, lineBreakOf, placeOf } from '../place';
import type { Edit, Range } from '../reference';
import { asciidocLines, type AsciidocLine } from './lines';
import { asciidocOutline } from './outline';
import { asciidocReferences, macrosOf } from './references';
import { asciidocImage } from './write';

/** AsciiDoc: `image::` on a line of its own, `image:` in text. */
export const asciidoc: MarkupLanguage = {
  find: asciidocReferences,
  insert,
  imageFolder,
  outline: asciidocOutline,
};

/** The attribute `imagesdir` of the document, where it is a plain relative path. */
function imageFolder(text: string): string {
  const folder = /^:imagesdir:[ \t]+([^\r\n]+)$/m.exec(text)?.[1]?.trim() ?? '';
  return folder === '' || /[{:]|^\//.test(folder) ? '' : `${folder.replace(/\/$/, '')}/`;
}

function insert(text: string, selection: Range, { path, alt }: NewImage): Edit | PlaceProblem {
  const range = placeOf(text, selection);
  const lines = asciidocLines(text);
  const index = lines.findIndex(({ end }) => range.end <= end);
  const line = lines[index];
  if (line === undefined) {
    return 'place';
  }
  switch (line.kind) {
    case 'blank':
      return line.cell
        ? inlineEdit(text, range, asciidocImage(path, alt, true))
        : lineEdit(text, line, lines[index - 1], lines[index + 1], asciidocImage(path, alt, false));
    case 'text': {
      const marks = /[\\*_`#^~+[\]<>|{}]/.test(text.slice(range.start, range.end));
      const place = marks ? { start: range.end, end: range.end } : range;
      return macrosOf(text, line).some((macro) => cuts(place, macro))
        ? 'markup'
        : inlineEdit(text, place, asciidocImage(path, alt, true));
    }
    case 'mark':
    case 'blockMacro':
      return 'markup';
    case 'code':
    case 'comment':
      return line.kind;
  }
}

function lineEdit(
  text: string,
  { start, end }: AsciidocLine,
  above: AsciidocLine | undefined,
  below: AsciidocLine | undefined,
  markup: string,
): Edit {
  const lineBreak = lineBreakOf(text);
  const before = above?.kind === 'text' ? lineBreak : '';
  const after = below?.kind === 'text' ? lineBreak : '';
  return { start, end, text: before + markup + after };
}
