import assert from 'node:assert/strict';
import { images, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

describe('the images in the panel', () => {
  const open = useBrowser();

  it('are named and described before and after their pixels arrive', async () => {
    const panel = await open();
    const { views, messages } = await images('dashboard.png', 'phone.png');
    await panel.send(show([turn()], { images: views }));
    const phone = panel.page.getByRole('img', { name: 'phone.png', exact: true });
    await phone.waitFor();
    await panel.page.getByText(views[1]?.facts ?? '?').waitFor();
    assert.equal(await panel.page.locator('img').count(), 0);

    await panel.send(...messages);
    await panel.imagesSettled();
    const shown = await phone.locator('img').evaluate((pixels: HTMLImageElement) => ({
      scheme: new URL(pixels.src).protocol,
      size: [pixels.naturalWidth, pixels.naturalHeight],
    }));
    assert.deepEqual(shown, { scheme: 'blob:', size: [1170, 2532] });
  });

  it('open in full on a click, Enter or Space, and give the focus back', async () => {
    const panel = await open();
    const { views, messages } = await images('dashboard.png', 'phone.png');
    await panel.send(show([turn()], { images: views }), ...messages);
    await panel.imagesSettled();
    const button = panel.page.getByRole('button', { name: 'dashboard.png', exact: true });
    const viewer = panel.page.getByRole('application', { name: 'dashboard.png', exact: true });
    for (const act of [
      () => button.click(),
      () => button.press('Enter'),
      () => button.press('Space'),
    ]) {
      await act();
      await viewer.locator('img').waitFor();
      assert.ok(await viewer.evaluate((element) => element === document.activeElement));
      await panel.page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'hidden' });
      assert.ok(await button.evaluate((element) => element === document.activeElement));
    }
    assert.deepEqual(await panel.askedPixels(), ['0', '1'], 'they are asked for once');
  });

  it('are paged through in full, and close when they leave the conversation', async () => {
    const panel = await open();
    const { views, messages } = await images('dashboard.png', 'phone.png');
    await panel.send(show([turn()], { images: views }), ...messages);
    await panel.page.getByRole('button', { name: 'dashboard.png', exact: true }).click();
    await panel.page.keyboard.press('PageDown');
    const phone = panel.page.getByRole('application', { name: 'phone.png', exact: true });
    await phone.locator('img').waitFor();
    await panel.send(show([turn({ reply: 'Done' })], { images: views }));
    assert.ok(await phone.isVisible());
    await panel.send(show([turn()], { images: views.slice(0, 1) }));
    await phone.waitFor({ state: 'hidden' });
  });

  it('open in full before their pixels arrive', async () => {
    const panel = await open();
    const { views, messages } = await images('dashboard.png');
    await panel.send(show([turn()], { images: views }));
    await panel.page.getByRole('button', { name: 'dashboard.png', exact: true }).click();
    const viewer = panel.page.getByRole('application', { name: 'dashboard.png', exact: true });
    await viewer.getByText('Reading the image…').waitFor();
    await panel.send(...messages);
    await viewer.locator('img').waitFor();
    assert.equal(await viewer.getByText('Reading the image…').isVisible(), false);
  });

  it('say in full that they cannot be shown, and Escape closes them without stopping a reply', async () => {
    const panel = await open();
    await panel.send(
      show([turn({ running: true })], {
        images: [{ id: '4', name: 'scan.heic', facts: 'HEIC · 3 MB', state: 'ready' }],
      }),
      { type: 'image', id: '4', mediaType: 'image/heic', bytes: new Uint8Array([1, 2, 3]) },
    );
    await panel.page.getByRole('button', { name: 'scan.heic', exact: true }).click();
    await panel.page.getByText('This image cannot be shown.', { exact: true }).first().waitFor();
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('application').waitFor({ state: 'hidden' });
    assert.deepEqual(
      (await panel.allPosted()).map(({ type }) => type),
      ['ready'],
    );
    await panel.send({ type: 'text', turn: 0, text: 'It goes on.' });
    await panel.page.getByText('It goes on.').waitFor();
  });

  it('fall back to the file name where the browser cannot show them', async () => {
    const panel = await open();
    await panel.send(
      show([turn()], {
        images: [{ id: '4', name: 'scan.heic', facts: 'HEIC · 3 MB', state: 'ready' }],
      }),
      { type: 'image', id: '4', mediaType: 'image/heic', bytes: new Uint8Array([1, 2, 3]) },
    );
    await panel.imagesSettled();
    const picture = panel.page.getByRole('img', { name: 'scan.heic', exact: true });
    assert.equal(await picture.innerText(), 'scan.heic');
    assert.equal(await picture.locator('img').count(), 0);
  });

  it('are placeholders that cannot be opened while they are at a URL only', async () => {
    const panel = await open();
    const { views, messages } = await images('dashboard.png');
    const remote = views.map((view) => ({
      ...view,
      facts: 'pictures.example',
      state: 'remote' as const,
    }));
    await panel.send(show([turn()], { images: remote }));
    const picture = panel.page.getByRole('img', { name: 'dashboard.png', exact: true });
    const zoom = panel.page.getByRole('button', { name: 'dashboard.png', exact: true });
    await panel.page.getByText('pictures.example').waitFor();
    await picture.waitFor();
    assert.equal(await zoom.count(), 0);

    await panel.send(show([turn()], { images: views }), ...messages);
    await panel.imagesSettled();
    assert.equal(await picture.locator('img').count(), 1);
    await zoom.waitFor();
  });

  it('are asked for once, stay as they are when the conversation is shown again, and are let go', async () => {
    const panel = await open();
    const { views, messages } = await images('dashboard.png', 'phone.png');
    await panel.send(show([turn()], { images: views }), ...messages);
    await panel.imagesSettled();
    const sources = () =>
      panel.page
        .locator('img')
        .evaluateAll((all) => all.map((img) => (img as HTMLImageElement).src));
    const [first, second] = await sources();

    await panel.send(show([turn({ reply: 'Done' })], { images: views }));
    assert.deepEqual(await sources(), [first, second]);
    assert.deepEqual(await panel.askedPixels(), ['0', '1']);
    await panel.send(show([turn()], { images: views.slice(0, 1) }));
    assert.deepEqual(await sources(), [first]);

    const revoked = await panel.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map(
            (url) =>
              new Promise((resolve) => {
                const probe = new Image();
                probe.onload = () => resolve(false);
                probe.onerror = () => resolve(true);
                probe.src = url;
              }),
          ),
        ),
      [first ?? '', second ?? ''],
    );
    assert.deepEqual(revoked, [false, true]);
    panel.forgive(/ERR_FILE_NOT_FOUND/);
  });
});
