import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { Pixels } from '../../pixels';
import { decodeSigns, englishSigns, type Sign } from './ctc';
import { detectorInput } from './detect';
import { stripHeight } from './strip';

/** The networks of PP-OCRv4. */
export interface Networks {
  /** How sure the detector is that each pixel of a page (sides multiples of 32) is of a line, 0 to 1. */
  detect(page: Pixels): Promise<Float32Array>;
  /** The characters in a strip of `stripHeight` rows, and how many steps it has. */
  recognise(data: Float32Array, width: number): Promise<{ signs: Sign[]; steps: number }>;
}

/** Starts the networks with their files from `folder`, on one thread; each is loaded when it is first used. */
export function startNetworks(folder: string): Networks {
  env.wasm.numThreads = 1;
  const fileOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  env.wasm.wasmPaths = { mjs: fileOf('onnxruntime.mjs'), wasm: fileOf('onnxruntime.wasm') };
  env.logLevel = 'error';
  const sessions = new Map<string, Promise<InferenceSession>>();
  const run = async (name: string, data: Float32Array, dims: number[]) => {
    const session =
      sessions.get(name) ??
      readFile(path.join(folder, name)).then((model) =>
        InferenceSession.create(model, { executionProviders: ['wasm'] }),
      );
    sessions.set(name, session);
    const ready = await session;
    const [input = ''] = ready.inputNames;
    const [output = ''] = ready.outputNames;
    const results = await ready.run({
      [input]: new Tensor('float32', data, dims),
    });
    return results[output]?.data as Float32Array;
  };
  return {
    detect: (page) => run('lines.onnx', detectorInput(page), [1, 3, page.height, page.width]),
    recognise: async (data, width) => {
      const planes = new Float32Array(3 * data.length);
      [0, 1, 2].forEach((channel) => planes.set(data, channel * data.length));
      const scores = await run('english.onnx', planes, [1, 3, stripHeight, width]);
      return {
        signs: decodeSigns(scores, englishSigns),
        steps: scores.length / englishSigns.length,
      };
    },
  };
}
