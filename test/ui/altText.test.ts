import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/editor/until';
import { promptOf } from './support/chat';
import { useFreshDocuments } from './support/documents';
import { useStage } from './support/stage';

const image = 'screenshots/checkout-form.png';

function suggestion(altText: string): string {
  const reasons = 'The text speaks of the form.';
  return JSON.stringify({
    subject: 'A form',
    reasons,
    role: 'informative',
    altText,
    longDescription: '',
  });
}

const text = 'Checkout form with errors at the email, postcode and card number fields.';

describe('Alt text in documents', function () {
  this.timeout(90_000);
  const stage = useStage({ settings: () => ({ 'sightline.altText.diagnostics': true }) });

  useFreshDocuments(stage);

  const read = (file: string): Promise<string> =>
    readFile(path.join(stage().editor.workspace, file), 'utf8');

  /** Saves all documents until a file is as expected. */
  const savedAs = (file: string, expected: string): Promise<true> =>
    until(`${file} to be saved`, async () => {
      await stage().editor.driver.run('workbench.action.files.saveAll');
      assert.equal(await read(file), expected);
      return true;
    });

  /** Puts the cursor into the line of the document that holds `words`. */
  const cursorIn = async (file: string, words: string): Promise<void> => {
    const { page, workbench } = stage();
    await workbench.explorer.open(file);
    await workbench.tabs.tab(path.basename(file));
    const line = page.locator('.monaco-editor .view-line').filter({ hasText: words }).first();
    await line.click({ position: { x: 40, y: 8 } });
  };

  /** Opens the light bulb's menu, and chooses an item of it. */
  const fix = async (label: string, picture?: string): Promise<void> => {
    const { page, workbench } = stage();
    const widget = page.locator('.action-widget:not(.action-list-submenu-panel)');
    const items = widget.locator('.monaco-list-row');
    const focused = items.and(page.locator('.focused'));
    // Not by a click: the items move when another extension's come.
    await until(
      `the item ${label}`,
      async () => {
        if (!(await widget.isVisible())) {
          // Once only while it is on its way: in the open menu the same key accepts what is selected.
          await page.keyboard.press('ControlOrMeta+.');
          await widget.waitFor({ timeout: 8000 });
        }
        const labels = (await items.allInnerTexts()).map((text) => text.trim());
        if (!labels.includes(label)) {
          // It was opened before the extension had answered, and does not change any more.
          await page.keyboard.press('Escape');
          await widget.waitFor({ state: 'hidden' });
          return false;
        }
        if ((await focused.innerText({ timeout: 2000 })).trim() === label) {
          return true;
        }
        await page.keyboard.press('ArrowDown');
        return false;
      },
      40_000,
    );
    await (picture === undefined ? undefined : workbench.screenshot(picture));
    await page.keyboard.press('Enter');
  };

  it('is written for an image file wherever documents show it, after one review', async () => {
    const { page, workbench, emulator } = stage();
    emulator.behave({ reply: suggestion(text) });
    const [markdown, html] = [await read('docs/checkout.md'), await read('docs/page.html')];
    await workbench.explorer.choose(image, 'Generate Alt Text');
    const preview = page.locator('.bulk-edit-panel');
    const ticks = preview.locator('.edit-checkbox');
    await until('all changes', async () => (await ticks.count()) === 4);
    await workbench.notifications.shown('Tick the alt texts to write');
    await workbench.screenshot('alt-text-review');
    assert.equal(stage().requests.length, 2, 'with its caption it is another question');
    assert.match(promptOf(await stage().nextRequest()), /document/);
    assert.equal(await read('docs/checkout.md'), markdown, 'nothing is changed before');
    for (const file of [0, 2]) {
      await ticks.nth(file).click();
    }
    await preview.getByRole('button', { name: 'Apply' }).click();
    await savedAs('docs/checkout.md', markdown.replace('![](../', `![${text}](../`));
    await savedAs('docs/page.html', html.replace('Checkout form with three errors', text));
  });

  it('is written from the light bulb at an image, and Undo takes it back', async () => {
    const { page, emulator } = stage();
    emulator.behave({ reply: suggestion(text) });
    const before = await read('docs/checkout.md');
    await cursorIn('docs/checkout.md', 'checkout-form.png');
    await fix('Generate Alt Text', 'alt-text-light-bulb');
    await savedAs('docs/checkout.md', before.replace('![](../', `![${text}](../`));
    await stage().workbench.screenshot('alt-text-written');
    await page.keyboard.press('ControlOrMeta+z');
    await savedAs('docs/checkout.md', before);
  });

  it('goes on in a panel where it fails, from which it can be inserted', async () => {
    const { emulator, workbench } = stage();
    emulator.behave({ fail: { status: 404 } });
    const before = await read('docs/checkout.md');
    await cursorIn('docs/checkout.md', 'checkout-form.png');
    await fix('Generate Alt Text');
    await workbench.tabs.tab('Alt text: checkout-form.png');
    const conversation = await stage().conversation();
    await conversation.frame.getByRole('alert').waitFor();
    await workbench.screenshot('alt-text-failed');
    emulator.behave({ reply: suggestion(text) });
    await conversation.button('Retry').or(conversation.button('Try Again')).first().click();
    await conversation.finished(text);
    await workbench.screenshot('alt-text-retried');
    await conversation.button('Insert').click();
    await savedAs('docs/checkout.md', before.replace('![](../', `![${text}](../`));
  });

  it('is refined as the user says; Escape sends nothing', async () => {
    const { emulator, workbench } = stage();
    emulator.behave({ reply: suggestion('Dark settings.') });
    const before = await read('docs/settings.md');
    const old = 'Notification settings in dark mode';
    await cursorIn('docs/settings.md', 'settings-dark.png');
    await fix('Refine Alt Text…');
    await workbench.quickInput.shown(`How is “${old}” to be changed?`);
    await workbench.screenshot('alt-text-refine');
    await workbench.quickInput.escape();
    assert.equal(stage().requests.length, 0);
    await fix('Refine Alt Text…');
    await workbench.quickInput.shown('How is');
    await workbench.quickInput.submit('shorter');
    await savedAs('docs/settings.md', before.replace(old, 'Dark settings.'));
    assert.match(promptOf(await stage().nextRequest()), /shorter/);
  });

  it('is told to be missing where that is wanted, and a decorative image is marked', async () => {
    const { page, workbench } = stage();
    const before = await read('docs/checkout.md');
    await cursorIn('docs/checkout.md', 'checkout-form.png');
    await page.locator('.squiggly-info').first().waitFor();
    await workbench.screenshot('alt-text-missing');
    await fix('Mark as Decorative');
    const marked = before.replace(
      '![](../screenshots/checkout-form.png)',
      '<img src="../screenshots/checkout-form.png" alt="">',
    );
    await savedAs('docs/checkout.md', marked);
    assert.equal(stage().requests.length, 0);
  });

  it('comes with an image that is pasted, where the user chooses so', async () => {
    const { page, workbench, emulator } = stage();
    emulator.behave({ reply: suggestion('A form.') });
    const before = await read('docs/mobile.md');
    const pixels = (await readFile(path.join(stage().editor.workspace, image))).toString('base64');
    await workbench.explorer.open('docs/mobile.md');
    await workbench.tabs.tab('mobile.md');
    await page.locator('.monaco-editor[data-uri] .view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.evaluate(async (data) => {
      const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
      const item = new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) });
      await navigator.clipboard.write([item]);
    }, pixels);
    const pasted = page.locator('.view-line').filter({ hasText: 'image.png' });
    await until('the image in the document', async () => {
      // Before the extensions are there, nobody takes an image.
      await page.keyboard.press('ControlOrMeta+v');
      return pasted.waitFor({ timeout: 4000 }).then(
        () => true,
        () => false,
      );
    });
    await page.locator('.post-edit-widget').click();
    const choice = page.locator('.action-widget').getByText('Insert image with alt text');
    await choice.waitFor();
    await workbench.screenshot('alt-text-paste');
    assert.equal(stage().requests.length, 0, 'nothing is sent before the choice');
    await choice.click();
    await savedAs('docs/mobile.md', `${before}![A form.](image.png)`);
    await workbench.screenshot('alt-text-pasted');
    assert.equal(stage().requests.length, 1);
  });

  it('comes with an image that is dropped from the Explorer, where the user chooses so', async () => {
    const { page, workbench, emulator } = stage();
    emulator.behave({ reply: suggestion('A phone.') });
    const before = await read('docs/mobile.md');
    const image = await workbench.explorer.row('screenshots/phone.png');
    await workbench.explorer.open('docs/mobile.md');
    await workbench.tabs.tab('mobile.md');
    const end = page.locator('.monaco-editor[data-uri] .view-line').last();
    const place = await end.boundingBox();
    assert.ok(place);
    await image.hover();
    await page.mouse.down();
    await page.keyboard.down('Shift');
    await page.mouse.move(place.x + 40, place.y + 4, { steps: 8 });
    await workbench.screenshot('alt-text-drag');
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.locator('.post-edit-widget').click();
    const choice = page.locator('.action-widget').getByText('Insert image with alt text');
    await choice.waitFor();
    await workbench.screenshot('alt-text-drop');
    assert.equal(stage().requests.length, 0, 'nothing is sent before the choice');
    await choice.click();
    await until('the text', async () => {
      await stage().editor.driver.run('workbench.action.files.saveAll');
      return (await read('docs/mobile.md')).includes('![A phone.](../screenshots/phone.png)');
    });
    assert.notEqual(await read('docs/mobile.md'), before);
    assert.equal(stage().requests.length, 1);
  });
});
