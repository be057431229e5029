const voids = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
const raw = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes)$/i;

/** Whether an element of HTML has neither content nor end tag. */
export function isVoid(name: string): boolean {
  return voids.test(name);
}

/** Whether the content of an element of HTML is text up to its end tag, and no markup. */
export function hasRawText(name: string): boolean {
  return raw.test(name);
}

/** Where the text of such an element that begins at `start` ends. */
export function rawTextEnd(text: string, name: string, start: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = start;
  return close.test(text) ? close.lastIndex - name.length - 2 : text.length;
}

/** Where front matter between lines of `---` ends; 0 where there is none. */
export function frontMatterEnd(text: string): number {
  const open = /^\s*---[ \t]*\r?\n/.exec(text)?.[0];
  if (open === undefined) {
    return 0;
  }
  const close = /\r?\n---[ \t]*(?:\r?\n|$)/g;
  close.lastIndex = open.length - 1;
  return close.test(text) ? close.lastIndex : text.length;
}
