import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg, type InitInput, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import type { Size } from '../../core/images/fit';
import { decodeXml } from '../structure/xml';
import { readContent, type Content } from '../svg/limits';
import { plainSvg } from '../svg/plain';
import { readRoot } from '../svg/root';
import { survey } from '../svg/survey';
import type { SvgAnswer, SvgJob } from './svg';

const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

// Asked by resvg whether it was given one of these, Node would load all of its `fetch`.
Reflect.deleteProperty(globalThis, 'Request');
Reflect.deleteProperty(globalThis, 'Response');

void draw(workerData as SvgJob);

async function draw({ bytes, module, folder }: SvgJob): Promise<void> {
  try {
    await initWasm(module as InitInput);
    const font = {
      fontBuffers: fontFiles.map((file) => new Uint8Array(readFileSync(path.join(folder, file)))),
      // For every family that is none of these files', the generic ones too.
      defaultFontFamily: 'DejaVu Sans',
    };
    const given = decodeXml(bytes);
    const measured = new Resvg(given, { font });
    const stated = { width: measured.width, height: measured.height };
    measured.free();
    const plain = plainly(given);
    const content = contentOf(given);
    const { text, natural, background } = readRoot(plain.text);
    const limits = [...plain.limits, ...content.limits];
    const isBetter = content.isRough || limits.some((limit) => limit !== 'outside');
    // Without a stated size browsers draw in other measures.
    const cost = isBetter && natural !== undefined ? survey(given) : undefined;
    parentPort?.once('message', (target: Size) =>
      attempt(() => render(text, target, { font, ...(background && { background }) })),
    );
    post({
      natural: natural ?? stated,
      limits,
      ...(cost !== undefined && { cost }),
    });
  } catch (error) {
    post({ reason: String(error) });
  }
}

function render(text: string, { width, height }: Size, options: ResvgRenderOptions): void {
  // By the short side where the other way it would have no pixel.
  const isByWidth = Math.min(width, height) === 1 ? width < height : width >= height;
  const fitTo: ResvgRenderOptions['fitTo'] = isByWidth
    ? { mode: 'width', value: width }
    : { mode: 'height', value: height };
  const image = new Resvg(text, { ...options, fitTo }).render();
  post({ raster: { data: straight(image.pixels), width: image.width, height: image.height } });
}

/** What cannot be translated is drawn as it stands. */
function plainly(text: string): ReturnType<typeof plainSvg> {
  try {
    return plainSvg(text);
  } catch {
    return { text, limits: ['style'] };
  }
}

/** What is too deep to be read is drawn by nobody. */
function contentOf(text: string): Content {
  try {
    return readContent(text);
  } catch {
    return { limits: [], isRough: false };
  }
}

/** resvg's colours are multiplied by their alpha. */
function straight(data: Uint8Array): Uint8Array {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    if (alpha > 0 && alpha < 255) {
      for (let channel = at; channel < at + 3; channel++) {
        data[channel] = Math.min(255, Math.round(((data[channel] ?? 0) * 255) / alpha));
      }
    }
  }
  return data;
}

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    post({ reason: String(error) });
  }
}

function post(answer: SvgAnswer): void {
  parentPort?.postMessage(answer);
}
