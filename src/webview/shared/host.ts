import type { WebviewMessage } from '../../protocol';

/** What outlives the page, as VS Code drops the page of a hidden panel. */
export interface PanelState {
  /** The follow-up that was being written. */
  readonly draft: string;
  /** How far the panel was scrolled, in CSS pixels. */
  readonly scroll: number;
  /** The last turn whose end was announced, or -1. */
  readonly announced: number;
}

/** The extension's side of the panel, as the page sees it. */
export interface Host {
  post(message: WebviewMessage): void;
  readonly state: PanelState;
  keep(change: Partial<PanelState>): void;
}

/** The host behind `acquireVsCodeApi`, which may be called once in a page. */
export function acquireHost(): Host {
  const api = acquireVsCodeApi<Partial<PanelState>>();
  let state: PanelState = { draft: '', scroll: 0, announced: -1, ...api.getState() };
  return {
    post: (message) => api.postMessage(message),
    get state() {
      return state;
    },
    keep(change) {
      state = { ...state, ...change };
      api.setState(state);
    },
  };
}
