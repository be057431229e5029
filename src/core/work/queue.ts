/** What a queue tells. */
export interface QueueListener<Item> {
  done(item: Item): void;
  /** It failed, and the others go on. */
  failed(item: Item, error: unknown): void;
  /** It was waiting or at work when the queue was cancelled. */
  givenBack(item: Item): void;
  /** All others would fail of this as well: the queue has paused, and what failed waits again. Told once for each pause. */
  stopped(error: unknown): void;
  /** Nothing waits and nothing runs. */
  idle(): void;
}

export interface QueueOptions<Item> {
  /** Does the work of one item. Its signal aborts when that is no longer wanted. */
  readonly work: (item: Item, signal: AbortSignal) => Promise<void>;
  /** Whether an item failed of something that every other one would fail of. */
  readonly stops: (error: unknown) => boolean;
  /** So many items are at work at a time. */
  readonly concurrency: number;
  readonly listener: QueueListener<Item>;
}

/** Works on items in the order in which they came, some at a time. An item's failure costs that item. */
export class WorkQueue<Item> {
  private readonly waiting = new Map<string, Item>();
  /** They failed of what stopped the queue, and go first. */
  private again: (readonly [id: string, item: Item])[] = [];
  private readonly running = new Map<
    string,
    { readonly item: Item; readonly end: AbortController }
  >();
  private paused = false;

  constructor(private readonly options: QueueOptions<Item>) {}

  get isPaused(): boolean {
    return this.paused;
  }

  /** How many items wait or run. */
  get size(): number {
    return this.waiting.size + this.again.length + this.running.size;
  }

  /** Adds an item; one of an id that waits already takes that one's place. */
  add(id: string, item: Item): void {
    this.waiting.set(id, item);
    this.start();
  }

  /** Takes an item out that has not begun. */
  remove(id: string): boolean {
    return this.waiting.delete(id);
  }

  /** Lets what runs end, and starts nothing more. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.start();
  }

  /** Aborts what runs, and gives back everything. */
  cancel(): void {
    const back = [
      ...[...this.running.values()].map(({ item }) => item),
      ...this.again.map(([, item]) => item),
      ...this.waiting.values(),
    ];
    this.waiting.clear();
    this.again = [];
    for (const { end } of this.running.values()) {
      end.abort();
    }
    this.running.clear();
    back.forEach((item) => this.options.listener.givenBack(item));
    if (back.length > 0) {
      this.options.listener.idle();
    }
  }

  private start(): void {
    while (!this.paused && this.running.size < this.options.concurrency) {
      const next = this.next();
      if (next === undefined) {
        return;
      }
      void this.run(...next);
    }
  }

  private next(): readonly [id: string, item: Item] | undefined {
    const failed = this.again.shift();
    if (failed) {
      return failed;
    }
    for (const [id, item] of this.waiting) {
      // One of its id is at work: it is asked for again when that has ended.
      if (!this.running.has(id)) {
        this.waiting.delete(id);
        return [id, item];
      }
    }
    return undefined;
  }

  private async run(id: string, item: Item): Promise<void> {
    const { work, stops, listener } = this.options;
    const end = new AbortController();
    this.running.set(id, { item, end });
    let failure: { readonly error: unknown } | undefined;
    try {
      await work(item, end.signal);
    } catch (error) {
      failure = { error };
    }
    if (end.signal.aborted) {
      return; // It was given back.
    }
    this.running.delete(id);
    if (failure === undefined) {
      listener.done(item);
    } else if (stops(failure.error)) {
      this.again.push([id, item]);
      if (!this.paused) {
        this.paused = true;
        listener.stopped(failure.error);
      }
    } else {
      listener.failed(item, failure.error);
    }
    this.start();
    if (this.size === 0) {
      listener.idle();
    }
  }
}
