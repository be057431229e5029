import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeBinary } from '../../support/editor/nodeBinary';
import { until } from '../../support/editor/until';
import { root } from '../../support/paths';
import { longestFirst } from '../../support/runner/files';
import { runPool, type Batch } from '../../support/runner/pool';
import type { Report } from '../../support/runner/report';
import { Results } from '../../support/runner/results';

const stage = { program: 'test/support/runner/worker.ts', workers: 1 };
const batchOf = (files: readonly string[], name = 'unit'): Batch => ({ name, stage, files });

const passing = "it('passes', () => undefined);";

/** Starts a process in a session of its own, whose id it writes to a file, as an editor's server is one. */
const starting = (file: string) => `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { detached: true, stdio: 'ignore' });
  require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));`;

describe('the test runner', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sightline-runner-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return path.relative(root, file);
  };

  const run = async (
    batches: string[][],
    { patience = 30_000, grep }: { patience?: number; grep?: string } = {},
  ): Promise<string[]> => {
    const told: string[] = [];
    const report = (_stage: string, report: Report) => {
      if (report.type === 'passed') {
        told.push(`${path.basename(report.file)}: ${report.title}`);
      } else if (report.type === 'failed') {
        told.push(`${path.basename(report.file)}: ${report.title}: ${report.error.split('\n')[0]}`);
      }
    };
    await runPool(
      batches.map((files) => batchOf(files)),
      { workers: 1, grep, patience, report },
    );
    return told.map((line) => line.replaceAll(path.relative(root, folder), '…'));
  };

  /** An ended process has its id until its parent, or the system in its place, has asked for its end. */
  const isGone = (pid: number): Promise<true> =>
    until(`the process ${pid} to be gone`, () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    });

  const pidIn = async (file: string): Promise<number> =>
    until('the process to start', async () => Number(await readFile(file, 'utf8')));

  it('ends a file that is silent with all that it started; what had finished counts, the next goes on', async () => {
    const pid = path.join(folder, 'pid');
    const hanging = await write(
      'hanging.test.js',
      `${passing} it('hangs', () => { ${starting(pid)} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });`,
    );
    const next = await write('next.test.js', passing);
    assert.deepEqual(await run([[hanging], [next]], { patience: 3_000 }), [
      'hanging.test.js: passes',
      'hanging.test.js: …/hanging.test.js runs to its end: nothing was heard of it for 3 s',
      'next.test.js: passes',
    ]);
    await isGone(await pidIn(pid));
  });

  it('goes on in another process where one ends, also with the rest of the same batch', async () => {
    const pid = path.join(folder, 'pid');
    const ending = await write(
      'ending.test.js',
      `${passing} it('ends', () => { ${starting(pid)} process.kill(process.pid, 'SIGKILL'); return new Promise(() => undefined); });`,
    );
    const next = await write('next.test.js', passing);
    assert.deepEqual(await run([[ending, next]]), [
      'ending.test.js: passes',
      'ending.test.js: …/ending.test.js runs to its end: it ended with SIGKILL',
      'next.test.js: passes',
    ]);
    await isGone(await pidIn(pid));
  });

  it('runs no more of a stage at a time than it may, and gives each stage processes of its own', async () => {
    const busy = path.join(folder, 'busy');
    const alone = `
      const { existsSync, rmSync, writeFileSync } = require('node:fs');
      const busy = ${JSON.stringify(busy)};
      it('is alone in ' + process.pid, (done) => {
        if (existsSync(busy)) throw new Error('another one is running');
        writeFileSync(busy, '');
        setImmediate(() => (rmSync(busy), done()));
      });`;
    const files = await Promise.all(['a', 'b', 'c'].map((name) => write(`${name}.test.js`, alone)));
    const other = await write('other.test.js', `it('runs in ' + process.pid, () => undefined);`);
    const told: [stage: string, report: Report][] = [];
    await runPool([...files.map((file) => batchOf([file])), batchOf([other], 'other')], {
      workers: 3,
      grep: undefined,
      patience: 30_000,
      report: (name, report) => told.push([name, report]),
    });
    const passed = told.flatMap(([name, report]) =>
      report.type === 'passed' ? [[name, report.title.replace(/.* in /, '')] as const] : [],
    );
    const pids = (stage: string) =>
      passed.filter(([name]) => name === stage).map(([, process]) => process);
    assert.equal(pids('unit').length, 3);
    assert.equal(new Set(pids('unit')).size, 1);
    assert.equal(pids('other').length, 1);
    assert.ok(!pids('unit').includes(pids('other')[0] ?? ''));
  });

  it('tells of a file that cannot be loaded, of failures and of hooks that fail', async () => {
    const files = [
      await write('broken.test.js', 'throw new Error("not loaded");'),
      await write('failing.test.js', "it('fails', () => { throw new Error('no'); });"),
      await write(
        'hook.test.js',
        `describe('a suite', () => { before(() => { throw new Error('early'); }); ${passing} });`,
      ),
    ];
    assert.deepEqual(await run(files.map((file) => [file])), [
      'broken.test.js: …/broken.test.js is loaded: Error: not loaded',
      'failing.test.js: fails: Error: no',
      'hook.test.js: a suite "before all" hook for "passes": Error: early',
    ]);
  });

  it('runs the tests that a pattern names', async () => {
    const file = await write('two.test.js', `${passing} it('is left out', () => undefined);`);
    assert.deepEqual(await run([[file]], { grep: '^pass' }), ['two.test.js: passes']);
  });

  it('ends its processes when it is ended itself', async () => {
    const pid = path.join(folder, 'pid');
    const file = await write(
      'hanging.test.js',
      `it('hangs', function () { this.timeout(0); ${starting(pid)} return new Promise(() => undefined); });`,
    );
    const from = (name: string) => JSON.stringify(path.join(root, 'test/support/runner', name));
    const program = path.join(folder, 'main.ts');
    await writeFile(
      program,
      `import { runPool } from ${from('pool')};
       import { endWorkersWithThisProcess } from ${from('workerProcess')};
       endWorkersWithThisProcess((signal) => console.log('ended by', signal));
       void runPool([${JSON.stringify(batchOf([file]))}], {
         workers: 1, grep: undefined, patience: 60_000, report: () => undefined,
       });`,
    );
    const runner = spawn(nodeBinary(), ['--import', 'tsx', program], { cwd: root });
    let output = '';
    runner.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    const started = await pidIn(pid);
    runner.kill('SIGTERM');
    await once(runner, 'close');
    assert.equal(output, 'ended by SIGTERM\n');
    await isGone(started);
  });

  it('writes each result as it comes, and sums up with the slowest files', async () => {
    const file = path.join(folder, 'tests.jsonl');
    const results = new Results(file, () => undefined);
    results.add('unit', { type: 'passed', file: 'a', title: 'one', milliseconds: 1 });
    assert.match(await readFile(file, 'utf8'), /^\{"stage":"unit","type":"passed",.*\}\n$/);
    results.add('unit', { type: 'done', file: 'a', milliseconds: 100 });
    results.add('ui', { type: 'done', file: 'b', milliseconds: 2_000 });
    assert.equal(results.isGood, true);
    results.add('ui', { type: 'failed', file: 'b', title: 'two', error: 'why' });
    const report = results.report();
    assert.deepEqual(
      report.filter((line) => / s {2}/.test(line)).map((line) => line.trim()),
      ['2.0 s  b', '0.1 s  a'],
    );
    assert.equal(report.at(-1), '1 passed, 1 failed');
    assert.ok(report.some((line) => line.includes('ui: two') && line.includes('why')));
    assert.equal(results.isGood, false);
  });

  it('begins with the longest file, and tells one without a time by its size', () => {
    const [small, large] = ['test/fixtures/README.md', 'test/run.ts'];
    assert.deepEqual(longestFirst([small, large], {}), [large, small]);
    assert.deepEqual(longestFirst([large, small], { [small]: 900, [large]: 10 }), [small, large]);
    assert.deepEqual(longestFirst([small, large], { [small]: 1 }), [large, small]);
  });
});
