import assert from 'node:assert/strict';
import {
  formatSession,
  parseSession,
  type KeptImage,
  type KeptSession,
} from '../../../src/host/conversation/sessionFile';
import { SessionStore, type SessionFiles } from '../../../src/host/conversation/sessionStore';
import type { ImageFile } from '../../../src/core/images/images';
import { ImageStore } from '../../../src/host/images/imageStore';

class MemoryFolder implements SessionFiles {
  readonly files = new Map<string, string | Uint8Array>();
  /** The names of pictures, in the order in which they were written. */
  readonly written: string[] = [];

  names = () => Promise.resolve([...this.files.keys()]);
  remove = (name: string) => Promise.resolve(void this.files.delete(name));
  read(name: string): Promise<string | undefined> {
    const content = this.files.get(name);
    return Promise.resolve(typeof content === 'string' ? content : undefined);
  }
  write(name: string, content: string | Uint8Array): Promise<void> {
    if (typeof content !== 'string') {
      this.written.push(name);
    }
    this.files.set(name, content);
    return Promise.resolve();
  }
  get pictures(): string[] {
    return [...this.files.keys()].filter((name) => !name.endsWith('.json')).sort();
  }
}

const pasted = (id: string): KeptImage => ({
  id,
  name: 'pasted.png',
  uri: `file:///store/${id}.png`,
  isUrl: false,
  isPasted: true,
});

function session(id: string, changed: number, ...images: KeptImage[]): KeptSession {
  return {
    id,
    title: 'Ask',
    changed,
    images,
    turns: [
      {
        id: 0,
        question: { text: 'What?', images: images.map((image) => image.id), detail: 'auto' },
        replies: [{ text: 'A form.', state: 'done' }],
        shown: 0,
      },
    ],
    consent: { given: [] },
  };
}

const bytesOf = (id: string): Uint8Array => new TextEncoder().encode(id);

describe('the pasted pictures of a conversation', () => {
  function stage(isKept = true) {
    const files = new MemoryFolder();
    const limits = { isKept, conversations: 9, days: 9 };
    let last = 0;
    const store = new SessionStore(
      files,
      () => limits,
      () => 0,
      () => `new-${++last}`,
    );
    return { files, store, limits };
  }

  it('are written once, however often it is kept', async () => {
    const { files, store } = stage();
    await store.save(session('a', 1, pasted('p')), 0, bytesOf);
    await store.save(session('a', 2, pasted('p')), 1, bytesOf);
    await store.save(session('a', 3, pasted('p'), pasted('q')), 2, bytesOf);
    assert.deepEqual(files.written, ['p.png', 'q.png']);
    assert.deepEqual(files.files.get('p.png'), bytesOf('p'));
  });

  it('go with it, and when they are no longer its own', async () => {
    const { files, store } = stage();
    await store.save(session('a', 1, pasted('p'), pasted('q')), 0, bytesOf);
    const saved = { id: 'q', name: 'q.png', uri: 'file:///work/q.png', isUrl: false };
    await store.save(session('a', 2, pasted('p'), saved), 1, bytesOf);
    assert.deepEqual(files.pictures, ['p.png']);
    await store.delete('a');
    assert.deepEqual([...files.files.keys()], []);
  });

  it('stay as long as another window’s conversation has them', async () => {
    const { files, store } = stage();
    await store.save(session('a', 1, pasted('p')), 0, bytesOf);
    assert.equal(await store.save(session('a', 3, pasted('p')), 0, bytesOf), 'new-1');
    await store.delete('a');
    assert.deepEqual(files.pictures, ['p.png']);
    await store.delete('new-1');
    assert.deepEqual(files.pictures, []);
  });

  it('are not kept where nothing is, and go with all that was', async () => {
    const { files, store, limits } = stage(false);
    await store.save(session('a', 1, pasted('p')), 0, bytesOf);
    assert.deepEqual([...files.files.keys()], []);
    limits.isKept = true;
    await store.save(session('a', 1, pasted('p')), 0, bytesOf);
    limits.isKept = false;
    await store.prune();
    assert.deepEqual([...files.files.keys()], []);
  });

  it('are no files but those that the store has written', async () => {
    const { files, store } = stage();
    files.files.set('other.json', '{}');
    for (const uri of ['file:///x/other.json', 'file:///x/..', 'file:///x/a%2Fb.png']) {
      const hostile = { ...pasted('p'), uri };
      await store.save(session('a', 1, hostile), 0, bytesOf);
      await store.delete('a');
    }
    assert.deepEqual([...files.files.keys()], ['other.json']);
    assert.deepEqual(files.written, []);
  });

  it('are kept as such, and with those that wait for their question', () => {
    const kept = { ...session('a', 1, pasted('p')), pending: ['p'] };
    assert.deepEqual(parseSession(formatSession(kept)), kept);
    const waiting = { ...kept, turns: [] };
    assert.deepEqual(parseSession(formatSession(waiting)), waiting);
  });
});

describe('a pasted picture in the store of images', () => {
  const file: ImageFile = {
    name: 'pasted.png',
    type: 'image/png',
    bytes: Uint8Array.of(1),
    width: 1,
    height: 1,
    traits: [],
  };
  const kept = new URL('https://kept.example/p.png');

  it('is there without a read, and is a file as soon as it is saved', async () => {
    const store = new ImageStore(
      () => Promise.reject(new Error('nothing is read')),
      undefined,
      () => 'p',
    );
    const id = store.addPasted(file, (of) => new URL(`https://kept.example/${of}.png`));
    assert.equal(await store.get(id), file);
    const { name, isPasted, address } = store.record(id) ?? {};
    assert.deepEqual([name, isPasted, String(address)], ['pasted.png', true, String(kept)]);
    store.saved(id, new URL('https://work.example/mine.png'));
    const after = store.record(id);
    assert.deepEqual([after?.name, after?.isPasted], ['mine.png', undefined]);
    assert.equal((await store.get(id)).name, 'mine.png');
    store.saved(id, kept);
    assert.equal(store.record(id)?.name, 'mine.png', 'only what was pasted');
  });

  it('is read under its own name when it is brought back', async () => {
    const store = new ImageStore((address) =>
      Promise.resolve({ ...file, name: String(address).slice(-5) }),
    );
    store.restore({ id: 'p', address: kept, name: 'pasted.png', isPasted: true });
    assert.equal(store.record('p')?.name, 'pasted.png');
    assert.equal((await store.get('p')).name, 'pasted.png');
    assert.ok(store.record('p')?.isPasted);
  });
});
