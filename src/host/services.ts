import type * as vscode from 'vscode';
import type { Connections } from './connections';
import type { Keys } from './keys';
import type { Log } from './log';
import type { Panels } from './panels';
import type { PlainHosts } from './plainHosts';

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
