import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { maxImageBytes } from '../../src/core/images/images';
import { nodeBinary } from '../support/editor/nodeBinary';
import { out } from '../support/paths';
import type { Package } from '../support/vsix';
import { sizeFigure, type Figure } from './figures';
import { imagingChunk, options } from './imaging';

/** Each is saved as JPEG and as PNG. */
const photos = 5;

/** 20 megapixels. */
const size = { width: 5472, height: 3648 };

/** The photos are drawn this much smaller. */
const scale = 6;

/** The bounds of the issue, in MB. */
const most = { peak: 600, after: 150 };

/** What `memoryProbe.mjs` prints. */
interface Report {
  readonly before: number;
  readonly peak: number;
  readonly after: number;
  readonly prepared: number;
}

/**
 * Measures by how much the resident memory of a process grows that makes ten images of 20 megapixels
 * ready, and by how much it is larger ten seconds after the worker has ended. It ends after a minute idle;
 * here it is ended as the extension does when it is deactivated.
 */
export async function preparationMemoryFigures({ folder }: Package): Promise<Figure[]> {
  const files = await makePhotos();
  const { stdout } = await promisify(execFile)(nodeBinary(), [
    '--expose-gc',
    path.join(__dirname, 'memoryProbe.mjs'),
    imagingChunk(folder),
    JSON.stringify(options),
    ...files,
  ]);
  const { before, peak, after, prepared } = JSON.parse(stdout) as Report;
  if (prepared !== files.length) {
    throw new Error(`${prepared} of ${files.length} photos were made ready.`);
  }
  const what = `${files.length} photos of 20 megapixels`;
  return [
    sizeFigure(`${what}: growth of the process, at its peak`, peak - before, 'MB', most.peak),
    sizeFigure('— ten seconds after the worker has ended', after - before, 'MB', most.after),
  ];
}

/** The files, those of an earlier run where they are there. */
async function makePhotos(): Promise<string[]> {
  const folder = path.join(out, 'bench', 'photos');
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (let photo = 0; photo < photos; photo++) {
    const names = ['jpg', 'png'].map((ending) => path.join(folder, `${photo}.${ending}`));
    if (!names.every((name) => existsSync(name))) {
      await makePhoto(names);
    }
    files.push(...names);
  }
  return files;
}

/** Large soft blotches under smaller ones, as in a photo slightly out of focus. */
async function makePhoto(names: readonly string[]): Promise<void> {
  const drawing = sharp(await blotches(1000, 60))
    .composite([{ input: await blotches(12, 16), blend: 'overlay' }])
    .removeAlpha();
  const small = await drawing.png().toBuffer();
  for (const name of names) {
    const unfinished = path.join(path.dirname(name), `part-${path.basename(name)}`);
    const photo = sharp(small).resize({ ...size, kernel: 'cubic', fit: 'fill' });
    await photo
      .jpeg({ quality: 95, force: false })
      .png({ compressionLevel: 3, adaptiveFiltering: true, force: false })
      .toFile(unfinished);
    const { size: bytes } = await stat(unfinished);
    if (bytes > maxImageBytes) {
      throw new Error(`${name} has ${bytes} bytes, which is more than may be sent.`);
    }
    await rename(unfinished, name);
  }
}

/** Noise with spots of `spot` pixels of the photo, which differ by `sigma` from a mean grey. */
async function blotches(spot: number, sigma: number): Promise<Buffer> {
  const noise = await sharp({
    create: {
      width: Math.round(size.width / spot),
      height: Math.round(size.height / spot),
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma },
    },
  })
    .png()
    .toBuffer();
  return sharp(noise)
    .resize({
      width: size.width / scale,
      height: size.height / scale,
      kernel: 'cubic',
      fit: 'fill',
    })
    .png()
    .toBuffer();
}
