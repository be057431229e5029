import type { DocumentFacts, ReferenceFacts } from '../facts';
import { rowKeys, type Row } from './row';

/** What became of the rows of a document that was read again. */
export interface Rematch {
  /** They no longer match anything in it. */
  readonly gone: readonly Row[];
  readonly added: readonly Row[];
}

/** The rows of a review, by document and in the order of each. Its listener is told the ids of what has changed. */
export class Rows {
  private readonly byId = new Map<string, Row>();
  private readonly byDocument = new Map<string, readonly string[]>();
  private last = 0;

  constructor(private readonly onChange: (ids: readonly string[]) => void) {}

  get size(): number {
    return this.byId.size;
  }

  get(id: string): Row | undefined {
    return this.byId.get(id);
  }

  *all(): Generator<Row, void, undefined> {
    for (const ids of this.byDocument.values()) {
      yield* this.those(ids);
    }
  }

  /** The paths of the documents that have rows. */
  documents(): Iterable<string> {
    return this.byDocument.keys();
  }

  of(document: string): readonly Row[] {
    return [...this.those(this.byDocument.get(document) ?? [])];
  }

  /** Those of some ids that are known. */
  *those(ids: Iterable<string>): Generator<Row, void, undefined> {
    for (const id of ids) {
      const row = this.byId.get(id);
      if (row) {
        yield row;
      }
    }
  }

  /** Changes rows; one that `how` gives back as it is has not changed. */
  change(ids: Iterable<string>, how: (row: Row) => Row): void {
    const changed: string[] = [];
    for (const row of this.those([...ids])) {
      const next = how(row);
      if (next !== row) {
        this.byId.set(row.id, next);
        changed.push(row.id);
      }
    }
    this.tell(changed);
  }

  /**
   * Takes a document in, or as it is now: its rows are matched by their targets, in order, and keep what was
   * done about them. A twin for the other colour theme has no row of its own.
   */
  take({ path, references: all }: DocumentFacts): Rematch {
    const references = all.filter((reference, index) => !isTwin(all[index - 1], reference));
    const before = this.of(path);
    const known = rowKeys(
      path,
      before.map(({ reference }) => reference),
    );
    const left = new Map(before.map((row) => [known.get(row.reference), row]));
    const [now, added]: [Row[], Row[]] = [[], []];
    for (const [reference, key] of rowKeys(path, references)) {
      const row = left.get(key);
      left.delete(key);
      const next = row ? matched(row, reference) : this.fresh(path, reference);
      now.push(next);
      added.push(...(row ? [] : [next]));
    }
    const gone = [...left.values()];
    const rows = [...now, ...gone.map((row): Row => ({ ...row, state: 'gone' }))];
    rows.forEach((row) => this.byId.set(row.id, row));
    this.byDocument.set(
      path,
      rows.map(({ id }) => id),
    );
    this.tell(rows.filter((row) => !added.includes(row)).map(({ id }) => id));
    return { gone: gone.filter(({ state }) => state !== 'gone'), added };
  }

  private fresh(document: string, reference: ReferenceFacts): Row {
    return { id: String(++this.last), document, reference, state: 'open' };
  }

  private tell(ids: readonly string[]): void {
    if (ids.length > 0) {
      this.onChange(ids);
    }
  }
}

/**
 * A row at its place as it is now. There is something to do again where it is back, where another text stands
 * than was written, and where the text that was to be replaced is another one by now.
 */
function matched(row: Row, reference: ReferenceFacts): Row {
  const { state, suggestion, reference: was } = row;
  const isWritten = state === 'applied' && reference.alt === suggestion?.text;
  const isOver =
    state === 'gone' ||
    (state === 'applied' && !isWritten) ||
    (state === 'accepted' && reference.alt !== was.alt);
  return isOver
    ? { ...row, reference, state: suggestion ? 'suggested' : 'open' }
    : { ...row, reference };
}

function isTwin(one: ReferenceFacts | undefined, other: ReferenceFacts): boolean {
  return one?.theme !== undefined && other.theme !== undefined && one.theme !== other.theme;
}
