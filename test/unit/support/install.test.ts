import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installServer, type RunNpm } from '../../support/editor/install';

const installed = 'vscode-server-4.139.1';

/** What the two runs of npm leave of the package. */
const npm: RunNpm = async (folder, args) => {
  if (args.includes('code-server@4.139.1')) {
    const modules = path.join(folder, 'node_modules/code-server/lib/vscode/node_modules/@vscode');
    await mkdir(path.join(modules, 'native-watchdog'), { recursive: true });
    await mkdir(path.join(modules, 'spdlog'), { recursive: true });
  }
};

describe('installServer', () => {
  let cache: string;

  beforeEach(async () => {
    cache = path.join(await mkdtemp(path.join(tmpdir(), 'sightline-')), '.vscode-test');
  });
  afterEach(() => rm(path.dirname(cache), { recursive: true }));

  it('leaves the server and nothing else', async () => {
    assert.equal(await installServer(cache, npm), path.join(cache, installed));
    assert.deepEqual(await readdir(cache), [installed]);
  });

  it('runs npm once only', async () => {
    await installServer(cache, npm);
    const again = await installServer(cache, () => Promise.reject(new Error('npm ran again')));
    assert.equal(again, path.join(cache, installed));
  });

  it('puts a logger in the place of the native one', async () => {
    const server = await installServer(cache, npm);
    const file = path.join(server, 'node_modules/@vscode/spdlog/index.js');
    const log = path.join(cache, 'logs/a.log');
    const script = `
      require(${JSON.stringify(file)})
        .createAsyncRotatingLogger('a', ${JSON.stringify(log)}, 1, 1)
        .then((logger) => (logger.info('told'), logger.debug('not told'), logger.clearFormatters(), logger.warn('raw')));`;
    assert.equal(spawnSync(process.execPath, ['-e', script]).stderr.toString(), '');
    assert.match(await readFile(log, 'utf8'), /^\d{4}-\d\d-\d\d [\d:.]+ \[info\] told\nraw$/);
  });

  it('rejects with what npm said, and leaves nothing behind', async () => {
    const failing: RunNpm = async (folder) => {
      await writeFile(path.join(folder, 'half'), '');
      throw new Error('npm install failed: ENOTFOUND');
    };
    await assert.rejects(installServer(cache, failing), /ENOTFOUND/);
    assert.deepEqual(await readdir(cache), []);
  });

  it('lets two installations run at once', async () => {
    const [one, two] = await Promise.all([installServer(cache, npm), installServer(cache, npm)]);
    assert.equal(one, two);
    assert.deepEqual(await readdir(cache), [installed]);
  });

  it('removes what an interrupted installation left, and spares one that runs', async () => {
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const abandoned = path.join(cache, `installing-${ended}-abc`);
    const running = path.join(cache, `installing-${process.pid}-abc`);
    await mkdir(path.join(abandoned, 'node_modules'), { recursive: true });
    await mkdir(running);
    await installServer(cache, npm);
    assert.deepEqual([existsSync(abandoned), existsSync(running)], [false, true]);
  });
});
