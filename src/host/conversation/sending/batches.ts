import { textPart, withImages, type Message } from '../../../core/conversation/message';
import { batchNote, partsNote } from '../../../core/conversation/prompts';
import type { VisionRequest } from '../../../core/conversation/request';
import type { Image } from '../../../core/images/images';
import type { Ready } from './plan';

/** One request of those that a question's images are spread over. */
export interface Batch {
  readonly ready: readonly Ready[];
  /** Which of all images it carries, counted from 1. */
  readonly first: number;
  readonly last: number;
}

/** The images in groups of at most `most`, in order. */
export function batchesOf(ready: readonly Ready[], most: number): Batch[] {
  const batches: Batch[] = [];
  for (let start = 0; start < ready.length; start += most) {
    const group = ready.slice(start, start + most);
    batches.push({ ready: group, first: start + 1, last: start + group.length });
  }
  return batches;
}

/**
 * The request of one batch: each message with those of its images that the batch carries. `made` has
 * what each image of the request became, in order. The first message with images says what the model
 * cannot see of them.
 */
export function requestOf<Picture>(
  request: VisionRequest<Picture>,
  made: readonly (readonly Ready[])[],
  batch: Batch,
): VisionRequest {
  const carried = new Set(batch.ready);
  const messages = withImages(request.messages, (_, index): Image[] =>
    (made[index] ?? []).filter((ready) => carried.has(ready)).map(({ image }) => image),
  );
  const total = made.flat().length;
  const notes = [
    ...partNotes(batch.ready),
    ...(batch.ready.length < total ? [batchNote(batch.first, batch.last, total)] : []),
  ];
  return { ...request, messages: notes.length > 0 ? noted(messages, notes) : messages };
}

function noted(messages: readonly Message<Image>[], notes: readonly string[]): Message<Image>[] {
  const at = messages.findIndex(({ parts }) => parts.some(({ type }) => type === 'image'));
  return messages.map((message, index) => {
    if (index !== at) {
      return message;
    }
    const [first, ...others] = message.parts;
    return {
      ...message,
      parts:
        first?.type === 'text'
          ? [textPart([first.text, ...notes].join('\n\n')), ...others]
          : [textPart(notes.join('\n\n')), ...message.parts],
    };
  });
}

/** Parts of one image follow one another, beginning again at a first part. */
function partNotes(ready: readonly Ready[]): string[] {
  const notes: string[] = [];
  for (let start = 0; start < ready.length;) {
    const { part, name } = ready[start]?.line ?? { name: '' };
    let end = start + 1;
    if (part) {
      while ((ready[end]?.line.part?.index ?? 1) > 1) {
        end++;
      }
      notes.push(
        partsNote(name, {
          first: start + 1,
          last: end,
          firstPart: part.index,
          lastPart: part.index + end - start - 1,
          count: part.count,
        }),
      );
    }
    start = end;
  }
  return notes;
}
