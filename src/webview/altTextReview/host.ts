import type { Result } from '../../protocol/channel';
import {
  reviewHostCalls,
  reviewHostMessage,
  reviewPageCalls,
  type ReviewHostMessage,
  type ReviewPageMessage,
} from '../../protocol/altTextReview';
import { acquirePageHost, type PageHost } from '../shared/host';
import { everything, type RowFilter } from './filter';

/** What outlives the page, as VS Code drops the page of a hidden panel. */
export interface ReviewState {
  /** The review that was shown, by which the host finds it again after a reload. */
  readonly review: string;
  readonly filter: RowFilter;
  /** The id of the row that the keyboard was on; empty for none. */
  readonly current: string;
  /** The keyboard was in the grid. */
  readonly isInGrid: boolean;
  /** How far the page was scrolled, in CSS pixels. */
  readonly scroll: number;
  readonly showsFolders: boolean;
}

export type Pixels = Result<typeof reviewHostCalls, 'pixels'>;

/** The extension's side of the review, as its page sees it. */
export type ReviewHost = PageHost<ReviewPageMessage, typeof reviewHostCalls, ReviewState>;

const blank: ReviewState = {
  review: '',
  filter: everything,
  current: '',
  isInGrid: false,
  scroll: 0,
  showsFolders: false,
};

/** The host of the review. */
export function acquireReviewHost(onMessage: (message: ReviewHostMessage) => void): ReviewHost {
  return acquirePageHost({
    received: reviewHostMessage,
    onMessage,
    asks: reviewHostCalls,
    asked: reviewPageCalls,
    answers: {},
    blank,
  });
}
