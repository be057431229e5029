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

/**
 * Entries in lines of JSON, each appended as it comes, so that nothing that is finished is lost. A later
 * entry of a key takes the place of an earlier one. Lines that are no entries, such as one that was torn by
 * the end of the program, are passed over.
 */
export class Journal<Entry> {
  private readonly entries = new Map<string, Entry>();
  private lines = 0;
  private isTorn = false;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: JournalFile,
    private readonly parse: (value: unknown) => Entry | undefined,
    private readonly keyOf: (entry: Entry) => string,
  ) {}

  /** Reads what was kept. Rejects where the file cannot be read. */
  async load(): Promise<void> {
    let rest = '';
    for await (const piece of this.file.read()) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach((line) => this.take(line));
    }
    this.isTorn = rest !== '';
    this.take(rest);
  }

  get(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  values(): IterableIterator<Entry> {
    return this.entries.values();
  }

  /** Keeps an entry. Resolves when it is in the file; rejects where that failed, and the next is tried all the same. */
  add(entry: Entry): Promise<void> {
    this.entries.set(this.keyOf(entry), entry);
    const added = this.last.then(() => this.append(entry));
    this.last = added.catch(() => undefined);
    return added;
  }

  private async append(entry: Entry): Promise<void> {
    const line = JSON.stringify(entry);
    // What a torn line left is ended first; a failed append may have left a part too.
    const text = `${this.isTorn ? '\n' : ''}${line}\n`;
    this.isTorn = true;
    await this.file.append(text);
    this.isTorn = false;
    this.lines++;
    if (this.lines > leastLines && this.lines > 2 * this.entries.size) {
      await this.compact();
    }
  }

  private async compact(): Promise<void> {
    const lines = [...this.entries.values()].map((entry) => `${JSON.stringify(entry)}\n`);
    await this.file.replace(lines.join(''));
    this.lines = lines.length;
  }

  private take(line: string): void {
    if (line.trim() === '') {
      return;
    }
    this.lines++;
    try {
      const entry = this.parse(JSON.parse(line));
      if (entry !== undefined) {
        this.entries.set(this.keyOf(entry), entry);
      }
    } catch {
      // It is torn, or another program's.
    }
  }
}
