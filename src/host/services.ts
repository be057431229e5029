import type * as vscode from 'vscode';
import type { Connections } from './connections/connections';
import type { Keys } from './connections/keys';
import type { Log } from './log';
import type { Panels } from './conversation/panels';
import type { ConfirmedHosts } from './connections/confirmedHosts';
import type { QuickInput } from './quickInput';

/** What features are given to work with. */
export interface Services {
  readonly keys: Keys;
  readonly log: Log;
  readonly connections: Connections;
  readonly panels: Panels;
  readonly confirmedHosts: ConfirmedHosts;
  readonly quickInput: QuickInput;
  /** Kept between sessions on this computer. */
  readonly memory: vscode.Memento;
}
