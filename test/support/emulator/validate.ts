import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonObject } from './json';
import type { ChatRequest } from './service';
import { readMessages } from './messages';
import { readResponseFormat } from './responseFormat';
import { invalidRequest, missing, wrongType } from './words';

/** What differs between the services and models that share these rules. */
export interface Rules {
  readonly parameters: ReadonlySet<string>;
  readonly maxImages: number;
  /** A reasoning model. */
  readonly reasoning: boolean;
  readonly takesImages: boolean;
  readonly maxOutputTokens: number;
}

/** A body in, the object it must be out; `body` is undefined if it was no JSON. */
export function requireJson(body: unknown, headers: IncomingHttpHeaders): JsonObject {
  const type = headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw invalidRequest(
      `Unsupported content type: '${type}'. This API method only accepts 'application/json' ` +
        `requests, but you specified the header 'Content-Type: ${type}'. Please try again with a ` +
        'supported content type.',
      null,
      'unsupported_content_type',
    );
  }
  if (!isObject(body)) {
    throw invalidRequest(
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't " +
        'using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was ' +
        'sent was not valid JSON. If you have trouble figuring out how to fix this, please ' +
        'contact us through our help center at help.openai.com.)',
      null,
      null,
    );
  }
  return body;
}

/** Checks a chat request by the rules of OpenAI's models; `model` is what the service resolved. */
export function validateChat(body: JsonObject, model: string, rules: Rules): ChatRequest {
  checkKnown(body, rules);
  if (body.messages === undefined) {
    throw missing('messages');
  }
  const { messages, images } = readMessages(body.messages, rules);
  const stream = optional(body, 'stream', 'boolean') ?? false;
  const maxTokens = readMaxTokens(body, rules);
  checkNumbers(body, rules);
  const schema = readResponseFormat(body.response_format, messages);
  return {
    model,
    messages,
    images,
    stream,
    includeUsage: readIncludeUsage(body, stream),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(schema && { schema }),
  };
}

function checkKnown(body: JsonObject, rules: Rules): void {
  const unknown = Object.keys(body).filter((name) => !rules.parameters.has(name));
  if (unknown.length > 0) {
    throw invalidRequest(
      `Unrecognized request argument${unknown.length > 1 ? 's' : ''} supplied: ${unknown.join(', ')}`,
      null,
      null,
    );
  }
}

function readIncludeUsage(body: JsonObject, stream: boolean): boolean {
  const options = body.stream_options;
  if (options === undefined || options === null) {
    return false;
  }
  if (!stream) {
    throw invalidRequest(
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options',
      null,
    );
  }
  if (!isObject(options)) {
    throw wrongType('stream_options', 'an object', options);
  }
  const { include_usage: usage = false } = options;
  if (typeof usage !== 'boolean') {
    throw wrongType('stream_options.include_usage', 'a boolean', usage);
  }
  return usage;
}

function readMaxTokens(body: JsonObject, rules: Rules): number | undefined {
  const limits = ['max_tokens', 'max_completion_tokens'].filter(
    (name) => body[name] !== undefined && body[name] !== null,
  );
  if (limits.length > 1) {
    throw invalidRequest(
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      'max_tokens',
      'invalid_parameter_combination',
    );
  }
  const name = limits[0];
  if (name === undefined) {
    return undefined;
  }
  if (name === 'max_tokens' && rules.reasoning) {
    throw invalidRequest(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use " +
        "'max_completion_tokens' instead.",
      'max_tokens',
      'unsupported_parameter',
    );
  }
  const value = body[name];
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw wrongType(name, 'an integer', value);
  }
  if (value < 1) {
    throw outOfRange(name, 'integer', value, 1, 'below');
  }
  if (value > rules.maxOutputTokens) {
    throw invalidRequest(
      `${name} is too large: ${value}. This model supports at most ${rules.maxOutputTokens} ` +
        `completion tokens, whereas you provided ${value}.`,
      name,
      'invalid_value',
    );
  }
  return value;
}

function checkNumbers(body: JsonObject, rules: Rules): void {
  const ranges = [
    ['temperature', 0, 2],
    ['top_p', 0, 1],
    ['presence_penalty', -2, 2],
    ['frequency_penalty', -2, 2],
  ] as const;
  for (const [name, least, most] of ranges) {
    const value = optional(body, name, 'number');
    if (value === undefined) {
      continue;
    }
    if (value < least || value > most) {
      const low = value < least;
      throw outOfRange(name, 'decimal', value, low ? least : most, low ? 'below' : 'above');
    }
    const standard = name === 'temperature' || name === 'top_p' ? 1 : 0;
    if (rules.reasoning && value !== standard) {
      throw invalidRequest(
        `Unsupported value: '${name}' does not support ${value} with this model. Only the ` +
          `default (${standard}) value is supported.`,
        name,
        'unsupported_value',
      );
    }
  }
}

function outOfRange(
  name: string,
  type: 'integer' | 'decimal',
  value: number,
  bound: number,
  side: 'below' | 'above',
) {
  const [extreme, sign, code] =
    side === 'below' ? ['minimum', '>=', 'min'] : ['maximum', '<=', 'max'];
  return invalidRequest(
    `Invalid '${name}': ${type} ${side} ${extreme} value. Expected a value ${sign} ${bound}, but ` +
      `got ${value} instead.`,
    name,
    `${type}_${side}_${code}_value`,
  );
}

function optional(body: JsonObject, name: string, type: 'boolean'): boolean | undefined;
function optional(body: JsonObject, name: string, type: 'number'): number | undefined;
function optional(body: JsonObject, name: string, type: 'boolean' | 'number') {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== type) {
    throw wrongType(name, type === 'number' ? 'a decimal' : 'a boolean', value);
  }
  return value;
}
