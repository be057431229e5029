import assert from 'node:assert/strict';
import { useViewer } from './useBrowser';
import { demoPicture, given, painted, turnedJpeg } from './viewerScenes';
import type { Place, ViewerPage } from './viewerPage';

/** The fraction of the picture that is at a place of the window. */
async function pointAt(viewer: ViewerPage, place: Place): Promise<Place> {
  const { x, y, width, height } = await viewer.picture();
  return { x: (place.x - x) / width, y: (place.y - y) / height };
}

function isNear(a: Place, b: Place, tolerance: number): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= tolerance;
}

describe('the viewer', () => {
  const open = useViewer();

  it('shows the whole picture at first, with its name, and takes the focus', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const [picture, stage] = [await viewer.picture(), await viewer.stage()];
    assert.ok(picture.x >= stage.x && picture.y >= stage.y);
    assert.ok(picture.x + picture.width <= stage.x + stage.width + 1);
    assert.ok(picture.y + picture.height <= stage.y + stage.height + 1);
    assert.ok(Math.abs(picture.width / picture.height - 1400 / 900) < 0.01);
    assert.equal(await viewer.application.getAttribute('aria-label'), 'dashboard.png');
    assert.ok(await viewer.application.evaluate((it) => it === document.activeElement));
    assert.equal(await viewer.button('Next Image').count(), 0, 'there is one picture');
  });

  it('closes by Escape and by its button, and gives the focus back', async () => {
    const viewer = await open();
    const picture = await demoPicture('dashboard.png');
    for (const close of [
      () => viewer.page.keyboard.press('Escape'),
      () => viewer.button('Close').click(),
    ]) {
      await viewer.show([picture]);
      await close();
      await viewer.application.waitFor({ state: 'hidden' });
      const focused = await viewer.page.evaluate(() => document.activeElement?.textContent);
      assert.equal(focused, 'Open');
    }
  });

  it('keeps the Tab key inside, both ways', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png'), await demoPicture('phone.png')]);
    const walk = async (key: string): Promise<string[]> => {
      const names: string[] = [];
      do {
        await viewer.page.keyboard.press(key);
        names.push(
          await viewer.page.evaluate(
            () => document.activeElement?.getAttribute('aria-label') ?? 'elsewhere',
          ),
        );
      } while (names.at(-1) !== 'dashboard.png' && names.length < 20);
      return names;
    };
    const forth = await walk('Tab');
    assert.deepEqual(forth, [
      'Previous Image',
      'Next Image',
      'Zoom Out',
      'Zoom In',
      'Fit',
      'Actual Size',
      'Mark a Part',
      'Close',
      'dashboard.png',
    ]);
    const back = await walk('Shift+Tab');
    assert.deepEqual(back.slice(0, -1), forth.slice(0, -1).reverse());
  });

  it('zooms around the pointer by the wheel and by pinching, and what is under it stays there', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const start = await viewer.picture();
    const place = {
      x: Math.round(start.x + start.width * 0.8),
      y: Math.round(start.y + start.height * 0.3),
    };
    await viewer.page.mouse.move(place.x, place.y);
    const before = await pointAt(viewer, place);
    for (const [delta, isPinch] of [
      [-240, false],
      [-500, false],
      [120, false],
      [-15, true],
      [-700, false],
      [900, false],
    ] as const) {
      await (isPinch ? viewer.page.keyboard.down('Control') : viewer.page.keyboard.up('Control'));
      await viewer.page.mouse.wheel(0, delta);
      const { width } = await viewer.picture();
      const after = await pointAt(viewer, place);
      assert.ok(isNear(after, before, 0.05 / width), `by ${delta} at ${width}`);
    }
    await viewer.page.keyboard.up('Control');
    assert.ok((await viewer.picture()).width > start.width, 'it is larger');
  });

  it('zooms, fits, pans and shows pixels as they are by keys', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const { keyboard } = viewer.page;
    const fit = await viewer.picture();
    await keyboard.press('1');
    assert.equal((await viewer.picture()).width, 1400);
    assert.equal(await viewer.percent(), '100 %');
    await viewer.page.getByRole('status').getByText('Zoom: 100 %').waitFor({ state: 'attached' });
    await keyboard.press('+');
    assert.equal((await viewer.picture()).width, 1750);
    await keyboard.press('-');
    await keyboard.press('-');
    assert.equal((await viewer.picture()).width, 1120);
    const middle = await viewer.picture();
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowDown');
    const panned = await viewer.picture();
    assert.deepEqual([panned.x - middle.x, panned.y - middle.y], [-60, -60]);
    await keyboard.press('0');
    assert.deepEqual(await viewer.picture(), fit);
  });

  it('takes the keys that it knows and leaves the others to VS Code', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const fit = await viewer.picture();
    await viewer.page.evaluate(() => {
      const keys: string[] = [];
      window.addEventListener('keydown', ({ key }) => keys.push(key));
      Object.assign(window, { keys });
    });
    for (const key of [
      'Control+1',
      'F1',
      'Alt+ArrowLeft',
      '0',
      'm',
      'ArrowLeft',
      'Escape',
      'Home',
    ]) {
      await viewer.page.keyboard.press(key);
    }
    assert.deepEqual(await viewer.picture(), fit);
    const keys = await viewer.page.evaluate(() => (window as unknown as { keys: string[] }).keys);
    assert.deepEqual(keys, ['Control', '1', 'F1', 'Alt', 'ArrowLeft', 'Home']);
  });

  it('zooms by two fingers, and what is between them stays there', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const before = await viewer.picture();
    const devtools = await viewer.page.context().newCDPSession(viewer.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: number[]) =>
      devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at.map((x, id) => ({ x, y: 300, id })),
      });
    const middle = await pointAt(viewer, { x: 500, y: 300 });
    await touch('touchStart', 450, 550);
    for (let way = 10; way <= 150; way += 10) {
      await touch('touchMove', 450 - way, 550 + way);
    }
    await touch('touchEnd');
    const after = await viewer.picture();
    assert.ok(Math.abs(after.width / before.width - 4) < 0.05, `${after.width / before.width}`);
    assert.ok(isNear(await pointAt(viewer, { x: 500, y: 300 }), middle, 12 / after.width));
    await devtools.detach();
  });

  it('has a button for each of these', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const fit = await viewer.picture();
    await viewer.button('Actual Size').click();
    assert.equal(await viewer.percent(), '100 %');
    await viewer.button('Zoom In').click();
    assert.equal(await viewer.percent(), '125 %');
    await viewer.button('Zoom Out').click();
    assert.equal(await viewer.percent(), '100 %');
    await viewer.button('Fit').click();
    assert.deepEqual(await viewer.picture(), fit);
  });

  it('is dragged, but not out of sight', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    await viewer.page.keyboard.press('1');
    const [before, stage] = [await viewer.picture(), await viewer.stage()];
    const drag = async (by: Place): Promise<void> => {
      await viewer.page.mouse.move(500, 350);
      await viewer.page.mouse.down();
      await viewer.page.mouse.move(500 + by.x, 350 + by.y);
      await viewer.page.mouse.up();
    };
    await drag({ x: 130, y: -70 });
    const after = await viewer.picture();
    assert.deepEqual([after.x - before.x, after.y - before.y], [130, -70]);
    for (let time = 0; time < 6; time++) {
      await drag({ x: 450, y: 250 });
    }
    const corner = await viewer.picture();
    assert.equal(stage.x + stage.width - corner.x, 48);
    assert.equal(stage.y + stage.height - corner.y, 48);
  });

  it('goes to one to one and back by a double click, at the place that was clicked', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const fit = await viewer.picture();
    const place = { x: fit.x + 200, y: fit.y + 300 };
    const before = await pointAt(viewer, place);
    await viewer.page.mouse.dblclick(place.x, place.y);
    assert.equal((await viewer.picture()).width, 1400);
    assert.ok(isNear(await pointAt(viewer, place), before, 1 / 900));
    await viewer.page.mouse.dblclick(place.x, place.y);
    assert.deepEqual(await viewer.picture(), fit);
  });

  it('follows the size of the window while it fits', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    await viewer.resize(420, 600);
    await viewer.page.waitForFunction(() => {
      const image = document.querySelector('.viewer-layer img')?.getBoundingClientRect();
      return image && Math.abs(image.width - 420) < 1;
    });
    assert.equal((await viewer.picture()).x, 0);
  });

  it('tells the pixel under the pointer and its colour', async () => {
    const viewer = await open();
    const squares = await painted('squares.png', 40, 30, (x, y) =>
      x >= 30 ? [0, 128, 255, 0] : y >= 20 ? [255, 0, 0, 128] : [x * 8, y * 8, 7, 255],
    );
    await viewer.show([squares]);
    await viewer.page.keyboard.press('1');
    for (let step = 0; step < 10; step++) {
      await viewer.page.keyboard.press('+');
    }
    const at = async (x: number, y: number): Promise<string> => {
      const place = await viewer.placeOf({ x: (x + 0.5) / 40, y: (y + 0.5) / 30 });
      await viewer.page.mouse.move(place.x, place.y);
      return viewer.readout();
    };
    assert.equal(await at(3, 5), '3, 5 #182807');
    assert.equal(await at(29, 19), '29, 19 #e89807');
    assert.equal(await at(10, 25), '10, 25 #ff000080');
    assert.equal(await at(39, 0), '39, 0 #00000000');
    assert.match((await at(0, 0)) + (await at(29, 29)), /^0, 0 #00000729, 29 #ff000080$/);
    assert.equal(await at(45, 10), '', 'beside the picture is nothing');
    assert.equal(
      await viewer.page
        .locator('.viewer-layer img')
        .evaluate((image) => getComputedStyle(image).imageRendering),
      'pixelated',
    );
  });

  it('has squares behind what is transparent, be it one pixel, and behind nothing else', async () => {
    const viewer = await open();
    const ground = viewer.page.locator('.viewer-ground');
    await viewer.show([await demoPicture('dashboard.png')]);
    assert.ok(await ground.isHidden());
    const dot = await painted('dot.png', 3000, 500, (x, y) => [9, 9, 9, x === 1501 && y === 77 ? 0 : 255]); // prettier-ignore
    await viewer.show([dot]);
    await ground.waitFor();
    const { y: top, height } = await viewer.picture();
    const clip = await ground.evaluate((squares) => squares.style.clipPath);
    const [above = 0, , below = 0] = (clip.match(/[\d.]+/g) ?? []).map(Number);
    const stage = await viewer.stage();
    assert.ok(Math.abs(stage.y + above - top) < 1, clip);
    assert.ok(Math.abs(stage.y + stage.height - below - top - height) < 1, clip);
  });

  it('counts the pixels of a photo as it is held upright', async () => {
    const viewer = await open();
    await viewer.show([await turnedJpeg('turned.jpg', 6)]);
    const { width, height } = await viewer.picture();
    assert.deepEqual([width, height], [60, 80]);
    const top = await viewer.placeOf({ x: 0.5, y: 0.25 });
    await viewer.page.mouse.move(top.x, top.y);
    assert.match(await viewer.readout(), /^30, 20 #f[ef]0000$/);
    const below = await viewer.placeOf({ x: 0.5, y: 0.9 });
    await viewer.page.mouse.move(below.x, below.y);
    assert.match(await viewer.readout(), /^30, 72 #0000f[ef]$/);
  });

  it('reads the colours of a drawing too', async () => {
    const viewer = await open();
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="100" height="100" fill="#00ff00"/></svg>`;
    await viewer.show([given('drawing.svg', Buffer.from(svg), 'image/svg+xml')]);
    const green = await viewer.placeOf({ x: 0.25, y: 0.5 });
    await viewer.page.mouse.move(green.x, green.y);
    assert.equal(await viewer.readout(), '50, 50 #00ff00');
    const clear = await viewer.placeOf({ x: 0.75, y: 0.5 });
    await viewer.page.mouse.move(clear.x, clear.y);
    assert.equal(await viewer.readout(), '150, 50 #00000000');
  });

  it('pages through pictures by keys and buttons, and begins each as a whole', async () => {
    const viewer = await open();
    const names = ['dashboard.png', 'phone.png', 'login-mockup.webp'];
    await viewer.show(await Promise.all(names.map(demoPicture)), 1);
    const is = async (name: string, position: string): Promise<void> => {
      await viewer.page.getByRole('application', { name, exact: true }).waitFor();
      await viewer.settled();
      await viewer.page.getByText(position, { exact: true }).waitFor();
    };
    await is('phone.png', '2 of 3');
    await viewer.page.keyboard.press('1');
    await viewer.page.keyboard.press('PageDown');
    await is('login-mockup.webp', '3 of 3');
    await viewer.page.keyboard.press(']');
    await is('dashboard.png', '1 of 3');
    await viewer.page.keyboard.press('PageUp');
    await is('login-mockup.webp', '3 of 3');
    await viewer.button('Previous Image').click();
    await is('phone.png', '2 of 3');
    const stage = await viewer.stage();
    assert.ok((await viewer.picture()).height <= stage.height);
    await viewer.button('Next Image').click();
    await is('login-mockup.webp', '3 of 3');
  });

  it('says that a picture cannot be shown, and goes on with the next', async () => {
    const viewer = await open();
    const broken = given('broken.png', new Uint8Array([1, 2, 3]), 'image/png');
    await viewer.show([broken, await demoPicture('dashboard.png')]);
    assert.ok(await viewer.page.locator('.viewer-note').isVisible());
    assert.equal(
      await viewer.page.locator('.viewer-note').innerText(),
      'This image cannot be shown.',
    );
    for (const key of ['+', '1', '0', 'ArrowLeft', 'm', 'Enter', 'm']) {
      await viewer.page.keyboard.press(key);
    }
    await viewer.page.mouse.move(500, 300);
    await viewer.page.mouse.wheel(0, -100);
    await viewer.page.keyboard.press('PageDown');
    await viewer.page.locator('.viewer-stage.shown img').waitFor();
    assert.ok(await viewer.page.locator('.viewer-note').isHidden());
  });

  it('lets the picture go when it is closed', async () => {
    const viewer = await open();
    await viewer.show([await demoPicture('dashboard.png')]);
    const url = await viewer.page
      .locator('.viewer-layer img')
      .evaluate((image) => (image as HTMLImageElement).src);
    await viewer.page.keyboard.press('Escape');
    await viewer.page.locator('.viewer-stage:not(.shown)').waitFor({ state: 'attached' });
    const isGone = await viewer.page.evaluate(
      (address) =>
        new Promise((resolve) => {
          const probe = new Image();
          probe.onload = () => resolve(false);
          probe.onerror = () => resolve(true);
          probe.src = address;
        }),
      url,
    );
    assert.ok(isGone);
    viewer.forgive(/ERR_FILE_NOT_FOUND/);
  });
});
