import type { Log } from '../../src/host/log';

const nothing = (): void => undefined;

/** For what is not about the log: VS Code closes the channels of suites that have ended. */
export const quietLog = {
  info: nothing,
  warn: nothing,
  error: nothing,
  turn: nothing,
} as unknown as Log;
