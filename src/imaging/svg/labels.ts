import { localName, type Element } from './dom';

/** How the text of a label looks. */
export interface TextStyle {
  readonly colour: string;
  /** In pixels. */
  readonly size: number;
  readonly isBold: boolean;
  readonly align: 'left' | 'center' | 'right';
  /** What the label stands on, as on a line. */
  readonly ground?: string;
}

export interface LabelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of the font's size: the usual width of a letter, and the height of a line. */
const [letterWidth, lineHeight] = [0.55, 1.2];

/**
 * SVG text in the place of an HTML label, whose layout it follows roughly: lines as they are or wrapped to the
 * box, in its middle, smaller where they would not fit.
 */
export function labelText(lines: readonly string[], box: LabelBox, style: TextStyle): string {
  const wrapped = lines.flatMap((line) => wrap(line, box.width / (style.size * letterWidth)));
  const size = Math.min(style.size, box.height / (wrapped.length * lineHeight) || style.size);
  const shown = Math.max(size, style.size / 2);
  const [x, anchor] = {
    left: [box.x, 'start'],
    center: [box.x + box.width / 2, 'middle'],
    right: [box.x + box.width, 'end'],
  }[style.align] as [number, string];
  const top = box.y + (box.height - wrapped.length * shown * lineHeight) / 2;
  const ground =
    style.ground === undefined
      ? ''
      : `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" ` +
        `stroke="none" fill="${escape(style.ground)}"/>`;
  const text = wrapped
    .map((line, index) => {
      const y = top + (index + 0.8) * shown * lineHeight;
      return (
        `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-family="sans-serif" ` +
        `font-size="${round(shown)}" font-weight="${style.isBold ? 700 : 400}" ` +
        `stroke="none" fill="${escape(style.colour)}">${line}</text>`
      );
    })
    .join('');
  return ground + text;
}

/** A little more than what is said to fit, as the letters' width is a guess. */
function wrap(line: string, letters: number): string[] {
  const most = letters * 1.25;
  const lines: string[] = [];
  for (const word of line.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** How text in an element looks, by its plain style and what it inherits. */
export function textStyle(
  element: Element,
  plain: ReadonlyMap<string, string>,
  { colour, size, isBold, align, ground: outer }: TextStyle,
): TextStyle {
  const get = (name: string): string | undefined => plain.get(name) ?? element.attribs[name];
  const font = /(?:^|\s)([\d.]+)(px|pt|em|rem|%)?(?:\s|\/|$)/.exec(plain.get('font') ?? '');
  const [, value, unit = 'px'] =
    /^([\d.]+)(px|pt|em|rem|%)?$/.exec(get('font-size') ?? '') ?? font ?? [];
  const factor = { px: 1, pt: 4 / 3, em: size, rem: 16, '%': size / 100 }[unit] ?? 1;
  const weight = get('font-weight') ?? /\bbold\b/.exec(plain.get('font') ?? '')?.[0];
  const stated = get('text-align');
  // That of the drawing itself is drawn already.
  const own = localName(element) === 'svg' ? undefined : plain.get('background-color');
  const ground = own ?? outer;
  return {
    colour: plain.get('color') ?? element.attribs.color ?? colour,
    size: value === undefined ? size : Number(value) * factor || size,
    isBold:
      weight === undefined
        ? isBold || /^(?:b|strong|th|h\d)$/.test(localName(element))
        : weight.includes('bold') || Number(weight) >= 600,
    align: stated === 'left' || stated === 'right' || stated === 'center' ? stated : align,
    ...(ground !== undefined && { ground }),
  };
}
