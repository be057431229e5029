/**
 * `npm run bench`: packages the extension, measures it in a real VS Code, prints a table and writes
 * it to `out/bench.md`. A missed bound is marked OVER and is no failure.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { out } from '../support/paths';
import { packageExtension, type Package } from '../support/vsix';
import { abortFigures } from './abort';
import { activationFigures } from './activation';
import { batchFigures } from './batch';
import { altTextRunFigures } from './altTextRun';
import { documentFigures } from './documents';
import { table, type Figure } from './figures';
import { firstByteFigures } from './firstByte';
import { firstTokenFigures } from './firstToken';
import { preparationBytesFigures } from './preparationBytes';
import { preparationMemoryFigures } from './preparationMemory';
import { preparationTimeFigures } from './preparationTime';
import { readingFigures } from './reading';
import { reviewFigures } from './review';
import { scanFigures } from './scan';
import { sizeFigures } from './size';
import { viewerFigures } from './viewer';

const benches: Readonly<Record<string, (built: Package) => Promise<Figure[]>>> = {
  abort: abortFigures,
  size: ({ vsix }) => sizeFigures(vsix),
  activation: ({ folder }) => activationFigures(folder),
  firstByte: ({ folder }) => firstByteFigures(folder),
  firstToken: ({ vsix }) => firstTokenFigures(vsix),
  documents: documentFigures,
  scan: scanFigures,
  preparationBytes: preparationBytesFigures,
  preparationTime: preparationTimeFigures,
  preparationMemory: preparationMemoryFigures,
  reading: readingFigures,
  review: reviewFigures,
  viewer: viewerFigures,
  batch: batchFigures,
  run: ({ vsix }) => altTextRunFigures(vsix),
};

async function main(names: readonly string[]): Promise<void> {
  const built = await packageExtension(path.join(out, 'bench', 'package'));
  const figures: Figure[] = [];
  const [busyBefore = NaN] = loadavg();
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length === 0 || names.includes(name)) {
      console.error(`Measuring ${name}…`);
      figures.push(...(await bench(built)));
    }
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${process.platform}`;
  const notes = [
    `Machine: ${machine}, load average ${busyBefore.toFixed(1)} at the start.`,
    'Production build, real VS Code in Chromium; times are medians (lowest to highest, number).',
    'The first use is bound by the plain script from its start, later ones by it after its imports; 100 ms more each.',
  ];
  const result = `${table(figures)}\n\n${notes.join('\n')}\n`;
  await writeFile(path.join(out, 'bench.md'), result);
  console.log(`\n${result}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
