import type { Detail } from '../images/detail';
import { dataUrl, isRemote, type Image, type RequestImage } from '../images/images';
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
      readonly image_url: { readonly url: string; readonly detail?: Detail };
    };

export type ChatMessage =
  | { readonly role: 'system' | 'developer'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | ContentPart[] }
  | { readonly role: 'assistant'; readonly content: string };

/** The role of the system text; with `user` it stands at the head of the user's first message. */
export type SystemRole = 'system' | 'developer' | 'user';

/** What a server takes in messages. */
export interface MessageForm {
  readonly systemRole: SystemRole;
  /** Whether images say how closely to look. */
  readonly withDetail: boolean;
}

/**
 * The `messages` of a chat completions request: the system message, then one user message with the
 * text and an `image_url` part for each image in order, then the exchanges that followed.
 */
export function chatMessages(
  request: VisionRequest<RequestImage>,
  { systemRole, withDetail }: MessageForm = { systemRole: 'system', withDetail: true },
): ChatMessage[] {
  const { system } = request;
  const messages: ChatMessage[] = [];
  if (system !== '' && systemRole !== 'user') {
    messages.push({ role: systemRole, content: system });
  }
  const head = system !== '' && systemRole === 'user' ? `${system}\n\n` : '';
  request.exchanges.forEach(({ role, text }, index) => {
    messages.push(
      index === 0 && role === 'user'
        ? {
            role,
            content: [{ type: 'text', text: head + text }, ...imageParts(request, withDetail)],
          }
        : { role, content: text },
    );
  });
  return messages;
}

function imageParts(
  { images, detail }: VisionRequest<RequestImage>,
  withDetail: boolean,
): ContentPart[] {
  return images.map((image) => ({
    type: 'image_url',
    image_url: {
      url: isRemote(image) ? image.url : dataUrl(image.type, image.bytes),
      ...(withDetail && { detail }),
    },
  }));
}
