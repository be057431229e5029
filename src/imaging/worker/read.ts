import type { FileMessage } from '../engine/jobs';
import type { Pixels } from '../pixels';
import { mainColours } from '../reader/colours';
import { liftInk } from '../reader/ink';
import { arrange } from '../reader/layout';
import type { ImageReading } from '../reader/reading';
import type { Recognise } from '../reader/recognise';
import { plateUnder } from '../reader/regions';
import type { Codec } from './codec';
import { decode, grey, resize, type Decoded } from './decode';
import { soundly } from './faults';
import { codec } from './codecs';

/** The most pixels that are looked at; larger pictures are scaled down first. */
const mostPixels = 12_000_000;
/** The same for what the recogniser gets, and for pictures without flat areas (photos). */
const mostPagePixels = 16_000_000;
const mostPhotoPixels = 2_000_000;

let recogniser: Promise<Recognise> | undefined;

/** Finds the text of an image. Throws as `decode` does, and `Unsound` where a library breaks. */
export async function read(folder: string, file: FileMessage): Promise<ImageReading> {
  // It starts while the image is being decoded.
  recogniser ??= import('../reader/recognise').then(({ startRecogniser }) =>
    startRecogniser(folder),
  );
  recogniser.catch(() => undefined);
  const vips = await soundly(codec(folder));
  const decoded = await decode(folder, file, mostPixels);
  return soundly(recognised(vips, await soundly(recogniser), decoded));
}

async function recognised(
  vips: Codec,
  recognise: Recognise,
  decoded: Decoded,
): Promise<ImageReading> {
  const { size, picture, alpha } = decoded;
  const ink = liftInk(picture);
  const page = ink?.page ?? grey(picture);
  const limit = ink === undefined ? mostPhotoPixels : mostPagePixels;
  const factor = fitted(page, ink === undefined ? 1 : enlargement(ink.letterHeight), limit);
  const words = await recognise(resize(vips, page, factor));
  const placed = words.map((word) => {
    const box = {
      left: word.box.left / factor,
      top: word.box.top / factor,
      right: word.box.right / factor,
      bottom: word.box.bottom / factor,
    };
    return { ...word, box, plate: ink === undefined ? -1 : plateUnder(ink, box) };
  });
  const { text, lines } = arrange(placed, ink?.plates);
  const scale = { across: size.width / picture.width, down: size.height / picture.height };
  return {
    ...size,
    text,
    lines: lines.map((line) => ({
      text: line.text,
      words: line.words.map(({ text: word, confidence, box }) => ({
        text: word,
        confidence,
        box: {
          left: box.left * scale.across,
          top: box.top * scale.down,
          width: (box.right - box.left) * scale.across,
          height: (box.bottom - box.top) * scale.down,
        },
      })),
    })),
    colours: mainColours(picture, (pixel) => (alpha?.[pixel] ?? 255) >= 128),
  };
}

/** Tesseract reads best where small letters are about 17 pixels high. */
function enlargement(letterHeight: number): number {
  if (letterHeight === 0 || letterHeight >= 14) {
    return letterHeight >= 40 ? 0.5 : 1;
  }
  return letterHeight >= 7 ? 2 : 3;
}

function fitted({ width, height }: Pixels, factor: number, limit: number): number {
  return Math.min(factor, Math.sqrt(limit / (width * height)));
}
