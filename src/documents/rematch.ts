import type { ImageReference } from './reference';

/**
 * Finds a reference again in its document, which may have changed since it was read. `before` are the
 * references of that reading. Undefined where it is gone, where its alt text has changed, or where it
 * cannot be told from another one.
 */
export function findAgain(
  before: readonly ImageReference[],
  reference: ImageReference,
  after: readonly ImageReference[],
): ImageReference | undefined {
  const isTwin = ({ target, syntax }: ImageReference): boolean =>
    target === reference.target && syntax === reference.syntax;
  const [twins, found] = [before.filter(isTwin), after.filter(isTwin)];
  const isSame = ({ alt, computed }: ImageReference): boolean =>
    alt === reference.alt && computed === reference.computed;
  if (twins.length === found.length) {
    const again = found[twins.indexOf(reference)];
    return again && isSame(again) ? again : undefined;
  }
  const same = found.filter(isSame);
  return same.length === 1 && twins.filter(isSame).length === 1 ? same[0] : undefined;
}

/** The reference that shows the same picture in the other colour theme, beside it. */
export function twinOf(
  references: readonly ImageReference[],
  reference: ImageReference,
): ImageReference | undefined {
  const index = references.indexOf(reference);
  return reference.theme === undefined
    ? undefined
    : [references[index - 1], references[index + 1]].find(
        (other) => other?.theme !== undefined && other.theme !== reference.theme,
      );
}
