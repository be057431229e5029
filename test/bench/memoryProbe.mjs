// Makes image files ready one after the other in a process of its own and prints its resident memory
// in bytes. Arguments: the built chunk `imaging.js`, the options as JSON, the files. Wants --expose-gc.
/* global AbortController */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { argv, memoryUsage, platform, resourceUsage, stdout } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const [, , chunk, options, ...files] = argv;
const imaging = createRequire(import.meta.url)(chunk);
const before = memoryUsage.rss();
let prepared = 0;
for (const file of files) {
  prepared += await prepare(file);
}
const peak = highest();
await imaging.disposeImaging();
// V8 keeps the pages of a thread that has ended for some eight seconds.
for (let second = 0; second < 10; second++) {
  globalThis.gc();
  await pause(1000);
}
stdout.write(JSON.stringify({ before, peak, after: memoryUsage.rss(), prepared }));

/** How many pictures were made anew. */
async function prepare(file) {
  const image = await imaging.inspectImage(path.basename(file), await readFile(file));
  const { signal } = new AbortController();
  const { pictures } = await imaging.prepareImage(image, JSON.parse(options), signal);
  return pictures.filter(({ bytes }) => bytes !== undefined).length;
}

/** The most that the process ever had. */
function highest() {
  const status = platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? resourceUsage().maxRSS) * 1024;
}
