import { isVisionError, VisionError } from '../../core/errors';
import { parseJson } from '../json';
import { textPieces } from '../reply/body';
import { requestError } from '../reply/requestError';
import type { FailureContext } from '../reply/responseError';
import { checkSuccess } from '../request/ask';
import type { Form, Learned } from '../request/form';
import { contextOf } from '../request/failureContext';
import { learnFrom, learnModel } from '../request/parameters';
import { Watchdog } from '../request/watchdog';
import type { Target } from '../request/target';
import { batchRefusal } from './batch';
import { readResult, type BatchResult } from './result';

/** Without a byte for so many milliseconds, a download has failed. */
const longestSilence = 60_000;

/** No file of results is larger, in bytes: 100,000 requests of some 40 KB. */
const longestFile = 4 * 1024 ** 3;

/** The longest line that is read, in characters: a whole reply fits into one. */
const longestLine = 16 * 1024 * 1024;

/** A fetch that signs its requests, and what failures of it may tell. */
type SignedFetch = (
  signal: AbortSignal,
  onBytes: () => void,
) => Promise<{
  readonly fetch: typeof globalThis.fetch;
  readonly context: FailureContext;
}>;

/** Whose results are read. */
interface Source {
  readonly target: Target;
  /** What failures teach is added to it. */
  readonly learned: Learned;
  /** The form that the requests had. */
  readonly sentForm: Form;
  readonly signedFetch: SignedFetch;
}

/**
 * The results in a file of a batch as they arrive, of which no more than a line is held; what its failures
 * teach is remembered. A line that is none is passed over, unless nothing else is there
 * (`replyGarbled`) or the file ends in it (`replyCut`).
 */
export async function* resultsOf(
  url: string,
  { target, learned, sentForm, signedFetch }: Source,
  signal: AbortSignal,
): AsyncGenerator<BatchResult, void, undefined> {
  const line = new AbortController();
  const watchdog = new Watchdog(longestSilence, () => line.abort());
  const close = (): void => line.abort();
  signal.addEventListener('abort', close, { once: true });
  let context = contextOf(target);
  let where: 'request' | 'reply' = 'request';
  try {
    watchdog.pause();
    const signed = await signedFetch(signal, () => watchdog.touch());
    context = signed.context;
    watchdog.touch();
    const response = await signed.fetch(url, { signal: line.signal });
    await checkSuccess(response, context, longestSilence, batchRefusal);
    where = 'reply';
    let hasResults = false;
    for await (const { text, isWhole } of linesIn(textPieces(response, longestFile))) {
      const result = readResult(parseJson(text), context, (status, error) =>
        learnFrom(learned, status, error, sentForm),
      );
      if (result) {
        hasResults = true;
        learn(learned, result);
        watchdog.pause();
        yield result;
        watchdog.touch();
      } else if (text.trim() !== '' && (!hasResults || !isWhole)) {
        throw new VisionError(hasResults ? 'replyCut' : 'replyGarbled');
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    const isSilence = watchdog.expired && !isVisionError(error);
    throw requestError(isSilence ? new VisionError('timeout') : error, context, where);
  } finally {
    signal.removeEventListener('abort', close);
    watchdog.stop();
    close();
  }
}

function learn(learned: Learned, { outcome }: BatchResult): void {
  if ('reply' in outcome && outcome.reply.model !== undefined) {
    learnModel(learned, outcome.reply.model);
  }
}

/** The lines of a text that comes in pieces; the last is not whole where its end is missing. */
async function* linesIn(
  pieces: AsyncIterable<string>,
): AsyncGenerator<{ readonly text: string; readonly isWhole: boolean }, void, undefined> {
  let parts: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      parts.push(piece.slice(start, end));
      yield { text: parts.join(''), isWhole: true };
      [parts, length, start] = [[], 0, end + 1];
    }
    parts.push(piece.slice(start));
    length += piece.length - start;
    if (length > longestLine) {
      throw new VisionError('replyGarbled', { limit: longestLine });
    }
  }
  yield { text: parts.join(''), isWhole: false };
}
