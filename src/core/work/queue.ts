import { Line, type Place } from './line';

/** What a queue tells. */
export interface QueueListener<Item> {
  started?(item: Item): void;
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

interface Entry<Item> {
  readonly id: string;
  item: Item;
}

interface Running<Item> extends Entry<Item> {
  readonly end: AbortController;
}

/** Where an item waits. */
interface Waiting<Item> {
  readonly line: Line<Entry<Item>>;
  readonly place: Place<Entry<Item>>;
}

/**
 * Works on items in the order in which they came, some at a time. An item's failure costs that item.
 * Nothing takes longer the more items there are, but for `cancel`.
 */
export class WorkQueue<Item> {
  /** What failed of what stopped the queue goes first. */
  private readonly again = new Line<Entry<Item>>();
  private readonly line = new Line<Entry<Item>>();
  private readonly waiting = new Map<string, Waiting<Item>>();
  private readonly running = new Map<string, Running<Item>>();
  /** Added while one of their id was at work: their turn comes when that has ended. */
  private readonly later = new Map<string, Item>();
  private paused = false;
  private isIdle = true;

  constructor(private readonly options: QueueOptions<Item>) {}

  get isPaused(): boolean {
    return this.paused;
  }

  /** How many items wait or run. */
  get size(): number {
    return this.waiting.size + this.later.size + this.running.size;
  }

  /** Adds an item at the end; one of an id that waits already takes that one's place. */
  add(id: string, item: Item): void {
    this.isIdle = false;
    const known = this.waiting.get(id);
    if (known) {
      known.place.value.item = item;
    } else if (this.running.has(id)) {
      this.later.set(id, item);
    } else {
      this.enter(this.line, { id, item });
      this.start();
    }
  }

  /** Takes an item out that has not begun; false where there is none of that id. */
  remove(id: string): boolean {
    const known = this.waiting.get(id);
    known?.line.remove(known.place);
    const isOut = this.waiting.delete(id) || this.later.delete(id);
    this.settle();
    return isOut;
  }

  /** Lets what runs end, and starts nothing more. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.start();
  }

  /** Aborts what runs, and gives everything back, first what ran. */
  cancel(): void {
    const running = [...this.running.values()];
    this.running.clear();
    const back = running.map(({ item }) => item);
    for (let next = this.next(); next; next = this.next()) {
      back.push(next.item);
    }
    back.push(...this.later.values());
    this.later.clear();
    running.forEach(({ end }) => end.abort());
    back.forEach((item) => this.options.listener.givenBack(item));
    this.settle();
  }

  private settle(): void {
    if (this.size === 0 && !this.isIdle) {
      this.isIdle = true;
      this.options.listener.idle();
    }
  }

  private enter(line: Line<Entry<Item>>, entry: Entry<Item>): void {
    this.waiting.set(entry.id, { line, place: line.push(entry) });
  }

  private next(): Entry<Item> | undefined {
    const entry = this.again.shift() ?? this.line.shift();
    if (entry) {
      this.waiting.delete(entry.id);
    }
    return entry;
  }

  private start(): void {
    while (!this.paused && this.running.size < this.options.concurrency) {
      const entry = this.next();
      if (!entry) {
        return;
      }
      void this.run({ ...entry, end: new AbortController() });
    }
  }

  private async run(running: Running<Item>): Promise<void> {
    const { id, item, end } = running;
    const { work, listener } = this.options;
    this.running.set(id, running);
    let failure: { readonly error: unknown } | undefined;
    try {
      listener.started?.(item);
      await work(item, end.signal);
    } catch (error) {
      failure = { error };
    }
    if (end.signal.aborted) {
      // It was given back.
      return;
    }
    this.running.delete(id);
    try {
      this.ended(running, failure);
    } finally {
      this.start();
    }
    this.settle();
  }

  private ended({ id, item }: Entry<Item>, failure: { readonly error: unknown } | undefined): void {
    const { stops, listener } = this.options;
    const isStop = failure !== undefined && stops(failure.error);
    const newer = this.later.get(id);
    this.later.delete(id);
    if (isStop) {
      this.enter(this.again, { id, item: newer ?? item });
    } else if (newer !== undefined) {
      this.enter(this.line, { id, item: newer });
    }
    if (!failure) {
      listener.done(item);
    } else if (!isStop) {
      listener.failed(item, failure.error);
    } else if (!this.paused) {
      this.paused = true;
      listener.stopped(failure.error);
    }
  }
}
