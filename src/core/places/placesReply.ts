import type { ReplySchema } from '../conversation/replySchema';
import { isRecord } from '../record';
import type { BoxForm } from './boxForm';
import { rawShapeOf, type RawShape } from './rawShape';

/** A piece of an answer as a model gave it. */
export interface PlacedPart {
  readonly text: string;
  /** The place of the picture in the order given, the first being 1. */
  readonly image: number;
  readonly shape?: RawShape;
  /** It named a place that is none. */
  readonly isNonsense?: true;
}

/** An answer in pieces. In a list each piece stands for itself; else they are read one after the other. */
export interface PlacedReply {
  readonly parts: readonly PlacedPart[];
  readonly isList: boolean;
}

const mostParts = 2000;

const listKeys = [
  'answer',
  'parts',
  'spans',
  'places',
  'regions',
  'objects',
  'detections',
  'items',
];
const textKeys = ['text', 'label', 'quote', 'name', 'description', 'caption'];
const boxKeys = [
  'box',
  'bbox',
  'bbox_2d',
  'box_2d',
  'bounding_box',
  'boundingBox',
  'polygon',
  'points',
  'coordinates',
  'region',
];

const orderInWords: Readonly<Record<BoxForm['order'], string>> = {
  xyxy: '[left, top, right, bottom]',
  yxyx: '[top, left, bottom, right]',
  xywh: '[left, top, width, height]',
};

const unitInWords: Readonly<Record<BoxForm['unit'], string>> = {
  thousandth: 'in thousandths of its width and height, from 0 to 1000',
  fraction: 'in fractions of its width and height, from 0 to 1',
  pixel: 'in pixels of the image as you see it',
};

/** What asks a model for an answer in pieces with their places. */
export function placesSchema({ order, unit }: BoxForm): ReplySchema {
  const box = `The place on the image of what this piece speaks of: ${orderInWords[order]} ${unitInWords[unit]}. null where it speaks of no single place.`;
  return {
    name: 'answer_with_places',
    schema: {
      type: 'object',
      properties: {
        answer: {
          type: 'array',
          description:
            'Your whole answer in Markdown, in pieces that are read one after the other, with all spaces and line breaks. Each thing, text or control that can be seen on an image is a short piece of its own, with its box.',
          items: {
            type: 'object',
            properties: {
              text: { type: 'string' },
              image: {
                type: 'integer',
                description: 'Which image, in the order given, the first being 1',
              },
              box: {
                type: ['array', 'null'],
                items: { type: 'number' },
                description: box,
              },
            },
            required: ['text', 'image', 'box'],
            additionalProperties: false,
          },
        },
      },
      required: ['answer'],
      additionalProperties: false,
    },
  };
}

/**
 * A reply as JSON in, its pieces out, in the forms that models give when asked for boxes; undefined for any other.
 */
export function parsePlaces(value: unknown): PlacedReply | undefined {
  const list = listOf(value);
  if (list === undefined || list.length === 0 || list.length > mostParts) {
    return undefined;
  }
  const parts = list.flatMap((item) => partOf(item) ?? []);
  const isRead = parts.length === list.length && parts.some(({ text }) => text.trim() !== '');
  const isAnswer = isRecord(value) && (Array.isArray(value.answer) || Array.isArray(value.parts));
  return isRead ? { parts, isList: !isAnswer } : undefined;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    return value as unknown[];
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const found = listKeys.map((key) => value[key]).find((one) => Array.isArray(one));
  return found as unknown[] | undefined;
}

function partOf(item: unknown): PlacedPart | undefined {
  if (typeof item === 'string') {
    return { text: item, image: 1 };
  }
  if (!isRecord(item)) {
    return undefined;
  }
  const text = textKeys.map((key) => item[key]).find((one) => typeof one === 'string');
  if (typeof text !== 'string') {
    return undefined;
  }
  const number = Number(item.image ?? 1);
  const image = Number.isInteger(number) && number > 0 ? number : 1;
  const key = boxKeys.find((one) => item[one] !== undefined && item[one] !== null);
  const shape = key === undefined ? rawShapeOf(item) : rawShapeOf(item[key]);
  if (shape === undefined) {
    const isNothing = key === undefined || isEmpty(item[key]);
    return { text, image, ...(!isNothing && { isNonsense: true as const }) };
  }
  // Gemini's own word for a box has y first, whatever was asked.
  return { text, image, shape: key === 'box_2d' ? { ...shape, order: 'yxyx' } : shape };
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}
