import { isObject, type JsonObject } from './json';
import { invalidRequest, missing, wrongType, wrongValue } from './words';
import type { ChatMessage, Detail, ImagePart } from './service';

export interface MessageRules {
  readonly maxImages: number;
  readonly takesImages: boolean;
}

const roles = ['system', 'assistant', 'user', 'function', 'tool', 'developer'];
const partTypes = ['text', 'image_url', 'input_audio', 'refusal', 'audio', 'file'];
const details: readonly string[] = ['auto', 'low', 'high'] satisfies Detail[];
const messageKeys = new Set([
  'role',
  'content',
  'name',
  'refusal',
  'audio',
  'tool_calls',
  'tool_call_id',
  'function_call',
]);

/** The `messages` of a request in, their texts and images out; throws in OpenAI's words. */
export function readMessages(
  value: unknown,
  rules: MessageRules,
): { messages: ChatMessage[]; images: ImagePart[] } {
  if (!Array.isArray(value)) {
    throw wrongType('messages', 'an array of objects', value);
  }
  if (value.length === 0) {
    throw invalidRequest(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an " +
        'empty array instead.',
      'messages',
      'empty_array',
    );
  }
  const images: ImagePart[] = [];
  const messages = value.map((message: unknown, index) =>
    readMessage(message, `messages[${index}]`, images),
  );
  const first = images[0];
  if (first !== undefined && !rules.takesImages) {
    throw invalidRequest(
      'Invalid content type. image_url is only supported by certain models.',
      first.param.replace(/\.image_url\.url$/, '.type').replaceAll('[', '.['),
      null,
    );
  }
  if (images.length > rules.maxImages) {
    throw invalidRequest(`Too many images in request. Max is ${rules.maxImages}.`, null, null);
  }
  return { messages, images };
}

function readMessage(message: unknown, param: string, images: ImagePart[]): ChatMessage {
  if (!isObject(message)) {
    throw wrongType(param, 'an object', message);
  }
  checkKeys(message, messageKeys, param);
  const { role, content } = message;
  if (role === undefined) {
    throw missing(`${param}.role`);
  }
  if (typeof role !== 'string' || !roles.includes(role)) {
    throw wrongValue(`${param}.role`, role, roles);
  }
  if (typeof content === 'string') {
    return { role, text: content };
  }
  if (content === null || content === undefined) {
    if (role === 'assistant' && (message.tool_calls ?? message.function_call)) {
      return { role, text: '' };
    }
    throw content === undefined
      ? missing(`${param}.content`)
      : invalidRequest(
          "Invalid value for 'content': expected a string, got null.",
          `${param.replace('[', '.[')}.content`,
          null,
        );
  }
  if (!Array.isArray(content)) {
    throw wrongType(`${param}.content`, 'one of a string or array of objects', content);
  }
  if (content.length === 0) {
    throw invalidRequest(
      `Invalid '${param}.content': empty array. Expected an array with minimum length 1, but got ` +
        'an empty array instead.',
      `${param}.content`,
      'empty_array',
    );
  }
  const texts = content.flatMap((part: unknown, index) =>
    readPart(part, `${param}.content[${index}]`, { role, param }, images),
  );
  return { role, text: texts.join('\n') };
}

function readPart(
  part: unknown,
  param: string,
  message: { readonly role: string; readonly param: string },
  images: ImagePart[],
): string[] {
  if (!isObject(part)) {
    throw wrongType(param, 'an object', part);
  }
  const { type, text } = part;
  if (type === undefined) {
    throw missing(`${param}.type`);
  }
  if (typeof type !== 'string' || !partTypes.includes(type)) {
    throw wrongValue(`${param}.type`, type, partTypes);
  }
  checkKeys(part, new Set(['type', type]), param);
  if (type === 'text') {
    if (typeof text !== 'string') {
      throw text === undefined
        ? missing(`${param}.text`)
        : wrongType(`${param}.text`, 'a string', text);
    }
    return [text];
  }
  if (type === 'image_url') {
    if (message.role !== 'user') {
      throw invalidRequest(
        `Invalid '${message.param}'. Image URLs are only allowed for messages with role 'user', ` +
          `but this message with role '${message.role}' contains an image URL.`,
        message.param,
        'invalid_value',
      );
    }
    images.push(readImage(part.image_url, `${param}.image_url`));
    return [];
  }
  // Audio and files are real parts that no model here takes.
  throw invalidRequest(`This model does not support ${type} content.`, param, 'invalid_value');
}

function readImage(image: unknown, param: string): ImagePart {
  if (image === undefined) {
    throw missing(param);
  }
  if (!isObject(image)) {
    throw wrongType(param, 'an object', image);
  }
  checkKeys(image, new Set(['url', 'detail']), param);
  const { url, detail = 'auto' } = image;
  if (url === undefined) {
    throw missing(`${param}.url`);
  }
  if (typeof url !== 'string') {
    throw wrongType(`${param}.url`, 'a string', url);
  }
  if (!isDetail(detail)) {
    throw wrongValue(`${param}.detail`, detail, details);
  }
  return { url, detail, param: `${param}.url` };
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'string' && details.includes(value);
}

function checkKeys(object: JsonObject, known: ReadonlySet<string>, param: string): void {
  const unknown = Object.keys(object).find((key) => !known.has(key));
  if (unknown !== undefined) {
    throw invalidRequest(
      `Unknown parameter: '${param}.${unknown}'.`,
      `${param}.${unknown}`,
      'unknown_parameter',
    );
  }
}
