import { VisionError } from '../../core/errors';
import type { Finish, Usage } from '../../core/conversation/reply';
import { fieldsOf, parseJson, textOf } from '../json';
import { readChunk } from '../reply/chunk';
import { longestReply, shownName } from '../reply/replyStream';
import { detailsOf, responseError, type FailureContext } from '../reply/responseError';
import { isServerError, serverError, type ServerError } from '../reply/serverError';
import { plainWords } from '../reply/words';

/** A reply that came whole. `text` is Markdown. */
export interface BatchReply {
  readonly text: string;
  readonly finish: Finish;
  readonly model?: string;
  readonly usage?: Usage;
}

/** What became of one request: its reply, or its failure as a live request would tell it. */
export type Outcome = { readonly reply: BatchReply } | { readonly error: VisionError };

/** The outcome of the request with that `custom_id`. */
export interface BatchResult {
  readonly customId: string;
  readonly outcome: Outcome;
}

/** Called with the answer that a request's failure was, as there is something to learn from it. */
export type OnRefusal = (status: number, error: ServerError) => void;

/** Requests that a service did not come to; they may be asked again. */
const undone = ['batch_expired', 'batch_cancelled', 'request_timeout'];

/**
 * Reads a line of a file of results: OpenAI's and Azure's outputs and errors. A request that the
 * service did not come to has failed with `timeout`, with the service's code for it. Undefined for what
 * is no such line.
 */
export function readResult(
  value: unknown,
  context: FailureContext,
  onRefusal: OnRefusal,
): BatchResult | undefined {
  const { custom_id: id, response, error } = fieldsOf(value);
  const customId = textOf(id);
  if (customId === undefined) {
    return undefined;
  }
  const { status_code: code, request_id: requestId, body: sent } = fieldsOf(response);
  const known = { ...context, requestId: textOf(requestId)?.slice(0, 200) };
  const body = typeof sent === 'string' ? parseJson(sent) : sent;
  const status = typeof code === 'number' && code >= 400 ? code : undefined;
  if (status !== undefined || isServerError(body)) {
    const told = serverError(body ?? { error });
    if (status !== undefined) {
      onRefusal(status, told);
    }
    const failure = responseError({ ...(status !== undefined && { status }), error: told }, known);
    return { customId, outcome: { error: failure } };
  }
  return {
    customId,
    outcome: body === undefined || body === null ? notAnswered(error, known) : whole(body, known),
  };
}

function notAnswered(error: unknown, context: FailureContext): Outcome {
  const told = serverError({ error });
  const code = undone.find((name) => told.codes.includes(name));
  if (code === undefined) {
    return { error: responseError({ error: told }, context) };
  }
  const serverMessage = plainWords(told.message, context.secrets);
  const words = serverMessage === '' ? {} : { serverMessage };
  return { error: new VisionError('timeout', { ...detailsOf(context), code, ...words }) };
}

/** By the rules of live replies, but that there is no text before a failure. */
function whole(body: unknown, context: FailureContext): Outcome {
  const { text = '', finish, model, usage } = readChunk(body);
  const fail = (kind: 'replyCut' | 'replyGarbled' | 'replyEmpty', more = {}): Outcome => ({
    error: new VisionError(kind, { ...detailsOf(context), ...more }),
  });
  if (!finish) {
    return fail(Array.isArray(fieldsOf(body).choices) ? 'replyCut' : 'replyGarbled');
  }
  if (text.length > longestReply) {
    return fail('replyGarbled', { limit: longestReply });
  }
  if (text === '' && finish.reason === 'stop') {
    return fail('replyEmpty');
  }
  return {
    reply: {
      text,
      finish:
        finish.reason === 'other' ? { ...finish, name: shownName(finish.name, context) } : finish,
      ...(model !== undefined && { model: shownName(model, context) }),
      ...(usage && { usage }),
    },
  };
}
