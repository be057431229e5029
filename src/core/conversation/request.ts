import type { Detail } from '../images/detail';
import { dataUrl, isRemote, type Image, type RequestImage } from '../images/images';
import { textIn, textPart, type Message, type Part } from './message';
import type { ReplyEvent } from './reply';
import { schemaInWords, type ReplySchema } from './replySchema';

/** A question with all that was said before it. The last message is the user's. */
export interface VisionRequest<Picture = Image> {
  readonly system: string;
  readonly messages: readonly Message<Picture>[];
  readonly detail: Detail;
  readonly maxOutputTokens: number;
  /** The reply is wanted as JSON of this form. */
  readonly schema?: ReplySchema;
}

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
 * The `messages` of a chat completions request: the system message, then each message in order. One
 * with images has a text part for each text and an `image_url` part for each image; others are text.
 */
export function chatMessages(
  { system, messages, detail }: VisionRequest<RequestImage>,
  { systemRole, withDetail }: MessageForm = { systemRole: 'system', withDetail: true },
): ChatMessage[] {
  const head = systemRole === 'user' ? system : '';
  const first = messages.findIndex(({ role }) => role === 'user');
  return [
    ...(system !== '' && systemRole !== 'user' ? [{ role: systemRole, content: system }] : []),
    ...messages.map(({ role, parts }, index): ChatMessage => {
      const all = index === first && head !== '' ? below(head, parts) : parts;
      return role === 'user' && all.some(({ type }) => type === 'image')
        ? { role, content: contentParts(all, withDetail ? detail : undefined) }
        : { role, content: textIn({ role, parts: all }) };
    }),
  ];
}

/** The same request with its schema, if it has one, as an instruction at the end of the last message. */
export function inWords<Picture>(request: VisionRequest<Picture>): VisionRequest<Picture> {
  const { schema, messages } = request;
  const last = messages.at(-1);
  if (schema === undefined || last === undefined) {
    return request;
  }
  const parts = [...last.parts, textPart(schemaInWords(schema))];
  return { ...request, messages: [...messages.slice(0, -1), { ...last, parts }] };
}

/** One text with the first, as some servers read only one. */
function below<Picture>(
  head: string,
  [first, ...others]: readonly Part<Picture>[],
): Part<Picture>[] {
  return first?.type === 'text'
    ? [textPart(`${head}\n\n${first.text}`), ...others]
    : [textPart(head), ...(first ? [first] : []), ...others];
}

function contentParts(
  parts: Message<RequestImage>['parts'],
  detail: Detail | undefined,
): ContentPart[] {
  return parts.map((part) =>
    part.type === 'text'
      ? part
      : { type: 'image_url', image_url: { url: urlOf(part.image), ...(detail && { detail }) } },
  );
}

function urlOf(image: RequestImage): string {
  return isRemote(image) ? image.url : dataUrl(image.type, image.bytes);
}
