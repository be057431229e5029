import type { VisionRequest } from '../../../core/conversation/request';
import type { VisionError } from '../../../core/errors';
import type { RequestImage } from '../../../core/images/images';
import type { BatchClient } from '../client';
import type { Outcome } from '../result';
import type { BatchRunState, Range } from './state';
import type { SpoolFile } from '../split';

export interface NumberedRequest {
  readonly index: number;
  /** Left out where there is nothing to ask: the caller knows why, and gets no outcome. */
  readonly request?: VisionRequest<RequestImage>;
}

export interface Clock {
  /** A date in milliseconds. */
  now(): number;
  /** Resolves when so many milliseconds have passed, or rejects when `signal` aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** What a run needs from outside. */
export interface RunPorts {
  readonly client: BatchClient;
  /**
   * The requests of a range, all of them, in order. The reader may stop early, and may ask for the same
   * range again. An error ends the run, which can go on later.
   */
  requests(range: Range, signal: AbortSignal): AsyncIterable<NumberedRequest>;
  spool(): Promise<SpoolFile>;
  readonly clock: Clock;
  /** Keeps the state; the run goes on when that is done. */
  save(state: BatchRunState): Promise<void>;
  /** Takes the outcome of a request and keeps it. After a restart it may come a second time. */
  deliver(index: number, outcome: Outcome): Promise<void>;
  /** Told of a failure that is likely to pass: it is tried again a minute later. */
  onTrouble?(error: VisionError): void;
}

/** A run under way, as its steps see it. */
export interface Run {
  readonly ports: RunPorts;
  readonly state: BatchRunState;
  /** Names of uploaded files of which a batch may have been made without our knowing. */
  readonly unsure: Set<string>;
  /** Changes the state and keeps it. */
  change(update: (state: BatchRunState) => BatchRunState): Promise<void>;
}
