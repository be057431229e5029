/**
 * A text as a kind of markup can hold it: some take no white space at the ends, embeds of Obsidian have
 * no escapes at all, and Hugo none for all kinds of quotes together.
 */
export function writtenIn(markup: string, alt: string): string {
  const text = alt.trim();
  if (markup.startsWith('![[')) {
    return text.replaceAll('[', '(').replaceAll(']', ')').replaceAll('|', '/').replace(/\\$/, '/');
  }
  return markup.startsWith('{{') ? text.replaceAll('"', "'").replaceAll(/\\(?=`|$)/g, '/') : text;
}
