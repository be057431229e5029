import assert from 'node:assert/strict';
import {
  allowedScale,
  centred,
  fitScale,
  isOnPicture,
  kept,
  mostScale,
  partOnStage,
  revealing,
  scaledAt,
  showing,
  toPixels,
  toPoint,
  toSpot,
  type Size,
  type View,
} from '../../../src/webview/viewer/view';

const stage: Size = { width: 800, height: 600 };
const picture: Size = { width: 3840, height: 2160 };

/** Numbers from 0 to 1 that are the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const next = random(7);
const between = (low: number, high: number): number => low + next() * (high - low);
const anyView = (): View => ({
  scale: Math.exp(between(Math.log(0.02), Math.log(mostScale))),
  x: between(-20_000, 800),
  y: between(-20_000, 600),
});

describe('how a picture lies on the stage', () => {
  it('fits as a whole in the middle, and no larger than it is', () => {
    const fit = centred(picture, stage, fitScale(picture, stage));
    assert.deepEqual(fit, { scale: 800 / 3840, x: 0, y: 75 });
    const small = { width: 17, height: 11 };
    assert.equal(fitScale(small, stage), 1);
    assert.deepEqual(centred(small, stage, 1), { scale: 1, x: 392, y: 295 });
  });

  it('takes a place of the stage to a point of the picture and back, exact to a millionth of a pixel', () => {
    for (let round = 0; round < 2000; round++) {
      const view = anyView();
      const spot = { x: between(0, 800), y: between(0, 600) };
      const back = toSpot(toPoint(spot, view, picture), view, picture);
      assert.ok(
        Math.hypot(back.x - spot.x, back.y - spot.y) < 1e-6,
        JSON.stringify({ view, spot }),
      );
    }
  });

  it('keeps what is under the pointer in place while it is zoomed again and again', () => {
    for (let round = 0; round < 500; round++) {
      const spot = { x: between(0, 800), y: between(0, 600) };
      let view = anyView();
      const before = toPixels(spot, view);
      for (let step = 0; step < 20; step++) {
        const scale = allowedScale(view.scale * between(0.5, 2), picture, stage);
        view = scaledAt(view, scale, spot);
      }
      const after = toPixels(spot, view);
      assert.ok(Math.hypot(after.x - before.x, after.y - before.y) * view.scale < 1e-3);
    }
  });

  it('cannot be zoomed or moved out of sight', () => {
    assert.equal(allowedScale(1e9, picture, stage), mostScale);
    assert.equal(allowedScale(0, picture, stage), 800 / 3840 / 4);
    for (let round = 0; round < 500; round++) {
      const { scale, x, y } = anyView();
      const far = { scale, x: x * between(-9, 9), y: y * between(-9, 9) };
      const near = kept(far, picture, stage);
      const seen = partOnStage(near, picture, stage);
      const least = (length: number): number => Math.min(48, length * scale) - 1e-6;
      assert.ok(seen.width * picture.width * scale >= least(picture.width));
      assert.ok(seen.height * picture.height * scale >= least(picture.height));
      assert.deepEqual(kept(near, picture, stage), near);
    }
  });

  it('tells what is on the picture and what is beside it', () => {
    const view = { scale: 2, x: 10, y: 20 };
    const tiny = { width: 5, height: 5 };
    assert.ok(isOnPicture({ x: 10, y: 20 }, view, tiny));
    assert.ok(isOnPicture({ x: 19.9, y: 29.9 }, view, tiny));
    assert.ok(!isOnPicture({ x: 20, y: 25 }, view, tiny));
    assert.ok(!isOnPicture({ x: 9.9, y: 25 }, view, tiny));
  });

  it('shows a part in its middle, or moves just as far as to have it in sight', () => {
    for (let round = 0; round < 300; round++) {
      const part = { x: next() * 0.9, y: next() * 0.9, width: 0.001 + next() * 0.09, height: 0.05 };
      const view = showing(part, picture, stage);
      const middle = { x: part.x + part.width / 2, y: part.y + part.height / 2 };
      const at = toSpot(middle, view, picture);
      assert.ok(Math.abs(at.x - 400) < 1e-6 && Math.abs(at.y - 300) < 1e-6);
      assert.deepEqual(revealing(view, part, picture, stage), view);
      const away = { scale: view.scale, x: view.x + between(-5000, 5000), y: view.y - 900 };
      const revealed = revealing(away, part, picture, stage);
      const start = toSpot(part, revealed, picture);
      const end = toSpot({ x: part.x + part.width, y: part.y + part.height }, revealed, picture);
      assert.ok(start.x > 0 && start.y > 0 && end.x < 800 && end.y < 600);
    }
  });
});
