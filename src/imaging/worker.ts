import { parentPort } from 'node:worker_threads';
import { mainColours } from './colours';
import { decode, grey, resize, startCodec, type Codec, type Decoded } from './decode';
import { liftInk } from './ink';
import { arrange } from './layout';
import type { Pixels } from './pixels';
import { startRecogniser, type Recognise } from './recognise';
import type { ImageReading, ReadRequest, ReadResponse } from './reading';
import { plateUnder } from './regions';

/** The most pixels that are looked at; larger pictures are scaled down first. */
const mostPixels = 12_000_000;
/** The same for what the recogniser gets, and for pictures without flat areas (photos). */
const mostPagePixels = 16_000_000;
const mostPhotoPixels = 2_000_000;

const codec = startCodec(__dirname);
const recogniser = startRecogniser(__dirname);
// Both start at once; what goes wrong is told where they are awaited.
codec.catch(() => undefined);
recogniser.catch(() => undefined);

parentPort?.on('message', (request: ReadRequest) => {
  void respond(request).then((response) => parentPort?.postMessage(response));
});

async function respond({ bytes }: ReadRequest): Promise<ReadResponse> {
  try {
    const vips = await codec;
    let decoded: Decoded;
    try {
      decoded = decode(vips, bytes, mostPixels);
    } catch (error) {
      return { ok: false, kind: 'imageDamaged', reason: String(error) };
    }
    return { ok: true, reading: await read(vips, await recogniser, decoded) };
  } catch (error) {
    return { ok: false, kind: 'readerFailed', reason: String(error) };
  }
}

async function read(vips: Codec, recognise: Recognise, decoded: Decoded): Promise<ImageReading> {
  const { width, height, picture, alpha } = decoded;
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
  return {
    width,
    height,
    text: arrange(placed, ink?.plates),
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
