import { percent } from '../paths';
import { lineAt, lineBreakOf } from '../place';
import { oneLine, type Edit, type ImageReference, type Range } from '../reference';

/**
 * A path in, the argument of a directive out: docutils takes white space out that no backslash goes
 * before, and all other white space than the plain one in any case, so that one is percent-encoded.
 */
function restructuredPath(path: string): string {
  return path
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^\S ]/gu, percent)
    .replaceAll(' ', '\\ ');
}

/** The lines of a directive that shows an image, without an alt text where that is empty; all but the first get the indent. */
export function restructuredImage(
  path: string,
  alt: string,
  indent: string,
  lineBreak: string,
): string {
  const option = alt === '' ? '' : `${lineBreak}${indent}   ${altOption(alt)}`;
  return `.. image:: ${restructuredPath(path)}${option}`;
}

function altOption(alt: string): string {
  return `:alt: ${oneLine(alt).trim()}`.trimEnd();
}

/** The edit that gives an image directive another alt text. */
export function restructuredEdit(text: string, { slot, range }: ImageReference, alt: string): Edit {
  const { start, end } = slot;
  if (start < end) {
    const indent = /^\s*/.exec(text.slice(start, end))?.[0] ?? '';
    return { start, end, text: indent + altOption(alt) };
  }
  return {
    start,
    end,
    text: lineBreakOf(text) + optionIndent(text, range) + altOption(alt),
  };
}

/** As the least indented line of the directive, or else of its body, or as far as the directive's name. */
function optionIndent(text: string, { start, end }: Range): string {
  const column = start - lineAt(text, start).start;
  const [, ...own] = text.slice(start, end).split('\n');
  const indents = own.map((line) => /^\s*/.exec(line)?.[0] ?? '');
  const [least] = indents.sort((one, other) => one.length - other.length);
  const below = indentBelow(text, end);
  const marks = text.slice(start - column, start);
  return (
    least ?? (below.length > column ? below : undefined) ?? `${marks.replaceAll(/\S/g, ' ')}   `
  );
}

/** The white space that the next line begins with which is not blank. */
function indentBelow(text: string, end: number): string {
  const word = /\S/g;
  word.lastIndex = end;
  const next = word.exec(text)?.index ?? end;
  return text.slice(Math.max(end, lineAt(text, next).start), next);
}
