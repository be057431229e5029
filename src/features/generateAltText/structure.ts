import {
  parseSeveralTexts,
  severalTextsSchema,
  textsByImage,
  type SeveralTexts,
} from '../../core/altText/severalImages';
import type { Structure } from '../../host/jobs';
import type { ImageRecord } from '../../host/images/imageStore';

/** The most images that every server takes in one request: more are asked about in several. */
const mostStructured = 10;

/** The alt texts of several images as JSON, each by the number and name of its image; one image needs none. */
export function altTextStructure(images: readonly ImageRecord[]): Structure | undefined {
  const { length } = images;
  if (length < 2 || length > mostStructured) {
    return undefined;
  }
  return {
    schema: severalTextsSchema(namesOf(images)),
    parse: (value) => parseSeveralTexts(value, length),
    format: (data: SeveralTexts) =>
      textsIn(data, images)
        .flatMap((text, index) => (text === undefined ? [] : [`${index + 1}. ${text}`]))
        .join('\n'),
  };
}

/**
 * The text of each image by its index, of what `altTextStructure` has parsed; undefined for an image that
 * is left out, told of twice, or confused with another.
 */
export function textsIn(data: unknown, images: readonly ImageRecord[]): (string | undefined)[] {
  return textsByImage(data, namesOf(images));
}

function namesOf(images: readonly ImageRecord[]): string[] {
  return images.map(({ name }) => name);
}
