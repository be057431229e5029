import assert from 'node:assert/strict';
import type { Box } from '../../../src/core/images/region';
import { useViewer } from './useBrowser';
import { demoPicture } from './viewerScenes';
import type { Place, ViewerPage } from './viewerPage';

/** Numbers from 0 to 1 that are the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function drag(viewer: ViewerPage, from: Place, to: Place): Promise<void> {
  await viewer.page.mouse.move(from.x, from.y);
  await viewer.page.mouse.down();
  await viewer.page.mouse.move(to.x, to.y);
  await viewer.page.mouse.up();
}

async function lastMarked(viewer: ViewerPage): Promise<Box> {
  const last = (await viewer.told()).marked.at(-1);
  assert.ok(last, 'a part was marked');
  assert.equal(last.picture, 'dashboard.png');
  return last.box;
}

describe('marking a part of a picture', () => {
  const open = useViewer();

  async function opened(): Promise<ViewerPage> {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    return viewer;
  }

  it('gives the rectangle that is dragged in fractions, exact to a pixel at any zoom', async () => {
    const viewer = await opened();
    const next = random(11);
    await viewer.button('Mark a Part').click();
    for (let round = 0; round < 12; round++) {
      await viewer.page.mouse.move(300 + next() * 300, 200 + next() * 300);
      await viewer.page.mouse.wheel(0, (next() - 0.6) * 900);
      const picture = await viewer.picture();
      const stage = await viewer.stage();
      const within = (low: number, high: number): number => low + Math.floor(next() * (high - low));
      const place = (): Place => ({
        x: within(Math.max(stage.x, picture.x) + 1, Math.min(stage.x + stage.width, picture.x + picture.width) - 1),
        y: within(Math.max(stage.y, picture.y) + 1, Math.min(stage.y + stage.height, picture.y + picture.height) - 1),
      }); // prettier-ignore
      const [from, to] = [place(), place()];
      await drag(viewer, from, to);
      const box = await lastMarked(viewer);
      const start = { x: picture.x + box.x * picture.width, y: picture.y + box.y * picture.height };
      const end = {
        x: start.x + box.width * picture.width,
        y: start.y + box.height * picture.height,
      };
      for (const [is, wanted] of [
        [start.x, Math.min(from.x, to.x)],
        [start.y, Math.min(from.y, to.y)],
        [end.x, Math.max(from.x, to.x)],
        [end.y, Math.max(from.y, to.y)],
      ] as const) {
        assert.ok(Math.abs(is - wanted) < 0.5, `${is} instead of ${wanted} in round ${round}`);
      }
    }
    assert.equal((await viewer.told()).marked.length, 12);
  });

  it('takes no more than the picture, and nothing for a click or a drag beside it', async () => {
    const viewer = await opened();
    await viewer.page.keyboard.press('-');
    await viewer.page.keyboard.press('-');
    const { x, y, width, height } = await viewer.picture();
    await viewer.button('Mark a Part').click();
    await viewer.page.mouse.click(x + 50, y + 50);
    await drag(viewer, { x: 5, y: y + 10 }, { x: x - 20, y: y + 60 });
    assert.deepEqual((await viewer.told()).marked, []);
    await drag(viewer, { x: x + width / 2, y: y + height / 2 }, { x: x + width + 40, y: y - 3 });
    const box = await lastMarked(viewer);
    assert.ok(Math.abs(box.x + box.width - 1) < 1e-9);
    assert.equal(box.y, 0);
    assert.ok(Math.abs(box.width - 0.5) < 0.01 && Math.abs(box.height - 0.5) < 0.01);
  });

  it('numbers the parts, which stay until the owner sets them anew', async () => {
    const viewer = await opened();
    await viewer.button('Mark a Part').click();
    const corner = await viewer.placeOf({ x: 0.1, y: 0.1 });
    await drag(viewer, corner, { x: corner.x + 100, y: corner.y + 80 });
    await drag(viewer, { x: corner.x + 300, y: corner.y }, { x: corner.x + 400, y: corner.y + 80 });
    const list = viewer.page.getByRole('list', { name: 'Regions' });
    assert.deepEqual(await list.getByRole('button').allInnerTexts(), [
      '1\nMarked part',
      '2\nMarked part',
    ]);
    await viewer.page.getByRole('status').getByText('Part 2 is marked.').waitFor({ state: 'attached' }); // prettier-ignore
    await viewer.setMarks('dashboard.png', [
      { id: 'a', number: 2, label: 'Total', region: { box: await lastMarked(viewer) } },
    ]);
    assert.deepEqual(await list.getByRole('button').allInnerTexts(), ['2\nTotal']);
    await viewer.setMarks('dashboard.png', []);
    assert.equal(await list.count(), 0);
  });

  it('works by keys alone', async () => {
    const viewer = await opened();
    const { keyboard } = viewer.page;
    await keyboard.press('1');
    const stage = await viewer.stage();
    await keyboard.press('m');
    assert.equal(await viewer.button('Mark a Part').getAttribute('aria-pressed'), 'true');
    await viewer.page.getByText('Drag over a part', { exact: false }).first().waitFor();
    await keyboard.press('Enter');
    const first = await lastMarked(viewer);
    assert.ok(Math.abs(first.width - (stage.width / 1400) * 0.25) < 1e-6);

    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowUp');
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Enter');
    const second = await lastMarked(viewer);
    const isAbout = (is: number, pixels: number, side: number): void =>
      assert.ok(Math.abs(is * side - pixels) < 0.01, `${is * side} instead of ${pixels}`);
    isAbout(second.x - first.x, 16, 1400);
    isAbout(second.y - first.y, -8, 900);
    isAbout(second.width - first.width, 8, 1400);
    isAbout(second.height - first.height, 16, 900);

    await keyboard.press('Escape');
    assert.equal(await viewer.button('Mark a Part').getAttribute('aria-pressed'), 'false');
    assert.ok(await viewer.application.isVisible(), 'Escape left the mode only');
    await keyboard.press('Enter');
    assert.equal((await viewer.told()).marked.length, 2);
    await keyboard.press('Escape');
    await viewer.application.waitFor({ state: 'hidden' });
  });

  it('keeps the rectangle of the keys in sight', async () => {
    const viewer = await opened();
    const { keyboard } = viewer.page;
    await keyboard.press('1');
    for (let step = 0; step < 4; step++) {
      await keyboard.press('+');
    }
    await keyboard.press('m');
    for (let step = 0; step < 60; step++) {
      await keyboard.press('ArrowRight');
    }
    const { x } = await viewer.picture();
    await keyboard.press('Enter');
    const { x: left, width } = await lastMarked(viewer);
    const end = await viewer.placeOf({ x: left + width, y: 0.5 });
    assert.ok(end.x <= 1000 && end.x > 800, `${end.x}`);
    assert.ok(x < 0);
  });

  it('pans by the middle button meanwhile, and forgets a drag that is cut off', async () => {
    const viewer = await opened();
    await viewer.page.keyboard.press('1');
    await viewer.page.keyboard.press('m');
    const before = await viewer.picture();
    await viewer.page.mouse.move(500, 300);
    await viewer.page.mouse.down({ button: 'middle' });
    await viewer.page.mouse.move(450, 320);
    await viewer.page.mouse.up({ button: 'middle' });
    const after = await viewer.picture();
    assert.deepEqual([after.x - before.x, after.y - before.y], [-50, 20]);
    assert.deepEqual((await viewer.told()).marked, []);
  });
});
