import { isVisionError, VisionError } from '../../../core/errors';
import type { Run, RunPorts } from './ports';
import { newReading, read, type Reading } from './results';
import { isOver, type BatchRunState, type FileAt, type RunFile, type Step } from './state';
import { clean, find, isPassing, poll, submit, withdraw } from './steps';
import { upload } from './upload';

/** The service is not asked more often about the same batch, in milliseconds. */
const pollEvery = 60_000;

/** The longest pause that a service can ask for, in milliseconds: results may be ready meanwhile. */
const longestPause = 60 * 60_000;

/** So many new batches are checked by the service at a time, so that a full quota is noticed in time. */
const mostValidating = 4;

/** So many batches run at a time: a resource holds 500 files, and each batch has up to three. */
const mostRunning = 150;

/** So often it is tried to delete what is done with. */
const mostCleanings = 5;

/** The order of the steps in one look: what ends makes room for what waits. */
const order: readonly Step[] = ['running', 'ended', 'read', 'uploading', 'uploaded'];

/**
 * Takes many requests through batches: fills files, uploads them, makes batches as the quota of enqueued
 * tokens has room, asks once a minute how far they are, and delivers the results. Its state is kept after
 * each step, and a run made of a kept state goes on from there. What was sent just before a state could be
 * kept is looked for at the service, so that nothing is sent twice.
 */
export class BatchRun implements Run {
  readonly unsure: Set<string>;
  private readonly readings = new Map<string, Reading>();
  /** How often it was tried in vain to delete a file of that name. */
  private readonly cleanings = new Map<string, number>();
  private readonly cancelling = new AbortController();
  private saved: Promise<void> = Promise.resolve();
  /** When all files are looked at again. */
  private due = 0;
  /** Nothing more is sent until then. */
  private isBlocked = false;

  /** Throws `connectionInvalid` where the run was begun with a client of another address. */
  constructor(
    private current: BatchRunState,
    readonly ports: RunPorts,
  ) {
    if (current.address !== ports.client.address) {
      throw new VisionError('connectionInvalid');
    }
    this.unsure = new Set(this.filesAt('uploaded').map(({ name }) => name));
  }

  get state(): BatchRunState {
    return this.current;
  }

  /**
   * Works until the run is over. Rejects with a VisionError that the user has to mend first, for example
   * `keyRefused`, or with the reason of `signal`. Then it can be called again, and batches that run at the
   * service run on.
   */
  async go(signal: AbortSignal): Promise<void> {
    while (!isOver(this.current)) {
      signal.throwIfAborted();
      if (this.ports.clock.now() >= this.due) {
        await this.look(signal);
      } else if (this.hasRoom()) {
        const trouble = await this.attempt(() => this.prepare(signal), signal);
        this.isBlocked = trouble !== undefined;
      } else {
        await this.pause(signal);
      }
    }
  }

  /**
   * Ends the run early: nothing more is sent, and the service is asked to cancel its batches, which takes it
   * some minutes. What it has answered by then is delivered, and billed. To be called while `go` works or
   * before it is called again.
   */
  async cancel(): Promise<void> {
    this.due = 0;
    const isKept = this.change((state) => ({ ...state, isCancelled: true }));
    this.cancelling.abort();
    await isKept;
  }

  async change(update: (state: BatchRunState) => BatchRunState): Promise<void> {
    const state = update(this.current);
    this.current = state;
    const saved = this.saved.then(() => this.ports.save(state));
    this.saved = saved.catch(() => undefined);
    await saved;
  }

  /** Goes through all files, one step after the other. */
  private async look(signal: AbortSignal): Promise<void> {
    const { clock } = this.ports;
    const running = this.filesAt('running').map(({ name }) => name);
    let pause = pollEvery;
    let isOut = false;
    for (const step of order) {
      for (const file of this.filesAt(step)) {
        const hasFreed = running.some((name) => !this.isQueued(name));
        const trouble: VisionError | undefined = isOut
          ? undefined
          : await this.attempt(() => this.advance(file, hasFreed, signal), signal);
        const told = (trouble?.details.retryAfterSeconds ?? 0) * 1000;
        pause = Math.max(pause, Math.min(told, longestPause));
        // The others would fare alike.
        isOut ||= trouble?.kind === 'unreachable' || trouble?.kind === 'rateLimited';
      }
    }
    this.isBlocked = isOut;
    this.due = clock.now() + pause;
  }

  private async advance(file: RunFile, hasFreed: boolean, signal: AbortSignal): Promise<void> {
    switch (file.step) {
      case 'running':
        return poll(this, file, signal);
      case 'ended':
        return this.read(file, signal);
      case 'read':
        return this.clean(file, signal);
      case 'uploading':
        return find(this, file, signal);
      case 'uploaded':
        return this.current.isCancelled === true
          ? withdraw(this, file, signal)
          : this.offer(file, hasFreed, signal);
    }
  }

  private async read(file: FileAt<'ended'>, signal: AbortSignal): Promise<void> {
    const reading = this.readings.get(file.name) ?? newReading();
    this.readings.set(file.name, reading);
    await read(this, file, reading, signal);
    this.readings.delete(file.name);
  }

  private async clean(file: FileAt<'read'>, signal: AbortSignal): Promise<void> {
    const tries = (this.cleanings.get(file.name) ?? 0) + 1;
    this.cleanings.set(file.name, tries);
    await clean(this, file, tries >= mostCleanings, signal);
    this.cleanings.delete(file.name);
  }

  /** Makes a batch of a file, unless it waits for the quota and nothing has ended since. */
  private async offer(
    file: FileAt<'uploaded'>,
    hasFreed: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { refused } = file;
    if (refused === undefined || hasFreed || this.ports.clock.now() >= refused.until) {
      await submit(this, file, signal);
    }
  }

  /** Uploads a file of the next requests and makes a batch of it. */
  private async prepare(signal: AbortSignal): Promise<void> {
    const within = AbortSignal.any([signal, this.cancelling.signal]);
    const file = await upload(this, within);
    if (file) {
      await submit(this, file, within);
    }
  }

  /** True where a further file may be sent. */
  private hasRoom(): boolean {
    const { left, isCancelled, failure } = this.current;
    const running = this.filesAt('running');
    return (
      left.length > 0 &&
      isCancelled !== true &&
      failure === undefined &&
      !this.isBlocked &&
      this.filesAt('uploading').length + this.filesAt('uploaded').length === 0 &&
      running.length < mostRunning &&
      running.filter(({ status }) => status === 'validating').length < mostValidating
    );
  }

  /** False for a file whose batch has ended. */
  private isQueued(name: string): boolean {
    const step = this.current.files.find((file) => file.name === name)?.step;
    return step === 'running' || step === 'uploaded';
  }

  private filesAt<At extends Step>(step: At): readonly FileAt<At>[] {
    return this.current.files.filter((file): file is FileAt<At> => file.step === step);
  }

  /** The failure of some work that is likely to pass; throws every other. */
  private async attempt(
    work: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<VisionError | undefined> {
    try {
      await work();
    } catch (error) {
      signal.throwIfAborted();
      if (this.isCancellation(error)) {
        return undefined;
      }
      if (!isVisionError(error) || !isPassing(error)) {
        throw error;
      }
      if (error.details.code !== 'filePending') {
        this.ports.onTrouble?.(error);
      }
      return error;
    }
    return undefined;
  }

  private async pause(signal: AbortSignal): Promise<void> {
    const { clock } = this.ports;
    const isCancelled = this.cancelling.signal.aborted;
    const until = isCancelled ? signal : AbortSignal.any([signal, this.cancelling.signal]);
    try {
      await clock.wait(Math.max(0, this.due - clock.now()), until);
    } catch (error) {
      signal.throwIfAborted();
      if (!this.isCancellation(error)) {
        throw error;
      }
    }
  }

  private isCancellation(error: unknown): boolean {
    return this.cancelling.signal.aborted && error === this.cancelling.signal.reason;
  }
}
