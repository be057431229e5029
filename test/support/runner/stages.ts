import { availableParallelism } from 'node:os';
import { findBrowser } from '../browser';
import { vscodeServer } from '../editor/install';
import { findTinyproxy } from '../tinyproxy';

export interface Stage {
  /** Where its test files are, relative to the project's root. */
  readonly folder: string;
  /** Folders in that one which belong to other stages. */
  readonly without?: readonly string[];
  /** The module that runs the files. */
  readonly program: string;
  /** How many processes at most run its files at a time. */
  readonly workers: number;
  /** True: one process gets all files at once. */
  readonly together?: boolean;
  /** What may take minutes on a fresh machine, and no test's time. */
  readonly prepare?: () => Promise<unknown>;
}

/** How many processes run at a time. One waits often, so that on one core too a second one is of use. */
export const workers = Math.max(2, availableParallelism());
const worker = 'test/support/runner/worker.ts';

/** In the order in which they begin: those whose files are the longest first, so that the end is short. */
export const stages: Readonly<Record<string, Stage>> = {
  host: {
    folder: 'test/host',
    program: 'test/support/hostWorker.ts',
    workers: 1,
    together: true,
    prepare: installEditor,
  },
  ui: {
    folder: 'test/ui',
    without: ['test/ui/webview'],
    program: worker,
    // An editor, its server and its browser are some ten processes.
    workers: Math.min(workers, 4),
    prepare: installEditor,
  },
  page: { folder: 'test/ui/webview', program: worker, workers, prepare: findBrowser },
  unit: { folder: 'test/unit', program: worker, workers },
};

async function installEditor(): Promise<void> {
  await vscodeServer();
  await findBrowser();
  // The tests that need it say so where it is missing.
  await findTinyproxy().catch(() => undefined);
}
