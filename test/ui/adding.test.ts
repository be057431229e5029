import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../support/editor/until';
import { bodyOf, imagesOf } from './support/chat';
import type { Conversation } from './support/conversation';
import { useStage } from './support/stage';

const name = 'checkout-form.png';
const bundled = (file: string): string =>
  path.join(__dirname, '..', 'workspaces', 'demo', 'screenshots', file);

describe('Adding images', function () {
  this.timeout(90_000);
  const stage = useStage();

  const pending = (conversation: Conversation): Locator =>
    conversation.frame.getByRole('list', { name: 'Images of the next question' });

  /** Puts a picture on the clipboard, as an image that was copied elsewhere. */
  async function copy(file: string): Promise<void> {
    const bytes = (await readFile(bundled(file))).toString('base64');
    await stage().page.evaluate(async (base64) => {
      const data = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const blob = new Blob([data], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    }, bytes);
  }

  async function paste(box: Locator): Promise<void> {
    await box.focus();
    await box.press('ControlOrMeta+V');
  }

  it('pastes a picture into a conversation, which goes along with the follow-up', async () => {
    const { workbench } = stage();
    const conversation = await stage().choose(`screenshots/${name}`, 'Describe Image');
    await conversation.finished('Seen by the emulator');
    await stage().nextRequest();
    await copy('dashboard.png');
    await paste(conversation.followUp);
    await pending(conversation).getByRole('button', { name: 'pasted.png', exact: true }).waitFor();
    await workbench.screenshot('adding-pending-dark');
    await conversation.followUp.fill('And this one?');
    await conversation.followUp.press('Enter');
    await conversation.finished('And this one?');
    const request = await stage().nextRequest();
    assert.equal(request.images.length, 2);
    const content = bodyOf(request).messages.at(-1)?.content;
    assert.ok(Array.isArray(content));
    assert.deepEqual(
      content.map(({ type }) => type),
      ['text', 'image_url'],
    );
    assert.deepEqual(await conversation.imageNames(), [name, 'pasted.png']);
    await workbench.screenshot('adding-asked-dark');
  });

  it('waits for the picture of the clipboard, asks about it, and offers to save it', async () => {
    const { workbench, page } = stage();
    await copy('phone.png');
    await workbench.runCommand('Sightline: Ask About Clipboard Image…');
    const conversation = await stage().conversation('Ask: clipboard image');
    const box = conversation.frame.getByRole('textbox', { name: 'Ask about the image' });
    await conversation.frame.getByRole('heading', { name: 'Paste a picture here' }).waitFor();
    await until('the focus in the box', () =>
      box.evaluate((one) => one === one.ownerDocument.activeElement),
    );
    await workbench.screenshot('clipboard-waiting-dark');
    await page.keyboard.press('ControlOrMeta+V');
    await pending(conversation).getByRole('button', { name: 'pasted.png', exact: true }).waitFor();
    await page.keyboard.type('Which street?');
    await page.keyboard.press('Enter');
    await conversation.finished('Which street?');
    assert.equal(imagesOf(await stage().nextRequest()).length, 1);
    assert.deepEqual(await workbench.tabs.titles(), ['Ask: pasted.png']);

    await conversation.frame
      .getByRole('group', { name: 'Images' })
      .getByRole('button', { name: 'pasted.png', exact: true })
      .hover();
    await workbench.screenshot('clipboard-tools-dark');
    await conversation.button('Save pasted.png to Workspace…').waitFor();
    const open = conversation.button('Open pasted.png in Editor');
    assert.equal(await open.getAttribute('aria-disabled'), 'true');
  });

  it('drops a file from the Explorer, adds files by the button, and removes what is not wanted', async () => {
    const { workbench, page } = stage();
    const conversation = await stage().choose(`screenshots/${name}`, 'Describe Image');
    await conversation.finished('Seen by the emulator');
    const row = await workbench.explorer.row('screenshots/phone.png');
    const [from, to] = await Promise.all([row.boundingBox(), conversation.reply.boundingBox()]);
    assert.ok(from && to);
    await page.mouse.move(from.x + 60, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 80, from.y + 12, { steps: 4 });
    // Without it VS Code would open the file in the panel's place.
    await page.keyboard.down('Shift');
    await page.mouse.move(to.x + 90, to.y + 30, { steps: 8 });
    await conversation.text('Drop to add to the next question').waitFor();
    await workbench.screenshot('drop-dark');
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const added = (file: string): Locator =>
      pending(conversation).getByRole('button', { name: file, exact: true });
    await added('phone.png').waitFor();

    await conversation.button('Add Images…').click();
    await workbench.quickInput.shown('Add Images');
    const { input } = workbench.quickInput;
    const { workspace } = stage().editor;
    const file = path.join(workspace, 'screenshots', 'settings-dark.png');
    // An Enter that comes while the dialog reads a folder is lost, or leaves another path in the box.
    await until('the file to be added', async () => {
      if (await added('settings-dark.png').isVisible()) {
        return true;
      }
      if (await input.isVisible()) {
        await input.fill(file, { timeout: 1000 }).catch(() => undefined);
        await input.press('Enter', { timeout: 1000 }).catch(() => undefined);
      }
      return false;
    });
    await workbench.screenshot('adding-several-dark');
    await conversation.button('Remove phone.png').click();
    await added('phone.png').waitFor({ state: 'hidden' });
    await stage().editor.driver.run('workbench.action.toggleLightDarkThemes');
    await page.locator('.monaco-workbench.vs').waitFor();
    await conversation.followUp.fill('And this?');
    await workbench.screenshot('adding-several-light');
    await conversation.followUp.press('Enter');
    await conversation.finished('And this?');
    const names = await conversation.imageNames();
    assert.deepEqual(names, [name, 'settings-dark.png']);
    await workbench.screenshot('adding-asked-light');
    await conversation.button('Open settings-dark.png in Editor').focus();
    await page.keyboard.press('Enter');
    await workbench.tabs.tab('settings-dark.png');
    await workbench.screenshot('opened-light');
  });
});
