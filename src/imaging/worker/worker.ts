import { parentPort } from 'node:worker_threads';
import { TooManyPixels } from '../formats/raster';
import { measure } from './measure';
import type { Request, Response, Results } from '../engine/messages';
import { codec } from './open';
import { prepare } from './prepare';
import { read } from '../reader/read';
import { Unsound } from './unsound';

const folder = __dirname;

// Whatever the first work is, it wants the codec; what goes wrong is told where that is awaited.
codec(folder).catch(() => undefined);

parentPort?.on('message', (request: Request) => {
  void respond(request).then((response) => parentPort?.postMessage(response));
});

async function respond(request: Request): Promise<Response<Results[Request['kind']]>> {
  try {
    return { ok: true, result: await work(request) };
  } catch (error) {
    const reason = String(error);
    if (error instanceof TooManyPixels) {
      const pixels = error.width * error.height;
      return { ok: false, kind: 'imageTooManyPixels', reason, pixels };
    }
    // WebAssembly that has trapped, or ended itself for want of memory, is not to be used again.
    if (error instanceof Unsound || isNamed('RuntimeError', error) || error === 'unwind') {
      const kind = request.kind === 'read' ? 'readerFailed' : 'preparationFailed';
      return { ok: false, kind, reason };
    }
    return { ok: false, kind: 'imageDamaged', reason };
  }
}

async function work(request: Request): Promise<Results[Request['kind']]> {
  switch (request.kind) {
    case 'measure':
      return measure(folder, request.file);
    case 'prepare':
      return prepare(folder, request);
    case 'read':
      return read(folder, request.file);
  }
}

/** WebAssembly has its classes in no type. */
function isNamed(name: string, error: unknown): error is Error {
  return error instanceof Error && error.name === name;
}
