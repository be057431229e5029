import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { second, useWorker } from './hostileAttempts';
import { garbageFiles, pixelBombs, randomNumbers, soundFiles, type Files } from './hostileSamples';

const megabyte = 1_000_000;

describe('hostile files', function () {
  this.timeout(60_000);
  const worker = useWorker();
  let sound: Files;
  let remembered: Promise<{ readonly stdout: string }>;

  before(async () => {
    // Mostly it waits for V8 to let pages go, so it does beside the other tests.
    remembered = promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', path.join(__dirname, 'hostileMemory.ts')],
      { env: { ...process.env, MALLOC_ARENA_MAX: '1' } },
    );
    remembered.catch(() => undefined);
    sound = await soundFiles();
  });

  it('are refused or prepared, wherever they end', async () => {
    const random = randomNumbers(20261127);
    for (const [kind, bytes] of Object.entries(sound)) {
      assert.equal(await worker.attempt(bytes, kind), 'prepared', kind);
      const places = [0, 9, bytes.length >> 1, bytes.length - 1];
      for (let more = kind === 'SVG' ? 0 : 8; more > 0; more--) {
        places.push(random() % bytes.length);
      }
      for (const end of places) {
        await worker.attempt(bytes.subarray(0, end), `${kind} up to ${end}`);
      }
      await worker.isStillThere(kind);
    }
  });

  it('are refused or prepared, whatever bits are flipped', async () => {
    const random = randomNumbers(20261128);
    for (const [kind, bytes] of Object.entries(sound)) {
      for (let round = kind === 'SVG' ? 3 : 12; round > 0; round--) {
        const changed = Buffer.from(bytes);
        for (let flip = random() % 8; flip >= 0; flip--) {
          // Half of them near the start, where the headers are, but behind the signature.
          const at = flip % 2 === 0 ? 12 + (random() % 64) : random() % bytes.length;
          changed[at] = (changed[at] ?? 0) ^ (1 << (random() % 8));
        }
        await worker.attempt(changed, `${kind}, ${round}`);
      }
      await worker.isStillThere(kind);
    }
  });

  it('are refused where their structure is whole and their pixels are garbage', async () => {
    for (const [kind, bytes] of Object.entries(await garbageFiles())) {
      assert.equal(await worker.attempt(bytes, kind), 'imageDamaged', kind);
    }
    await worker.isStillThere('garbage');
  });

  it('are refused by the pixels that they state, in bounded time and memory', async () => {
    const bombs = await pixelBombs();
    for (const kind of ['TIFF', 'AVIF', 'HEIC', 'ICO']) {
      await worker.attempt(sound[kind] ?? Buffer.alloc(0), kind);
    }
    collectGarbage();
    const memory = process.memoryUsage().rss;
    let most = memory;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
    for (const [kind, bytes] of Object.entries(bombs)) {
      const began = process.cpuUsage();
      const found = await worker.attempt(bytes, kind);
      const isLibrarysWord = /just|beyond|rows?$/.test(kind);
      assert.equal(found, isLibrarysWord ? 'imageDamaged' : 'imageTooManyPixels', kind);
      assert.ok(bytes.length < 20_000 && process.cpuUsage(began).user < 2 * second, kind);
    }
    clearInterval(watch);
    assert.ok(most - memory < 100 * megabyte, `${most - memory} bytes more`);
    await worker.isStillThere('bombs');
  });

  it('leave no memory behind', async () => {
    const { stdout } = await remembered;
    const { refused, growth } = JSON.parse(stdout) as { refused: number; growth: number };
    assert.ok(refused > 20, `${refused} refused`);
    assert.ok(growth < 150 * megabyte, `${growth} bytes more`);
  });
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
