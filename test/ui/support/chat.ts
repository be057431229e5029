import assert from 'node:assert/strict';
import type { ChatMessage, ContentPart } from '../../../src/core/conversation/request';
import type { RecordedRequest } from '../../support/emulator';

/** The body of a chat completions request. */
export interface ChatBody {
  readonly model: string;
  readonly stream: boolean;
  readonly max_completion_tokens: number;
  readonly messages: readonly ChatMessage[];
}

export function bodyOf(request: Pick<RecordedRequest, 'json'>): ChatBody {
  return request.json as ChatBody;
}

/** The content parts of the user message that carries the images. */
export function firstQuestion(request: RecordedRequest): readonly ContentPart[] {
  const message = bodyOf(request).messages.find(({ role }) => role === 'user');
  assert.ok(Array.isArray(message?.content), 'the first user message has parts');
  return message.content;
}

/** The text of the first question. */
export function promptOf(request: RecordedRequest): string {
  const part = firstQuestion(request)[0];
  assert.ok(part?.type === 'text', 'the text comes before the images');
  return part.text;
}

/** The text of the last message. */
export function lastText(request: RecordedRequest): string {
  const content = bodyOf(request).messages.at(-1)?.content;
  assert.ok(typeof content === 'string', 'the last message is text');
  return content;
}

export interface SentImage {
  readonly type: string;
  readonly bytes: Buffer;
  readonly detail: string | undefined;
}

/** The images of a request in their order, taken out of their data URLs. */
export function imagesOf(request: RecordedRequest): SentImage[] {
  return firstQuestion(request).flatMap((part) => {
    if (part.type !== 'image_url') {
      return [];
    }
    const { url, detail } = part.image_url;
    const [, type = '', data = ''] = /^data:([^;,]*);base64,(.*)$/.exec(url) ?? [];
    return [{ type, bytes: Buffer.from(data, 'base64'), detail }];
  });
}
