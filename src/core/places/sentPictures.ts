import type { SentImage } from '../cost/receipt';
import type { Size } from '../images/fit';
import type { ImageId } from '../images/imageId';
import { onPicture, type Box, type Region } from '../images/region';

/** A picture as it was sent, and what part of which image it shows. */
export interface SentPicture {
  readonly image: ImageId;
  /** In pixels; absent where the server fetched it. */
  readonly size?: Size;
  /** In fractions of the image's upright picture; it may reach over the edges. */
  readonly window: Box;
}

/** Where an image is a part of another. */
export interface PartOf {
  readonly of: ImageId;
  readonly box: Box;
}

const whole: Box = { x: 0, y: 0, width: 1, height: 1 };

/**
 * The pictures of a receipt, in the order in which they were sent. `ids` are the images that they were made of,
 * in that order: a tall one may have become several, each with its part's number.
 */
export function sentPictures(
  lines: readonly SentImage[],
  ids: readonly ImageId[],
  partOf: (id: ImageId) => PartOf | undefined,
): SentPicture[] {
  let index = -1;
  return lines.flatMap(({ part, source, before, after }) => {
    index += (part?.index ?? 1) === 1 ? 1 : 0;
    const id = ids[index];
    if (id === undefined) {
      return [];
    }
    const shown: Box =
      source && before
        ? {
            x: source.left / before.width,
            y: source.top / before.height,
            width: source.width / before.width,
            height: source.height / before.height,
          }
        : whole;
    const outer = partOf(id);
    return [
      {
        image: outer?.of ?? id,
        ...(after && { size: { width: after.width, height: after.height } }),
        window: outer ? within(shown, outer.box) : shown,
      },
    ];
  });
}

/** A region of a picture as it was sent, on its image; undefined where it is beside it. */
export function onImage(region: Region, window: Box): Region | undefined {
  if ('box' in region) {
    return onPicture({ box: within(region.box, window) });
  }
  const polygon = region.polygon.map(({ x, y }) => ({
    x: window.x + x * window.width,
    y: window.y + y * window.height,
  }));
  return onPicture({ polygon });
}

/** A box in fractions of another, in what that is in fractions of. */
export function within({ x, y, width, height }: Box, outer: Box): Box {
  return {
    x: outer.x + x * outer.width,
    y: outer.y + y * outer.height,
    width: width * outer.width,
    height: height * outer.height,
  };
}
