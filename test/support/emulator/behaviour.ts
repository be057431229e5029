import type { Behaviour, Failure } from './types';

/** The behaviour in force, and how many of its failures are left. */
export class BehaviourState {
  current: Behaviour = {};
  private failuresLeft = 0;

  constructor(behaviour: Behaviour) {
    this.replace(behaviour);
  }

  replace(behaviour: Behaviour): void {
    this.current = behaviour;
    this.failuresLeft = behaviour.fail?.times ?? Infinity;
  }

  /** The failure of the next chat request, if there is one; it counts as used. */
  takeFailure(): Failure | undefined {
    const { fail } = this.current;
    if (fail === undefined || this.failuresLeft <= 0) {
      return undefined;
    }
    this.failuresLeft--;
    return fail;
  }
}
