import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Size } from '../../core/images/fit';
import type { DrawingLimit } from '../../core/images/images';
import { capMemory } from './memoryCap';
import { checkSize, type Raster } from './raster';
import { wasmModule, type WasmModule } from './wasm';

/** 1 GiB, in pages of 64 KiB. */
const mostPages = 16_384;

/** What the thread answers: first the natural size, then the picture; or why there is none. */
export type SvgAnswer = Drawing | { readonly raster: Raster } | { readonly reason: string };

/** What the thread is started with. */
export interface SvgJob {
  readonly bytes: Uint8Array;
  /** resvg, compiled. */
  readonly module: WasmModule;
  /** Where the fonts are. */
  readonly folder: string;
}

export interface SvgOptions {
  /** The size to draw at, in pixels, for the natural size; its shape is kept to the pixel. */
  readonly fit: (natural: Size) => Size;
  /** Where `imaging-formats-svgThread.js`, `resvg.wasm` and the fonts are. */
  readonly folder: string;
  /** The most pixels that are drawn. */
  readonly mostPixels: number;
  /** After how long the drawing is given up. */
  readonly limitMilliseconds?: number;
}

/** What an SVG file states of itself. */
export interface Drawing {
  /** In pixels, not rounded. */
  readonly natural: Size;
  /** What is not drawn as a browser does. */
  readonly limits: readonly DrawingLimit[];
  /** Where a browser draws it better, and may be given it: about what that takes, as `survey` tells. */
  readonly cost?: number;
}

/**
 * Draws an SVG file, and tells the size that it states. Nothing outside the file is loaded. A thread
 * of its own draws, with limited memory, since what an SVG costs shows only while it is drawn.
 * Throws TooManyPixels, or an Error where the file is damaged, or takes too much time or memory.
 */
export async function renderSvg(
  bytes: Uint8Array,
  options: SvgOptions,
): Promise<Drawing & { raster: Raster }> {
  const fit = ({ natural }: Drawing): Size => options.fit(natural);
  const { raster, ...drawing } = await work(bytes, { ...options, fit });
  if (raster === undefined) {
    throw new Error('not drawn');
  }
  return { raster, ...drawing };
}

/**
 * What an SVG file states. Where `trial` gives a size it is drawn too, only to see whether that is quick: then
 * it is no burden to a browser either. Throws as `renderSvg` does.
 */
export async function measureSvg(
  bytes: Uint8Array,
  {
    trial,
    quickMilliseconds = 3_000,
    ...options
  }: Omit<SvgOptions, 'fit'> & { trial: WorkOptions['fit']; quickMilliseconds?: number },
): Promise<Drawing & { isQuick: boolean }> {
  let stated: Drawing | undefined;
  const fit = (drawing: Drawing): Size | undefined => {
    const size = trial(drawing);
    stated = size && drawing;
    return size;
  };
  try {
    const { raster, ...drawing } = await work(bytes, {
      ...options,
      fit,
      drawMilliseconds: quickMilliseconds,
    });
    return { ...drawing, isQuick: raster !== undefined };
  } catch (error) {
    if (stated === undefined) {
      throw error;
    }
    return { ...stated, isQuick: false };
  }
}

interface WorkOptions extends Omit<SvgOptions, 'fit'> {
  /** Without a size nothing is drawn. */
  readonly fit: (drawing: Drawing) => Size | undefined;
  /** After how long the drawing itself is given up. */
  readonly drawMilliseconds?: number;
}

async function work(
  bytes: Uint8Array,
  { fit, folder, mostPixels, limitMilliseconds = 8_000, drawMilliseconds }: WorkOptions,
): Promise<Drawing & { raster?: Raster }> {
  const module = wasmModule(path.join(folder, 'resvg.wasm'), (code) => capMemory(code, mostPages));
  // A copy, since a view would send its whole buffer.
  const job: SvgJob = { bytes: new Uint8Array(bytes), module, folder };
  const thread = new Worker(path.join(folder, 'imaging-formats-svgThread.js'), {
    name: 'sightline-svg',
    workerData: job,
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const giveUpAfter = (milliseconds: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new Error('took too long')), milliseconds);
      };
      giveUpAfter(limitMilliseconds);
      let drawing: Drawing = { natural: { width: 0, height: 0 }, limits: [] };
      const answer = (message: SvgAnswer): void => {
        if ('reason' in message) {
          throw new Error(message.reason);
        }
        if ('raster' in message) {
          const { width, height } = message.raster;
          checkSize(width, height, mostPixels);
          resolve({ raster: message.raster, ...drawing });
          return;
        }
        drawing = message;
        checkSize(drawing.natural.width, drawing.natural.height, Infinity);
        const target = fit(drawing);
        if (target === undefined) {
          resolve(drawing);
          return;
        }
        checkSize(target.width, target.height, mostPixels);
        if (drawMilliseconds !== undefined) {
          giveUpAfter(drawMilliseconds);
        }
        thread.postMessage(target);
      };
      thread.on('message', (message: SvgAnswer) => {
        try {
          answer(message);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`exit code ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
