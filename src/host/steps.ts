import type { Position } from './questions';
import { back } from './quickInput';

/** One question of a guided flow. */
export interface Step<Draft> {
  /** Whether this draft still lacks the answer. */
  readonly isOpen: (draft: Draft) => boolean;
  /** The next draft, Back, or undefined for Escape. A step that its draft leaves open is asked again. */
  readonly ask: (draft: Draft, position: Position) => Promise<Draft | typeof back | undefined>;
}

/** A draft, and the steps that were shown on the way to it, each with the draft that it was given. */
export interface Progress<Draft> {
  readonly draft: Draft;
  readonly shown: readonly { readonly index: number; readonly draft: Draft }[];
}

/**
 * Asks the first step that is open, until none is; Back leads to the step that was shown before. The
 * finished draft comes out, or undefined where the user escaped.
 */
export async function runSteps<Draft>(
  title: string,
  steps: readonly Step<Draft>[],
  start: Progress<Draft>,
): Promise<Progress<Draft> | undefined> {
  let { draft, shown } = start;
  for (;;) {
    const index = steps.findIndex(({ isOpen }) => isOpen(draft));
    const step = steps[index];
    if (step === undefined) {
      return { draft, shown };
    }
    const outcome = await step.ask(draft, { title, step: index + 1, totalSteps: steps.length });
    if (outcome === undefined) {
      return undefined;
    }
    const before = shown.filter((each) => each.index < index);
    if (outcome === back) {
      draft = before.at(-1)?.draft ?? draft;
      shown = before.slice(0, -1);
    } else {
      shown = [...before, { index, draft }];
      draft = outcome;
    }
  }
}
