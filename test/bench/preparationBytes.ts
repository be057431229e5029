import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Size } from '../../src/core/images/fit';
import { dataUrl, type Image } from '../../src/core/images/images';
import { imageTokens } from '../../src/core/cost/imageTokens';
import type { ImageReading } from '../../src/imaging/index';
import { out } from '../support/paths';
import type { Package } from '../support/vsix';
import { foundShare } from '../unit/imaging/words';
import { ratioFigure, shareFigure, type Figure } from './figures';
import { builtImaging, model, options, screenshots } from './imaging';
import type { Screenshot } from './screenshots';

/** The bounds of the issue: bytes sent to bytes of the file, and the share of the words. */
const mostBytes = 1 / 4;
const leastWords = 0.98;

type Imaging = ReturnType<typeof builtImaging>;

interface Outcome {
  readonly screenshot: Screenshot;
  readonly sent: Image;
  /** Lengths of the data URLs, in bytes. */
  readonly before: number;
  readonly after: number;
  /** Words in what the model makes of the file, and those of them in what is sent. */
  readonly words: number;
  readonly found: number;
  readonly missing: readonly string[];
}

/**
 * Measures what is sent of the 20 screenshots against the files as they are: bytes, and the words that
 * the text reader finds. Throws if the model would bill other tokens. Writes `out/bench-preparation.md`.
 */
export async function preparationBytesFigures(built: Package): Promise<Figure[]> {
  const imaging = builtImaging(built);
  const outcomes: Outcome[] = [];
  try {
    for (const screenshot of await screenshots()) {
      outcomes.push(await outcomeOf(imaging, screenshot));
    }
  } finally {
    await imaging.disposeImaging();
  }
  await writeFile(path.join(out, 'bench-preparation.md'), report(outcomes));
  const total = (count: 'words' | 'found'): number =>
    outcomes.reduce((sum, outcome) => sum + outcome[count], 0);
  const shares = outcomes.map(({ found, words }) => found / words);
  return [
    ratioFigure(
      'Bytes sent of 20 screenshots, to the file as it is',
      outcomes.map(({ before, after }) => after / before),
      mostBytes,
    ),
    shareFigure('Words that stay readable in all 20', total('found') / total('words'), leastWords),
    shareFigure('— in the one with the lowest share', Math.min(...shares)),
  ];
}

async function outcomeOf(imaging: Imaging, screenshot: Screenshot): Promise<Outcome> {
  const { name, png } = screenshot;
  const { signal } = new AbortController();
  const file = await imaging.inspectImage(`${name}.png`, png);
  const [picture] = (await imaging.prepareImage(file, options, signal)).pictures;
  if (picture === undefined) {
    throw new Error(`Nothing is sent of ${name}.`);
  }
  const sent: Image = { name, bytes: png, ...picture };
  checkTokens(screenshot, sent);
  const read = async (image: Image): Promise<ImageReading> => imaging.readText(image, signal);
  const seen = await read(await asTheModelSees(imaging, screenshot, sent));
  const known = seen.text.split(/\s+/);
  const { missing } = foundShare(known, (await read(sent)).text);
  const words = foundShare(known, '').missing.length;
  return {
    screenshot,
    sent,
    before: dataUrl(file.type, png).length,
    after: dataUrl(sent.type, sent.bytes).length,
    words,
    found: words - missing.length,
    missing,
  };
}

function checkTokens(original: Screenshot, sent: Size): void {
  const [before, after] = [original, sent].map((size) => imageTokens(model, 'auto', size));
  if (before === undefined || before !== after) {
    throw new Error(`${original.name} costs ${after} tokens, the file ${before}.`);
  }
}

/** The file as the model scales it before it looks, without loss. */
async function asTheModelSees(
  imaging: Imaging,
  { name, png }: Screenshot,
  { width, height }: Size,
): Promise<Image> {
  const scaled = sharp(png).removeAlpha().resize(width, height, { fit: 'fill' });
  return imaging.inspectImage(`${name}.png`, await scaled.png().toBuffer());
}

function report(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ screenshot, sent, before, after, words, found, missing }) => [
    screenshot.name,
    `${screenshot.width} × ${screenshot.height}`,
    `${sent.width} × ${sent.height}`,
    `${before}`,
    `${after}`,
    (after / before).toFixed(3),
    sent.type,
    `${found} of ${words} (${((100 * found) / words).toFixed(1)} %)`,
    missing.join(' ').replaceAll('|', '\\|'),
  ]);
  const head = [
    'Screenshot',
    'Pixels',
    'Sent',
    'Bytes',
    'Sent',
    'Ratio',
    'Type',
    'Words',
    'Missing',
  ];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}
