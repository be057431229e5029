import assert from 'node:assert/strict';
import type { Machine } from '../../support/machine';
import { findTinyproxy } from '../../support/tinyproxy';

/** A machine with these files; `installs` is what apt-get puts on its disk. */
function machine(files: readonly string[], isRoot = false, installs: readonly string[] = []) {
  const commands: string[] = [];
  const there = new Set(files);
  const found: Machine = {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot,
    exists: (file) => there.has(file),
    run: (command, args) => {
      commands.push([command, ...args].join(' '));
      installs.forEach((file) => there.add(file));
      return Promise.resolve(true);
    },
  };
  return { ...found, commands };
}

describe('findTinyproxy', () => {
  it('takes an installed one, on the PATH or where root has it', async () => {
    for (const file of ['/usr/local/bin/tinyproxy', '/usr/bin/tinyproxy', '/usr/sbin/tinyproxy']) {
      assert.equal(await findTinyproxy(machine([file])), file);
    }
  });

  it('installs it as root where apt-get is', async () => {
    const bare = machine(['/usr/bin/apt-get'], true, ['/usr/bin/tinyproxy']);
    assert.equal(await findTinyproxy(bare), '/usr/bin/tinyproxy');
    assert.deepEqual(bare.commands, [
      'apt-get -o DPkg::Lock::Timeout=300 update',
      'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends tinyproxy',
    ]);
  });

  it('says in one sentence what to install where it cannot', async () => {
    for (const bare of [machine(['/usr/bin/apt-get']), machine([], true)]) {
      await assert.rejects(findTinyproxy(bare), {
        message: 'No tinyproxy found: install the package tinyproxy of your system.',
      });
      assert.deepEqual(bare.commands, []);
    }
  });
});
