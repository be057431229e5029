import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { nodeBinary } from '../../support/editor/nodeBinary';
import { runNpm } from '../../support/npm';
import { out } from '../../support/paths';
import { copyProject } from '../../support/vsix';
import { everyFinding, everything, treeOf } from './tree';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

describe('the npm package', function () {
  this.timeout(120_000);
  const place = path.join(out, 'npm-package');
  const unpacked = path.join(place, 'unpacked');
  const bin = path.join(unpacked, 'package', 'dist', 'cli.js');
  let [folder, tarball] = ['', ''];

  before(async () => {
    const project = path.join(place, 'project');
    await copyProject(project);
    fs.mkdirSync(unpacked, { recursive: true });
    await runNpm(project, ['pack', '--pack-destination', place]);
    [tarball = ''] = fs.readdirSync(place).filter((name) => name.endsWith('.tgz'));
    await promisify(execFile)('tar', ['-xzf', path.join('..', tarball)], { cwd: unpacked });
    folder = treeOf(everything);
  });

  after(() => {
    fs.rmSync(place, { recursive: true, force: true });
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the program of the package with pipes; `enough` ends the reading of its output. */
  function run(args: readonly string[], { enough = false, cwd = folder } = {}): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(nodeBinary(), [bin, ...args], {
        cwd,
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [text, error] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (data: string) => (text += data));
      child.stderr.setEncoding('utf8').on('data', (data: string) => (error += data));
      if (enough) {
        child.stdout.destroy();
      }
      child.once('error', reject);
      child.once('close', (status) => resolve({ status, out: text, error }));
    });
  }

  it('holds the program, its texts and licences, and needs no other package', () => {
    const names = fs
      .readdirSync(path.join(unpacked, 'package'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
    assert.deepEqual(names.sort(), [
      'LICENSE',
      'README.md',
      'cli.js',
      'entities.txt',
      'package.json',
    ]);
    const manifest = JSON.parse(
      fs.readFileSync(path.join(unpacked, 'package', 'package.json'), 'utf8'),
    ) as { bin: unknown; dependencies?: unknown };
    assert.deepEqual(manifest.bin, { 'sightline-alt-text': 'dist/cli.js' });
    assert.equal(manifest.dependencies, undefined);
    const program = fs.readFileSync(bin, 'utf8');
    assert.match(program, /^#!\/usr\/bin\/env node\n/);
    const modules = Array.from(program.matchAll(/\brequire\("([^"]+)"\)/g), ([, name]) => name);
    assert.deepEqual(new Set(modules), new Set(['node:fs', 'node:path', 'node:util']));
  });

  const formats: [format: string, isWhole: (text: string) => void][] = [
    ['text', (text) => assert.equal(text.trimEnd().split('\n').length, everyFinding.length + 2)],
    ['json', (text) => assert.equal(listIn(text, 'findings').length, everyFinding.length)],
    ['sarif', (text) => assert.equal(listIn(text, 'runs').length, 1)],
    ['github', (text) => assert.equal(text.match(/^::/gm)?.length, everyFinding.length)],
    ['markdown', (text) => assert.equal(text.match(/^- /gm)?.length, everyFinding.length)],
    ['csv', (text) => assert.ok(text.split('\r\n').length > everyFinding.length)],
  ];
  for (const [format, isWhole] of formats) {
    it(`reports as ${format}, with status 1`, async () => {
      const ended = await run(['check', '--format', format]);
      assert.deepEqual([ended.status, ended.error], [1, '']);
      isWhole(ended.out);
      assert.ok(!ended.out.includes('\u001b'));
    });
  }

  function listIn(json: string, key: string): unknown[] {
    const list = (JSON.parse(json) as Record<string, unknown>)[key];
    assert.ok(Array.isArray(list));
    return list;
  }

  it('ends with status 0 where nothing was found', async () => {
    const fine = await run(['check', 'docs/style.css']);
    assert.deepEqual([fine.status, fine.out], [0, 'Nothing found in 0 documents with 0 images.\n']);
  });

  it('ends with status 2 and the reason where it cannot run', async () => {
    const { status, out, error } = await run(['check', '--nothing']);
    assert.deepEqual([status, out], [2, '']);
    assert.match(error, /^sightline-alt-text: .*--nothing/);
  });

  it('runs from the tarball, as npx does, without a registry', async () => {
    const call = (paths: string) =>
      runNpm(folder, [
        ...['exec', '--yes', '--offline', '--cache', path.join(place, 'cache')],
        ...['--package', path.join(place, tarball), '--', 'sightline-alt-text', 'check', paths],
      ]);
    await call('docs/style.css');
    await assert.rejects(call('docs'), /20 images\./);
  });

  it('tells its version, which is that of the package', async () => {
    const { version } = JSON.parse(
      fs.readFileSync(path.join(unpacked, 'package', 'package.json'), 'utf8'),
    ) as { version: string };
    assert.deepEqual(await run(['--version']), { status: 0, out: `${version}\n`, error: '' });
  });

  it('is quiet where its reader has read enough', async () => {
    const { status, error } = await run(['check', '--format', 'sarif'], { enough: true });
    assert.deepEqual([status, error], [1, '']);
  });

  it('writes much to a slow reader whole', async () => {
    const many = treeOf({ 'a.md': '![](none.png)\n\n'.repeat(1000) });
    const { out } = await run(['check', '--format', 'json'], { cwd: many });
    assert.equal(listIn(out, 'findings').length, 2000);
    fs.rmSync(many, { recursive: true });
  });
});
