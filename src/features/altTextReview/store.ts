import type { ReferenceFacts } from '../../core/altText/facts';
import { rowKeys, type Row, type RowState } from '../../core/altText/review/row';
import type { Rows } from '../../core/altText/review/rows';
import { suggestionOf } from './asking';
import { keyOfEntry, type Entry, type RowEntry } from './entries';

/** What the journal of this workspace holds, and takes. */
export interface Entries {
  get(key: string): Entry | undefined;
  add(entry: Entry): Promise<void>;
}

/** The suggestion that a row was given, by the keys of the journal. */
export interface Origin {
  readonly suggestion?: string;
  /** Of the image's bytes. */
  readonly hash?: string;
}

const kept: readonly RowState[] = ['suggested', 'accepted', 'skipped', 'applied'];

/** What is done about the rows of a review, kept in the journal and taken from there again. */
export class RowStore {
  constructor(
    private readonly rows: Rows,
    private readonly entries: Entries,
  ) {}

  /** Keeps what was done about a row, with where its suggestion is from where that is new. */
  async keep(row: Row, origin?: Origin): Promise<void> {
    const key = this.keyOf(row);
    const state = kept.find((one) => one === row.state);
    if (key === undefined || state === undefined) {
      return;
    }
    const before = this.entry(key);
    const { suggestion = before?.suggestion, hash = before?.hash } = origin ?? {};
    const { alt } = row.reference;
    await this.entries.add({
      type: 'row',
      key,
      state: state as RowEntry['state'],
      text: row.suggestion?.text ?? '',
      isDecorative: row.suggestion?.isDecorative ?? false,
      ...(suggestion !== undefined && { suggestion }),
      ...(hash !== undefined && { hash }),
      ...(alt !== undefined && { alt }),
    });
  }

  /** Gives the rows of a document what was done about them in an earlier session of the editor. */
  restore(document: string): void {
    const rows = this.rows.of(document);
    const keys = this.keysOf(rows);
    const open = rows.filter(({ state }) => state === 'open').map(({ id }) => id);
    this.rows.change(open, (row) => {
      const entry = this.entry(keys.get(row.reference) ?? '');
      return entry === undefined ? row : restored(row, entry, this.entries);
    });
  }

  /** What was kept of a row; undefined for nothing. */
  entryOf(row: Row): RowEntry | undefined {
    return this.entry(this.keyOf(row) ?? '');
  }

  /** By this a row is known to the journal. */
  keyOf(row: Row): string | undefined {
    return this.keysOf(this.rows.of(row.document)).get(row.reference);
  }

  /** The row that the journal knows by a key, if it is there. */
  rowOf(key: string): Row | undefined {
    const [document] = JSON.parse(key) as [string];
    const rows = this.rows.of(document);
    const keys = this.keysOf(rows);
    return rows.find(({ reference }) => keys.get(reference) === key);
  }

  private keysOf(rows: readonly Row[]): ReadonlyMap<ReferenceFacts, string> {
    const [first] = rows;
    const present = rows.filter(({ state }) => state !== 'gone');
    return rowKeys(
      first?.document ?? '',
      present.map(({ reference }) => reference),
    );
  }

  private entry(key: string): RowEntry | undefined {
    const found = this.entries.get(keyOfEntry({ type: 'row', key }));
    return found?.type === 'row' ? found : undefined;
  }
}

/** The text in the document has to be the one that it was suggested for; what was written is done with. */
function restored(row: Row, entry: RowEntry, entries: Entries): Row {
  if (entry.state === 'applied' || entry.alt !== row.reference.alt) {
    return row;
  }
  const source =
    entry.suggestion === undefined
      ? undefined
      : entries.get(keyOfEntry({ type: 'suggestion', key: entry.suggestion }));
  const { text, isDecorative, state } = entry;
  const own = { reasons: '', longDescription: '', broken: [] };
  const told = source?.type === 'suggestion' ? suggestionOf(source) : own;
  return { ...row, state, suggestion: { ...told, text, isDecorative, isKept: true } };
}
