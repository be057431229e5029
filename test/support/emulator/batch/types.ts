/** How a service takes files and batches. */
export interface BatchOptions {
  /** The most tokens of batches that have not ended; more fail with `token_limit_exceeded`. */
  readonly enqueuedTokens?: number;
  /** Azure: a batch beyond that is refused at once, as some regions do, and not after its validation. */
  readonly failFast?: boolean;
  /** Azure: so often a batch of a new file is refused because the file is not processed yet. */
  readonly pending?: number;
  /** Azure: deployments of the type Global-Batch, which take batches only; the others take none then. */
  readonly deployments?: readonly string[];
  /** Batches go one status further with each question about them. */
  readonly everyPoll?: boolean;
  /** In place of the service's own limits. */
  readonly maxRequests?: number;
  readonly maxBytes?: number;
  /** The most files that a resource holds; default 500. */
  readonly maxFiles?: number;
}

/** A file as tests see it. */
export interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly purpose: string;
  readonly bytes: number;
}

export type BatchStatus =
  | 'validating'
  | 'failed'
  | 'in_progress'
  | 'finalizing'
  | 'completed'
  | 'expired'
  | 'cancelling'
  | 'cancelled';

/** A batch as tests see it. */
export interface StoredBatch {
  readonly id: string;
  readonly status: BatchStatus;
  readonly inputFileId: string;
  /** The `custom_id`s of its lines. */
  readonly customIds: readonly string[];
  /** The tokens that it takes of the quota. */
  readonly tokens: number;
}

/** What happens to the batches of an emulator; nothing does by itself. */
export interface BatchControl {
  /** What is stored now. */
  readonly files: readonly StoredFile[];
  readonly batches: readonly StoredBatch[];
  /** Every file that was ever uploaded. */
  readonly uploads: readonly StoredFile[];
  /**
   * One status further, for one batch or all: `validating` → `in_progress` → `finalizing` → `completed`, where all
   * requests are answered, and `cancelling` → `cancelled`.
   */
  advance(id?: string): void;
  /** Answers so many further requests of a batch in progress, in an order of its own. */
  work(id: string, requests: number): void;
  /** Ends a batch as one whose 24 hours are over. */
  expire(id: string): void;
}
