import type { Range } from '../reference';
import type { Tag } from '../tags/tag';
import type { WrapperTag } from '../tags/wrappers';
import type { AttributeList } from './dialects/attributeList';
import type { Embed } from './dialects/embed';

/** A link or image; `text` is what stands between its brackets. */
export interface Bracketed extends Range {
  readonly text: Range;
  readonly target: string;
  readonly title?: string;
  /** `[text]` or `[text][]`, where the text is the label as well. */
  readonly byItself: boolean;
  /** The attributes in braces behind an image; its range ends with them. */
  readonly list: AttributeList | undefined;
  linked: boolean;
  linkTarget?: string;
}

/** What stands in a paragraph, a heading or a cell; all offsets are of its text. */
export interface Inline {
  readonly images: readonly Bracketed[];
  readonly links: readonly Bracketed[];
  readonly tags: readonly Tag[];
  readonly wrappers: readonly WrapperTag[];
  readonly embeds: readonly Embed[];
  /** Where no other markup can be put in: code, tags, and addresses of links. */
  readonly closed: readonly (Range & { readonly kind: 'code' | 'tag' | 'address' | 'comment' })[];
}

/** Brackets that are open. */
export interface Opener {
  readonly image: boolean;
  readonly start: number;
  readonly textStart: number;
}

/** Marks what stands in a link that begins at `start`; each list is in order. */
export function markLinked(
  lists: readonly { start: number; linked: boolean; linkTarget?: string }[][],
  { start, target }: Bracketed,
): void {
  for (const list of lists) {
    for (let index = list.length - 1; index >= 0; index--) {
      const item = list[index];
      if (item === undefined || item.start < start) {
        break;
      }
      item.linked = true;
      item.linkTarget ??= target;
    }
  }
}

/** Takes out what stands in the text of an image that begins at `start`. */
export function dropInside(lists: readonly { start: number }[][], start: number): void {
  for (const list of lists) {
    while ((list.at(-1)?.start ?? -1) > start) {
      list.pop();
    }
  }
}
