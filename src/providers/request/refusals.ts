import type { ServerError } from '../reply/serverError';
import type { Form, Parameter, Refusable } from './form';

const refusalWords =
  /unsupported|not supported|unrecognized|unknown|unexpected|not (?:permitted|allowed)|extra_forbidden|additional properties/i;

/** OpenAI and Azure by the parameter; LiteLLM, Groq and others in words only. */
const streamWords =
  /\bverified to stream\b|\bstreaming\b[^.]{0,60}(?:not|un)[ -]?(?:supported|available|allowed|enabled)|not support (?:streaming|stream\b)|['"`]stream['"`] does not support|\bstream ?= ?true\b[^.]{0,40}not|not support parameters: \[[^\]]{0,60}['"]stream['"]/i;

/** A path that ends in it (OpenAI, FastAPI), and MiniMax, which refuses the value `auto`. */
const detailWords =
  /image_url['"`\s,.\]\\]{1,8}detail\b|\binvalid image detail\b|\b(?:property|parameter|field|name):? ['"`]detail['"`]/i;

/** OpenAI and Azure by the path; chat templates behind vLLM and llama.cpp, DeepSeek and Groq in words. */
const roleWords = [
  /messages(?:\[0\]|\.0)\.role/,
  /\b(?:system|developer)['"`]? (?:role|messages?|prompts?)\b[^.]{0,80}(?:not|un)[ -]?supported/i,
  /unexpected message role|conversation roles must alternate|incompatible with system messages/i,
  /unknown variant ['"`](?:system|developer)['"`]/i,
];

/**
 * OpenAI, Azure's api-versions, DeepSeek and LM Studio name the parameter or its type; llama.cpp and
 * vLLM speak of the schema or the grammar that they make of it; OpenRouter of its providers.
 */
const formatWords =
  /response_?format|json_schema|json_object|json[ -](?:schema|mode)|structured[ _-]outputs?|guided[ _](?:json|decoding)|\bgrammar\b|endpoints? found that (?:can handle|support) the requested parameters/i;

/** The whole parameter is refused, not the way in which it was used. */
const unknownFormat =
  /(?:unrecognized|unknown|unexpected|unsupported)\b[^.:]{0,60}(?:argument|parameter|field|keyword|param|input)s?\b[^.]{0,40}response_format|extra_forbidden|extra inputs are not permitted|additional properties|does not support parameters|requested parameters|property 'response_format' is unsupported/i;

/** LM Studio takes a schema or nothing; servers that list what they take leave out what they do not. */
const noObjectWords = /must be ['"`]?json_schema['"`]?(?! or ['"`]?json_object)/i;

/** What of a request a failure refuses, where that was sent; nothing where it is about something else. */
export function refusedIn(status: number, error: ServerError, sent: Form): Refusable[] {
  if (status !== 400 && status !== 422) {
    return isFormatElsewhere(status, error) ? refusedFormats(error, sent) : [];
  }
  const { param = '', message } = error;
  const place = `${param} ${message}`;
  if (sent.withDetail && detailWords.test(place)) {
    return ['detail'];
  }
  if (sent.systemRole !== 'user' && roleWords.some((pattern) => pattern.test(place))) {
    return [sent.systemRole];
  }
  if ('stream' in sent.parameters && (param === 'stream' || streamWords.test(message))) {
    return ['stream'];
  }
  if (param.startsWith('response_format') || (param === '' && formatWords.test(message))) {
    return refusedFormats(error, sent);
  }
  if (!refusalWords.test(`${error.codes.join(' ')} ${message}`)) {
    return [];
  }
  const names = (Object.keys(sent.parameters) as Parameter[]).filter(isRenamable);
  const refused =
    names.find((name) => name === param) ??
    names.find((name) => new RegExp(`\\b${name}\\b`).test(message));
  return refused === undefined ? [] : [refused];
}

/** OpenRouter answers 404 where no provider takes a parameter; some gateways answer 500 or 501. */
function isFormatElsewhere(status: number, { param = '', message }: ServerError): boolean {
  return (
    (status === 404 && /requested parameters/i.test(message)) ||
    ((status === 500 || status === 501) &&
      /response_format|json_schema/.test(`${param} ${message}`))
  );
}

function refusedFormats({ message }: ServerError, { replyFormat }: Form): Refusable[] {
  if (replyFormat === undefined || replyFormat === 'words') {
    return [];
  }
  const isAll = unknownFormat.test(message) || noObjectWords.test(message);
  return replyFormat === 'json_object' || !isAll ? [replyFormat] : ['json_schema', 'json_object'];
}

/** `stream` and `response_format` are common words in what servers say of other things. */
function isRenamable(
  name: Parameter,
): name is 'max_completion_tokens' | 'max_tokens' | 'stream_options' {
  return name !== 'stream' && name !== 'response_format';
}
