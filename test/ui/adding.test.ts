import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
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
    assert.deepEqual(
      request.images.map(({ width, height }) => [width, height]),
      [
        [1280, 860],
        [1400, 900],
      ],
    );
    const content = bodyOf(request).messages.at(-1)?.content;
    assert.ok(Array.isArray(content));
    assert.deepEqual(
      content.map(({ type }) => type),
      ['text', 'image_url'],
    );
    assert.deepEqual(await conversation.imageNames(), [name, 'pasted.png']);
    await workbench.screenshot('adding-asked-dark');
  });
});
