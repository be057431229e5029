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

/**
 * The reference that shows the same picture in the other colour theme, beside it. Pairs may follow one
 * another: each reference has one twin at most.
 */
export function twinOf(
  references: readonly ImageReference[],
  reference: ImageReference,
): ImageReference | undefined {
  for (let at = 0; at + 1 < references.length; at++) {
    const [one, other] = [references[at], references[at + 1]];
    if (one?.theme !== undefined && other?.theme !== undefined && one.theme !== other.theme) {
      if (one === reference || other === reference) {
        return one === reference ? other : one;
      }
      at++;
    }
  }
  return undefined;
}
