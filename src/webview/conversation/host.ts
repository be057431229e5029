import type { Answers, Result } from '../../protocol/channel';
import {
  hostCalls,
  hostMessage,
  pageCalls,
  type HostMessage,
  type PageMessage,
} from '../../protocol/conversation';
import { acquirePageHost, type PageHost } from '../shared/host';
import type { PendingMark } from './pendingMarks';

/** What outlives the page, as VS Code drops the page of a hidden panel. */
export interface PanelState {
  /** The conversation that was shown, by which the host finds it again after a reload. */
  readonly conversation: string;
  /** The follow-up that was being written. */
  readonly draft: string;
  /** Whether answers are wanted with places on the images. */
  readonly places: boolean;
  /** Whether the text on the images goes along, where the user chose. */
  readonly foundText?: boolean;
  /** The parts of images that it is about. */
  readonly marks: readonly PendingMark[];
  /** How far the panel was scrolled, in CSS pixels. */
  readonly scroll: number;
  /** The last turn whose end was announced, or -1. */
  readonly announced: number;
}

export type Pixels = Result<typeof hostCalls, 'pixels'>;

/** The extension's side of the panel, as the page sees it. */
export type Host = PageHost<PageMessage, typeof hostCalls, PanelState>;

const blank: PanelState = {
  conversation: '',
  draft: '',
  places: false,
  marks: [],
  scroll: 0,
  announced: -1,
};

/** The panel's host; `answers` is what it can ask. */
export function acquireHost(
  onMessage: (message: HostMessage) => void,
  answers: Answers<typeof pageCalls>,
): Host {
  return acquirePageHost({
    received: hostMessage,
    onMessage,
    asks: hostCalls,
    asked: pageCalls,
    answers,
    blank,
  });
}
