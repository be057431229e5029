import sharp from 'sharp';
import type { DecodedImage } from '../types';
import { wrongFormat } from './words';

/** In pixels of the picture as it is seen. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A picture as the service sees it: upright, with the box of what differs from its first pixel. */
export interface Seen {
  readonly image: DecodedImage;
  readonly width: number;
  readonly height: number;
  readonly box?: PixelBox;
}

const types: Partial<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  tiff: 'image/tiff',
};

/** How far a channel may be off the ground's colour for the loss of a JPEG. */
const noise = 48;

/** Decodes a picture. Throws the service's refusal where it is none of its types. */
export async function seen(bytes: Buffer): Promise<Seen> {
  try {
    const { format } = await sharp(bytes).metadata();
    const type = types[format];
    if (type === undefined) {
      throw wrongFormat();
    }
    const { data, info } = await sharp(bytes)
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const box = differing(data, width, channels);
    const colour = '';
    const image = { declaredType: type, type, width, height, colour, bytes: bytes.length };
    return { image, width, height, ...(box && { box }) };
  } catch {
    throw wrongFormat();
  }
}

/** The box of all pixels that differ from the first. */
function differing(data: Buffer, width: number, channels: number): PixelBox | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let at = 0; at < data.length; at += channels) {
    for (let channel = 0; channel < channels; channel++) {
      if (Math.abs((data[at + channel] ?? 0) - (data[channel] ?? 0)) > noise) {
        const pixel = at / channels;
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        [left, top] = [Math.min(left, x), Math.min(top, y)];
        [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
        break;
      }
    }
  }
  return right < 0 ? undefined : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

/** The service's reply about a picture: what differs from the ground is an object with a text on it. */
export function replyAbout({ width, height, box }: Seen, features: readonly string[]): object {
  const whole = { x: 0, y: 0, w: width, h: height };
  const results: Record<string, object> = {
    read: { readResult: { blocks: box ? [{ lines: [lineIn(box)] }] : [] } },
    objects: {
      objectsResult: {
        values: box ? [{ boundingBox: box, tags: [{ name: 'sign', confidence: 0.881 }] }] : [],
      },
    },
    densecaptions: {
      denseCaptionsResult: {
        values: [
          { text: 'a screenshot of a computer', confidence: 0.8503, boundingBox: whole },
          ...(box ? [{ text: 'a close-up of a sign', confidence: 0.7724, boundingBox: box }] : []),
        ],
      },
    },
  };
  return features.reduce((reply, name) => ({ ...reply, ...results[name.toLowerCase()] }), {
    modelVersion: '2023-10-01',
    metadata: { width, height },
  });
}

function lineIn({ x, y, w, h }: PixelBox): object {
  const boundingPolygon = [
    { x, y },
    { x: x + w, y },
    { x: x + w, y: y + h },
    { x, y: y + h },
  ];
  const words = [{ text: 'Open', boundingPolygon, confidence: 0.993 }];
  return { text: 'Open *daily* from 9 to 5', boundingPolygon, words };
}
