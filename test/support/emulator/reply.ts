import type { ChatRequest, Finish, Usage } from './service';
import { valueOf, wantedSchema } from './structured';
import { imageTokens, textTokens, tokenize } from './tokens';
import type { Behaviour, DecodedImage } from './types';

export interface Reply {
  /** The text in the pieces in which it streams. */
  readonly tokens: readonly string[];
  readonly finish: Finish;
  readonly usage: Usage;
}

/** The reply to a request: the behaviour's text or the facts of the images, cut where it must be. */
export function composeReply(
  request: ChatRequest,
  images: readonly DecodedImage[],
  behaviour: Behaviour,
): Reply {
  const { reply = () => replyTo(request, images) } = behaviour;
  const asked = request.messages.findLast(({ role }) => role === 'user')?.text ?? '';
  const all = tokenize(typeof reply === 'string' ? reply : reply(asked));
  const limit = request.maxTokens ?? Infinity;
  const half = Math.ceil(all.length / 2);
  const isCut = behaviour.finish === 'content_filter' && behaviour.filterLate !== true;
  const wanted = behaviour.finish === 'length' || isCut ? half : all.length;
  const tokens = all.slice(0, Math.min(wanted, limit));
  const prompt =
    request.messages.reduce((sum, message) => sum + textTokens(message.text) + 4, 3) +
    imageTokens(images, request.images);
  return {
    tokens,
    finish: finishOf(behaviour, tokens.length < wanted),
    usage: {
      prompt_tokens: prompt,
      completion_tokens: tokens.length,
      total_tokens: prompt + tokens.length,
    },
  };
}

function finishOf(behaviour: Behaviour, cut: boolean): Finish {
  if (behaviour.stream === 'noFinish') {
    return { reason: null };
  }
  if (cut) {
    return { reason: 'length' };
  }
  return behaviour.finish === 'content_filter'
    ? {
        reason: 'content_filter',
        filter: behaviour.filter ?? { category: 'violence', severity: 'medium' },
      }
    : { reason: behaviour.finish ?? 'stop' };
}

function replyTo(request: ChatRequest, images: readonly DecodedImage[]): string {
  const schema = wantedSchema(request);
  return schema === undefined
    ? factsOf(request, images)
    : JSON.stringify(valueOf(schema, images.map(factOf)));
}

/** Quotes the last user text on one line, and states each image's facts on a line of its own. */
function factsOf({ messages }: ChatRequest, images: readonly DecodedImage[]): string {
  const asked = messages.filter(({ role }) => role === 'user');
  const text = asked.at(-1)?.text.replace(/\s+/g, ' ').trim() ?? '';
  const facts = images.map((image, index) => `- ${factOf(image, index)}`);
  return [
    `You asked: “${text}” (turn ${asked.length}, ${messages.length} messages).`,
    facts.length === 0 ? 'No image came with this request.' : facts.join('\n'),
    'Seen by the emulator 🔎 图像.',
  ].join('\n\n');
}

function factOf({ type, width, height, colour }: DecodedImage, index: number): string {
  return (
    `Image ${index + 1}: ${type.slice('image/'.length).toUpperCase()}, ` +
    `${width} × ${height} pixels, average colour ${colour}`
  );
}
