export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** An image, or whatever stands for it at this stage: its id, the file, what is sent. */
export interface ImagePart<Picture> {
  readonly type: 'image';
  readonly image: Picture;
}

export type Part<Picture> = TextPart | ImagePart<Picture>;

/** One message of a conversation. Any message of the user may bring images. */
export interface Message<Picture> {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly Part<Picture>[];
}

/** A message of the user: its text, then its images in order. */
export function userMessage<Picture>(
  text: string,
  images: readonly Picture[] = [],
): Message<Picture> {
  return {
    role: 'user',
    parts: [textPart(text), ...images.map((image) => ({ type: 'image', image }) as const)],
  };
}

export function assistantMessage(text: string): Message<never> {
  return { role: 'assistant', parts: [textPart(text)] };
}

export function textPart(text: string): TextPart {
  return { type: 'text', text };
}

/** The images of all messages, in order. */
export function imagesIn<Picture>(messages: readonly Message<Picture>[]): Picture[] {
  return messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'image' ? [part.image] : [])),
  );
}

/** The texts of a message, with a blank line between them. */
export function textIn({ parts }: Message<unknown>): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

/** The same messages with each image replaced by what `replace` makes of it, which may be none or several. */
export function withImages<From, To>(
  messages: readonly Message<From>[],
  replace: (image: From, index: number) => readonly To[],
): Message<To>[] {
  let index = 0;
  return messages.map(({ role, parts }) => ({
    role,
    parts: parts.flatMap((part): readonly Part<To>[] =>
      part.type === 'text'
        ? [part]
        : replace(part.image, index++).map((image) => ({ type: 'image', image })),
    ),
  }));
}
