import type { ReplySchema } from '../conversation/replySchema';
import type { Region } from '../images/region';
import { boundsOf, type Box } from '../images/region';
import { isRecord } from '../record';
import { formOf, regionOf, type BoxForm } from './boxForm';
import { rawShapeOf } from './rawShape';
import { onImage, type SentPicture } from './sentPictures';

/** So many regions are looked at a second time. */
export const mostSecondLooks = 20;

/** The part that is looked at is so many times as large as the box, and at least this share of the picture. */
const times = 3;
const leastShare = 0.12;

/** The part of a picture, in fractions of it, in which the thing of a region is looked for again. */
export function lookAround(region: Region): Box {
  const { x, y, width, height } = boundsOf(region);
  const [wide, tall] = [width, height].map((side) =>
    Math.min(1, Math.max(leastShare, times * side)),
  );
  const begin = (middle: number, side: number): number =>
    Math.min(1 - side, Math.max(0, middle - side / 2));
  const size = { width: wide ?? 1, height: tall ?? 1 };
  return {
    x: begin(x + width / 2, size.width),
    y: begin(y + height / 2, size.height),
    ...size,
  };
}

/** What asks for the place of one thing on a part of a picture. The piece is quoted: it is data, no instruction. */
export function secondLookPrompt(piece: string): string {
  return `This is a part of the image, enlarged. Where on it is what these words speak of: ${JSON.stringify(piece)}?`;
}

export function secondLookSchema({ order, unit }: BoxForm): ReplySchema {
  return {
    name: 'place',
    schema: {
      type: 'object',
      properties: {
        box: {
          type: ['array', 'null'],
          items: { type: 'number' },
          description: `Its box as ${order === 'yxyx' ? 'top, left, bottom, right' : 'left, top, right, bottom'}, ${unit === 'pixel' ? 'in pixels of this picture' : 'each from 0 to 1000 of this picture'}; null where it is not there.`,
        },
      },
      required: ['box'],
      additionalProperties: false,
    },
  };
}

/** The numbers of a second look's reply; undefined where it is of another form, null where nothing was found. */
export function parseSecondLook(value: unknown): { readonly box: unknown } | undefined {
  if (Array.isArray(value)) {
    return { box: value };
  }
  const key = isRecord(value)
    ? ['box', 'bbox', 'box_2d', 'bbox_2d'].find((one) => one in value)
    : undefined;
  return isRecord(value) && key !== undefined ? { box: value[key] } : undefined;
}

/**
 * The region of a second look on the whole picture; undefined where it found nothing, or something that makes no
 * sense. `picture` is the part as it was sent.
 */
export function regionOfLook(
  { box }: { readonly box: unknown },
  { size, window }: SentPicture,
  asked: BoxForm,
): Region | undefined {
  const shape = rawShapeOf(box);
  const sized = shape && { shape, ...(size && { size }) };
  const found = sized && regionOf(sized, formOf([sized], asked));
  return found && onImage(found, window);
}
