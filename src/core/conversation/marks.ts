import type { ImageId } from '../images/imageId';
import type { Box } from '../images/region';

/** A part of an image that a question points at. */
export interface Mark {
  /** By this the question names it; no two of a conversation have the same. */
  readonly number: number;
  /** The part, which goes along as an image of its own. */
  readonly image: ImageId;
  /** The whole image, and its name. */
  readonly of: ImageId;
  readonly name: string;
  readonly box: Box;
}

/** The marks of a question in words, for the model. */
export function legendOf(marks: readonly Mark[]): string {
  const lines = marks.map(({ number, name, box }) => {
    const across = `${percent(box.x)} to ${percent(box.x + box.width)} of its width`;
    const down = `${percent(box.y)} to ${percent(box.y + box.height)} of its height, from the top`;
    return `- ${number}: the part of ${JSON.stringify(name)} from ${across} and ${down}`;
  });
  return [
    'I marked these parts. Each comes with this question as a further image, at full resolution and in this order:',
    ...lines,
  ].join('\n');
}

/** The first number that none of these questions has. */
export function nextNumber(questions: Iterable<{ readonly marks?: readonly Mark[] }>): number {
  let next = 1;
  for (const { marks = [] } of questions) {
    marks.forEach(({ number }) => (next = Math.max(next, number + 1)));
  }
  return next;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 1000) / 10} %`;
}
