import { Channel, type Answers, type Calls, type ChannelOptions } from '../../protocol/channel';

/** The extension's side of a page: what can be said to it and asked of it, and what it keeps for the page. */
export interface PageHost<Sent, Asks extends Calls, State> {
  post(message: Sent): void;
  readonly ask: Channel<Sent, unknown, Asks, Calls>['ask'];
  /** What outlives the page, as VS Code drops the page of a hidden panel. */
  readonly state: State;
  keep(change: Partial<State>): void;
}

export interface PageOptions<Received, Asks extends Calls, Asked extends Calls, State> extends Pick<
  ChannelOptions<Received, Asks, Asked>,
  'received' | 'onMessage' | 'asks' | 'asked'
> {
  readonly answers: Answers<Asked>;
  /** The state of a page that is shown for the first time. */
  readonly blank: State;
}

/** The host behind `acquireVsCodeApi`, which may be called once in a page. */
export function acquirePageHost<
  Sent,
  Received,
  Asks extends Calls,
  Asked extends Calls,
  State extends object,
>({ blank, ...options }: PageOptions<Received, Asks, Asked, State>): PageHost<Sent, Asks, State> {
  const api = acquireVsCodeApi<Partial<State>>();
  const channel = new Channel<Sent, Received, Asks, Asked>({
    ...options,
    post: (value) => api.postMessage(value),
    onUnknown: () => undefined, // Browsers and their extensions post messages too.
  });
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => channel.receive(data));
  let state: State = { ...blank, ...api.getState() };
  return {
    post: (message) => channel.post(message),
    ask: (name, params) => channel.ask(name, params),
    get state() {
      return state;
    },
    keep(change) {
      state = { ...state, ...change };
      api.setState(state);
    },
  };
}
