import { DomUtils } from 'htmlparser2';
import type { DrawingLimit } from '../../core/images/images';
import { localName, parseXml, type Node } from './dom';
import { withoutReferences } from './references';

/** Letters of the commoner scripts that the fonts here do not have. */
const foreignLetter =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Thai}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Gujarati}\p{sc=Gurmukhi}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Ethiopic}]/u;
const emoji = /\p{Emoji_Presentation}/u;
const unseen = /^(?:style|script|title|desc|metadata)$/;

/** A picture or shape that is not in the file. */
const outside =
  /<(?:[\w-]+:)?(?:image|feImage|use|img)\b[^>]*?\s(?:[\w-]+:)?(?:href|src)\s*=\s*["']\s*(?!#|data:)[^"'\s]/i;

/** What the content of a drawing says of how it is drawn, whatever its styles are. */
export interface Content {
  /** What is left out: letters without a font, pictures of other places. */
  readonly limits: readonly DrawingLimit[];
  /** Nothing is known to be left out, and yet a browser draws it better: HTML is laid out roughly here. */
  readonly isRough: boolean;
}

/** Looks at the content of an SVG text. */
export function readContent(text: string): Content {
  const plain = withoutReferences(text);
  const letters = foreignLetter.test(plain) || emoji.test(plain) ? drawnLetters(plain) : '';
  return {
    limits: [
      ...(foreignLetter.test(letters) ? ['glyphs' as const] : []),
      ...(outside.test(plain) ? ['outside' as const] : []),
    ],
    isRough: emoji.test(letters) || /<(?:[\w-]+:)?foreignObject\b/.test(plain),
  };
}

function drawnLetters(text: string): string {
  const read = (node: Node): string =>
    DomUtils.isText(node)
      ? node.data
      : DomUtils.hasChildren(node) && !(DomUtils.isTag(node) && unseen.test(localName(node)))
        ? node.children.map(read).join('')
        : '';
  return parseXml(text).children.map(read).join('');
}
