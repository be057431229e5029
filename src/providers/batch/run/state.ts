import { VisionError, type VisionErrorDetails, type VisionErrorKind } from '../../../core/errors';
import { isFinal, type BatchCounts, type BatchStatus } from '../batch';

/** Requests from `first` up to, but without, `end`. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

/** A VisionError in JSON. */
export interface SavedFailure {
  readonly kind: VisionErrorKind;
  readonly details: VisionErrorDetails;
}

/** How often the quota of enqueued tokens had no room for a file, and when it is offered again. */
export interface Refused {
  readonly times: number;
  /** How often while the run had nothing else in the queue. */
  readonly alone: number;
  /** A date in milliseconds. */
  readonly until: number;
}

interface FileFacts extends Range {
  readonly name: string;
  /** Requests of the range that are not in the file. */
  readonly skipped: readonly number[];
  readonly refused?: Refused;
}

interface Submitted<At> extends FileFacts {
  readonly step: At;
  readonly fileId: string;
  readonly batchId: string;
  readonly status: BatchStatus;
  readonly counts: BatchCounts;
  readonly outputFileIds: readonly string[];
  readonly failure?: SavedFailure;
}

/** What is known of a file of requests at each of its steps, after the last of which it is forgotten. */
interface FilesByStep {
  /** It is at the service or not. */
  readonly uploading: FileFacts & { readonly step: 'uploading' };
  /** It is there, and a batch is made of it as soon as the quota has room. */
  readonly uploaded: FileFacts & { readonly step: 'uploaded'; readonly fileId: string };
  /** There is a batch. */
  readonly running: Submitted<'running'>;
  /** Nothing more happens to the batch, and its results are to be read. */
  readonly ended: Submitted<'ended'>;
  /** They were delivered, and what the service keeps is to be deleted. */
  readonly read: Submitted<'read'>;
}

export type Step = keyof FilesByStep;
export type FileAt<At extends Step> = FilesByStep[At];
export type RunFile = FileAt<Step>;

/** A run of many requests through batches. Plain JSON: whoever holds it can go on, also after a restart. */
export interface BatchRunState {
  readonly version: 1;
  /** Names the run's files at the service. */
  readonly id: string;
  /** The address of the client that it was begun with. */
  readonly address: string;
  /** How many requests there are. */
  readonly requests: number;
  /** Requests that are in no file. */
  readonly left: readonly Range[];
  /** How many files were made. */
  readonly made: number;
  /** The most requests that a file may hold, where the quota has room for no more at once. */
  readonly most?: number;
  readonly files: readonly RunFile[];
  /** The requests of files that were forgotten. */
  readonly done: BatchCounts;
  readonly isCancelled?: true;
  /** Why a file failed as a whole: no others are made, as they would fail too. */
  readonly failure?: SavedFailure;
}

/** A run that has not begun. `id`: letters and digits that no other run has. */
export function newRun(id: string, address: string, requests: number): BatchRunState {
  return {
    version: 1,
    id,
    address,
    requests,
    left: requests > 0 ? [{ first: 0, end: requests }] : [],
    made: 0,
    files: [],
    done: { completed: 0, failed: 0 },
  };
}

/** True where nothing more happens. Requests that are `left` then were never sent. */
export function isOver({ files, left, isCancelled, failure }: BatchRunState): boolean {
  return files.length === 0 && (left.length === 0 || isCancelled === true || failure !== undefined);
}

/** What a user is told of a run, in requests. */
export interface RunProgress {
  readonly requests: number;
  /** In batches that have not ended, or at the service for one. */
  readonly sent: number;
  /** By the service's last word; all of them are billed, also where the run is cancelled. */
  readonly completed: number;
  readonly failed: number;
  /** A file waits until the quota of enqueued tokens has room. */
  readonly isWaiting: boolean;
}

export function progressOf({ requests, files, done }: BatchRunState): RunProgress {
  const counts = files.map((file) => ('counts' in file ? file.counts : none));
  const total = (of: keyof BatchCounts): number =>
    counts.reduce((sum, count) => sum + count[of], done[of]);
  return {
    requests,
    sent: files
      .filter((file) => 'fileId' in file && !('status' in file && isFinal(file.status)))
      .reduce((sum, file) => sum + requestsIn(file), 0),
    completed: total('completed'),
    failed: total('failed'),
    isWaiting: files.some((file) => file.step === 'uploaded' && file.refused !== undefined),
  };
}

const none: BatchCounts = { completed: 0, failed: 0 };

/** How many requests a file holds. */
export function requestsIn({ first, end, skipped }: RunFile): number {
  return end - first - skipped.length;
}

export function savedFailure({ kind, details }: VisionError): SavedFailure {
  return { kind, details };
}

export function failureFrom({ kind, details }: SavedFailure): VisionError {
  return new VisionError(kind, details);
}

/** The state with a file in the place of the one of its name, or behind all others. */
export function withFile(state: BatchRunState, file: RunFile): BatchRunState {
  const isKnown = state.files.some(({ name }) => name === file.name);
  return {
    ...state,
    files: isKnown
      ? state.files.map((other) => (other.name === file.name ? file : other))
      : [...state.files, file],
  };
}

export function withoutFile(state: BatchRunState, file: RunFile): BatchRunState {
  return { ...state, files: state.files.filter(({ name }) => name !== file.name) };
}

/** The state without a file whose requests are to be sent in another way. */
export function withdrawn(state: BatchRunState, file: RunFile): BatchRunState {
  const { first, end } = file;
  return { ...withoutFile(state, file), left: [{ first, end }, ...state.left] };
}
