import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { out } from '../../support/paths';
import { textContrasts } from './contrast';
import type { Theme } from './panelFiles';
import { useViewer } from './useBrowser';
import type { ViewerPage } from './viewerPage';
import { demoPicture, given, painted, twoRegions } from './viewerScenes';

const themes: readonly Theme[] = ['light', 'dark', 'hc-dark', 'hc-light'];

/** What is photographed, by the name of its file. */
const scenes: Record<string, (viewer: ViewerPage) => Promise<void>> = {
  regions: async (viewer) => {
    const dashboard = { ...(await demoPicture('dashboard.png')), regions: twoRegions };
    await viewer.show([dashboard, await demoPicture('phone.png')]);
    const place = await viewer.placeOf({ x: 0.2, y: 0.5 });
    await viewer.page.mouse.move(place.x, place.y);
  },
  marking: async (viewer) => {
    await viewer.show([await demoPicture('checkout-form.png')]);
    await viewer.page.keyboard.press('m');
    await viewer.page.keyboard.press('Enter');
    await viewer.page.keyboard.press('ArrowRight');
    await viewer.page.keyboard.press('Shift+ArrowDown');
  },
  pixels: async (viewer) => {
    const clear = await painted('gradient.png', 24, 16, (x, y) => [x * 10, y * 15, 160, (x + y) * 7]); // prettier-ignore
    await viewer.show([clear]);
    await viewer.page.mouse.dblclick(500, 350);
    await viewer.page.mouse.move(520, 300);
  },
  broken: async (viewer) => {
    await viewer.show([given('broken.png', new Uint8Array([1]), 'image/png')]);
  },
};

describe('the viewer in pictures', () => {
  before(() => mkdir(out, { recursive: true }));

  for (const [scene, show] of Object.entries(scenes)) {
    describe(`"${scene}"`, () => {
      const open = useViewer('after all');
      let viewer: ViewerPage;

      before(async () => {
        viewer = await open({ reducedMotion: true });
        await show(viewer);
      });

      for (const theme of themes) {
        it(`is legible in ${theme}`, async () => {
          await viewer.changeTheme(theme);
          const contrasts = await textContrasts(viewer.page);
          assert.ok(contrasts.length > 2);
          assert.deepEqual(
            contrasts.filter(({ ratio }) => ratio < 4.5),
            [],
          );
          for (const [width, height] of [
            [320, 640],
            [1000, 700],
          ] as const) {
            await viewer.resize(width, height);
            await viewer.painted();
            await viewer.painted();
            await viewer.photographWindow(path.join(out, `viewer-${scene}-${theme}-${width}.png`));
          }
        });
      }
    });
  }
});
