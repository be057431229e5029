import assert from 'node:assert/strict';
import { useViewer } from './useBrowser';
import { demoPicture, manyRegions, twoRegions } from './viewerScenes';
import type { ViewerPage } from './viewerPage';

/** How opaque what is drawn over the picture is at a point of the picture, in fractions. */
async function inkAt(viewer: ViewerPage, x: number, y: number): Promise<number> {
  return (await viewer.drawnAt(await viewer.placeOf({ x, y })))[3] ?? 0;
}

describe('the regions of a picture', () => {
  const open = useViewer();

  async function withRegions(): Promise<ViewerPage> {
    const viewer = await open();
    await viewer.show([{ ...(await demoPicture('dashboard.png')), regions: twoRegions }]);
    return viewer;
  }

  it('are in a list, a button for each', async () => {
    const viewer = await withRegions();
    const list = viewer.application.getByRole('list', { name: 'Regions' });
    assert.deepEqual(await list.getByRole('button').allInnerTexts(), [
      '1\nButton “Save”',
      '2\nNavigation',
    ]);
    assert.equal(await list.getByRole('listitem').count(), 2);
  });

  it('are drawn as boxes and polygons, at any zoom', async () => {
    const viewer = await withRegions();
    const place = await viewer.placeOf({ x: 0.3, y: 0.69 });
    for (const delta of [0, -400, -400, 900, 200]) {
      await viewer.page.mouse.move(place.x, place.y);
      await viewer.page.mouse.wheel(0, delta);
      assert.ok((await inkAt(viewer, 0.3, 0.65)) > 0, 'an edge of the polygon');
      assert.equal(await inkAt(viewer, 0.25, 0.66), 0, 'its inside');
      assert.equal(await inkAt(viewer, 0.34, 0.66), 0, 'what it leaves out');
    }
    assert.ok((await inkAt(viewer, 0.6, 0.2)) > 0, 'an edge of the box');
  });

  it('light up in the list when the pointer is on them, by their true outline', async () => {
    const viewer = await withRegions();
    const hover = async (x: number, y: number): Promise<void> => {
      const place = await viewer.placeOf({ x, y });
      await viewer.page.mouse.move(place.x, place.y);
      await viewer.painted();
    };
    const lit = viewer.page.locator('.viewer-region.lit');
    await hover(0.2, 0.5);
    assert.equal(await lit.innerText(), '2\nNavigation');
    assert.ok((await inkAt(viewer, 0.25, 0.66)) > 0, 'its inside is tinted');
    await hover(0.6, 0.5);
    assert.equal(await lit.count(), 0, 'beside the polygon');
    await hover(0.7, 0.2);
    assert.equal(await lit.innerText(), '1\nButton “Save”');
    await viewer.page.mouse.move(500, 5);
    await viewer.painted();
    assert.equal(await lit.count(), 0);
    assert.deepEqual((await viewer.told()).lit, ['corner', null, 'box', null]);
  });

  it('light up on the picture when their button is pointed at, has the focus, or the page says so', async () => {
    const viewer = await withRegions();
    const button = viewer.page.getByRole('button', { name: 'Navigation' });
    const isLit = async (): Promise<boolean> => (await inkAt(viewer, 0.25, 0.66)) > 0;
    assert.equal(await isLit(), false);
    await button.hover();
    assert.equal(await isLit(), true);
    await viewer.page.mouse.move(500, 5);
    assert.equal(await isLit(), false);
    await button.focus();
    assert.equal(await isLit(), true);
    await viewer.application.focus();
    assert.equal(await isLit(), false);
    assert.deepEqual((await viewer.told()).lit, ['corner', null, 'corner', null]);
    await viewer.light('corner');
    assert.equal(await isLit(), true);
    assert.equal(await viewer.page.locator('.viewer-region.lit').innerText(), '2\nNavigation');
    await viewer.light(undefined);
    assert.equal(await isLit(), false);
    assert.equal((await viewer.told()).lit.length, 4, 'the page knows what it said itself');
  });

  it('are gone to by their button', async () => {
    const viewer = await withRegions();
    await viewer.page.getByRole('button', { name: 'Button “Save”' }).click();
    const [middle, stage] = [await viewer.placeOf({ x: 0.725, y: 0.2 }), await viewer.stage()];
    assert.ok(Math.abs(middle.x - stage.x - stage.width / 2) < 1);
    assert.ok(Math.abs(middle.y - stage.y - stage.height / 2) < 1);
    const { width } = await viewer.picture();
    assert.ok(width * 0.25 > stage.width * 0.4 && width * 0.25 < stage.width);
  });

  it('can be hidden, but for the one that is lit', async () => {
    const viewer = await withRegions();
    const toggle = viewer.button('Show Regions');
    assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
    await toggle.click();
    assert.equal(await toggle.getAttribute('aria-pressed'), 'false');
    assert.equal(await inkAt(viewer, 0.3, 0.5), 0);
    await viewer.page.getByRole('button', { name: 'Navigation' }).hover();
    assert.ok((await inkAt(viewer, 0.3, 0.5)) > 0);
    assert.equal(await inkAt(viewer, 0.6, 0.2), 0);
    await toggle.click();
    assert.ok((await inkAt(viewer, 0.6, 0.2)) > 0);
  });

  it('change their colours with the theme', async () => {
    const viewer = await withRegions();
    const line = async (): Promise<number[]> =>
      viewer.drawnAt(await viewer.placeOf({ x: 0.3, y: 0.5 }));
    assert.deepEqual(await line(), [0x00, 0x78, 0xd4, 255]);
    await viewer.page.evaluate(() =>
      document.documentElement.style.setProperty('--vscode-focusBorder', '#f38518'),
    );
    assert.deepEqual(await line(), [0xf3, 0x85, 0x18, 255]);
  });

  it('have no list and no button where there are none', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    assert.equal(await viewer.page.getByRole('list', { name: 'Regions' }).count(), 0);
    assert.equal(await viewer.button('Show Regions').count(), 0);
  });

  it('can be a thousand', async () => {
    const viewer = await open();
    await viewer.show([{ ...(await demoPicture('dashboard.png')), regions: manyRegions(1000) }]);
    const list = viewer.application.getByRole('list', { name: 'Regions' });
    assert.equal(await list.getByRole('button').count(), 1000);
    const last = list.getByRole('button', { name: 'Thing 1000', exact: false });
    const { region } = manyRegions(1000)[999] ?? {};
    assert.ok(region && 'box' in region);
    const inside = await viewer.placeOf({ x: region.box.x + 0.012, y: region.box.y + 0.012 });
    await viewer.page.mouse.move(inside.x, inside.y);
    await viewer.page.locator('.viewer-region.lit').getByText('Thing 1000').waitFor();
    const box = await last.boundingBox();
    assert.ok(box && box.y + box.height <= 700, 'it was brought into sight');
  });
});
