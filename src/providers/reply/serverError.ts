import { fieldsOf, parseJson, textOf } from '../json';
import { bounded } from './words';

/** What a server says of a failure, in whichever envelope it says it. */
export interface ServerError {
  /** Its words; empty where it has none. At most 4,000 characters, so that patterns end soon. */
  readonly message: string;
  /** What names the failure: codes and types, the surest first. */
  readonly codes: readonly string[];
  readonly param?: string;
  /** The HTTP status that the body itself names. */
  readonly status?: number;
  /** All fields, the inner ones over the outer ones, for what only some servers tell. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const longestMessage = 4000;

/** No server nests deeper; a gateway that passes an error on as a text in its own adds two levels. */
const deepest = 6;

/** Under which names servers put their words, the most telling first. */
const messageFields = [
  'message',
  'msg',
  'error',
  'errors',
  'detail',
  'details',
  'error_description',
  'error_msg',
  'error_message',
  'errorMessage',
  'Message',
  'faultstring',
  'fault',
  'description',
  'title',
  'reason',
];

/** Where another error may stand inside one. */
const innerFields = ['error', 'errors', 'message', 'detail', 'fault'];

/**
 * Reads an error body: JSON or a text that holds some; an object with `error`, `errors`, `message`,
 * `msg` or `detail`; a list of such; a list of FastAPI's problems; one inside another as a text.
 */
export function serverError(body: unknown): ServerError {
  const fields = fieldsIn(body, 0);
  const { code, type, status, param, error_code: errorCode } = fields;
  const codes = [code, errorCode, type, status].flatMap((name) =>
    typeof name === 'string' || typeof name === 'number' ? [String(name)] : [],
  );
  const named = [status, code, fields.statusCode, fields.http_code, fields.status_code]
    .map(statusIn)
    .find((found) => found !== undefined);
  return {
    message: bounded(messageIn(body, 0), longestMessage),
    codes: codes.map((name) => name.slice(0, 200)),
    ...(typeof param === 'string' && { param: param.slice(0, 200) }),
    ...(named !== undefined && { status: named }),
    fields,
  };
}

/** True for a value that a server sent in the place of a chat completion or of a part of one. */
export function isServerError(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0 && isServerError(value[0]);
  }
  const fields = fieldsOf(value);
  const { choices, error, errors, object, type } = fields;
  if (isGiven(error) || isGiven(fieldsOf(Array.isArray(choices) ? choices[0] : {}).error)) {
    return true;
  }
  if (/^(?:ping|heartbeat|keep-?alive)$/i.test(textOf(type) ?? '')) {
    return false;
  }
  const hasWords = ['message', 'msg', 'detail'].some((name) => isGiven(fields[name]));
  const hasName = ['code', 'type', 'status', 'statusCode'].some((name) => isGiven(fields[name]));
  return (
    !Array.isArray(choices) && (isGiven(errors) || object === 'error' || (hasWords && hasName))
  );
}

/** False for what stands where nothing is to be said: `null`, `""`, `0`, `[]`, `{"code": 0, "message": ""}`. */
function isGiven(value: unknown): boolean {
  return typeof value === 'object' ? Object.values(fieldsOf(value)).some(isSaid) : isSaid(value);
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false && value !== 0;
}

function fieldsIn(value: unknown, depth: number): Record<string, unknown> {
  const inner = opened(value);
  if (depth > deepest || typeof inner !== 'object' || inner === null) {
    return {};
  }
  if (Array.isArray(inner)) {
    return fieldsIn(inner[0], depth + 1);
  }
  const outer = fieldsOf(inner);
  const { error: choiceError } = fieldsOf(Array.isArray(outer.choices) ? outer.choices[0] : {});
  return [...innerFields.map((name) => outer[name]), choiceError].reduce<Record<string, unknown>>(
    (fields, found) => ({ ...fields, ...fieldsIn(found, depth + 1) }),
    outer,
  );
}

function messageIn(value: unknown, depth: number): string {
  const inner = opened(value);
  if (depth > deepest || inner === undefined || inner === null) {
    return '';
  }
  if (typeof inner === 'string') {
    return inner;
  }
  if (Array.isArray(inner)) {
    const all = inner.slice(0, 3).map((item: unknown) => problemIn(item, depth + 1));
    return all.filter((text) => text !== '').join('; ');
  }
  const fields = fieldsOf(inner);
  const { error } = fieldsOf(Array.isArray(fields.choices) ? fields.choices[0] : {});
  // OpenRouter's `raw` is what a provider behind it said.
  const passedOn = messageIn(fieldsOf(fields.metadata).raw, depth + 1);
  for (const found of [...messageFields.map((name) => fields[name]), error]) {
    const words = messageIn(found, depth + 1);
    if (words !== '') {
      return passedOn === '' ? words : `${words}: ${passedOn}`;
    }
  }
  return passedOn;
}

/** A problem of FastAPI: where, and what; or another item of a list of errors. */
function problemIn(item: unknown, depth: number): string {
  const { loc, msg } = fieldsOf(item);
  return Array.isArray(loc)
    ? [loc.map(String).join('.'), textOf(msg) ?? ''].filter((text) => text !== '').join(': ')
    : messageIn(item, depth);
}

/**
 * What a text holds where it is JSON, also behind other words (`OpenAIException - {"error":…}`), in an
 * event stream, or cut off; any other value as it is.
 */
function opened(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  const text = value.trim().replace(/^(?:event:.*\s+)?(?:data|error):\s*/, '');
  if (/^[{[]/.test(text)) {
    return parseJson(text) ?? parseJson(text.split(/\r?\n/, 1)[0] ?? '') ?? toldIn(text) ?? value;
  }
  const start = text.indexOf('{');
  const fields = start < 0 || start > longestMessage ? {} : fieldsOf(parseJson(text.slice(start)));
  const words = messageIn(fields, deepest - 2);
  return words === '' ? value : { ...fieldsIn(fields, 1), message: text.slice(0, start) + words };
}

function toldIn(text: string): string | undefined {
  const told = cutMessage.exec(text)?.[1];
  return told === undefined ? undefined : (textOf(parseJson(`"${told}"`)) ?? told);
}

/** The words of an object whose end is missing. */
const cutMessage = /"(?:message|msg|detail|error)"\s*:\s*"((?:[^"\\]|\\.){1,4000})/;

function statusIn(code: unknown): number | undefined {
  const status = typeof code === 'string' || typeof code === 'number' ? Number(code) : NaN;
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}
