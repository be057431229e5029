import type { Connection } from '../../core/connections/connection';
import { isVisionError } from '../../core/errors';
import type { Image } from '../../core/images/images';
import { userMessage } from '../../core/conversation/message';
import type { Answer, VisionRequest } from '../../core/conversation/request';
import { chatAnswer } from './chat';
import type { Network } from './network';
import { usualPatience } from './watchdog';

/** A red square on white: large enough for every model, small enough to cost nothing. */
const redSquare =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQMAAACQp+OdAAAABlBMVEXAICD////VwgFTAAAACXBIWXMAAAPoAAAD6AG1e1Jr' +
  'AAAAH0lEQVQokWP4DwUMg4bBwMAAIv+PMv5jDYRBEk0QAABrcn6QHFRomQAAAABJRU5ErkJggg==';

/** What a successful test found. */
export interface ConnectionTest {
  /** The model that answered, by its own name, where the server tells. */
  readonly model?: string;
  /** From the request to the end of the reply. */
  readonly milliseconds: number;
}

/** Sends a tiny request through a connection, once, as `testAnswer` does. */
export function testConnection(
  connection: Connection,
  network: Network,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  return testAnswer(chatAnswer(connection, network, { ...usualPatience, tries: 1 }), signal);
}

/**
 * Sends a tiny image with a tiny question. A reply that is cut by its limit or has no text is a
 * success too: the model took the image. Throws a VisionError, or the signal's reason on abort.
 */
export async function testAnswer(answer: Answer, signal: AbortSignal): Promise<ConnectionTest> {
  const start = performance.now();
  let model: string | undefined;
  let isFinished = false;
  try {
    for await (const event of answer(testRequest(), signal)) {
      model = event.type === 'model' ? event.name : model;
      isFinished ||= event.type === 'finish';
    }
  } catch (error) {
    if (!isFinished && !isLimitReached(error)) {
      throw error;
    }
  }
  signal.throwIfAborted();
  return {
    milliseconds: Math.round(performance.now() - start),
    ...(model !== undefined && { model }),
  };
}

function testRequest(): VisionRequest {
  return {
    system: '',
    messages: [userMessage('Which colour is the square? Answer with one word.', [testImage()])],
    detail: 'low',
    maxOutputTokens: 32,
  };
}

function testImage(): Image {
  const bytes = Uint8Array.from(atob(redSquare), (character) => character.charCodeAt(0));
  return { name: 'red-square.png', type: 'image/png', bytes, width: 64, height: 64 };
}

/** Some reasoning models answer 400 where all their tokens went into thinking. */
function isLimitReached(error: unknown): boolean {
  return (
    isVisionError(error) &&
    error.kind === 'badRequest' &&
    /max_tokens or model output limit was reached/i.test(error.details.serverMessage ?? '')
  );
}
