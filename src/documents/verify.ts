import type { Edit, ImageReference, Range } from './reference';

/** A text with an edit made. */
export function edited(text: string, { start, end, text: added }: Edit): string {
  return text.slice(0, start) + added + text.slice(end);
}

/** A text with some edits made, which are in order and do not meet. */
export function editedAll(text: string, edits: readonly Edit[]): string {
  return edits.reduceRight(edited, text);
}

/** Insertions in order, those at one place as one. */
export function joined(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last?.end === edit.start) {
      result[result.length - 1] = { ...last, text: last.text + edit.text };
    } else {
      result.push(edit);
    }
  }
  return result;
}

/** Where the texts of such edits are after all of them are made. */
export function addedBy(edits: readonly Edit[]): Range[] {
  let shift = 0;
  return edits.map(({ start, end, text }) => {
    const from = start + shift;
    shift += text.length - (end - start);
    return { start: from, end: from + text.length };
  });
}

/** Whether an edit adds one image and leaves all others as they are. */
export function addsOne(
  find: (text: string) => readonly ImageReference[],
  text: string,
  edit: Edit,
): boolean {
  const after = find(edited(text, edit));
  const added = after.findIndex(
    ({ range }) => range.start >= edit.start && range.end <= edit.start + edit.text.length,
  );
  return added !== -1 && sameReferences(find(text), after.toSpliced(added, 1));
}

/** Whether an edit gives the reference of that index its alt text and leaves all else as it is. */
export function changesOne(
  find: (text: string) => readonly ImageReference[],
  text: string,
  edit: Edit,
  index: number,
): boolean {
  const before = find(text);
  const after = find(edited(text, edit));
  return (
    after[index]?.target === before[index]?.target &&
    sameReferences(before.toSpliced(index, 1), after.toSpliced(index, 1))
  );
}

/** Whether two readings have the same images with the same alt texts. */
export function sameReferences(
  before: readonly ImageReference[],
  after: readonly ImageReference[],
): boolean {
  return (
    before.length === after.length &&
    before.every(
      ({ target, alt, state }, index) =>
        target === after[index]?.target && alt === after[index].alt && state === after[index].state,
    )
  );
}
