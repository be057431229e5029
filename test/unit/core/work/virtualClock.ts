import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../../src/core/work/clock';

interface Alarm {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that runs as fast as what waits for it. */
export class VirtualClock implements Clock {
  private time = 0;
  /** The next one last. */
  private alarms: Alarm[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const alarm = { at: this.time + Math.max(0, milliseconds), callback };
    const place = this.alarms.findLastIndex(({ at }) => at > alarm.at) + 1;
    this.alarms.splice(place, 0, alarm);
    return () => {
      this.alarms = this.alarms.filter((one) => one !== alarm);
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  /** Lets time pass until a promise is settled. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { isOver: false };
    const end = (): void => {
      state.isOver = true;
    };
    work.then(end, end);
    await setImmediate();
    while (!state.isOver) {
      const next = this.alarms.pop();
      assert.ok(next, `Nothing is left to happen at ${this.time} ms.`);
      this.time = next.at;
      next.callback();
      await setImmediate();
    }
    return work;
  }

  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void> {
    return this.run(this.sleep(milliseconds));
  }
}
