import type { RowView } from '../../protocol/altTextReview';

/** Which rows are shown. A part that is undefined lets all through, as an empty search does. */
export interface RowFilter {
  readonly state?: string | undefined;
  readonly role?: string | undefined;
  readonly folder?: string | undefined;
  readonly rule?: string | undefined;
  readonly search: string;
}

export const everything: RowFilter = { search: '' };

/** What is searched of a row, kept as long as the row is. */
const searched = new WeakMap<RowView, string>();

/** Tells whether a row is shown. A search finds each of its words, in capital letters or not. */
export function rowMatcher({
  state,
  role,
  folder,
  rule,
  search,
}: RowFilter): (row: RowView) => boolean {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return (row) =>
    (state === undefined || row.state === state) &&
    (role === undefined || row.role === role) &&
    (folder === undefined || row.folder === folder) &&
    (rule === undefined || row.warnings.some((warning) => warning.rule === rule)) &&
    (words.length === 0 || holdsAll(textOf(row), words));
}

function holdsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function textOf(row: RowView): string {
  let text = searched.get(row);
  if (text === undefined) {
    const { document, name, current, suggestion } = row;
    text = folded([document, name, current, suggestion?.text ?? ''].join('\n'));
    searched.set(row, text);
  }
  return text;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
