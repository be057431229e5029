import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import type { Box, Pixels } from '../pixels';

/** One word as it was recognised, in pixels of the page that was given. */
export interface Word {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly box: Box;
}

const english = 'eng';

/** The confidence from which the first pass is believed. */
const certain = 60;

/** The fewest dark pixels that are worth a second pass. */
const leastInk = 40;

/** Finds the words on a one-channel page of dark text on light ground, in no useful order. */
export type Recognise = (page: Pixels) => Promise<Word[]>;

/** Tesseract in a thread of its own. */
export interface Recogniser {
  readonly recognise: Recognise;
  readonly end: () => Promise<unknown>;
}

/** A language that is read beside English, with its data, gzipped or not. */
export interface LanguageData {
  readonly code: string;
  readonly file: string;
}

/**
 * Starts tesseract.js with its worker script, WebAssembly and English data from `folder`, and with further languages.
 * Nothing is downloaded and no cache is written.
 */
export async function startRecogniser(
  folder: string,
  languages: readonly LanguageData[] = [],
): Promise<Recogniser> {
  const langPath = languages.length === 0 ? folder : await together(folder, languages);
  // A failure after the first step settles no promise of tesseract.js, it only calls errorHandler.
  const worker = await new Promise<Awaited<ReturnType<typeof createWorker>>>((resolve, reject) => {
    createWorker([...languages.map(({ code }) => code), english], OEM.LSTM_ONLY, {
      workerPath: path.join(folder, 'tesseractWorker.js'),
      langPath,
      cacheMethod: 'none',
      gzip: true,
      errorHandler: (reason) => reject(new Error(String(reason))),
    }).then(resolve, reject);
  }).finally(() => langPath !== folder && rm(langPath, { recursive: true, force: true }));
  await worker.setParameters({ user_defined_dpi: '150', debug_file: '/dev/null' });
  const pass = async (page: Pixels, segmentation: PSM): Promise<Word[]> => {
    await worker.setParameters({ tessedit_pageseg_mode: segmentation });
    const { data } = await worker.recognize(portableGraymap(page), {}, { text: false, tsv: true });
    return wordsOf(data.tsv ?? '');
  };
  const recognise: Recognise = async (page) => {
    const words = await pass(page, PSM.AUTO);
    const read = words.filter(({ confidence }) => confidence >= certain);
    const rest = without(page, read);
    // What stands alone is left out by the automatic segmentation, as the labels of a chart.
    const lone = hasInk(rest) ? await pass(rest, PSM.SPARSE_TEXT) : [];
    const unsure = words.filter(
      ({ confidence, box }) =>
        confidence < certain && !lone.some((other) => touches(box, other.box)),
    );
    return [...read, ...lone, ...unsure];
  };
  return { recognise, end: () => worker.terminate() };
}

/** Copies the data into a folder for the moment: tesseract.js takes all from one. */
async function together(folder: string, languages: readonly LanguageData[]): Promise<string> {
  const target = await mkdtemp(path.join(tmpdir(), 'sightline-languages-'));
  const bundled = { code: english, file: path.join(folder, `${english}.traineddata.gz`) };
  await Promise.all(
    [...languages, bundled].map(({ code, file }) =>
      // It finds out by itself whether a file is gzipped.
      copyFile(file, path.join(target, `${code}.traineddata.gz`)),
    ),
  );
  return target;
}

/** A copy of a page with words blanked out. */
function without({ data, width, height }: Pixels, words: readonly Word[]): Pixels {
  const copy = data.slice();
  for (const { box } of words) {
    for (let y = Math.max(0, box.top - 1); y <= Math.min(height - 1, box.bottom); y++) {
      const row = y * width;
      copy.fill(255, row + Math.max(0, box.left - 1), row + Math.min(width, box.right + 1));
    }
  }
  return { data: copy, width, height };
}

/** False for a page with less ink than a letter has. */
function hasInk({ data }: Pixels): boolean {
  let dark = 0;
  return data.some((value) => value < 128 && ++dark >= leastInk);
}

function touches(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A binary PGM, the one format that Leptonica reads without decompressing. */
function portableGraymap({ data, width, height }: Pixels): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]);
}

const wordLevel = '5';

/** Rows of Tesseract's TSV: level, page, block, paragraph, line, word, box, confidence, text. */
function wordsOf(tsv: string): Word[] {
  return tsv
    .split('\n')
    .map((row) => row.split('\t'))
    .filter(([level, , , , , , , , , , , text]) => level === wordLevel && text?.trim())
    .map((columns) => {
      const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = columns
        .slice(6, 11)
        .map(Number);
      const box = { left, top, right: left + width, bottom: top + height };
      return { text: columns[11] ?? '', confidence, box };
    });
}
