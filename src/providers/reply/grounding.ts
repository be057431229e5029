import { folded, stretchOf, unitsOf, type TextRegion } from '../../core/conversation/textRegion';
import { onPicture, type Region } from '../../core/images/region';
import { fieldsOf, textOf } from '../json';

/** A line of a reply's text and what the service found of it on the picture. */
export interface GroundedLine {
  readonly text: string;
  readonly spans: readonly unknown[];
}

/** What came of the spans: regions in their order, each once, and how many made no sense or were too many. */
export interface Grounded {
  readonly regions: readonly TextRegion[];
  readonly dropped: number;
}

/** No reply of these models speaks of so many things. */
const mostLines = 1000;
const mostSpans = 1000;
const mostPoints = 100;

/** In characters. */
const longestLine = 100_000;
const longestSpan = 1000;

/** A fraction may lie so far off the picture, where the service rounds or a thing is cut off by the edge. */
const margin = 0.5;

/**
 * `enhancements.grounding.lines` of a choice, of its message or of its delta; none where there are none.
 * Source: Azure's specification 2023-12-01-preview, `AzureGroundingEnhancement`.
 */
export function linesIn(choice: Record<string, unknown>, message: unknown): GroundedLine[] {
  const lines = [choice, fieldsOf(message)]
    .map(({ enhancements }) => fieldsOf(fieldsOf(enhancements).grounding).lines)
    .find((found) => Array.isArray(found));
  return ((lines ?? []) as unknown[]).map((line) => {
    const { text, spans } = fieldsOf(line);
    return {
      text: (textOf(text) ?? '').slice(0, longestLine),
      spans: Array.isArray(spans) ? (spans as unknown[]) : [],
    };
  });
}

/**
 * The regions of a reply with that text. A span's offset and length count Unicode code points of its line
 * (the specification's words), and its text is of another case where it begins a sentence (the document's
 * example); it is looked for there, then nearest to it in the reply, else it stands nowhere. Polygons are
 * in fractions of the picture.
 */
export function grounded(lines: readonly GroundedLine[], reply: string): Grounded {
  const text = folded(reply);
  // A stream may say again what it said before.
  const regions = new Map<string, TextRegion>();
  let dropped = 0;
  let left = mostSpans;
  let from = 0;
  for (const [index, line] of lines.entries()) {
    const spans = index < mostLines ? line.spans.slice(0, left) : [];
    dropped += line.spans.length - spans.length;
    if (spans.length === 0) {
      continue;
    }
    left -= spans.length;
    const start = stretchOf(text, line.text, from);
    from = start ? start.offset + start.length : from;
    for (const span of spans) {
      const region = regionOf(span, line.text, start?.offset, text);
      if (region) {
        regions.set(JSON.stringify(region), region);
      } else {
        dropped += 1;
      }
    }
  }
  return { regions: [...regions.values()], dropped };
}

/** `start` is where the line begins in the reply; where it is not in there, offsets count from the reply's begin. */
function regionOf(
  value: unknown,
  line: string,
  start: number | undefined,
  reply: string,
): TextRegion | undefined {
  const { text: found, offset, polygon } = fieldsOf(value);
  const text = textOf(found)?.trim() ?? '';
  const region = polygonOf(polygon);
  if (text === '' || text.length > longestSpan || region === undefined) {
    return undefined;
  }
  const points = typeof offset === 'number' ? offset : 0;
  const at = start === undefined ? unitsOf(reply, points) : start + unitsOf(line, points);
  const stretch = stretchOf(reply, text, at);
  return { text, ...stretch, region, source: 'azureVision' };
}

function polygonOf(value: unknown): Region | undefined {
  if (!Array.isArray(value) || value.length > mostPoints) {
    return undefined;
  }
  const polygon = (value as unknown[]).map(fieldsOf).map(({ x, y }) => ({
    x: fractionOf(x),
    y: fractionOf(y),
  }));
  return onPicture({ polygon });
}

/** NaN for what is no fraction, which no region has. */
function fractionOf(value: unknown): number {
  return typeof value === 'number' && value >= -margin && value <= 1 + margin ? value : NaN;
}
