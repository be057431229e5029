import type { MarkdownIt, Token } from 'markdown-it';

type Direction = 'ltr' | 'rtl';

const strong = /[\p{L}\u200e\u200f]/u;
const rightToLeft =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const texts = new Set(['paragraph_open', 'heading_open', 'th_open', 'td_open']);
const containers = new Set(
  ['bullet_list', 'ordered_list', 'blockquote', 'table'].flatMap((name) => [
    `${name}_open`,
    `${name}_close`,
  ]),
);

/** A container that is still open, and the direction of the first text in it. */
interface Container {
  readonly token: Token;
  direction?: Direction;
}

/**
 * Lets each block be laid out in the direction of its text. Blocks of text get `dir="auto"`, which
 * tells nothing to the lists, quotes and tables around them: those get the direction of the first
 * text in them where it is not that of their surroundings.
 */
export function directions(parser: MarkdownIt): void {
  parser.core.ruler.after('inline', 'directions', ({ tokens }) => {
    const open: Container[] = [];
    tokens.forEach((token, at) => {
      if (containers.has(token.type)) {
        if (token.nesting === 1) {
          open.push({ token });
        } else {
          open.pop();
        }
      } else if (texts.has(token.type)) {
        token.attrSet('dir', 'auto');
      } else if (token.type === 'inline') {
        const direction = directionOf(token.content);
        if (direction !== undefined && direct(open, direction) !== direction) {
          // The text of a tight item has no element of its own, which it needs here.
          for (const paragraph of [tokens[at - 1], tokens[at + 1]]) {
            if (paragraph) {
              paragraph.hidden = false;
            }
          }
        }
      }
    });
  });
}

/** The direction of the first letter. */
function directionOf(text: string): Direction | undefined {
  const letter = strong.exec(text)?.[0];
  return letter === undefined ? undefined : rightToLeft.test(letter) ? 'rtl' : 'ltr';
}

/** Gives the containers that had no text the direction of this one; what comes out is the innermost's. */
function direct(open: readonly Container[], direction: Direction): Direction | undefined {
  let around: Direction = 'ltr';
  for (const container of open) {
    container.direction ??= direction;
    if (container.direction !== around) {
      container.token.attrSet('dir', container.direction);
    }
    around = container.direction;
  }
  return open.at(-1)?.direction ?? direction;
}
