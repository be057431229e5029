import { batchNote, partsNote } from '../../../core/conversation/prompts';
import type { Question } from '../../../core/conversation/request';
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

/** The question as one request asks it: its first text says what the model cannot see of the images. */
export function questionOf(question: Question, batch: Batch, total: number): Question {
  const notes = [
    ...partNotes(batch.ready),
    ...(batch.ready.length < total ? [batchNote(batch.first, batch.last, total)] : []),
  ];
  if (notes.length === 0) {
    return question;
  }
  const [first, ...others] = question.exchanges;
  return {
    ...question,
    exchanges: first
      ? [{ ...first, text: [first.text, ...notes].join('\n\n') }, ...others]
      : question.exchanges,
  };
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
