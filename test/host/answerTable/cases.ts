import { failures, type FailureCase } from './failures';
import { quirks, type QuirkCase } from './quirks';
import { servers, type Server } from './servers';

export interface Case {
  readonly server: Server;
  readonly quirk: QuirkCase;
  readonly failure: FailureCase;
}

/**
 * Every server with every quirk where nothing else fails, and every server with every failure, for
 * which the quirks take turns, so that each of them meets each failure too.
 */
export const cases: readonly Case[] = servers.flatMap((server, row) =>
  failures.flatMap((failure, column) =>
    quirks
      .filter((_, at) => failure.name === 'none' || at === (row + column) % quirks.length)
      .map((quirk) => ({ server, quirk, failure })),
  ),
);
