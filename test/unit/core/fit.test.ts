import assert from 'node:assert/strict';
import { fittedSize, patchCount, type FitRule, type Size } from '../../../src/core/images/fit';

const tiles: FitRule = { kind: 'tiles', box: 2048, shortSide: 768 };
const patches = (box: number, budget: number): FitRule => ({
  kind: 'patches',
  patch: 32,
  box,
  budget,
});

describe('fittedSize', () => {
  const cases: [string, FitRule, [number, number], [number, number]][] = [
    ['keeps what is within the box', { kind: 'box', box: 2048 }, [2048, 10], [2048, 10]],
    ['shrinks to the box', { kind: 'box', box: 2048 }, [4096, 1024], [2048, 512]],
    ['rounds the other side', { kind: 'box', box: 512 }, [1920, 1080], [512, 288]],
    ['never comes to nothing', { kind: 'box', box: 512 }, [9000, 1], [512, 1]],
    ['never enlarges', tiles, [100, 50], [100, 50]],
    ['shrinks the short side', tiles, [1920, 1080], [1365, 768]],
    ['shrinks to the box, then the short side', tiles, [2048, 4096], [768, 1536]],
    ['leaves a long strip in the box', tiles, [4096, 100], [2048, 50]],
    ['keeps what is within the budget', patches(2048, 1536), [1024, 1024], [1024, 1024]],
    ['shrinks to whole patches', patches(2048, 1536), [1800, 2400], [1056, 1408]],
    ['uses a budget up', patches(2048, 2500), [2048, 2048], [1600, 1600]],
    ['takes any budget', patches(512, Infinity), [2048, 2048], [512, 512]],
  ];
  for (const [what, rule, [width, height], [toWidth, toHeight]] of cases) {
    it(what, () => {
      const fitted = fittedSize(rule, { width, height });
      assert.deepEqual(fitted, { width: toWidth, height: toHeight });
    });
  }

  it('keeps a strip of one patch within a budget', () => {
    const strips: Size[] = [
      { width: 1, height: 65_535 },
      { width: 33, height: 65_535 },
      { width: 65_535, height: 63 },
    ];
    for (const size of strips) {
      assert.ok(patchCount(fittedSize(patches(65_535, 2500), size), 32) <= 2500);
    }
  });
});

describe('patchCount', () => {
  it('counts patches begun', () => {
    assert.equal(patchCount({ width: 1, height: 1 }, 32), 1);
    assert.equal(patchCount({ width: 33, height: 64 }, 32), 4);
  });
});
