import { VisionError } from '../../../core/errors';
import { customIdOf } from '../line';
import type { Run } from './ports';
import { withFile, type FileAt, type Range } from './state';
import { fillFile, type Filled, type NumberedLine, type SpoolFile } from '../split';

/**
 * Fills a file with the next requests and uploads it. Undefined where there was nothing to ask. The state
 * tells of the file before it is sent, so that it can be looked for if its end is not known.
 */
export async function upload(
  run: Run,
  signal: AbortSignal,
): Promise<FileAt<'uploaded'> | undefined> {
  const [range] = run.state.left;
  if (range === undefined) {
    return undefined;
  }
  const spooled = await run.ports.spool();
  try {
    const filled = await fill(run, range, spooled, signal);
    const file = await note(run, range, filled);
    if (file === undefined) {
      return undefined;
    }
    const content = await spooled.content();
    const fileId = await run.ports.client.uploadFile(file.name, content, signal);
    const uploaded = { ...file, step: 'uploaded', fileId } as const;
    await run.change((state) => withFile(state, uploaded));
    return uploaded;
  } finally {
    await spooled.dispose();
  }
}

async function fill(
  run: Run,
  range: Range,
  spooled: SpoolFile,
  signal: AbortSignal,
): Promise<Filled> {
  const { limits, who } = run.ports.client;
  const requests = Math.min(limits.requests, run.state.most ?? Infinity);
  const lines = linesOf(run, range, signal);
  const filled = await fillFile(lines, range.end, { ...limits, requests }, spooled);
  signal.throwIfAborted();
  for (const index of filled.tooLarge) {
    const error = new VisionError('requestTooLarge', { ...who, limit: limits.bytes });
    await run.ports.deliver(index, { error });
  }
  return filled;
}

async function* linesOf(
  { ports }: Run,
  range: Range,
  signal: AbortSignal,
): AsyncGenerator<NumberedLine, void, undefined> {
  for await (const { index, request } of ports.requests(range, signal)) {
    const text = request && ports.client.line(customIdOf(index), request);
    yield { index, ...(text !== undefined && { text }) };
  }
}

/** Takes what a file was filled with out of what is left; undefined for a file without requests. */
async function note(
  run: Run,
  range: Range,
  { requests, end, skipped }: Filled,
): Promise<FileAt<'uploading'> | undefined> {
  const { id, made, left } = run.state;
  const [, ...others] = left;
  const rest = end < range.end ? [{ first: end, end: range.end }, ...others] : others;
  if (requests === 0) {
    await run.change((state) => ({ ...state, left: rest }));
    return undefined;
  }
  const name = `sightline-${id}-${made}.jsonl`;
  const file = { name, first: range.first, end, skipped, step: 'uploading' } as const;
  await run.change((state) => ({ ...withFile(state, file), left: rest, made: made + 1 }));
  return file;
}
