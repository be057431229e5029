import type { Detail } from './detail';
import { dataUrl, isRemote, type Image, type RequestImage } from './images';
import type { ReplyEvent } from './reply';

/** One message of the conversation so far. */
export interface Exchange {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** A question with its images. The first exchange is the user's and carries the images. */
export interface VisionRequest<Picture extends RequestImage = Image> {
  readonly system: string;
  readonly images: readonly Picture[];
  readonly exchanges: readonly Exchange[];
  readonly detail: Detail;
  readonly maxOutputTokens: number;
}

/** A request whose images are still to be read. */
export type Question = Omit<VisionRequest, 'images'>;

/**
 * Answers a request: yields the reply as it arrives.
 * Throws a VisionError; ends without one when `signal` aborts.
 */
export type Answer<Picture extends RequestImage = Image> = (
  request: VisionRequest<Picture>,
  signal: AbortSignal,
) => AsyncIterable<ReplyEvent>;

export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'image_url';
      readonly image_url: { readonly url: string; readonly detail: Detail };
    };

export type ChatMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | ContentPart[] }
  | { readonly role: 'assistant'; readonly content: string };

/**
 * The `messages` of a chat completions request: the system message, then one user message with the
 * text and an `image_url` part for each image in order, then the exchanges that followed.
 */
export function chatMessages(request: VisionRequest<RequestImage>): ChatMessage[] {
  const messages: ChatMessage[] = [];
  if (request.system !== '') {
    messages.push({ role: 'system', content: request.system });
  }
  request.exchanges.forEach((exchange, index) => {
    messages.push(
      index === 0 && exchange.role === 'user'
        ? { role: 'user', content: [{ type: 'text', text: exchange.text }, ...imageParts(request)] }
        : { role: exchange.role, content: exchange.text },
    );
  });
  return messages;
}

function imageParts({ images, detail }: VisionRequest<RequestImage>): ContentPart[] {
  return images.map((image) => ({
    type: 'image_url',
    image_url: { url: isRemote(image) ? image.url : dataUrl(image.type, image.bytes), detail },
  }));
}
