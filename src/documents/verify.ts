import type { Edit, ImageReference } from './reference';

/** A text with an edit made. */
export function edited(text: string, { start, end, text: added }: Edit): string {
  return text.slice(0, start) + added + text.slice(end);
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
  return added !== -1 && same(find(text), after.toSpliced(added, 1));
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
    same(before.toSpliced(index, 1), after.toSpliced(index, 1))
  );
}

function same(before: readonly ImageReference[], after: readonly ImageReference[]): boolean {
  return (
    before.length === after.length &&
    before.every(
      ({ target, alt }, index) => target === after[index]?.target && alt === after[index].alt,
    )
  );
}
