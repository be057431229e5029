import assert from 'node:assert/strict';
import {
  decorativeEdit,
  findImageReferences,
  withAltText,
  type Edit,
  type ImageReference,
} from '../../../src/documents';
import { nastyTexts } from './nastyTexts';

/** What a reference says, its places left out and what has no value as well. */
export function factsOf({
  target,
  alt,
  state,
  role,
  caption,
  linkTarget,
  theme,
  computed,
}: ImageReference): Record<string, unknown> {
  const facts = { target, alt, state, role, caption, linkTarget, theme };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), ...(computed ? { computed } : {}) };
}

/** The facts of all references in a text. */
export function facts(text: string, languageId: string): Record<string, unknown>[] {
  return findImageReferences(text, languageId).map(factsOf);
}

/** A text with an edit made. */
export function made(text: string, { start, end, text: added }: Edit): string {
  return text.slice(0, start) + added + text.slice(end);
}

/** A text after one of its images got another alt text. */
export function applied(text: string, languageId: string, alt: string, index = 0): string {
  const reference = findImageReferences(text, languageId)[index];
  assert.ok(reference, text);
  return made(text, withAltText(text, reference, alt));
}

/** A text after one of its images became decorative; `undefined` where it cannot. */
export function decorated(text: string, languageId: string, index = 0): string | undefined {
  const reference = findImageReferences(text, languageId)[index];
  assert.ok(reference, text);
  const edit = decorativeEdit(text, reference);
  return edit === undefined ? undefined : made(text, edit);
}

/** The texts of the whole markup of all references, and of their alt texts. */
export function pieces(text: string, languageId: string): [string, string | undefined][] {
  return findImageReferences(text, languageId).map(({ range, altRange }) => [
    text.slice(range.start, range.end),
    altRange === undefined ? undefined : text.slice(altRange.start, altRange.end),
  ]);
}

/**
 * Gives each image of a text all nasty alt texts in turn, and sees that nothing but this alt text is
 * another one afterwards. `plain` is what the language makes of characters that it cannot say, in the alt
 * text of the image with a target.
 */
export function assertOnlyAltChanges(
  text: string,
  languageId: string,
  plain: (alt: string, target: unknown) => string = (alt) => alt,
): void {
  const before = findImageReferences(text, languageId);
  assert.ok(before.length > 0, text);
  for (const index of before.keys()) {
    for (const alt of nastyTexts) {
      const changed = applied(text, languageId, alt, index);
      const after = facts(changed, languageId);
      const own = after[index];
      assert.equal(own?.alt, plain(alt, before[index]?.target), changed);
      // What these follow from is the alt text.
      const follows = ({ alt: _alt, state, role, computed, ...others }: Record<string, unknown>) =>
        others;
      assert.deepEqual(
        after.map((found, other) => (other === index ? follows(found) : found)),
        before.map(factsOf).map((found, other) => (other === index ? follows(found) : found)),
        changed,
      );
      assert.equal(applied(changed, languageId, alt, index), changed);
    }
  }
}
