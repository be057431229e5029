import type { TextRegion } from '../../core/conversation/textRegion';
import type { Rectangle } from '../../core/images/fit';
import type { ImageId } from '../../core/images/imageId';
import { onPicture } from '../../core/images/region';
import type { ImageReading, ReadLine } from '../../imaging';

/** No more lines are shown on a picture. */
const mostLines = 1000;

/**
 * The lines that the reader found, with their places in a report of them, which has them in order, and on the
 * picture. `image` is its id, where that is known.
 */
export function readRegions(
  { width, height, lines }: Pick<ImageReading, 'width' | 'height' | 'lines'>,
  report: string,
  image?: ImageId,
): TextRegion[] {
  let from = 0;
  return lines.slice(0, mostLines).flatMap((line) => {
    const offset = report.indexOf(line.text, from);
    from = offset < 0 ? from : offset + line.text.length;
    const region = onPicture({ box: fractionsOf(line.box, width, height) });
    return region
      ? [
          {
            text: line.text,
            ...(offset >= 0 && { offset, length: line.text.length }),
            ...(image !== undefined && { image }),
            region,
            source: 'reader' as const,
            confidence: confidenceOf(line),
          },
        ]
      : [];
  });
}

/** That of the word which is least sure, as a fraction. */
function confidenceOf({ words }: ReadLine): number {
  return Math.max(0, Math.min(100, ...words.map(({ confidence }) => confidence))) / 100;
}

function fractionsOf({ left, top, width, height }: Rectangle, across: number, down: number) {
  return { x: left / across, y: top / down, width: width / across, height: height / down };
}
