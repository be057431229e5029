import { parentPort } from 'node:worker_threads';
import type { FileMessage, InputOf, JobKind, Request, Response, ResultOf } from '../engine/jobs';
import { faultOf, isSound, reasonOf } from './faults';
import { fingerprint } from './fingerprint';
import { measure } from './measure';
import { codec } from './codecs';
import { crop } from './crop';
import { prepare } from './prepare';
import { read } from './read';

const folder = __dirname;

/** What does each kind of job; the libraries' files are in `folder`. */
const handlers: {
  readonly [Kind in JobKind]: (
    folder: string,
    file: FileMessage,
    input: InputOf<Kind>,
  ) => Promise<ResultOf<Kind>>;
} = { crop, fingerprint, measure, prepare, read };

// Whatever the first job is, it wants the codec; what goes wrong is told where that is awaited.
codec(folder).catch(() => undefined);

parentPort?.on('message', (request: Request) => {
  void respond(request).then((response) => parentPort?.postMessage(response));
});

async function respond<Kind extends JobKind>({
  kind,
  file,
  input,
}: Request<Kind>): Promise<Response<ResultOf<Kind>>> {
  try {
    return { ok: true, result: await handlers[kind](folder, file, input) };
  } catch (error) {
    const fault = faultOf(error);
    return { ok: false, reason: reasonOf(error), isSound: isSound(error), ...(fault && { fault }) };
  }
}
