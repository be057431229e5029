import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskSpool } from '../../../src/host/diskSpool';

describe('a spool on the disk', () => {
  let root = '';
  let folder = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'sightline-spool-'));
    folder = path.join(root, 'deep', 'spools');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('gives what was written, for the user alone, and leaves nothing', async () => {
    const spool = await diskSpool(folder);
    await spool.write(new TextEncoder().encode('one\n'));
    await spool.write(new TextEncoder().encode('two\n'));
    const content = await spool.content();
    assert.equal(content.size, 8);
    assert.equal(await content.text(), 'one\ntwo\n');
    const [name = ''] = await readdir(folder);
    assert.equal((await stat(path.join(folder, name))).mode & 0o077, 0);
    await spool.dispose();
    assert.deepEqual(await readdir(folder), []);
  });

  it('may be empty, and there may be several', async () => {
    const [one, other] = [await diskSpool(folder), await diskSpool(folder)];
    await one.write(new TextEncoder().encode('one'));
    assert.equal((await other.content()).size, 0);
    assert.equal((await one.content()).size, 3);
    await Promise.all([one.dispose(), other.dispose()]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('removes what a window left that ended suddenly, and nothing else', async () => {
    const left = await diskSpool(folder);
    const [name = ''] = await readdir(folder);
    const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await writeFile(path.join(folder, 'mine.txt'), '');
    await utimes(path.join(folder, 'mine.txt'), old, old);
    await utimes(path.join(folder, name), old, old);
    const spool = await diskSpool(folder);
    const names = await readdir(folder);
    assert.equal(names.length, 2);
    assert.ok(!names.includes(name));
    await Promise.all([left.dispose(), spool.dispose()]);
    assert.deepEqual(await readdir(folder), ['mine.txt']);
  });
});
