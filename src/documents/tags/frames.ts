import { endsExpression, type TokenKind } from './code';
import type { Attribute, TagDialect, TagPlace } from './tag';

export interface Markup {
  readonly kind: 'markup';
  /** The elements that are open; those of markup in code end with the first of them. */
  readonly open: string[];
  readonly inCode: boolean;
}
export interface Code {
  readonly kind: 'code';
  depth: number;
  previous: TokenKind;
}
export interface Template {
  readonly kind: 'template';
}
export interface OpenTag {
  readonly kind: 'tag';
  readonly start: number;
  readonly name: string;
  readonly attributes: Attribute[];
  /** The attribute whose value in braces is being read; one that is code only has no name yet. */
  pending?: { name: string | undefined; start: number; valueStart: number };
}
/** What the scanner is in the middle of; frames are stacked. */
export type Frame = Markup | Code | Template | OpenTag;

/** What a place at the beginning of the next step is. */
export function placeIn(
  frame: Frame,
  text: string,
  position: number,
  dialect: TagDialect,
): TagPlace {
  switch (frame.kind) {
    case 'markup':
      return { kind: 'text', elements: frame.open };
    case 'code': {
      const expression = dialect.markupInCode && endsExpression(text, position, frame.previous);
      return { kind: expression ? 'expression' : 'code', elements: [] };
    }
    case 'template':
      return { kind: 'code', elements: [] };
    case 'tag':
      return { kind: 'tag', elements: [] };
  }
}
