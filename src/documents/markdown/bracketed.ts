import type { Range } from '../reference';
import type { Tag } from '../tags/tag';
import type { WrapperTag } from '../tags/wrappers';
import type { AttributeList } from './dialects/attributeList';
import type { Embed } from './dialects/embed';

/** A link or an image of Markdown's own syntax. The range is the whole markup. */
export interface Bracketed extends Range {
  /** Between the first brackets. */
  readonly text: Range;
  readonly target: string;
  readonly title?: string;
  /** True for `[text]` and `[text][]`: the text is the label as well, so an edit of it must keep the label. */
  readonly byItself: boolean;
  /** The attributes in braces behind an image, which its range includes. */
  readonly list: AttributeList | undefined;
  /** Whether a link is around it, known once the end of that is read. */
  linked: boolean;
  linkTarget?: string;
}

/** The markup in a paragraph, a heading or a cell. Offsets count from the beginning of its text. */
export interface Inline {
  readonly images: readonly Bracketed[];
  readonly links: readonly Bracketed[];
  readonly tags: readonly Tag[];
  readonly wrappers: readonly WrapperTag[];
  readonly embeds: readonly Embed[];
  /** Ranges that a new image must not be put into, as it would not be read as one there. */
  readonly closed: readonly (Range & { readonly kind: 'code' | 'tag' | 'address' | 'comment' })[];
}

/** An opening bracket whose closing one has not been read yet. */
export interface Opener {
  /** `![` and not `[`. */
  readonly image: boolean;
  readonly start: number;
  readonly textStart: number;
}

/**
 * Notes in all that was read since a link began that it stands in this link. The lists are in the order of
 * their starts, so the search from the end stops at the first item before the link.
 */
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

/** Takes out of the lists what was read in the text of an image that begins at `start`: an alt text shows no markup. */
export function dropInside(lists: readonly { start: number }[][], start: number): void {
  for (const list of lists) {
    while ((list.at(-1)?.start ?? -1) > start) {
      list.pop();
    }
  }
}
