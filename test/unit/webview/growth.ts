import MarkdownIt from 'markdown-it';
import { GrowingMarkdown } from '../../../src/webview/markdown/growingMarkdown';
import { renderMarkdown, type References } from '../../../src/webview/markdown/markdown';

/** The HTML that a reply comes to when it is shown after each piece, as the panel does it. */
export function renderGrowing(pieces: Iterable<string>): string {
  const growing = new GrowingMarkdown();
  const references: References = {};
  let html = '';
  let open = '';
  for (const piece of pieces) {
    growing.append(piece);
    const growth = growing.take();
    if (growth) {
      for (const { markdown } of growth.settled) {
        html += renderMarkdown(markdown, 'Copy code', references);
      }
      open = growth.open.markdown;
    }
  }
  return html + renderMarkdown(open, 'Copy code', references);
}

/** A text in pieces of this length. */
export function piecesOf(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
    text.slice(at * length, (at + 1) * length),
  );
}

/** How many characters are parsed to find the blocks and are handed on to be rendered, up to each piece. */
export function charactersTreated(pieces: readonly string[]): number[] {
  const { prototype } = MarkdownIt.ParserBlock;
  const original = Object.getOwnPropertyDescriptor(prototype, 'parse') ?? {};
  let characters = 0;
  prototype.parse = function (source, ...rest): void {
    characters += source.length;
    (original.value as typeof prototype.parse).call(this, source, ...rest);
  };
  try {
    const growing = new GrowingMarkdown();
    return pieces.map((piece) => {
      growing.append(piece);
      const growth = growing.take();
      for (const { markdown } of growth ? [...growth.settled, growth.open] : []) {
        characters += markdown.length;
      }
      return characters;
    });
  } finally {
    Object.defineProperty(prototype, 'parse', original);
  }
}
