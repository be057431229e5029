import { chatAnswer, usualPatience } from '../../src/providers';
import { startEmulator, type Emulator } from '../support/emulator';
import { now } from '../support/emulator/clock';
import { deferred } from '../support/emulator/deferred';
import { key, networkWith, requestWith } from '../unit/providers/support';
import { timeFigure, type Figure } from './figures';

const runs = 25;

/** The bound of the issue, in milliseconds. */
const bound = 100;

/**
 * Measures the time from the abort of a request to its closed socket at the server, before the first
 * text and in mid-stream, in the providers on plain Node.
 */
export async function abortFigures(): Promise<Figure[]> {
  const emulator = await startEmulator({ kind: 'azure', key });
  try {
    // The first text would come after the bench.
    emulator.behave({ stream: 'slow', delayMs: 600_000 });
    const waiting = await measure(emulator, (request) => request);
    emulator.behave({ stream: 'stall' });
    const streaming = await measure(emulator, (_, text) => text);
    return [
      timeFigure('Abort before the first text → socket closed at the server', waiting, bound),
      timeFigure('Abort in mid-stream → socket closed at the server', streaming, bound),
    ];
  } finally {
    await emulator.close();
  }
}

/** Aborts each request once what `moment` chooses has come: the request at the server or its text. */
async function measure(
  emulator: Emulator,
  moment: (request: Promise<unknown>, text: Promise<unknown>) => Promise<unknown>,
): Promise<number[]> {
  const connection = {
    name: 'bench',
    provider: 'azure',
    endpoint: emulator.url,
    deployment: 'gpt-5.4',
  } as const;
  const answer = chatAnswer(connection, networkWith({ [emulator.url]: key }), usualPatience);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const abort = new AbortController();
    const request = emulator.nextRequest();
    const text = deferred();
    const ended = (async () => {
      for await (const { type } of answer(requestWith(1), abort.signal)) {
        if (type === 'text') {
          text.resolve();
        }
      }
    })();
    await moment(request, text.promise);
    const abortedAt = now();
    abort.abort();
    const record = await request;
    await Promise.all([ended, emulator.closed(record)]);
    times.push((record.closedAt ?? NaN) - abortedAt);
  }
  return times;
}
