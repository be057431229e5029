import type * as vscode from 'vscode';
import type { Connections } from './connections/connections';
import type { Keys } from './connections/keys';
import type { Log } from './log';
import type { Panels } from './conversation/panels';
import type { PlainHosts } from './connections/plainHosts';

/** What features are given to work with. */
export interface Services {
  readonly keys: Keys;
  readonly log: Log;
  readonly connections: Connections;
  readonly panels: Panels;
  readonly plainHosts: PlainHosts;
  /** Kept between sessions on this computer. */
  readonly memory: vscode.Memento;
}
