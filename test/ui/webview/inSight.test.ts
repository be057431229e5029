import assert from 'node:assert/strict';
import path from 'node:path';
import { out } from '../../support/paths';
import type { PanelPage } from './panelPage';
import { images, longReply, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

const long = Array.from({ length: 12 }, () => longReply).join('\n\n');

describe('the images of a conversation', () => {
  const open = useBrowser();

  const thumbnails = (panel: PanelPage) =>
    panel.page.getByRole('group', { name: 'Images of the conversation' }).getByRole('button');

  async function opened(width: number, height: number, theme: 'dark' | 'light' = 'dark') {
    const panel = await open({ width, height, theme });
    const { views, messages } = await images('dashboard.png', 'phone.png');
    await panel.send(...messages, show([turn({ reply: long })], { images: views }));
    await panel.imagesSettled();
    return panel;
  }

  const scroll = (panel: PanelPage, top: number) =>
    panel.page.evaluate((to) => void (document.documentElement.scrollTop = to), top);

  it('stay in sight in small while a long reply is read, and open in full from there', async () => {
    const panel = await opened(420, 500);
    assert.equal(await thumbnails(panel).count(), 0);
    await scroll(panel, 1500);
    await thumbnails(panel).last().waitFor();
    assert.equal(await thumbnails(panel).count(), 2);
    const box = await thumbnails(panel).first().boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height < 60, JSON.stringify(box));
    await panel.photographWindow(path.join(out, 'in-sight-narrow.png'));
    await thumbnails(panel).last().click();
    const viewer = panel.page.getByRole('application', { name: 'phone.png', exact: true });
    await viewer.locator('.viewer-stage.shown img').waitFor();
    await panel.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    const focused = () => panel.page.evaluate(() => document.activeElement?.ariaLabel);
    assert.equal(await focused(), 'phone.png');
    await scroll(panel, 0);
    await thumbnails(panel).first().waitFor({ state: 'hidden' });
    const isAbove = await panel.page.evaluate(
      () => document.activeElement?.closest('figure') !== null,
    );
    assert.ok(isAbove);
    assert.equal(await focused(), 'phone.png');
    assert.deepEqual(await panel.askedPixels(), ['0', '1']);
  });

  it('stand beside the reply where there is room, and cover nothing of it', async () => {
    for (const theme of ['dark', 'light'] as const) {
      const panel = await opened(1280, 700, theme);
      await scroll(panel, 1500);
      await thumbnails(panel).last().waitFor();
      const reply = await panel.reply.boundingBox();
      const box = await thumbnails(panel).first().boundingBox();
      assert.ok(reply && box && box.x >= reply.x + reply.width, JSON.stringify([reply, box]));
      assert.ok(box.width > 120 && box.x + box.width <= 1280, JSON.stringify(box));
      await panel.photographWindow(path.join(out, `in-sight-wide-${theme}.png`));
    }
  });

  it('are not covered by them when a follow-up is scrolled to', async () => {
    const panel = await opened(420, 500);
    const turns = [turn({ reply: long }), turn({ id: 1, prompt: 'And now?', running: true })];
    const [, added] = turns;
    assert.ok(added);
    await panel.send({ type: 'turn', turn: added });
    await panel.send({ type: 'turn', turn: { ...added, reply: long } });
    await thumbnails(panel).last().waitFor();
    const box = await thumbnails(panel).first().boundingBox();
    const prompt = await panel.page.getByText('And now?').boundingBox();
    assert.ok(box && prompt && prompt.y >= box.y + box.height, JSON.stringify([box, prompt]));
  });
});
