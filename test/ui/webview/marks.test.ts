import assert from 'node:assert/strict';
import type { MarkView } from '../../../src/protocol/conversation';
import type { PanelPage } from './panelPage';
import { images, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.005;

describe('marked parts of images', () => {
  const open = useBrowser();

  async function opened() {
    const panel = await open();
    const { views, messages } = await images('dashboard.png', 'phone.png');
    const turns = [turn({ reply: 'A dashboard.' })];
    await panel.send(show(turns, { images: views }), ...messages);
    await panel.imagesSettled();
    return { panel, views };
  }

  /** Draws a rectangle on a picture in full, in fractions of it, and closes the viewer. */
  async function mark(panel: PanelPage, name: string, from: number, to: number): Promise<void> {
    const { page } = panel;
    await page.getByRole('button', { name, exact: true }).first().click();
    const viewer = page.getByRole('application', { name, exact: true });
    const place = await viewer.locator('.viewer-stage.shown img').boundingBox();
    assert.ok(place);
    await viewer.getByRole('button', { name: 'Mark a Part' }).click();
    const at = (fraction: number): [number, number] => [
      place.x + fraction * place.width,
      place.y + fraction * place.height,
    ];
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 3 });
    await page.mouse.up();
    await viewer.getByRole('button', { name: 'Close' }).click();
    await viewer.waitFor({ state: 'hidden' });
  }

  const chips = (panel: PanelPage) =>
    panel.page.locator('.composer').getByRole('list', { name: 'Marked parts' });

  it('stand numbered at the question, can be taken away, and go along with it once', async () => {
    const { panel } = await opened();
    await mark(panel, 'dashboard.png', 0.25, 0.5);
    assert.ok(await panel.box.evaluate((box) => box === document.activeElement));
    await mark(panel, 'phone.png', 0.1, 0.2);
    await mark(panel, 'dashboard.png', 0.5, 0.75);
    const listed = () => chips(panel).getByRole('listitem').allInnerTexts();
    const words = async () => (await listed()).map((text) => text.replace(/\s+/g, ' ').trim());
    assert.deepEqual(await words(), ['1 dashboard.png', '2 phone.png', '3 dashboard.png']);
    await chips(panel).getByRole('button', { name: 'Remove Mark 2' }).click();
    assert.deepEqual(await words(), ['1 dashboard.png', '2 dashboard.png']);
    await panel.box.fill('What is wrong in 2?');
    await panel.box.press('Enter');
    const posted = await panel.posted('followUp');
    assert.equal(posted.text, 'What is wrong in 2?');
    const [first, second] = posted.marks ?? [];
    assert.equal(posted.marks?.length, 2);
    assert.ok(first && second && first.image === '0' && second.image === '0');
    assert.ok(near(first.box.x, 0.25) && near(first.box.width, 0.25), JSON.stringify(first));
    assert.ok(near(second.box.y, 0.5) && near(second.box.height, 0.25), JSON.stringify(second));
    assert.deepEqual(await listed(), []);
  });

  it('stay visible with their question and on the picture, and count on', async () => {
    const { panel, views } = await opened();
    const asked: MarkView = {
      number: 4,
      image: '0',
      name: 'dashboard.png',
      box: { x: 0.25, y: 0.25, width: 0.25, height: 0.25 },
    };
    const turns = [turn({ reply: 'A dashboard.' }), turn({ id: 1, marks: [asked] })];
    await panel.send(show(turns, { images: views, nextMark: 5 }));
    const chip = panel.page.locator('.turn').getByRole('button', { name: '4 dashboard.png' });
    await chip.click();
    const viewer = panel.page.getByRole('application', { name: 'dashboard.png', exact: true });
    const regions = viewer.getByRole('list', { name: 'Regions' });
    assert.equal(await regions.getByRole('button').count(), 1);
    assert.match(await regions.getByRole('button').innerText(), /4/);
    await viewer.getByRole('button', { name: 'Close' }).click();
    await mark(panel, 'dashboard.png', 0.6, 0.7);
    assert.match(await chips(panel).innerText(), /^5/);
    await panel.page.getByRole('button', { name: 'dashboard.png', exact: true }).click();
    assert.equal(await regions.getByRole('button').count(), 2);
  });

  it('stand beside the places that a reply speaks of', async () => {
    const { panel, views } = await opened();
    const region = {
      polygon: [
        { x: 0.1, y: 0.1 },
        { x: 0.4, y: 0.12 },
        { x: 0.38, y: 0.3 },
      ],
    };
    const told = [{ image: '0', text: 'Revenue', region, source: 'Azure AI Vision' }];
    await panel.send(show([turn({ reply: 'Revenue rose.', regions: told })], { images: views }));
    await panel.page.getByRole('button', { name: 'dashboard.png', exact: true }).click();
    const viewer = panel.page.getByRole('application', { name: 'dashboard.png', exact: true });
    const regions = viewer.getByRole('list', { name: 'Regions' });
    assert.match(await regions.innerText(), /1\s+Revenue/);
    await panel.page.keyboard.press('PageDown');
    const other = panel.page.getByRole('application', { name: 'phone.png', exact: true });
    await other.locator('.viewer-stage.shown img').waitFor();
    assert.equal(await other.getByRole('list', { name: 'Regions' }).count(), 0);
  });

  it('go with their image, and are there again when the page was dropped', async () => {
    const { panel, views } = await opened();
    await mark(panel, 'dashboard.png', 0.25, 0.5);
    await mark(panel, 'phone.png', 0.1, 0.2);
    await panel.send(show([turn()], { images: views.slice(0, 1) }));
    assert.equal(await chips(panel).getByRole('listitem').count(), 1);
    assert.match(await chips(panel).innerText(), /^1\s+dashboard\.png/);
  });
});
