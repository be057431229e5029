import { parentPort } from 'node:worker_threads';
import type { DocumentFacts } from '../../../core/altText/facts';
import { nodeFiles } from './nodeFiles';
import type { Batch, ScanJob } from './thread';

/** So many references, or documents without any, make a batch: to take it in takes a millisecond. */
const batchSize = 200;
/** In milliseconds: a batch that is not full goes out after as much. */
const longestWait = 100;

parentPort?.on('message', (job: ScanJob) => {
  void scan(job, (batch) => parentPort?.postMessage(batch));
});

async function scan({ paths, roots, open, started }: ScanJob, send: (batch: Batch) => void) {
  const { scanDocuments } = await import('../../../documents/index');
  const place = new Int32Array(started);
  const onStart = (index: number): void => void Atomics.store(place, 0, index);
  let facts: DocumentFacts[] = [];
  let size = 0;
  let last = performance.now();
  for await (const document of scanDocuments(paths, nodeFiles, { roots, open, onStart })) {
    facts.push(document);
    size += 1 + document.references.length;
    if (size >= batchSize || performance.now() - last > longestWait) {
      send({ facts, isLast: false });
      [facts, size, last] = [[], 0, performance.now()];
    }
  }
  send({ facts, isLast: true });
}
