import * as v from 'valibot';
import type { Structure } from '../../host/jobs';
import type { ImageRecord } from '../../host/images/imageStore';

const altTextReply = v.object({
  images: v.array(
    v.object({ number: v.pipe(v.number(), v.integer(), v.minValue(1)), altText: v.string() }),
  ),
});

type AltTextReply = v.InferOutput<typeof altTextReply>;

const schema = {
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
            altText: { type: 'string' },
          },
          required: ['number', 'altText'],
          additionalProperties: false,
        },
      },
    },
    required: ['images'],
    additionalProperties: false,
  },
};

/** The most images that every server takes in one request: more are asked about in several. */
const mostStructured = 10;

/** The alt texts of several images as JSON, each by the number of its image; one image needs none. */
export function altTextStructure(images: readonly ImageRecord[]): Structure | undefined {
  const { length } = images;
  if (length < 2 || length > mostStructured) {
    return undefined;
  }
  return {
    schema,
    parse: (value) => {
      const parsed = v.safeParse(altTextReply, value);
      const isOurs = parsed.success && parsed.output.images.every(({ number }) => number <= length);
      return isOurs ? parsed.output : undefined;
    },
    format: (data: AltTextReply) =>
      textsIn(data, length)
        .flatMap((text, index) => (text === undefined ? [] : [`${index + 1}. ${text}`]))
        .join('\n'),
  };
}

/**
 * The text of each of `count` images by its index, of what `altTextStructure` has parsed; undefined for
 * an image that is not named, or named twice.
 */
export function textsIn(data: unknown, count: number): (string | undefined)[] {
  const { images } = v.parse(altTextReply, data);
  return Array.from({ length: count }, (_, index) => {
    const [only, another] = images.filter(({ number }) => number === index + 1);
    const text = another ? '' : (only?.altText ?? '').replace(/\s+/g, ' ').trim();
    return text === '' ? undefined : text;
  });
}
