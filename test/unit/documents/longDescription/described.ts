import assert from 'node:assert/strict';
import {
  findImageReferences,
  longDescriptionEdits,
  type LongDescription,
} from '../../../../src/documents';
import { factsOf, made } from '../edits';

export const forms = ['details', 'figcaption', 'section'] as const;
export type Form = LongDescription['form'];

/** The last words of a description that no document has. */
export const last = 'Then they fall.';
export const description = `Sales rise <fast>.\n\n${last}`;

/** A description folded, as it stands in a document. */
export const fold = (indent = ''): string =>
  [
    '<details>',
    '<summary>Description</summary>',
    '<p>Sales rise &lt;fast&gt;.</p>',
    '<p>Then they fall.</p>',
    '</details>',
  ]
    .map((line) => indent + line)
    .join('\n');

/**
 * A text after one of its images got a long description; `undefined` where it takes none. Sees that each
 * of its images is as it was, and that the description was added once.
 */
export function described(
  text: string,
  languageId: string,
  form: Form,
  { index = 0, label = 'Description' } = {},
): string | undefined {
  const before = findImageReferences(text, languageId);
  const reference = before[index];
  assert.ok(reference, text);
  const edits = longDescriptionEdits(text, reference, { text: description, form, label });
  if (edits === undefined) {
    return undefined;
  }
  const message = JSON.stringify([form, index, text, edits], undefined, 1);
  assert.ok(
    edits.every(({ start, end }, at) => start === end && start > (edits[at - 1]?.end ?? -1)),
    message,
  );
  assert.ok(
    edits.every(({ start }) => start >= reference.range.end),
    message,
  );
  const changed = edits.reduceRight(made, text);
  // The description may stand beside the words of an image, or be its caption.
  const lasting = (all: typeof before) =>
    all.map(factsOf).map(({ role: _role, caption: _caption, ...others }) => others);
  assert.deepEqual(lasting(findImageReferences(changed, languageId)), lasting(before), message);
  assert.equal(changed.split(last).length, text.split(last).length + 1, message);
  return changed;
}
