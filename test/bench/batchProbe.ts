/**
 * Sends requests with images through batches in a process of its own and prints its memory as JSON. Its argument
 * is JSON: `url` and `key` of the service, how many `requests`, and the `folder` with so many `images`.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { userMessage } from '../../src/core/conversation/message';
import { diskSpool } from '../../src/host/diskSpool';
import {
  batchClient,
  BatchRun,
  newRun,
  type BatchRunState,
  type Network,
  type NumberedRequest,
  type Range,
} from '../../src/providers';

/** In bytes; `before`: when all was loaded. */
export interface BatchReport {
  readonly before: number;
  readonly peak: number;
  readonly answered: number;
  readonly seconds: number;
}

interface Task {
  readonly url: string;
  readonly key: string;
  readonly requests: number;
  readonly images: number;
  readonly folder: string;
}

async function main({ url, key, requests, images, folder }: Task): Promise<BatchReport> {
  const network: Network = {
    fetch,
    key: () => Promise.resolve(key),
    token: () => Promise.resolve(undefined),
    secret: () => Promise.resolve(undefined),
    mayUsePlainHttp: () => false,
    mayUseToken: () => false,
    maySendUnsigned: () => false,
    record: () => undefined,
    lessons: new Map(),
  };
  const connection = { name: 'a', provider: 'azure', endpoint: url, deployment: 'gpt-4o' } as const;
  const client = batchClient(connection, network);
  const answered = new Set<number>();
  let kept: BatchRunState | undefined;
  let now = Date.now();
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const run = new BatchRun(newRun('bench', client.address, requests), {
    client,
    async *requests({ first, end }: Range): AsyncGenerator<NumberedRequest, void, undefined> {
      for (let index = first; index < end; index++) {
        const name = `${index % images}.jpg`;
        const bytes = await readFile(path.join(folder, name));
        const image = { name, type: 'image/jpeg', bytes, width: 176, height: 132 } as const;
        const messages = [userMessage(`Image ${index}`, [image])];
        yield {
          index,
          request: { system: 'Alt text.', messages, detail: 'low', maxOutputTokens: 300 },
        };
      }
    },
    spool: () => diskSpool(path.join(folder, 'spool')),
    clock: {
      now: () => now,
      wait(milliseconds) {
        now += milliseconds;
        return Promise.resolve();
      },
    },
    save(state) {
      kept = state;
      return Promise.resolve();
    },
    deliver(index, outcome) {
      if ('reply' in outcome && outcome.reply.text.includes(`“Image ${index}”`)) {
        answered.add(index);
      }
      return Promise.resolve();
    },
  });
  await run.go(new AbortController().signal);
  const isOver = kept?.files.length === 0 && kept.left.length === 0;
  return {
    before,
    peak: highest(),
    answered: isOver ? answered.size : NaN,
    seconds: (performance.now() - start) / 1000,
  };
}

/** The most that the process ever had. */
function highest(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) * 1024;
}

main(JSON.parse(process.argv[2] ?? '') as Task)
  .then((report) => process.stdout.write(JSON.stringify(report)))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
