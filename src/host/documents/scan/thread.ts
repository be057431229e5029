import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DocumentFacts } from '../../../core/altText/facts';
import type { FolderRoot, OpenDocument } from '../../../documents/repository';
import { loadDocuments } from '../../chunks';

/** Documents of this computer, by their paths as URIs have them. */
export interface Scan {
  readonly paths: readonly string[];
  readonly roots: readonly FolderRoot[];
  /** What the editor has, by path. */
  readonly open: ReadonlyMap<string, OpenDocument>;
}

/** What a thread is started with. */
export interface ScanJob extends Scan {
  /** Holds one number of 32 bits: which of the paths the thread is at, -1 for none. */
  readonly started: SharedArrayBuffer;
}

/** What a thread sends: the facts of the next documents, in order. */
export interface Batch {
  readonly facts: readonly DocumentFacts[];
  readonly isLast: boolean;
}

export interface ThreadScanOptions {
  /** Ends the thread at once. */
  readonly signal: AbortSignal;
  /** Called with the number of documents that are done, ten times a second or so. */
  readonly onProgress?: (done: number) => void;
  /** The built worker. */
  readonly script?: string;
  /** The most that the thread may hold, in MB. */
  readonly memory?: number;
}

/**
 * Scans documents in a thread of its own: their facts, in the order of the paths. A document that the
 * thread breaks at is `unreadable`, and another thread goes on behind it. Rejects with the signal's reason
 * when it aborts, and where no thread comes as far as a document.
 */
export async function scanInThread(
  { paths, roots, open }: Scan,
  { signal, onProgress, script = workerScript(), memory = 1024 }: ThreadScanOptions,
): Promise<DocumentFacts[]> {
  const found: DocumentFacts[] = [];
  const take = (facts: readonly DocumentFacts[]): void => {
    found.push(...facts);
    onProgress?.(found.length);
  };
  /** What a thread broke at; those before it that it did not tell of any more are scanned again. */
  let broken: number | undefined;
  while (found.length < paths.length) {
    const first = found.length;
    if (first === broken) {
      const path = paths[first] ?? '';
      const { languageIdOf } = await loadDocuments();
      const languageId = languageIdOf(path, open.get(path)?.languageId ?? '');
      take([{ path, languageId, references: [], problem: 'unreadable' }]);
      broken = undefined;
      continue;
    }
    const job = { paths: paths.slice(first, broken), roots, open };
    const at = await runThread(job, take, { signal, script, memory });
    broken = at === undefined ? broken : Math.max(found.length, first + at);
  }
  return found;
}

/** Resolves when the thread is done; where it breaks, to the number of the path that it was at. */
function runThread(
  scan: Scan,
  take: (facts: readonly DocumentFacts[]) => void,
  { signal, script, memory }: { signal: AbortSignal; script: string; memory: number },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const started = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(-1);
    const worker = new Worker(script, {
      name: 'sightline-scan',
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    let isOver = false;
    const end = (settle: () => void): void => {
      isOver = true;
      signal.removeEventListener('abort', abort);
      void worker.terminate();
      settle();
    };
    const abort = (): void => end(() => reject(signal.reason as Error));
    const fail = (reason: unknown): void => {
      const at = Atomics.load(started, 0);
      const cause = new Error('The thread that scans documents has ended', { cause: reason });
      end(() => (at < 0 ? reject(cause) : resolve(at)));
    };
    worker.on('message', ({ facts, isLast }: Batch) => {
      if (!isOver) {
        take(facts);
      }
      if (isLast) {
        end(() => resolve(undefined));
      }
    });
    worker.on('error', fail).on('exit', fail);
    signal.addEventListener('abort', abort, { once: true });
    worker.postMessage({ ...scan, started: started.buffer } satisfies ScanJob);
  });
}

/** Bundled, the worker lies beside this code; else (in tests) the built one is used. */
function workerScript(): string {
  const script = 'host-documents-scan-worker.js';
  const folders = ['.', '../../dist', '../../../../dist'];
  const found = folders.map((folder) => path.join(__dirname, folder, script)).find(existsSync);
  return found ?? path.join(__dirname, script);
}
