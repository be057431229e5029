import type { FileMessage, ReadInput } from '../engine/jobs';
import type { Rectangle } from '../../core/images/fit';
import type { Box, Pixels } from '../pixels';
import { mainColours } from '../reader/colours';
import { describeText } from '../reader/document/describe';
import { liftInk, type Ink } from '../reader/ink';
import { arrange } from '../reader/layout';
import { isPoor } from '../reader/legible';
import { detectorSide, meanConfidence, readWithNetworks } from '../reader/neural/lines';
import type { Networks } from '../reader/neural/runtime';
import type { ImageReading } from '../reader/reading';
import type { Recognise, Recogniser, Word } from '../reader/recognise';
import { plateUnder } from '../reader/regions';
import type { Codec } from './codec';
import { decode, grey, resize, type Decoded } from './decode';
import { soundly } from './faults';
import { codec } from './codecs';

/** The most pixels that are looked at; larger pictures are scaled down first. */
const mostPixels = 12_000_000;
/** The same for what Tesseract gets, and for pictures without flat areas (photos). */
const mostPagePixels = 16_000_000;
const mostPhotoPixels = 2_000_000;

/** The mean confidence, 0 to 100, from which Tesseract is believed on a poor picture too. */
const sure = 80;

let recogniser: { readonly key: string; readonly started: Promise<Recogniser> } | undefined;
let networks: Promise<Networks> | undefined;

/** Finds the text of an image. Throws as `decode` does, and `Unsound` where a library breaks. */
export async function read(
  folder: string,
  file: FileMessage,
  { languages }: ReadInput = { languages: [] },
): Promise<ImageReading> {
  const vips = await soundly(codec(folder));
  const decoded = await decode(folder, file, mostPixels);
  return soundly(recognised(vips, { folder, languages }, decoded));
}

interface Means extends ReadInput {
  /** Of the libraries. */
  readonly folder: string;
}

async function recognised(vips: Codec, means: Means, decoded: Decoded): Promise<ImageReading> {
  const { size, picture, alpha } = decoded;
  const ink = liftInk(picture);
  const words = await wordsOf(vips, means, picture, ink);
  const placed = words.map((word) => ({
    ...word,
    plate: ink === undefined ? -1 : plateUnder(ink, word.box),
  }));
  const across = size.width / picture.width;
  const down = size.height / picture.height;
  const toFile = ({ left, top, right, bottom }: Box): Rectangle => ({
    left: left * across,
    top: top * down,
    width: (right - left) * across,
    height: (bottom - top) * down,
  });
  return {
    ...size,
    ...describeText(arrange(placed, ink?.plates), toFile),
    colours: mainColours(picture, (pixel) => (alpha?.[pixel] ?? 255) >= 128),
  };
}

/**
 * Tesseract reads; where it is unsure of a picture that is a photo or coarsely compressed, the networks read that
 * anew. They know nothing but English.
 */
async function wordsOf(
  vips: Codec,
  means: Means,
  picture: Pixels,
  ink: Ink | undefined,
): Promise<Word[]> {
  const words = await readByTesseract(vips, means, picture, ink);
  const isSure = words.length > 0 && meanConfidence(words) >= sure;
  if (isSure || means.languages.length > 0 || (ink !== undefined && !isPoor(picture, ink))) {
    return words;
  }
  const read = await readPoor(vips, means.folder, grey(picture));
  return meanConfidence(read) > meanConfidence(words) ? read : words;
}

/** Photos, and what is coarsely compressed: the networks find lines and read them. */
async function readPoor(vips: Codec, folder: string, page: Pixels): Promise<Word[]> {
  const factor = Math.min(1, detectorSide / Math.max(page.width, page.height));
  return readWithNetworks(await neural(folder), page, resize(vips, page, factor), factor);
}

/**
 * Screenshots as they were taken, and whatever is in other languages than English, as the networks know nothing but
 * ASCII: Tesseract reads the ink, or the picture where there is no flat ground.
 */
async function readByTesseract(
  vips: Codec,
  means: Means,
  picture: Pixels,
  ink: Ink | undefined,
): Promise<Word[]> {
  const recognise = await tesseract(means);
  const page = ink?.page ?? grey(picture);
  const factor = Math.min(
    ink === undefined ? 1 : enlargement(ink.letterHeight),
    Math.sqrt((ink === undefined ? mostPhotoPixels : mostPagePixels) / (page.width * page.height)),
  );
  return (await recognise(resize(vips, page, factor))).map((word) => ({
    ...word,
    box: {
      left: word.box.left / factor,
      top: word.box.top / factor,
      right: word.box.right / factor,
      bottom: word.box.bottom / factor,
    },
  }));
}

async function tesseract({ folder, languages }: Means): Promise<Recognise> {
  const key = languages.map(({ file }) => file).join('\n');
  if (recogniser !== undefined && recogniser.key !== key) {
    const former = recogniser;
    recogniser = undefined;
    await (await former.started).end();
  }
  recogniser ??= {
    key,
    started: import('../reader/recognise').then(({ startRecogniser }) =>
      startRecogniser(folder, languages),
    ),
  };
  return (await recogniser.started).recognise;
}

function neural(folder: string): Promise<Networks> {
  networks ??= import('../reader/neural/runtime').then(({ startNetworks }) =>
    startNetworks(folder),
  );
  return networks;
}

/** Tesseract reads best where small letters are about 17 pixels high. */
function enlargement(letterHeight: number): number {
  if (letterHeight === 0 || letterHeight >= 14) {
    return letterHeight >= 40 ? 0.5 : 1;
  }
  return letterHeight >= 7 ? 2 : 3;
}
