/**
 * A text as Markdown that shows it as it is, also at the beginning of a line. It is one line itself. Of brackets
 * only those that open are escaped, and no parentheses: `\[a\]` and `\(a\)` are formulas to many readers.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[<>#+!|~&$-]/g, '\\$&').replace(/^(\d{1,9})\./, String.raw`$1\.`);
}

/** A fence for a code block of a text: longer than any run of backticks in it. */
export function fenceFor(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(longest + 1);
}
