import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Journal, type JournalFile } from '../../../../src/core/work/journal';

interface Entry {
  readonly key: string;
  readonly text: string;
}

function parse(value: unknown): Entry | undefined {
  return typeof value === 'object' && value !== null && 'key' in value && 'text' in value
    ? { key: String(value.key), text: String(value.text) }
    : undefined;
}

/** A file in memory, whose pieces are of so many bytes, whatever they cut. */
class MemoryFile implements JournalFile {
  bytes: Buffer;
  replaces = 0;
  /** After so many bytes the next appends fail. */
  failures: number[] = [];

  constructor(
    text: string | Buffer = '',
    private readonly pieceLength = 7,
  ) {
    this.bytes = Buffer.from(text);
  }

  get text(): string {
    return this.bytes.toString();
  }

  async *read(): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    for (let start = 0; start < this.bytes.length; start += this.pieceLength) {
      await Promise.resolve();
      const piece = this.bytes.subarray(start, start + this.pieceLength);
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  }

  async append(text: string): Promise<void> {
    const written = this.failures.shift();
    await setImmediate();
    this.bytes = Buffer.concat([this.bytes, Buffer.from(text).subarray(0, written)]);
    if (written !== undefined) {
      throw new Error('ENOSPC');
    }
  }

  replace(text: string): Promise<void> {
    this.replaces++;
    this.bytes = Buffer.from(text);
    return Promise.resolve();
  }
}

async function opened(file: JournalFile): Promise<Journal<Entry>> {
  const journal = new Journal(file, parse, ({ key }) => key);
  await journal.load();
  return journal;
}

const textsIn = (journal: Journal<Entry>): string[] =>
  [...journal.values()].map(({ key, text }) => `${key}: ${text}`);

const lineOf = (key: string, text: string): string => `${JSON.stringify({ key, text })}\n`;

describe('a journal', () => {
  it('knows after a restart what was added, the last of each key', async () => {
    const file = new MemoryFile();
    const journal = await opened(file);
    assert.deepEqual(textsIn(journal), []);
    await journal.add({ key: 'a', text: 'Ein Hügel\nmit “Schnee” ⛄' });
    await journal.add({ key: 'b', text: 'one' });
    await journal.add({ key: 'b', text: 'two' });
    for (const one of [journal, await opened(file)]) {
      assert.deepEqual(textsIn(one), ['a: Ein Hügel\nmit “Schnee” ⛄', 'b: two']);
      assert.equal(one.get('b')?.text, 'two');
      assert.equal(one.get('c'), undefined);
    }
    assert.equal(file.text.split('\n').length, 4);
  });

  it('passes over what is no entry', async () => {
    const foreign = ['', 'no JSON', '{"key":"torn","te', 'null', '[1]', '{"key":"k"}', '\r'];
    const file = new MemoryFile(`${lineOf('a', '1')}${foreign.join('\n')}\n${lineOf('b', '2')}`);
    assert.deepEqual(textsIn(await opened(file)), ['a: 1', 'b: 2']);
  });

  it('passes over an entry that its reader throws at', async () => {
    const throwing = (value: unknown): Entry | undefined => {
      if (JSON.stringify(value).includes('bad')) {
        throw new TypeError('bad');
      }
      return parse(value);
    };
    const file = new MemoryFile(lineOf('a', 'bad') + lineOf('b', '2'));
    const journal = new Journal(file, throwing, ({ key }) => key);
    await journal.load();
    assert.deepEqual(textsIn(journal), ['b: 2']);
  });

  it('loses at most the entry that was being written, wherever that was cut', async () => {
    const before = lineOf('a', '1') + lineOf('b', '2');
    const line = lineOf('c', 'Schnee ⛄ auf “Hügeln”');
    const whole = Buffer.from(before + line);
    const start = Buffer.byteLength(before);
    for (let length = start; length <= whole.length; length++) {
      const file = new MemoryFile(whole.subarray(0, length));
      const journal = await opened(file);
      const isThere = length >= whole.length - 1;
      const kept = ['a: 1', 'b: 2', ...(isThere ? ['c: Schnee ⛄ auf “Hügeln”'] : [])];
      assert.deepEqual(textsIn(journal), kept, `cut after ${length} bytes`);
      await journal.add({ key: 'd', text: '4' });
      await journal.add({ key: 'b', text: '5' });
      const again = await opened(file);
      assert.deepEqual(
        textsIn(again),
        [...kept, 'd: 4'].map((text) => (text === 'b: 2' ? 'b: 5' : text)),
        `cut after ${length} bytes`,
      );
    }
  });

  it('loses no entry but the one whose writing failed, wherever that ended', async () => {
    const line = lineOf('b', '⛄');
    for (let written = 0; written <= Buffer.byteLength(line); written++) {
      const file = new MemoryFile();
      const journal = await opened(file);
      await journal.add({ key: 'a', text: '1' });
      file.failures = [written];
      const failed = journal.add({ key: 'b', text: '⛄' });
      const next = journal.add({ key: 'c', text: '3' });
      await assert.rejects(failed, /ENOSPC/);
      await next;
      assert.equal(journal.get('b')?.text, '⛄');
      const kept = textsIn(await opened(file)).filter((text) => text !== 'b: ⛄');
      assert.deepEqual(kept, ['a: 1', 'c: 3'], `failed after ${written} bytes`);
    }
  });

  it('writes one entry at a time, in the order in which they came', async () => {
    let [atWork, most] = [0, 0];
    const file = new MemoryFile();
    const slow: JournalFile = {
      read: () => file.read(),
      replace: (text) => file.replace(text),
      async append(text) {
        most = Math.max(most, ++atWork);
        await file.append(text);
        atWork--;
      },
    };
    const journal = await opened(slow);
    const keys = Array.from({ length: 50 }, (_, index) => String(index));
    await Promise.all(keys.map((key) => journal.add({ key, text: key })));
    assert.equal(most, 1);
    assert.equal(file.text, keys.map((key) => lineOf(key, key)).join(''));
  });

  /** A file with so many lines of each of some keys. */
  const repeated = (keys: number, times: number): string =>
    Array.from({ length: keys * times }, (_, index) =>
      lineOf(String(index % keys), String(index)),
    ).join('');

  it('leaves the last line of each key once there are many and most count no more', async () => {
    const file = new MemoryFile(repeated(100, 10), 1024);
    const journal = await opened(file);
    await journal.add({ key: '0', text: 'new' });
    await journal.add({ key: 'x', text: 'last' });
    assert.equal(file.replaces, 1);
    assert.equal(file.text.split('\n').length - 1, 101);
    assert.deepEqual(textsIn(await opened(file)).sort(), textsIn(journal).sort());
    assert.equal(journal.get('99')?.text, '999');
    for (let count = 0; count < 800; count++) {
      await journal.add({ key: '1', text: String(count) });
    }
    assert.equal(file.replaces, 1);
  });

  it('leaves a short journal as it is, and one whose lines count', async () => {
    for (const [keys, times] of [
      [10, 90],
      [600, 2],
    ] as const) {
      const file = new MemoryFile(repeated(keys, times), 4096);
      const journal = await opened(file);
      await journal.add({ key: 'x', text: '1' });
      await journal.add({ key: 'y', text: '2' });
      assert.equal(file.replaces, 0);
    }
  });

  it('keeps what another window has added when it leaves lines out', async () => {
    const file = new MemoryFile(repeated(10, 100), 4096);
    const [journal, other] = [await opened(file), await opened(file)];
    await other.add({ key: 'theirs', text: '1' });
    await journal.add({ key: 'ours', text: '2' });
    await journal.add({ key: 'ours', text: '3' });
    assert.ok(file.replaces > 0);
    const all = await opened(file);
    assert.deepEqual([all.get('theirs')?.text, all.get('ours')?.text], ['1', '3']);
  });

  it('goes on where lines cannot be left out, and tries that again when it has grown', async () => {
    const file = new MemoryFile(repeated(10, 100), 4096);
    const journal = await opened(file);
    file.replace = () => {
      file.replaces++;
      return Promise.reject(new Error('EPERM'));
    };
    for (let count = 0; count < 1500; count++) {
      await journal.add({ key: 'x', text: String(count) });
    }
    assert.equal(file.replaces, 2);
    assert.equal((await opened(file)).get('x')?.text, '1499');
  });

  it('says where it cannot be read', async () => {
    const file = new MemoryFile();
    file.read = async function* () {
      yield 'x';
      await Promise.resolve();
      throw new Error('EACCES');
    };
    await assert.rejects(opened(file), /EACCES/);
  });
});
