import assert from 'node:assert/strict';
import { isVisionError, type VisionErrorKind } from '../../../src/core/errors';
import { sendableTypes } from '../../../src/core/images/images';
import {
  disposeImaging,
  inspectImage,
  prepareImage,
  type Prepared,
  type PrepareOptions,
} from '../../../src/imaging/index';
import { pixels } from './samples';

const refusals: readonly VisionErrorKind[] = [
  'imageTruncated',
  'imageDamaged',
  'imageEmpty',
  'imageUnknownType',
  'imageUnsupportedType',
  'imageTooManyPixels',
];

/** In the microseconds in which Node tells the time of the CPU. */
export const second = 1_000_000;

/** Smaller than the samples, so that none is sent as it is. */
export const options: PrepareOptions = {
  rule: { kind: 'box', box: 40 },
  accepted: sendableTypes,
  parts: 'never',
};

/** The worker of one suite, and how it takes files. */
export interface Attempts {
  /** How many workers were started in this test. */
  started(): number;
  /** How a file is refused, or that it is not. A library that traps must be noticed as that. */
  attempt(bytes: Uint8Array, what: string): Promise<VisionErrorKind | 'prepared'>;
  /** Fails unless a sound image is prepared, by the same worker where it has not trapped. */
  isStillThere(what: string): Promise<void>;
}

/** Adds the hooks to the suite in which it is called. The built worker: `npm run build` comes first. */
export function useWorker(): Attempts {
  let good: Buffer;
  let started = 0;
  let trapped = 0;
  const countWorker = (): void => {
    started++;
  };

  before(async () => {
    good = await pixels().png().toBuffer();
    await disposeImaging();
    process.on('worker', countWorker);
  });
  after(async () => {
    process.off('worker', countWorker);
    await disposeImaging();
  });
  beforeEach(async () => {
    await prepare(good);
    started = 0;
    trapped = 0;
  });

  return {
    started: () => started,
    async attempt(bytes, what) {
      try {
        await prepare(bytes);
        return 'prepared';
      } catch (error) {
        assert.ok(isVisionError(error), `${what}: ${String(error)}`);
        if (error.kind === 'preparationFailed') {
          trapped++;
          return 'imageDamaged';
        }
        assert.ok(refusals.includes(error.kind), `${what}: ${error.kind}`);
        return error.kind;
      }
    },
    async isStillThere(what) {
      assert.equal((await prepare(good)).pictures[0]?.width, 40, what);
      assert.equal(started, trapped, `${what}: a worker is replaced only where it has trapped`);
    },
  };
}

/** Looks at an image and makes it ready in the shared worker. */
export async function prepare(
  bytes: Uint8Array,
  how: PrepareOptions = options,
  signal: AbortSignal = never(),
): Promise<Prepared> {
  return prepareImage(await inspectImage('picture', bytes), how, signal);
}

/** A signal for work that is not cancelled. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
