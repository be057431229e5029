import assert from 'node:assert/strict';
import { boundsOf, onPicture, onWhole, type Region } from '../../../../src/core/images/region';

describe('a region of a picture', () => {
  const triangle: Region = {
    polygon: [
      { x: 0.2, y: 0.4 },
      { x: 0.6, y: 0.1 },
      { x: 0.5, y: 0.9 },
    ],
  };

  it('has bounds', () => {
    const { x, y, width, height } = boundsOf(triangle);
    assert.deepEqual([x, y], [0.2, 0.1]);
    assert.ok(Math.abs(width - 0.4) < 1e-12 && Math.abs(height - 0.8) < 1e-12);
    const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
    assert.equal(boundsOf({ box }), box);
  });

  it('is cut where it leaves the picture, and is none where nothing of it is left', () => {
    assert.deepEqual(onPicture({ box: { x: -0.5, y: 0.5, width: 1, height: 1 } }), {
      box: { x: 0, y: 0.5, width: 0.5, height: 0.5 },
    });
    assert.deepEqual(onPicture(triangle), triangle);
    const nothing: readonly Region[] = [
      { box: { x: 1.1, y: 0, width: 0.5, height: 0.5 } },
      { box: { x: 0.1, y: 0.1, width: 0, height: 0.5 } },
      { box: { x: 0.1, y: 0.1, width: Number.NaN, height: 0.5 } },
      { box: { x: 0.1, y: 0.1, width: Infinity, height: 0.5 } },
      { polygon: [] },
      { polygon: triangle.polygon.slice(0, 2) },
    ];
    nothing.forEach((region) => assert.equal(onPicture(region), undefined));
  });

  it('may be drawn from any corner', () => {
    assert.deepEqual(onPicture({ box: { x: 0.5, y: 0.5, width: -0.25, height: -0.5 } }), {
      box: { x: 0.25, y: 0, width: 0.25, height: 0.5 },
    });
  });

  it('of a part is one of the whole, as far as it is on that', () => {
    const size = { width: 200, height: 100 };
    const source = { left: 50, top: -25, width: 100, height: 50 };
    const box = (x: number, y: number, width: number, height: number): Region => ({
      box: { x, y, width, height },
    });
    assert.deepEqual(onWhole(box(0.5, 0.5, 0.5, 0.5), source, size), box(0.5, 0, 0.25, 0.25));
    assert.deepEqual(onWhole(box(0, 0, 1, 1), source, size), box(0.25, 0, 0.5, 0.25));
    assert.equal(onWhole(box(0, 0, 1, 0.5), source, size), undefined, 'it is all margin');
    const corner = {
      polygon: [
        { x: 0, y: 1 },
        { x: 1, y: 1 },
        { x: 1, y: 0.5 },
      ],
    };
    assert.deepEqual(onWhole(corner, source, size), {
      polygon: [
        { x: 0.25, y: 0.25 },
        { x: 0.75, y: 0.25 },
        { x: 0.75, y: 0 },
      ],
    });
  });
});
