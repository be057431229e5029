import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import type { ImageFile } from '../../../src/core/images/images';
import { Drawings, type Draw, type DrawingPorts } from '../../../src/host/conversation/drawings';
import { browserText, disposeImaging, withDrawing } from '../../../src/imaging';

const vector: ImageFile = {
  name: 'flow.svg',
  type: 'image/svg+xml',
  bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>'),
  width: 40,
  height: 20,
  traits: [],
  limits: ['html', 'style', 'glyphs', 'outside'],
  isForBrowser: true,
};

const picture = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 4, background: '#0a7' } });
const png = async (width: number, height: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await picture(width, height).png().toBuffer());

const { signal } = new AbortController();
const never = new Promise<never>(() => undefined);

/** What has a page draw, and what the store of images was told. */
function begin(ports: Partial<DrawingPorts> = {}) {
  const redrawn: ImageFile[] = [];
  const drawings = new Drawings({
    images: { redraw: (_, drawn) => void redrawn.push(drawn) },
    loadImaging: () => Promise.resolve({ browserText, withDrawing }),
    log: { info: () => undefined },
    ...ports,
  });
  return { drawings, redrawn };
}

describe('a vector that is for a browser', function () {
  this.timeout(30_000);
  after(disposeImaging);

  it('is drawn by the page at its size, once, and is told without the limits that no longer hold', async () => {
    const { drawings, redrawn } = begin();
    const asked: Parameters<Draw>[0][] = [];
    const bytes = await png(40, 20);
    drawings.pageCame((request) => {
      asked.push(request);
      return Promise.resolve({ png: bytes });
    });
    const [first, second] = await Promise.all([
      drawings.drawn(vector, signal),
      drawings.drawn(vector, signal),
    ]);
    const { limits: _, isForBrowser: __, ...rest } = vector;
    assert.deepEqual(first, { ...rest, limits: ['outside'], drawing: bytes });
    assert.equal(second, first);
    assert.deepEqual(redrawn, [first]);
    assert.deepEqual(asked, [
      {
        svg: '<svg width="40" height="20" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>',
        width: 40,
        height: 20,
      },
    ]);
  });

  it('waits for a page that is on its way', async () => {
    const { drawings } = begin();
    const drawn = drawings.drawn(vector, signal);
    const bytes = await png(40, 20);
    drawings.pageCame(() => Promise.resolve({ png: bytes }));
    assert.ok('drawing' in (await drawn));
  });

  it('stays as it is where no page comes or the page has gone, and is drawn by the next', async () => {
    const { drawings, redrawn } = begin({ arrivalMilliseconds: 1 });
    assert.equal(await drawings.drawn(vector, signal), vector);
    drawings.pageCame(() => never);
    const waiting = drawings.drawn(vector, signal);
    await new Promise(setImmediate);
    drawings.pageWent();
    assert.equal(await waiting, vector);
    assert.equal(await drawings.drawn(vector, signal), vector);
    assert.deepEqual(redrawn, []);
    const bytes = await png(40, 20);
    drawings.pageCame(() => Promise.resolve({ png: bytes }));
    assert.ok('drawing' in (await drawings.drawn(vector, signal)));
  });

  it('stays as it is where the page does not answer, which is not asked again', async () => {
    const { drawings } = begin({ drawMilliseconds: 1 });
    let asked = 0;
    drawings.pageCame(() => {
      asked++;
      return never;
    });
    const other = { ...vector };
    const all = [drawings.drawn(vector, signal), drawings.drawn(other, signal)];
    assert.deepEqual(await Promise.all(all), [vector, other]);
    assert.equal(await drawings.drawn(vector, signal), vector);
    assert.equal(asked, 1);
    drawings.pageCame(() => assert.fail('it was too much for a page already'));
    assert.equal(await drawings.drawn(vector, signal), vector);
  });

  it('stays as it is where the page fails, or gives no whole PNG of that size', async () => {
    const whole = await png(40, 20);
    const damaged = Buffer.from(whole);
    damaged.fill(0, damaged.indexOf('IDAT') + 4, damaged.indexOf('IDAT') + 20);
    const answers: Draw[] = [
      () => Promise.reject(new Error('EncodingError')),
      ...[
        Buffer.alloc(0),
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
        whole.subarray(0, -20),
        damaged,
        await png(20, 40),
        await picture(40, 20).jpeg().toBuffer(),
      ].map((bytes) => () => Promise.resolve({ png: new Uint8Array(bytes) })),
    ];
    for (const [index, answer] of answers.entries()) {
      const { drawings, redrawn } = begin();
      drawings.pageCame(answer);
      assert.equal(await drawings.drawn(vector, signal), vector, String(index));
      assert.deepEqual(redrawn, []);
    }
  });

  it('is given up at once where that is wanted', async () => {
    const { drawings } = begin();
    const controller = new AbortController();
    const waiting = drawings.drawn(vector, controller.signal);
    const reason = new Error('stopped');
    controller.abort(reason);
    await assert.rejects(waiting, reason);
    drawings.pageCame(() => never);
    const asking = new AbortController();
    const drawing = drawings.drawn(vector, asking.signal);
    await new Promise(setImmediate);
    asking.abort(reason);
    await assert.rejects(drawing, reason);
    drawings.pageWent();
  });

  it('is no other image: that is never given to a page', async () => {
    const { drawings } = begin();
    drawings.pageCame(() => assert.fail('asked'));
    const { isForBrowser: _, ...plain } = vector;
    const remote = { name: 'a.svg', url: 'https://pictures.example/a.svg' };
    assert.equal(await drawings.drawn(plain, signal), plain);
    assert.equal(await drawings.drawn(remote, signal), remote);
  });
});
