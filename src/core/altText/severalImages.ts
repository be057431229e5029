import type { ReplySchema } from '../conversation/replySchema';
import { isRecord } from '../record';
import { folded } from './phrases';
import { plainAltText } from './reply';
import { cut, visible } from './visible';

/** The alt text of one of several images, as a model gives it. */
export interface NamedText {
  readonly number: number;
  /** The label of the image; replies kept by an earlier version have none. */
  readonly name?: string;
  readonly altText: string;
}

export interface SeveralTexts {
  readonly images: readonly NamedText[];
}

const longestName = 80;

/** How the image at an index is called in a reply, as `Image 2 (login.png)`; no two have the same label. */
export function imageLabel(index: number, name: string): string {
  const line = visible(cut(name, 0, 500));
  const short = line.length > longestName ? `${cut(line, 0, longestName)}…` : line;
  return `Image ${index + 1} (${short})`;
}

/** The reply about several images by their file names, in the order in which they are sent. */
export function severalTextsSchema(names: readonly string[]): ReplySchema {
  return {
    name: 'alt_texts',
    schema: {
      type: 'object',
      properties: {
        images: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              number: { type: 'integer', description: 'The place of the image in the order given' },
              name: {
                type: 'string',
                enum: names.map((name, index) => imageLabel(index, name)),
                description: 'The image of that number',
              },
              altText: { type: 'string' },
            },
            required: ['number', 'name', 'altText'],
            additionalProperties: false,
          },
        },
      },
      required: ['images'],
      additionalProperties: false,
    },
  };
}

/**
 * A reply as JSON in, its texts out; undefined where it is of another form, or counts more than `count`
 * images.
 */
export function parseSeveralTexts(value: unknown, count: number): SeveralTexts | undefined {
  if (!isRecord(value) || !Array.isArray(value.images)) {
    return undefined;
  }
  const images = (value.images as unknown[]).flatMap((item) => namedText(item, count) ?? []);
  return images.length === value.images.length && images.every(({ name }) => name !== undefined)
    ? { images }
    : undefined;
}

function namedText(item: unknown, count: number): NamedText | undefined {
  if (!isRecord(item)) {
    return undefined;
  }
  const { number, name, altText } = item;
  return typeof number === 'number' &&
    Number.isInteger(number) &&
    number >= 1 &&
    number <= count &&
    typeof altText === 'string' &&
    (name === undefined || typeof name === 'string')
    ? { number, altText, ...(name !== undefined && { name }) }
    : undefined;
}

/**
 * The text of each image by its index; undefined for one that is left out, told of twice, or whose number
 * and name are those of two images: never a neighbour's text. `data` is what `parseSeveralTexts` gave, or
 * what was kept of it.
 */
export function textsByImage(data: unknown, names: readonly string[]): (string | undefined)[] {
  const items = isRecord(data) && Array.isArray(data.images) ? (data.images as unknown[]) : [];
  const texts = items.flatMap((item) => namedText(item, names.length) ?? []);
  return names.map((_, index) => {
    const [only, another] = texts.filter(
      (text) => text.number === index + 1 || isNamed(text.name, index, names),
    );
    return only === undefined || another !== undefined || !isOf(only, index, names)
      ? undefined
      : plainAltText(only.altText);
  });
}

function isOf({ number, name }: NamedText, index: number, names: readonly string[]): boolean {
  return number === index + 1 && (name === undefined || isNamed(name, index, names));
}

/** True for the label, and for the file name where it is that of no other image. */
function isNamed(name: string | undefined, index: number, names: readonly string[]): boolean {
  if (name === undefined) {
    return false;
  }
  const own = names[index] ?? '';
  const isOnly = names.filter((other) => folded(other) === folded(own)).length === 1;
  return (
    folded(name) === folded(imageLabel(index, own)) || (isOnly && folded(name) === folded(own))
  );
}
