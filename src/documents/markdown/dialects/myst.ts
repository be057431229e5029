import { unescapedIndex } from '../../../core/escaping';
import { lineAt, lineBreakOf } from '../../place';
import { oneLine, type Edit, type ImageReference, type Range } from '../../reference';

const opening = /^(?:`{3,}|~{3,}|:{3,})[ \t]*\{(figure|image)\}[ \t]*(.*)$/s;
const option = /^:([A-Za-z][\w-]*):(?:[ \t]+|$)/;
const entry = /^([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+|$)/;

/** A directive that shows an image; offsets are of its lines joined. */
export interface Directive {
  readonly target: string;
  readonly alt: string | undefined;
  readonly altRange: Range | undefined;
  readonly slot: Range;
  readonly linkTarget: string | undefined;
  /** The first paragraph of its body, as written. */
  readonly caption: string;
}

interface Option extends Range {
  readonly name: string;
  readonly valueStart: number;
}

/**
 * The image that a fence of MyST shows, whose content goes in from the first mark to the last:
 * `figure` and `image`, with options in lines of `:name: value` or in YAML between lines of `---`.
 */
export function directiveOf(content: string): Directive | undefined {
  const lines = content.split('\n');
  const open = opening.exec(lines[0] ?? '');
  const target = open?.[2]?.trim() ?? '';
  if (open === null || target === '') {
    return undefined;
  }
  const { options, insertAt, bodyLine } = optionsOf(lines);
  const named = (name: string) => options.find((other) => other.name === name);
  const alt = named('alt');
  const link = named('target');
  return {
    target,
    alt: alt === undefined ? undefined : valueOf(content, alt),
    altRange:
      alt === undefined ? undefined : { start: Math.min(alt.valueStart, alt.end), end: alt.end },
    slot: { start: alt?.start ?? insertAt, end: alt?.end ?? insertAt },
    linkTarget: link === undefined ? undefined : valueOf(content, link),
    caption: open[1] === 'figure' ? captionOf(lines.slice(bodyLine)) : '',
  };
}

function optionsOf(lines: readonly string[]): {
  options: Option[];
  insertAt: number;
  bodyLine: number;
} {
  const options: Option[] = [];
  const yaml = lines[1]?.trim() === '---';
  let offset = (lines[0]?.length ?? 0) + 1 + (yaml ? (lines[1]?.length ?? 0) + 1 : 0);
  let insertAt = offset - 1;
  let index = yaml ? 2 : 1;
  for (; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const indent = line.length - line.trimStart().length;
    const match = (yaml ? entry : option).exec(line.trimStart());
    const end = offset + line.trimEnd().length;
    const last = options.at(-1);
    if (yaml && line.trim() === '---') {
      index++;
      break;
    }
    if (match !== null && (!yaml || indent === 0)) {
      const start = offset + indent;
      options.push({ name: match[1] ?? '', start, valueStart: start + match[0].length, end });
    } else if (
      last !== undefined &&
      (yaml ? indent > 0 || line.trim() === '' : /^:[ \t]/.test(line))
    ) {
      options[options.length - 1] = { ...last, end: Math.max(last.end, end) };
    } else {
      break;
    }
    insertAt = yaml ? insertAt : end;
    offset += line.length + 1;
  }
  return { options, insertAt, bodyLine: index };
}

function valueOf(content: string, { valueStart, end }: Option): string {
  const lines = content.slice(valueStart, end).split('\n');
  const value = lines
    .map((line, index) => (index === 0 ? line : line.replace(/^:/, '')).trim())
    .filter((line, index) => index > 0 || !/^[|>][+-]?\d?$/.test(line))
    .join(' ')
    .trim();
  if (value.length > 1 && value.startsWith('"')) {
    return unescapedIndex(value, '"', 1) === value.length - 1 ? doubleQuoted(value) : value;
  }
  const inner = value.slice(1, -1);
  const single = value.length > 1 && value.startsWith("'") && value.endsWith("'");
  return single && !inner.replaceAll("''", '').includes("'") ? inner.replaceAll("''", "'") : value;
}

function doubleQuoted(value: string): string {
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  }
}

function captionOf(body: readonly string[]): string {
  const rows = body.map((line) => line.trim());
  const first = rows.findIndex((line) => line !== '');
  const rest = first === -1 ? [] : rows.slice(first);
  const end = rest.findIndex((line) => line === '' || /^(?:`{3,}|~{3,}|:{3,})/.test(line));
  return rest.slice(0, end === -1 ? undefined : end).join('\n');
}

/** A text in, an option's value out: plain where YAML would not read something else from it. */
function optionValue(alt: string): string {
  const line = oneLine(alt).trim();
  const plain = /^[^\s"'#[\]{}&*!|>%@`,?:-]/.test(line) && !/: |:$| #/.test(line);
  return plain || line === '' ? line : JSON.stringify(line);
}

/** The edit that gives a directive its alt text, in the kind of options that it has. */
export function mystEdit(text: string, { slot, range }: ImageReference, alt: string): Edit {
  const { start, end } = slot;
  const value = optionValue(alt);
  if (start < end) {
    const name = text.startsWith(':', start) ? ':alt:' : 'alt:';
    return { start, end, text: `${name} ${value || (name === 'alt:' ? '""' : '')}`.trimEnd() };
  }
  const first = lineAt(text, range.start);
  const own = lineAt(text, start);
  const marks = text.slice(first.start, range.start).replaceAll(/[^\s>]/g, ' ');
  const yaml = own.start > first.start && text.slice(own.start, own.end).trimEnd().endsWith('---');
  const line = yaml ? `alt: ${value || '""'}` : `:alt: ${value}`.trimEnd();
  return { start, end, text: lineBreakOf(text) + marks + line };
}
