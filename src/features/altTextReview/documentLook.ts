import { unnamedImages } from '../../host/documents/scan/unused';
import type { ReviewChecks } from './checks';
import type { Review } from './review';
import type { Runs, Scanned } from './runs';

/** What a look at the documents of a review is about. */
interface LookPorts {
  readonly review: Review;
  readonly runs: Runs;
  readonly checks: ReviewChecks;
  readonly changed: () => void;
}

/** The look at the documents of a review's scope, which the user can cancel. */
export class DocumentLook {
  isUnderWay = true;
  /** The user did not let all documents be looked at. */
  isCut = false;
  scanned: Scanned | undefined;
  private leaving = new AbortController();

  constructor(private readonly ports: LookPorts) {}

  /**
   * Takes the documents into the review and its checks; `withImages`: also the images that none of them shows.
   * Resolves to false where it was cancelled. Rejects as the scan does.
   */
  async run(withImages: boolean): Promise<boolean> {
    const { review, runs, checks, changed } = this.ports;
    const { signal: leaving } = (this.leaving = new AbortController());
    const signal = AbortSignal.any([review.signal, leaving]);
    this.isUnderWay = true;
    this.isCut = false;
    try {
      await runs.scan(review.scope, {
        signal,
        onFacts: (facts) =>
          facts.forEach((one) => {
            checks.findings.take(one);
            review.take(one);
          }),
        onProgress: (scanned) => {
          this.scanned = scanned;
          changed();
        },
      });
      await checks.prepare(review.rows.documents());
      if (withImages) {
        const unshown = checks.findings.unshown(await runs.imagesIn(review.scope, signal));
        checks.images = await unnamedImages(unshown, signal);
        await checks.lookForChanges(signal);
      }
      checks.check();
    } catch (error) {
      this.isCut = leaving.aborted && !review.signal.aborted;
      if (!signal.aborted) {
        throw error;
      }
    } finally {
      this.isUnderWay = false;
    }
    return !signal.aborted;
  }

  cancel(): void {
    this.leaving.abort();
  }
}
