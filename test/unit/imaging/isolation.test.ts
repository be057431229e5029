import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../support/paths';
import { picturePath, pictures } from '../../support/pictures';

const dist = path.join(root, 'dist');

/** Preloaded into every thread of a process: notes the thread and each connection it opens. */
const guard = `
  const fs = require('node:fs');
  const note = (text) => fs.appendFileSync(process.env.GUARD_LOG, text + '\\n');
  note('thread ' + require('node:worker_threads').threadId);
  const { Socket } = require('node:net');
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...args) { note('connection'); return connect.apply(this, args); };
  const dns = require('node:dns');
  const lookup = dns.lookup;
  dns.lookup = (...args) => { note('lookup'); return lookup(...args); };
`;

const reading = `
  const { readFileSync } = require('node:fs');
  const { inspectImage, readText } = require(process.env.IMAGING);
  inspectImage('a.png', readFileSync(process.env.PICTURE))
    .then((image) => readText(image, new AbortController().signal))
    .then(({ text }) => console.log(text));
`;

const fetching = `
  const { Worker } = require('node:worker_threads');
  new Worker("fetch('http://127.0.0.1:49151/').catch(() => undefined)", { eval: true });
`;

/** The built chunks in a process of their own: `npm run build` comes first. */
describe('the bundled reader', function () {
  this.timeout(60_000);
  let folder: string;
  let home: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'isolation-'));
    home = path.join(folder, 'home');
    await mkdir(home);
    await writeFile(path.join(folder, 'guard.js'), guard);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs code with the guard in an empty folder that is home, temporary and working directory. */
  const run = async (code: string): Promise<{ output: string; noted: string[] }> => {
    const [picture] = pictures;
    assert.ok(picture);
    const script = path.join(folder, 'script.js');
    const log = path.join(folder, 'log');
    await writeFile(script, code);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script], {
      cwd: home,
      env: {
        HOME: home,
        // Unlike its arguments, threads inherit this from a process whatever they are started with.
        NODE_OPTIONS: `--require ${path.join(folder, 'guard.js')}`,
        TMPDIR: home,
        GUARD_LOG: log,
        IMAGING: path.join(dist, 'imaging.js'),
        PICTURE: picturePath(picture),
      },
      timeout: 45_000,
    });
    assert.equal(stderr, '');
    const noted = (await readFile(log, 'utf8')).trim().split('\n');
    return { output: stdout, noted };
  };

  it('opens no connection, writes no file, and lets the process end', async () => {
    const before = await readdir(dist);
    const { output, noted } = await run(reading);
    assert.match(output, /Larkfield/);
    assert.ok(noted.length >= 3, 'the guard was not in the worker threads');
    assert.deepEqual(
      noted.filter((line) => !line.startsWith('thread')),
      [],
    );
    assert.deepEqual(await readdir(home), []);
    assert.deepEqual(await readdir(dist), before);
  });

  it('would be caught if a worker fetched', async () => {
    const { noted } = await run(fetching);
    assert.ok(noted.includes('connection'));
  });
});
