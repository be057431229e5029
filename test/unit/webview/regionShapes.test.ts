import assert from 'node:assert/strict';
import type { Region } from '../../../src/core/images/region';
import { boxBetween, middleOf, moved, resized } from '../../../src/webview/viewer/markBox';
import { holds, regionAt } from '../../../src/webview/viewer/regionShapes';

const box = (x: number, y: number, width: number, height: number): Region => ({
  box: { x, y, width, height },
});
/** An L: its upper right is not in it. */
const corner: Region = {
  polygon: [
    { x: 0.1, y: 0.1 },
    { x: 0.3, y: 0.1 },
    { x: 0.3, y: 0.7 },
    { x: 0.9, y: 0.7 },
    { x: 0.9, y: 0.9 },
    { x: 0.1, y: 0.9 },
  ],
};
const viewed = (id: string, region: Region) => ({ id, number: 1, label: id, region });

describe('regions under the pointer', () => {
  it('are boxes with their edges, and polygons without what they leave out', () => {
    assert.ok(holds(box(0.2, 0.2, 0.2, 0.2), { x: 0.2, y: 0.4 }));
    assert.ok(!holds(box(0.2, 0.2, 0.2, 0.2), { x: 0.41, y: 0.3 }));
    assert.ok(holds(corner, { x: 0.2, y: 0.5 }));
    assert.ok(holds(corner, { x: 0.8, y: 0.8 }));
    assert.ok(!holds(corner, { x: 0.6, y: 0.4 }));
    assert.ok(!holds(corner, { x: 0.05, y: 0.5 }));
  });

  it('are the smallest where several lie over one another', () => {
    const all = [viewed('page', box(0, 0, 1, 1)), viewed('button', box(0.4, 0.4, 0.1, 0.1)), viewed('form', corner)]; // prettier-ignore
    assert.equal(regionAt(all, { x: 0.45, y: 0.45 })?.id, 'button');
    assert.equal(regionAt(all, { x: 0.2, y: 0.5 })?.id, 'form');
    assert.equal(regionAt(all, { x: 0.6, y: 0.2 })?.id, 'page');
    assert.equal(regionAt(all, { x: 1.1, y: 0.2 }), undefined);
  });
});

describe('a rectangle that is drawn', () => {
  it('has its corners in any order', () => {
    assert.deepEqual(boxBetween({ x: 0.75, y: 0.25 }, { x: 0.5, y: 0.5 }), {
      x: 0.5,
      y: 0.25,
      width: 0.25,
      height: 0.25,
    });
  });

  it('stays on the picture and keeps a size while it is moved and resized', () => {
    const start = middleOf({ x: 0, y: 0, width: 1, height: 1 }, 0.25);
    assert.deepEqual(start, { x: 0.375, y: 0.375, width: 0.25, height: 0.25 });
    assert.deepEqual(moved(start, { x: 9, y: -9 }), { x: 0.75, y: 0, width: 0.25, height: 0.25 });
    const least = { x: 0.01, y: 0.02 };
    assert.deepEqual(resized(start, { x: 9, y: -9 }, least), {
      x: 0.375,
      y: 0.375,
      width: 0.625,
      height: 0.02,
    });
  });
});
