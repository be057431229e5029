import { deferred, type Deferred } from './deferred';
import type { RecordedRequest } from './types';

type Match = (request: RecordedRequest) => boolean;

interface Waiter {
  readonly match: Match;
  readonly resolve: (request: RecordedRequest) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps the requests, hands each out once, and knows which of them the client closed early. */
export class Recorder {
  readonly requests: RecordedRequest[] = [];
  private fresh: RecordedRequest[] = [];
  private waiters: Waiter[] = [];
  private readonly ends = new Map<RecordedRequest, Deferred>();

  add(request: RecordedRequest): void {
    this.requests.push(request);
    const waiter = this.waiters.find(({ match }) => match(request));
    if (waiter === undefined) {
      this.fresh.push(request);
      return;
    }
    this.waiters = this.waiters.filter((other) => other !== waiter);
    waiter.resolve(request);
  }

  next(match: Match = () => true): Promise<RecordedRequest> {
    const request = this.fresh.find(match);
    if (request !== undefined) {
      this.fresh = this.fresh.filter((other) => other !== request);
      return Promise.resolve(request);
    }
    const next = new Promise<RecordedRequest>((resolve, reject) =>
      this.waiters.push({ match, resolve, reject }),
    );
    // Whoever asked may have failed before it came to waiting.
    next.catch(() => undefined);
    return next;
  }

  /** To be called once an answer has ended, whoever ended it. */
  ended(request: RecordedRequest): void {
    const end = this.endOf(request);
    if (request.closedAt === undefined) {
      end.reject(new Error('The emulator ended the answer before the client closed the socket.'));
    } else {
      end.resolve();
    }
  }

  async closed(request: RecordedRequest): Promise<void> {
    await this.endOf(request).promise;
  }

  /** Drops the requests so far and rejects all that waits for one. */
  forget(why: string): void {
    this.requests.length = 0;
    this.fresh = [];
    this.endWaits(why);
  }

  /** Rejects all that waits for a request. */
  endWaits(why: string): void {
    const waiters = this.waiters;
    this.waiters = [];
    waiters.forEach(({ reject }) => reject(new Error(why)));
  }

  private endOf(request: RecordedRequest): Deferred {
    let end = this.ends.get(request);
    if (end === undefined) {
      end = deferred();
      this.ends.set(request, end);
    }
    return end;
  }
}
