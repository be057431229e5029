import { imagesIn, textPart, type Message } from '../../../core/conversation/message';
import type { ReplyEvent } from '../../../core/conversation/reply';
import type { VisionRequest } from '../../../core/conversation/request';
import type { SourceImage } from '../../../core/images/images';
import {
  foundTextPart,
  textsToSend,
  wordCount,
  type FoundText,
  type Grounding,
} from '../../../core/places/foundText';
import type { FoundLines } from '../../../core/places/snapping';

/** Reads the text of an image on this computer; none where that cannot be done. */
export type ReadLines = (image: SourceImage, signal: AbortSignal) => Promise<FoundLines>;

/**
 * Answers a request to whose last message the text is added that the reader finds on its images, where that is
 * wanted; its receipt tells how many words that is. Ends when `signal` aborts.
 */
export async function* withFoundText(
  request: VisionRequest<SourceImage>,
  grounding: Grounding,
  read: ReadLines,
  answer: (request: VisionRequest<SourceImage>) => AsyncIterable<ReplyEvent>,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const found = await Promise.all(
    imagesIn(request.messages).map(async (image, index): Promise<FoundText> => ({
      number: index + 1,
      lines: await read(image, signal).catch((): FoundLines => []),
    })),
  );
  if (signal.aborted) {
    return;
  }
  const sent = textsToSend(found, grounding);
  if (sent.length === 0) {
    yield* answer(request);
    return;
  }
  const foundWords = sent.reduce((sum, { lines }) => sum + wordCount(lines), 0);
  const messages = request.messages.map((message, index) =>
    index === request.messages.length - 1 ? withText(message, foundTextPart(sent)) : message,
  );
  for await (const event of answer({ ...request, messages })) {
    yield event.type === 'receipt'
      ? { ...event, receipt: { ...event.receipt, foundWords } }
      : event;
  }
}

/** The text goes behind that of the message: some servers take one only. */
function withText<Picture>({ role, parts }: Message<Picture>, text: string): Message<Picture> {
  const at = parts.findIndex(({ type }) => type === 'text');
  const joined = parts.map((part, index) =>
    index === at && part.type === 'text' ? textPart(`${part.text}\n\n${text}`) : part,
  );
  return { role, parts: at < 0 ? [textPart(text), ...parts] : joined };
}
