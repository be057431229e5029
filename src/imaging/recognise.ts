import path from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import type { Box, Pixels } from './pixels';

/** One word as it was recognised, in pixels of the page that was given. */
export interface Word {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly box: Box;
}

/** Finds the words on a one-channel page of dark text on light ground, in no useful order. */
export type Recognise = (page: Pixels) => Promise<Word[]>;

/**
 * Starts tesseract.js with its worker script, WebAssembly and English data from `folder`. Nothing
 * is downloaded and no cache is written.
 */
export async function startRecogniser(folder: string): Promise<Recognise> {
  // A failure after the first step settles no promise of tesseract.js, it only calls errorHandler.
  const worker = await new Promise<Awaited<ReturnType<typeof createWorker>>>((resolve, reject) => {
    createWorker('eng', OEM.LSTM_ONLY, {
      workerPath: path.join(folder, 'tesseractWorker.js'),
      langPath: folder,
      cacheMethod: 'none',
      gzip: true,
      errorHandler: (reason) => reject(new Error(String(reason))),
    }).then(resolve, reject);
  });
  await worker.setParameters({
    tessedit_pageseg_mode: PSM.AUTO,
    user_defined_dpi: '150',
    debug_file: '/dev/null',
  });
  return async (page) => {
    const { data } = await worker.recognize(portableGraymap(page), {}, { text: false, tsv: true });
    return wordsOf(data.tsv ?? '');
  };
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
