import path from 'node:path';
import { createWorker } from 'tesseract.js';
import type * as Imaging from '../../src/imaging/index';
import { cpuMilliseconds } from '../support/cpuTime';
import type { Package } from '../support/vsix';
import { median, shareFigure, type Figure } from './figures';
import { builtImaging } from './imaging';
import { kinds, knownPictures, type Kind, type KnownPicture } from './reading/pictures';
import { scoreOf } from './reading/score';

/** What is asked for in the mean of recall and of precision, and in their median on poor pictures. */
const least: Partial<Record<Kind, number>> = { 'scale 2': 0.97, 'scale 1': 0.92 };
const leastOnPoor = 0.9;
const leastCells = 0.95;

/** The most CPU time, in that of tesseract.js used plainly on the same pictures. */
const mostTime = 1.5;

/** What was read in a picture, and for how much CPU time. */
interface Result {
  readonly recall: number;
  readonly precision: number;
  readonly milliseconds: number;
}

/**
 * How much of 20 pages the reader finds, and how much of what it finds is right, as they are and spoiled in six ways,
 * beside `tesseract.js` used plainly; and how many cells of 20 tables are right.
 */
export async function readingFigures(built: Package): Promise<Figure[]> {
  const pictures = await knownPictures();
  const imaging = builtImaging(built);
  const plain = await plainTesseract(path.join(built.folder, 'dist'));
  const figures: Figure[] = [];
  try {
    for (const kind of kinds) {
      const some = pictures.filter((picture) => picture.kind === kind);
      figures.push(
        ...(kind === 'tables'
          ? [await tableFigure(imaging, some)]
          : await wordFigures(kind, some, imaging, plain.text)),
      );
    }
  } finally {
    await imaging.disposeImaging();
    await plain.end();
  }
  return figures;
}

async function wordFigures(
  kind: Kind,
  pictures: readonly KnownPicture[],
  imaging: typeof Imaging,
  plain: (bytes: Buffer) => Promise<string>,
): Promise<Figure[]> {
  const ours = await resultsOf(pictures, async (picture) => (await read(imaging, picture)).text);
  const theirs = await resultsOf(pictures, ({ bytes }) => plain(bytes));
  const isPoor = least[kind] === undefined;
  const [middle, bound] = isPoor ? [median, leastOnPoor] : [meanOf, least[kind]];
  const share = (results: readonly Result[], what: 'recall' | 'precision'): number =>
    middle(results.map((result) => result[what]));
  const ratio = sumOf(ours) / sumOf(theirs);
  const name = `${kind}: ${isPoor ? 'median' : 'mean'}`;
  return [
    shareFigure(`${name} of words found`, share(ours, 'recall'), bound),
    shareFigure(`${name} of words that are right`, share(ours, 'precision'), bound),
    shareFigure('— tesseract.js used plainly: found', share(theirs, 'recall')),
    shareFigure('— tesseract.js used plainly: right', share(theirs, 'precision')),
    {
      name: '— CPU time in that of tesseract.js used plainly',
      value: `${ratio.toFixed(2)} (${Math.round(sumOf(ours) / ours.length)} ms a picture)`,
      bound: `≤ ${mostTime}`,
      isMissed: ratio > mostTime,
    },
  ];
}

async function resultsOf(
  pictures: readonly KnownPicture[],
  textOf: (picture: KnownPicture) => Promise<string>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const picture of pictures) {
    const before = cpuMilliseconds();
    const text = await textOf(picture);
    const milliseconds = cpuMilliseconds() - before;
    results.push({ ...scoreOf(picture.words, text), milliseconds });
  }
  return results;
}

async function tableFigure(
  imaging: typeof Imaging,
  pictures: readonly KnownPicture[],
): Promise<Figure> {
  let all = 0;
  let right = 0;
  for (const picture of pictures) {
    const [found] = (await read(imaging, picture)).tables;
    picture.tables[0]?.forEach((row, at) =>
      row.forEach((cell, column) => {
        all++;
        right += found?.rows[at]?.[column]?.text === cell ? 1 : 0;
      }),
    );
  }
  return shareFigure(`tables: ${all} cells of ${pictures.length} right`, right / all, leastCells);
}

async function read(
  imaging: typeof Imaging,
  { name, bytes }: KnownPicture,
): Promise<Imaging.ImageReading> {
  const file = await imaging.inspectImage(name, bytes);
  return imaging.readText(file, new AbortController().signal);
}

/** tesseract.js as its readme uses it, with the data of the package. */
async function plainTesseract(
  langPath: string,
): Promise<{ text: (bytes: Buffer) => Promise<string>; end: () => Promise<unknown> }> {
  const worker = await createWorker('eng', 1, { langPath, cacheMethod: 'none' });
  return {
    text: async (bytes) => (await worker.recognize(bytes)).data.text,
    end: () => worker.terminate(),
  };
}

function sumOf(results: readonly Result[]): number {
  return results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
