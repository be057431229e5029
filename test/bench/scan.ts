import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { filesBelow, isDocument, type Entries } from '../../src/documents/repository';
import { scanInThread } from '../../src/host/documents/scan/thread';
import { cpuMilliseconds } from '../support/cpuTime';
import { out, root } from '../support/paths';
import type { Package } from '../support/vsix';
import { ratioFigure, timeFigure, type Figure } from './figures';
import { imagesPerDocument, makeTree } from './scanTree';

const documents = 5000;
const fewDocuments = 1250;
const times = 3;

/** How much of the time of markdownlint-cli2 the scan may take. */
const mostOfLinter = 1;
/** How much longer a document of many may take than one of few. */
const mostGrowth = 1.25;
/** In milliseconds. */
const longestBlock = 50;
/** In milliseconds: so often the event loop is looked at. */
const interval = 2;

/**
 * Measures the scan of a documentation site: listing, reading, finding the references, their images and
 * contexts. Against markdownlint-cli2 looking for images without alt text in the same files, by the number
 * of documents, and how long the main thread is blocked meanwhile. All is time of processors, that of all
 * threads where nothing else is said, as other programs may keep these busy.
 */
export async function scanFigures({ folder }: Package): Promise<Figure[]> {
  const script = path.join(folder, 'dist', 'host-documents-scan-worker.js');
  const [many, few] = [
    path.join(out, 'bench', 'scan', 'many'),
    path.join(out, 'bench', 'scan', 'few'),
  ];
  await makeTree(many, documents);
  await makeTree(few, fewDocuments);
  await scan(few, fewDocuments, script); // The engine has to see the code once.
  const runs: { own: number; ratio: number; growth: number; block: number }[] = [];
  for (let run = 0; run < times; run++) {
    const ofFew = await scan(few, fewDocuments, script);
    const ofMany = await scan(many, documents, script);
    const ofLinter = await lint(many);
    runs.push({
      own: ofMany.milliseconds,
      ratio: ofMany.milliseconds / ofLinter,
      growth: ofMany.milliseconds / documents / (ofFew.milliseconds / fewDocuments),
      block: ofMany.block,
    });
  }
  const of = (name: 'own' | 'ratio' | 'growth' | 'block') => runs.map((run) => run[name]);
  return [
    timeFigure(`Scan of ${documents} documents`, of('own')),
    ratioFigure('The same, to markdownlint-cli2 with MD045', of('ratio'), mostOfLinter),
    ratioFigure(`A document of ${documents}, to one of ${fewDocuments}`, of('growth'), mostGrowth),
    timeFigure('Longest block of the main thread', of('block'), longestBlock),
  ];
}

async function scan(
  folder: string,
  count: number,
  script: string,
): Promise<{ readonly milliseconds: number; readonly block: number }> {
  const { signal } = new AbortController();
  const block = watchBlocks();
  const start = cpuMilliseconds();
  const paths: string[] = [];
  for await (const file of filesBelow(folder, list)) {
    if (isDocument(file)) {
      paths.push(file);
    }
  }
  const scan = { paths: paths.sort(), roots: [{ path: folder }], open: new Map() };
  const facts = await scanInThread(scan, { signal, script });
  const milliseconds = cpuMilliseconds() - start;
  const longest = block();
  const found = facts.flatMap(({ references }) => references);
  if (
    found.length !== count * imagesPerDocument ||
    found.some(({ image, context }) => image.kind !== 'file' || context === '')
  ) {
    throw new Error(`${found.length} references were found, or not all of their images`);
  }
  return { milliseconds, block: longest };
}

/** Gives what ends the watch and tells how long this thread worked at most between two turns of a timer. */
function watchBlocks(): () => number {
  let last = threadMilliseconds();
  let longest = 0;
  const look = (): void => {
    const now = threadMilliseconds();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, interval);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}

function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** As VS Code lists files: without blocking. */
async function list(folder: string): Promise<Entries> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return { files, folders, links: [] };
}

/** How many milliseconds of processors markdownlint-cli2 takes with the one rule about alt text. */
async function lint(folder: string): Promise<number> {
  const config = { config: { default: false, MD045: true }, noProgress: true, noBanner: true };
  await writeFile(path.join(folder, '.markdownlint-cli2.jsonc'), JSON.stringify(config));
  const program = path.join(root, 'node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs');
  const tell = "process.on('exit',()=>console.log(JSON.stringify(process.cpuUsage())))";
  const args = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, program, '**/*.md'];
  const linter = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, problems] = await Promise.all([
    text(linter.stdout),
    text(linter.stderr),
    once(linter, 'close'),
  ]);
  const usage = /\{"user":(\d+),"system":(\d+)\}/.exec(output);
  if (usage === null || !problems.includes('MD045')) {
    throw new Error(`markdownlint-cli2 did not work: ${output} ${problems.slice(0, 1000)}`);
  }
  return (Number(usage[1]) + Number(usage[2])) / 1000;
}
