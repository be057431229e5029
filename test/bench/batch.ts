import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { nodeBinary } from '../support/editor/nodeBinary';
import { startEmulator } from '../support/emulator';
import { out } from '../support/paths';
import type { BatchReport } from './batchProbe';
import { sizeFigure, type Figure } from './figures';

const requests = 20_000;

/** So many images are asked about, one after the other and again. */
const images = 200;

/** What a file may hold at Azure, and what the process may take, in MB. */
const most = { requests: 100_000, megabytes: 200, memory: 400 };

const key = 'key-of-the-bench';
const megabyte = 1024 * 1024;

/**
 * Sends 20,000 requests with an image each through the batches of the emulator, in a process of its own, and
 * measures the most memory that it has and how large the files are.
 */
export async function batchFigures(): Promise<Figure[]> {
  const folder = path.join(out, 'bench', 'batch');
  await makeImages(folder);
  const emulator = await startEmulator({
    kind: 'azure',
    key,
    deployments: ['gpt-4o'],
    batch: { everyPoll: true },
  });
  try {
    const { stdout } = await promisify(execFile)(nodeBinary(), [
      '--import=tsx',
      path.join(__dirname, 'batchProbe.ts'),
      JSON.stringify({ url: emulator.url, key, requests, images, folder }),
    ]);
    const { before, peak, answered, seconds } = JSON.parse(stdout) as BatchReport;
    const { uploads, batches, files } = emulator.batches;
    if (answered !== requests || files.length > 0) {
      throw new Error(`${answered} requests were answered, ${files.length} files are left.`);
    }
    const largest = Math.max(...uploads.map(({ bytes }) => bytes));
    const fullest = Math.max(...batches.map(({ customIds }) => customIds.length));
    const what = `${requests.toLocaleString('en')} requests as ${batches.length} batches`;
    return [
      sizeFigure(`${what}: the process at its peak`, peak, 'MB', most.memory),
      sizeFigure('— growth of the process', peak - before, 'MB'),
      sizeFigure('— the largest file', largest, 'MB', most.megabytes),
      {
        name: '— the most requests in a file',
        value: fullest.toLocaleString('en'),
        bound: `≤ ${most.requests.toLocaleString('en')}`,
        isMissed: fullest > most.requests || largest > most.megabytes * megabyte,
      },
      { name: '— from the first request to the last result', value: `${seconds.toFixed(1)} s` },
    ];
  } finally {
    await emulator.close();
  }
}

/** Noise in colours that differ, as JPEG of some 12 KB. */
async function makeImages(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < images; index++) {
    const noise = { type: 'gaussian', mean: 60 + (index % 140), sigma: 30 } as const;
    const create = { width: 176, height: 132, channels: 3, background: 'grey', noise } as const;
    const bytes = await sharp({ create }).jpeg({ quality: 80 }).toBuffer();
    await writeFile(path.join(folder, `${index}.jpg`), bytes);
  }
}
