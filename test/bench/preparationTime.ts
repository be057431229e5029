import sharp, { type Sharp } from 'sharp';
import type { ImageFile } from '../../src/core/images/images';
import type { PreparedPicture } from '../../src/imaging/index';
import type { Package } from '../support/vsix';
import { median, timeFigure, type Figure } from './figures';
import { builtImaging, options, screenshots } from './imaging';
import type { Screenshot } from './screenshots';
import { uploadFigures } from './upload';

const runs = 9;

/** How many times as long as the native code may take, by the issue. */
const mostOfSharp = 2;

/** A desktop with a photo, and text in many colours on a dark ground. */
const names = ['desktop-lake-4k', 'editor-gateway-4k'];

/**
 * Measures how long the worker takes to make 4K screenshots ready, against `sharp` doing the same, and
 * how soon they are at a server behind a slow link, against the files as they are.
 */
export async function preparationTimeFigures(built: Package): Promise<Figure[]> {
  const imaging = builtImaging(built);
  const taken = await screenshots();
  const figures: Figure[] = [];
  // Two threads, as the worker has; and nothing remembered from the run before.
  sharp.concurrency(2);
  sharp.cache(false);
  try {
    const subjects = taken.filter(({ name }) => names.includes(name));
    for (const subject of subjects) {
      figures.push(...(await preparationFigures(imaging, subject)));
    }
    for (const subject of subjects) {
      figures.push(...(await uploadFigures(imaging, subject)));
    }
  } finally {
    await imaging.disposeImaging();
  }
  return figures;
}

async function preparationFigures(
  imaging: ReturnType<typeof builtImaging>,
  { name, png }: Screenshot,
): Promise<Figure[]> {
  const file: ImageFile = await imaging.inspectImage(`${name}.png`, png);
  const prepare = async (): Promise<PreparedPicture | undefined> =>
    (await imaging.prepareImage(file, options, new AbortController().signal)).pictures[0];
  const first = await prepare();
  if (first?.bytes === undefined) {
    throw new Error(`${name} is sent as it is.`);
  }
  const { encoding, encode } = encodingOf(first.type, Buffer.from(first.bytes));
  const natively = (): Promise<Buffer> =>
    encode(sharp(png).removeAlpha().resize(first.width, first.height, { fit: 'fill' }));
  await natively();
  const ours: number[] = [];
  const native: number[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(await timeOf(prepare));
    native.push(await timeOf(natively));
  }
  return [
    timeFigure(`sharp fits ${name} and encodes it as ${encoding}`, native),
    timeFigure('— the warm worker', ours, mostOfSharp * median(native)),
  ];
}

/** What the worker's encoder chose, to be done again with the same options: see `src/imaging/worker/encode.ts`. */
function encodingOf(type: string, bytes: Buffer) {
  switch (type) {
    case 'image/png':
      return bytes[25] === 3
        ? {
            encoding: 'PNG with a palette',
            encode: (image: Sharp) =>
              image
                .png({ palette: true, compressionLevel: 7, effort: 1, quality: 100, dither: 0 })
                .toBuffer(),
          }
        : {
            encoding: 'PNG',
            encode: (image: Sharp) => image.png({ compressionLevel: 7 }).toBuffer(),
          };
    case 'image/webp':
      return bytes.includes('VP8L')
        ? {
            encoding: 'lossless WebP',
            encode: (image: Sharp) =>
              image.webp({ lossless: true, quality: 20, effort: 1 }).toBuffer(),
          }
        : {
            encoding: 'WebP',
            encode: (image: Sharp) => image.webp({ quality: 88, effort: 2 }).toBuffer(),
          };
    default:
      throw new Error(`What ${type} is encoded with is not known here.`);
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
