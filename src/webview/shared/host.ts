import { Channel, type Answers, type Result } from '../../protocol/channel';
import {
  hostCalls,
  hostMessage,
  pageCalls,
  type HostMessage,
  type PageMessage,
} from '../../protocol/conversation';

/** What outlives the page, as VS Code drops the page of a hidden panel. */
export interface PanelState {
  /** The conversation that was shown, by which the host finds it again after a reload. */
  readonly conversation: string;
  /** The follow-up that was being written. */
  readonly draft: string;
  /** How far the panel was scrolled, in CSS pixels. */
  readonly scroll: number;
  /** The last turn whose end was announced, or -1. */
  readonly announced: number;
}

export type Pixels = Result<typeof hostCalls, 'pixels'>;

/** The extension's side of the panel, as the page sees it. */
export interface Host {
  post(message: PageMessage): void;
  /** The pixels of an image. Rejects where there are none. */
  pixels(id: string): Promise<Pixels>;
  readonly state: PanelState;
  keep(change: Partial<PanelState>): void;
}

const blank: PanelState = { conversation: '', draft: '', scroll: 0, announced: -1 };

/** The host behind `acquireVsCodeApi`, which may be called once in a page; `answers` is what it can ask. */
export function acquireHost(
  onMessage: (message: HostMessage) => void,
  answers: Answers<typeof pageCalls>,
): Host {
  const api = acquireVsCodeApi<Partial<PanelState>>();
  const channel = new Channel<PageMessage, HostMessage, typeof hostCalls, typeof pageCalls>({
    post: (value) => api.postMessage(value),
    received: hostMessage,
    onMessage,
    asks: hostCalls,
    asked: pageCalls,
    answers,
    onUnknown: () => undefined, // Browsers and their extensions post messages too.
  });
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => channel.receive(data));
  let state: PanelState = { ...blank, ...api.getState() };
  return {
    post: (message) => channel.post(message),
    pixels: (id) => channel.ask('pixels', { id }),
    get state() {
      return state;
    },
    keep(change) {
      state = { ...state, ...change };
      api.setState(state);
    },
  };
}
