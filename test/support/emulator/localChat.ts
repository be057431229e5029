import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonObject } from './json';
import { schemaIn } from './responseFormat';
import type { ChatMessage, ChatRequest, ImagePart, Refusal } from './service';

/**
 * Reads a chat request as servers on one's own machine do: they ignore what they do not know,
 * `max_completion_tokens` among it. `refuse` gives the words of the server to a message.
 */
export function readLocalChat(
  body: unknown,
  headers: IncomingHttpHeaders,
  refuse: (message: string) => Refusal,
): ChatRequest {
  if (!isObject(body) || !/\bjson\b/.test(headers['content-type'] ?? '')) {
    throw refuse('invalid character: the request body is no JSON object');
  }
  const { model, messages, max_tokens: maxTokens, stream_options: options } = body;
  if (typeof model !== 'string' || model === '') {
    throw refuse('model is required');
  }
  if (!Array.isArray(messages) || messages.length === 0) {
    throw refuse("[] is too short - 'messages'");
  }
  const images: ImagePart[] = [];
  const schema = schemaIn(body.response_format);
  return {
    model,
    messages: messages.map((message: unknown, index) =>
      readMessage(message, index, images, refuse),
    ),
    images,
    stream: body.stream === true,
    includeUsage: isObject(options) && options.include_usage === true,
    ...(typeof maxTokens === 'number' && { maxTokens }),
    ...(schema && { schema }),
  };
}

function readMessage(
  message: unknown,
  index: number,
  images: ImagePart[],
  refuse: (message: string) => Refusal,
): ChatMessage {
  const { role, content } = isObject(message) ? message : {};
  if (typeof role !== 'string') {
    throw refuse('invalid message format');
  }
  if (typeof content === 'string') {
    return { role, text: content };
  }
  if (!Array.isArray(content)) {
    throw refuse(`invalid message content type: ${content === null ? '<nil>' : typeof content}`);
  }
  const texts = content.flatMap((part: unknown, at) => {
    if (isObject(part) && part.type === 'text' && typeof part.text === 'string') {
      return [part.text];
    }
    const url = isObject(part) && part.type === 'image_url' ? urlOf(part) : undefined;
    if (url === undefined) {
      throw refuse('invalid message format');
    }
    images.push({ url, detail: 'auto', param: `messages[${index}].content[${at}].image_url.url` });
    return [];
  });
  return { role, text: texts.join('\n') };
}

function urlOf(part: JsonObject): string | undefined {
  const image = part.image_url;
  const url = isObject(image) ? image.url : image;
  return typeof url === 'string' ? url : undefined;
}
