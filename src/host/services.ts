import type * as vscode from 'vscode';
import type { Connections } from './connections';
import type { Keys } from './keys';
import type { Log } from './log';
import type { Panels } from './panels';

/** What features are given to work with. */
export interface Services {
  readonly keys: Keys;
  readonly log: Log;
  readonly connections: Connections;
  readonly panels: Panels;
  /** Kept between sessions on this computer. */
  readonly memory: vscode.Memento;
}
