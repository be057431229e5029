import { isVisionError, VisionError, type VisionErrorKind } from '../../core/errors';
import type { Finish, ReplyEvent, Usage } from '../../core/conversation/reply';
import { fieldsOf } from '../json';
import type { Patience, Watchdog } from '../request/watchdog';
import { readChunk } from './chunk';
import { extensionError } from './extensionError';
import { grounded, type GroundedLine } from './grounding';
import { valuesIn, type Pause } from './replyBody';
import { requestError } from './requestError';
import { detailsOf, requestIdOf, responseError, type FailureContext } from './responseError';
import { withoutSecrets } from './secrets';
import { isServerError, serverError } from './serverError';

/** The most that is shown of a reply, in characters; the longest that a model of today writes has half of it. */
export const longestReply = 1024 * 1024;

/** Names that a server sends are for people. */
const longestName = 200;

/**
 * Reads a reply to its end, told by what is in it rather than by its media type. Throws `replyCut` where
 * no finish reason came, `replyGarbled` for what is no chat completion or has no end, `replyEmpty` for
 * one without an answer, and what the server reports in the place of one.
 */
export async function* readReply(
  response: Response,
  watchdog: Watchdog,
  patience: Patience,
  context: FailureContext,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const known = { ...context, requestId: requestIdOf(response.headers) };
  const fail = (kind: VisionErrorKind, more = {}): VisionError =>
    new VisionError(kind, { ...detailsOf(known), ...more });
  const shown = (name: string): string => shownName(name, context);
  let model: string | undefined;
  let finish: Finish | undefined;
  let usage: Usage | undefined;
  let length = 0;
  let whole = '';
  const lines: GroundedLine[] = [];
  let hasChunks = false;
  const pause: Pause = { length: 0 };
  try {
    for await (const value of valuesIn(response, pause)) {
      const report = isServerError(value) ? value : extensionError(value);
      if (report !== undefined) {
        throw responseError({ error: serverError(report), headers: response.headers }, known);
      }
      hasChunks ||= Array.isArray(fieldsOf(value).choices);
      const chunk = readChunk(value);
      usage = chunk.usage ?? usage;
      // One by one: there may be more than a call takes arguments.
      chunk.lines?.forEach((line) => lines.push(line));
      if (chunk.model !== undefined && model === undefined) {
        model = shown(chunk.model);
        watchdog.pause();
        yield { type: 'model', name: model };
        watchdog.touch();
      }
      if (chunk.text !== undefined) {
        const text = chunk.text.slice(0, longestReply - length);
        length += chunk.text.length;
        whole += text;
        pause.length = 0;
        watchdog.pause();
        yield { type: 'text', text };
        watchdog.touch(patience.nextText);
        if (length > longestReply) {
          throw fail('replyGarbled', { limit: longestReply });
        }
      }
      if (chunk.finish) {
        finish = chunk.finish;
        watchdog.endAfter(patience.afterFinish);
      }
    }
  } catch (error) {
    // After the finish reason only the usage can be lost.
    if (!finish) {
      const isSilence = watchdog.expired && !isVisionError(error);
      throw isSilence ? fail('timeout') : requestError(error, known, 'reply');
    }
  }
  if (!finish) {
    throw fail(watchdog.expired ? 'timeout' : hasChunks ? 'replyCut' : 'replyGarbled');
  }
  const { regions, dropped } = grounded(lines, whole);
  if (regions.length + dropped > 0) {
    yield { type: 'regions', regions, ...(dropped > 0 && { dropped }) };
  }
  yield {
    type: 'finish',
    finish: finish.reason === 'other' ? { ...finish, name: shown(finish.name) } : finish,
  };
  if (usage) {
    yield { type: 'usage', usage };
  }
  if (length === 0 && finish.reason === 'stop') {
    throw fail('replyEmpty');
  }
}

/** A name that a server sent, as people may see it. */
export function shownName(name: string, { secrets = [] }: FailureContext): string {
  return withoutSecrets(name.slice(0, longestName), secrets);
}
