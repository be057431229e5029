/**
 * A text as a kind of markup can hold it: some take no white space at the ends, embeds of Obsidian have
 * no escapes at all, and Hugo none for all kinds of quotes together;
 * backticks may have to become single quotes, so as not to make code with others.
 */
export function writtenIn(markup: string, alt: string): string {
  const text = alt.trim();
  if (markup.startsWith('![[')) {
    return text
      .replaceAll('`', "'")
      .replaceAll('[', '(')
      .replaceAll(']', ')')
      .replaceAll('|', '/')
      .replace(/\\$/, '/');
  }
  return markup.startsWith('{{')
    ? text.replaceAll(/["`]/g, "'").replaceAll(/\\(?='|$)/g, '/')
    : text;
}
