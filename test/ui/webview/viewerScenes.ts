import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { ViewedRegion } from '../../../src/webview/viewer/picture';
import { picturePath, pictures } from '../../support/pictures';
import type { GivenPicture } from './viewerProgram';

/** A picture of the demo by its file name. */
export async function demoPicture(file: string): Promise<GivenPicture> {
  const picture = pictures.find((one) => one.file === file);
  const bytes = await readFile(picture ? picturePath(picture) : file);
  return given(file, bytes, `image/${picture?.format ?? 'png'}`);
}

/** What `painted` calls the colour of a pixel. */
export type Paint = (x: number, y: number) => readonly [number, number, number, number];

/** A PNG whose pixels have these colours: red, green, blue and alpha. */
export async function painted(
  name: string,
  width: number,
  height: number,
  paint: Paint,
): Promise<GivenPicture> {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set(paint(x, y), (y * width + x) * 4);
    }
  }
  const png = await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return given(name, png, 'image/png');
}

/** A JPEG, or what its metadata make of it: `orientation` as EXIF counts. */
export async function turnedJpeg(name: string, orientation: number): Promise<GivenPicture> {
  const left = { input: { create: { width: 40, height: 60, channels: 3, background: '#ff0000' } }, left: 0, top: 0 } as const; // prettier-ignore
  const jpeg = await sharp({
    create: { width: 80, height: 60, channels: 3, background: '#0000ff' },
  })
    .composite([left])
    .withMetadata({ orientation })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return given(name, jpeg, 'image/jpeg');
}

export function given(name: string, bytes: Uint8Array, mediaType: string): GivenPicture {
  return { id: name, name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}

/** So many small boxes in rows over the whole picture. */
export function manyRegions(count: number): ViewedRegion[] {
  const columns = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, index) => ({
    id: `region ${index + 1}`,
    number: index + 1,
    label: `Thing ${index + 1}`,
    region: {
      box: {
        x: (index % columns) / columns,
        y: Math.floor(index / columns) / columns,
        width: 0.7 / columns,
        height: 0.7 / columns,
      },
    },
  }));
}

/** A box and a polygon, an L whose upper right is not in it. */
export const twoRegions: readonly ViewedRegion[] = [
  {
    id: 'box',
    number: 1,
    label: 'Button “Save”',
    region: { box: { x: 0.6, y: 0.1, width: 0.25, height: 0.2 } },
  },
  {
    id: 'corner',
    number: 2,
    label: 'Navigation',
    region: {
      polygon: [
        { x: 0.1, y: 0.1 },
        { x: 0.3, y: 0.1 },
        { x: 0.3, y: 0.7 },
        { x: 0.9, y: 0.7 },
        { x: 0.9, y: 0.9 },
        { x: 0.1, y: 0.9 },
      ],
    },
  },
];
