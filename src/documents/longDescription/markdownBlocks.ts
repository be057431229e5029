import type { Leaf } from '../markdown/leaf';
import type { ReadLeaf } from '../markdown/readLeaf';
import { scanTags } from '../tags/scanner';
import { dialects } from '../tags/tag';
import { ElementTree } from './elementTree';
import { passedAt, takesBlock } from './places';

/** So often an element that ends in a block is followed by one that begins in it. */
const mostPassed = 20;

/** What a block of Markdown is, in words that can be compared. */
export interface Block {
  readonly kind: Leaf['kind'];
  readonly level: number | undefined;
  readonly source: string;
}

export function blockOf({ leaf: { kind, level }, content }: ReadLeaf): Block {
  // In HTML, where a line begins depends on the list around it.
  return { kind, level, source: kind === 'html' ? content.replaceAll(/^[ \t]+/gm, '') : content };
}

/** The blocks of a Markdown document with the elements of HTML that go on over several of them. */
export class MarkdownBlocks {
  /** The HTML of all blocks, with a paragraph in place of each that is none. */
  readonly tree: ElementTree;
  private readonly ranges: readonly { readonly start: number; readonly end: number }[];

  constructor(readonly leaves: readonly ReadLeaf[]) {
    const html = leaves.map(({ leaf, content }) => (leaf.kind === 'html' ? content : '<p></p>'));
    this.tree = new ElementTree(html.join('\n'), 'html');
    let next = 0;
    this.ranges = html.map(({ length }) => {
      const start = next;
      next += length + 1;
      return { start, end: start + length };
    });
  }

  /** Where a block begins in the text of the tree. */
  startOf(index: number): number {
    return this.ranges[index]?.start ?? 0;
  }

  /** The block at or behind the one of an index that another may stand behind. */
  blockToFollow(index: number): number | undefined {
    let at = index;
    for (let blocks = 0; blocks < mostPassed; blocks++) {
      const { end = 0 } = this.ranges[at] ?? {};
      const passed = passedAt(this.tree, end);
      if (passed === undefined) {
        return this.isText(end) && takesBlock(this.tree, end) ? at : undefined;
      }
      if (!passed.closed) {
        return undefined;
      }
      at = this.ranges.findLastIndex(({ start }) => start < passed.end);
    }
    return undefined;
  }

  /** Whether a section may stand at the end of the document: nothing is open there. */
  get takesSection(): boolean {
    const { length } = this.tree.text;
    return this.isText(length) && this.tree.around(length).length === 0;
  }

  /** Whether an offset of the tree is in no comment or tag, which may go on over blank lines. */
  private isText(offset: number): boolean {
    return scanTags(`${this.tree.text}\n`, dialects.html, offset).place.kind === 'text';
  }
}
