import type { MarkdownIt } from 'markdown-it';

/** Longer texts are parted; ordinary paragraphs are far shorter. */
const longest = 10_000;

const part = /.{1,4999}(?:\s|$)|.{1,5000}/gsu;

/**
 * Renders a very long text, for example a word of a megabyte, in parts that are laid out one by one.
 * The time that layout takes for right-to-left text grows with the square of its length.
 */
export function longText(parser: MarkdownIt): void {
  const { escapeHtml } = parser.utils;
  const parted = (text: string): string =>
    text.length <= longest
      ? escapeHtml(text)
      : text.replace(part, (piece) => `<span class="part">${escapeHtml(piece)}</span>`);
  parser.renderer.rules.text = (tokens, at) => parted(tokens[at]?.content ?? '');
  parser.renderer.rules.code_inline = (tokens, at) =>
    `<code>${parted(tokens[at]?.content ?? '')}</code>`;
}
