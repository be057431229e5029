import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RegionView } from '../../../src/protocol/conversation';
import { out } from '../../support/paths';
import type { PanelPage } from './panelPage';
import { images, show, turn } from './scenes';
import { useBrowser } from './useBrowser';
import type { PageOptions } from './webviewPage';

const box = (x: number, y: number, width = 0.2, height = 0.1) => ({ box: { x, y, width, height } });

/** The regions of the nth places of pieces in a reply. */
function regionsOf(reply: string, ...pieces: (string | [string, number])[]): RegionView[] {
  return pieces.map((piece, index) => {
    const [text, nth] = typeof piece === 'string' ? [piece, 0] : piece;
    let offset = reply.indexOf(text);
    for (let count = 0; count < nth; count++) {
      offset = reply.indexOf(text, offset + 1);
    }
    assert.ok(offset >= 0, text);
    const region = box(0.05 + 0.25 * (index % 3), 0.1 + 0.2 * Math.trunc(index / 3));
    return { image: '0', text, offset, length: text.length, region, source: 'Model’s view' };
  });
}

describe('the places that a reply speaks of', () => {
  const open = useBrowser();

  async function opened(reply: string, regions: RegionView[], options: PageOptions = {}) {
    const panel = await open(options);
    const { views, messages } = await images('dashboard.png');
    await panel.send(show([turn({ reply, regions })], { images: views }), ...messages);
    await panel.imagesSettled();
    return panel;
  }

  const underlined = (panel: PanelPage) => panel.page.locator('article .located');
  const viewerOf = (panel: PanelPage) =>
    panel.page.getByRole('application', { name: 'dashboard.png', exact: true });

  /** What is underlined, a text for each region by its number. */
  const texts = async (panel: PanelPage): Promise<string[]> =>
    panel.page.evaluate(() => {
      const found = new Map<string, string>();
      for (const piece of document.querySelectorAll<HTMLElement>('article .located')) {
        for (const id of piece.dataset.regions?.split(' ') ?? []) {
          found.set(id, (found.get(id) ?? '') + piece.textContent);
        }
      }
      return [...found].sort(([a], [b]) => a.localeCompare(b)).map(([, text]) => text);
    });

  it('are underlined where they stand, whatever Markdown is around them', async () => {
    const reply = [
      '# The *sales* page',
      '',
      '1. **Save** and Save again, with `Save` in code',
      '2. a [link to help](https://example.com/help?x=help) and **“quoted.”** at the end',
      '',
      '| Name | Value |',
      '| --- | --- |',
      '| Revenue | 1,204 |',
      '',
      '> The menu with **three *nested* entries** is open.',
    ].join('\n');
    const regions = regionsOf(
      reply,
      '# The *sales* page',
      '**Save**',
      ['Save', 1],
      ['Save', 2],
      'help',
      '**“quoted.”**',
      '1,204',
      'menu with **three *nested* entries**',
      'nested',
    );
    const panel = await opened(reply, regions);
    assert.deepEqual(await texts(panel), [
      'The sales page',
      'Save',
      'Save',
      'Save',
      'help',
      'quoted',
      '1,204',
      'menu with three nested entries',
      'nested',
    ]);
    assert.equal(await panel.page.locator('article strong .located').first().innerText(), 'Save');
    assert.equal(await panel.page.locator('article code .located').innerText(), 'Save');
    assert.equal(await panel.page.locator('article a .located').getAttribute('tabindex'), null);
  });

  it('leave the reply as it is where marks would change what it says', async () => {
    const reply = 'See [there](https://example.com/a), https://example.com/b and *this*.';
    const regions = regionsOf(reply, 'example.com/a', 'ttps://example.com/b', 'this');
    const panel = await opened(reply, regions);
    assert.deepEqual(await texts(panel), ['ttps://example.com/b', 'this']);
    assert.deepEqual(
      await panel.page
        .locator('article a')
        .evaluateAll((links) => links.map((a) => a.getAttribute('href'))),
      ['https://example.com/a', 'https://example.com/b'],
    );
  });

  it('are not underlined before the reply has ended, and follow its thoughts', async () => {
    const reply = '<think>The menu?</think>\n\nThe menu is open.';
    const regions = regionsOf(reply, ['menu', 1]);
    const panel = await open();
    await panel.send(show([turn({ reply, regions, running: true })]));
    assert.equal(await underlined(panel).count(), 0);
    await panel.send({ type: 'turn', turn: turn({ reply, regions }) });
    assert.equal(await underlined(panel).innerText(), 'menu');
  });

  it('open the picture with the region lit, by keyboard too, and its sentence below', async () => {
    const reply = 'First. The **menu** at the left is open! It has three entries.';
    const panel = await opened(reply, regionsOf(reply, 'menu', 'three entries'));
    await underlined(panel).first().focus();
    await panel.page.keyboard.press('Enter');
    const viewer = viewerOf(panel);
    await viewer.waitFor();
    assert.match(
      await viewer.locator('.viewer-region.lit').innerText(),
      /^1\s+menu\s+Model’s view$/,
    );
    assert.equal(
      await viewer.locator('.viewer-sentence').innerText(),
      'The menu at the left is open!',
    );
    assert.equal(await viewer.locator('.viewer-sentence mark').innerText(), 'menu');
    const copied = await viewer.evaluate((element) => {
      const clipboardData = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true }));
      return clipboardData.getData('text/plain');
    });
    assert.equal(copied, 'menu');
    await panel.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    assert.ok(
      await underlined(panel)
        .first()
        .evaluate((piece) => piece === document.activeElement),
    );
    await underlined(panel).last().click();
    assert.match(await viewer.locator('.viewer-region.lit').innerText(), /^2\s+three entries/);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`light up together where the page has room for both, ${theme}`, async () => {
      const reply = 'The **menu** at the left is open. Below it is a chart of sales by month.';
      const regions = regionsOf(reply, 'menu', 'chart of sales');
      const panel = await opened(reply, regions, { theme, width: 1200, height: 760 });
      await panel.page.getByRole('button', { name: 'dashboard.png', exact: true }).click();
      const viewer = viewerOf(panel);
      await viewer.locator('.viewer-stage.shown img').waitFor();
      const lit = panel.page.locator('article .located.lit');
      await underlined(panel).last().hover();
      assert.match(await viewer.locator('.viewer-region.lit').innerText(), /^2\s+chart of sales/);
      assert.equal(await lit.innerText(), 'chart of sales');
      await viewer.getByRole('list', { name: 'Regions' }).getByRole('button').first().focus();
      assert.equal(await lit.innerText(), 'menu');
      await panel.photographWindow(path.join(out, `page-located-${theme}.png`));
      await panel.box.fill('What is in the menu?');
      await panel.box.press('Enter');
      assert.equal((await panel.posted('followUp')).text, 'What is in the menu?');
      await panel.resize(420, 760);
      await viewer.waitFor();
      assert.ok(await panel.page.evaluate(() => document.querySelector('dialog:modal') !== null));
      await viewer.getByRole('button', { name: 'Close' }).click();
      await viewer.waitFor({ state: 'hidden' });
    });
  }

  for (const form of ['png', 'json'] as const) {
    it(`are saved as ${form}`, async () => {
      const reply = 'The menu is open.';
      const panel = await opened(reply, regionsOf(reply, 'menu'));
      await panel.page.getByRole('button', { name: 'dashboard.png', exact: true }).click();
      const viewer = viewerOf(panel);
      const { width, height } = await viewer
        .locator('.viewer-stage.shown img')
        .evaluate((image: HTMLImageElement) => ({
          width: image.naturalWidth,
          height: image.naturalHeight,
        }));
      const name = form === 'png' ? 'Save with Regions as PNG…' : 'Save Regions as JSON…';
      await viewer.getByRole('button', { name }).click();
      const saved = await panel.posted('save');
      assert.equal(saved.form, form);
      const bytes = Buffer.from(saved.bytes);
      if (form === 'png') {
        assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
        assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [width, height]);
        await writeFile(path.join(out, 'page-located-saved.png'), bytes);
        return;
      }
      const [left, top] = [Math.round(0.05 * width), Math.round(0.1 * height)];
      assert.deepEqual(JSON.parse(bytes.toString()), {
        image: 'dashboard.png',
        width,
        height,
        regions: [
          {
            number: 1,
            text: 'menu',
            source: 'Model’s view',
            ...box(0.05, 0.1),
            pixels: {
              left,
              top,
              width: Math.round(0.25 * width) - left,
              height: Math.round(0.2 * height) - top,
            },
          },
        ],
      });
    });
  }
});
