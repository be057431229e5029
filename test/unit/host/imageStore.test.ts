import assert from 'node:assert/strict';
import type { ImageFile } from '../../../src/core/images/images';
import { ImageStore, type ReadImage } from '../../../src/host/images/imageStore';

const address = (name: string): URL => new URL(`https://pictures.example/${name}`);

function file(name: string, ...bytes: number[]): ImageFile {
  const size = { width: 1, height: 1 };
  return { name, type: 'image/png', bytes: Uint8Array.from(bytes), ...size, traits: [] };
}

async function imageBytes(store: ImageStore, id: string): Promise<Uint8Array> {
  const image = await store.get(id);
  assert.ok('bytes' in image);
  return image.bytes;
}

describe('the store of images', () => {
  it('reads an image once, when it is taken in, for all who ask', async () => {
    let reads = 0;
    const store = new ImageStore(() => {
      reads++;
      return Promise.resolve(file('a.png', 1));
    });
    const id = store.add(address('a.png'));
    const [first, second] = await Promise.all([store.get(id), store.get(id)]);
    assert.equal(first, second);
    assert.equal(await store.get(id), first);
    assert.equal(reads, 1);
    assert.equal(store.known(id), first);
  });

  it('names an image before it is read, and knows its hash after', async () => {
    const store = new ImageStore(() => Promise.resolve(file('a.png', 1, 2, 3)));
    const id = store.add(address('a.png'));
    assert.deepEqual(store.record(id), { id, name: 'a.png', address: address('a.png') });
    await store.get(id);
    assert.equal(
      store.record(id)?.hash,
      '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
    );
  });

  it('holds equal bytes once, while somebody holds them', async () => {
    const store = new ImageStore((where) =>
      Promise.resolve(file('a.png', String(where).endsWith('c.png') ? 2 : 1)),
    );
    const [a, b, c] = ['a.png', 'b.png', 'c.png'].map((name) => store.add(address(name)));
    assert.ok(a && b && c);
    assert.equal(await store.get(a), await store.get(b));
    assert.notEqual(await store.get(a), await store.get(c));
    store.release([a]);
    assert.equal(store.record(a), undefined);
    assert.ok(store.known(b));
  });

  it('tries anew what failed', async () => {
    let fails = true;
    const store = new ImageStore(() =>
      fails ? Promise.reject(new Error('locked')) : Promise.resolve(file('a.png', 1)),
    );
    const id = store.add(address('a.png'));
    await assert.rejects(store.get(id), /locked/);
    fails = false;
    assert.equal((await store.get(id)).name, 'a.png');
  });

  it('gives up reading what is let go', async () => {
    const read: ReadImage = (_, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const store = new ImageStore(read);
    const id = store.add(address('a.png'));
    const reading = store.get(id);
    store.release([id]);
    await assert.rejects(reading, { name: 'AbortError' });
  });

  it('puts what was downloaded in the place of a remote image', async () => {
    const remote = { name: 'a.png', url: 'https://pictures.example/a.png' };
    const store = new ImageStore(() => Promise.resolve(remote));
    const id = store.add(address('a.png'));
    await store.get(id);
    const downloaded = file('a.png', 1);
    store.replace(remote, downloaded);
    assert.equal(await store.get(id), downloaded);
  });

  it('holds a part of an image as an image of its own, cut when the whole is there', async () => {
    const cuts: unknown[] = [];
    const store = new ImageStore(
      () => Promise.resolve(file('a.png', 1, 2, 3)),
      (image, { box, name }) => {
        cuts.push([image.name, box]);
        return Promise.resolve(file(name, 2));
      },
    );
    const whole = store.add(address('a.png'));
    const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
    const part = { of: whole, box, name: 'a.png, part 1' };
    const id = store.addPart(part);
    assert.equal(store.record(id)?.name, 'a.png, part 1');
    assert.deepEqual([...(await imageBytes(store, id))], [2]);
    assert.deepEqual(cuts, [['a.png', box]]);
    assert.deepEqual(store.record(id)?.part, part);
    assert.deepEqual(store.record(id)?.address, address('a.png'));
    assert.throws(() => store.addPart({ ...part, of: 'nobody' }), { kind: 'imageNotReadable' });
    store.restore({ id: 'again', address: address('a.png'), part: { ...part, of: 'nobody' } });
    await assert.rejects(store.get('again'), { kind: 'imageNotReadable' });
  });

  it('says where a file is no longer what was asked about', async () => {
    const store = new ImageStore(() => Promise.resolve(file('a.png', 1, 2, 3)));
    store.restore({
      id: 'same',
      address: address('a.png'),
      hash: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
    });
    store.restore({ id: 'other', address: address('a.png'), hash: '00' });
    assert.equal(store.record('other')?.isChanged, undefined, 'not known before it is read');
    await Promise.all([store.get('same'), store.get('other')]);
    assert.equal(store.record('same')?.isChanged, undefined);
    assert.equal(store.record('other')?.isChanged, true);
  });
});
