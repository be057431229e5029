/** Where a journal is kept. */
export interface JournalFile {
  /** The whole text in pieces, in order; none where there is no file yet. */
  read(): AsyncIterable<string>;
  /** Adds to the end. */
  append(text: string): Promise<void>;
  /** Puts another text in the place of all, at once or not at all. */
  replace(text: string): Promise<void>;
}

/** Shorter journals are left as they are. */
const leastLines = 1000;

/** What a file holds: the last entry of each key, and how many lines there are. */
interface Content<Entry> {
  readonly entries: Map<string, Entry>;
  readonly lines: number;
  /** The last line has no end. */
  readonly isTorn: boolean;
}

/**
 * Entries in lines of JSON, each appended as it comes, so that nothing that is finished is lost. A later
 * entry of a key takes the place of an earlier one. Lines that are no entries, such as one that was torn by
 * the end of the program, are passed over.
 */
export class Journal<Entry> {
  private entries = new Map<string, Entry>();
  private lines = 0;
  private mostLines = leastLines;
  private isTorn = false;
  private last: Promise<void> = Promise.resolve();

  /** `parse` gives undefined for a value that is no entry. */
  constructor(
    private readonly file: JournalFile,
    private readonly parse: (value: unknown) => Entry | undefined,
    private readonly keyOf: (entry: Entry) => string,
  ) {}

  /** Reads what was kept, before anything is added. Rejects where the file cannot be read. */
  async load(): Promise<void> {
    ({ entries: this.entries, lines: this.lines, isTorn: this.isTorn } = await this.content());
  }

  get(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  values(): IterableIterator<Entry> {
    return this.entries.values();
  }

  /**
   * Keeps an entry. Resolves when it is in the file; rejects where that failed. The entry is known all the
   * same, and the next is tried.
   */
  add(entry: Entry): Promise<void> {
    this.entries.set(this.keyOf(entry), entry);
    const added = this.last.then(() => this.append(entry));
    this.last = added.catch(() => undefined).then(() => this.compact());
    return added;
  }

  private async append(entry: Entry): Promise<void> {
    // A line that was torn is ended first; an append that fails may have left a part of one.
    const text = `${this.isTorn ? '\n' : ''}${JSON.stringify(entry)}\n`;
    this.isTorn = true;
    await this.file.append(text);
    this.isTorn = false;
    this.lines++;
  }

  /** Leaves one line of each key where most lines count no more. The file may hold another window's, too. */
  private async compact(): Promise<void> {
    if (this.lines <= this.mostLines || this.lines <= 2 * this.entries.size) {
      return;
    }
    // Where it fails, the journal is as good as before: it is tried again when it has grown.
    this.mostLines = 2 * this.lines;
    try {
      const { entries } = await this.content();
      const lines = [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`);
      await this.file.replace(lines.join(''));
      this.lines = lines.length;
      this.mostLines = leastLines;
      this.isTorn = false;
    } catch {
      return;
    }
  }

  private async content(): Promise<Content<Entry>> {
    const entries = new Map<string, Entry>();
    let lines = 0;
    const take = (line: string): void => {
      const entry = this.entryIn(line);
      lines += Number(line !== '');
      if (entry !== undefined) {
        entries.set(this.keyOf(entry), entry);
      }
    };
    let rest: string[] = [];
    for await (const piece of this.file.read()) {
      const [first = '', ...others] = piece.split('\n');
      rest.push(first);
      for (const line of others) {
        take(rest.join(''));
        rest = [line];
      }
    }
    const end = rest.join('');
    take(end);
    return { entries, lines, isTorn: end !== '' };
  }

  private entryIn(line: string): Entry | undefined {
    try {
      return this.parse(JSON.parse(line));
    } catch {
      // It is torn, or another program's.
      return undefined;
    }
  }
}
