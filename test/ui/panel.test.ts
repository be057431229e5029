import assert from 'node:assert/strict';
import { continuePrompt } from '../../src/core/conversation/prompts';
import { until } from '../support/editor/until';
import { bodyOf, imagesOf, lastText } from './support/chat';
import type { Conversation } from './support/conversation';
import { richCode, richReply } from './support/replies';
import { useStage } from './support/stage';

const image = 'screenshots/checkout-form.png';

describe('The panel', function () {
  this.timeout(60_000);
  const stage = useStage();

  const describeImage = (): Promise<Conversation> => stage().choose(image, 'Describe Image');

  const copied = (text: string): Promise<unknown> =>
    until(`the clipboard to hold ${text}`, async () => (await stage().clipboard()) === text);

  for (const [way, stop] of [
    ['the button', (conversation: Conversation) => conversation.stop.click()],
    [
      'Escape',
      async ({ frame }: Conversation) => {
        await frame.locator('main:focus, main :focus').waitFor();
        await stage().page.keyboard.press('Escape');
      },
    ],
  ] as const) {
    it(`stops a reply with ${way}: the server sees it, and what came is kept`, async () => {
      const { emulator } = stage();
      emulator.behave(way === 'Escape' ? { stream: 'stall' } : { stream: 'slow', delayMs: 60 });
      const conversation = await describeImage();
      const request = await stage().nextRequest();
      const early = await conversation.begun();
      await stop(conversation);
      await emulator.closed(request);
      await conversation.note.filter({ hasText: 'Stopped. What had come is kept.' }).waitFor();
      await conversation.stop.waitFor({ state: 'hidden' });
      const kept = await conversation.reply.innerText();
      assert.ok(early !== '' && kept.startsWith(early.trim()), `“${early}” is kept in “${kept}”`);
      assert.ok(!kept.includes('Seen by the emulator'));

      emulator.behave({});
      await conversation.button('Retry').click();
      await conversation.finished('Seen by the emulator');
    });
  }

  it('ends its request when it is closed in mid-stream; the image can be asked about again', async () => {
    const { emulator, workbench } = stage();
    emulator.behave({ stream: 'slow', delayMs: 60 });
    const closed = await describeImage();
    const request = await stage().nextRequest();
    await closed.begun();
    await workbench.tabs.close('Describe: checkout-form.png');
    await emulator.closed(request);

    emulator.behave({});
    const conversation = await describeImage();
    await conversation.finished('Seen by the emulator');
  });

  it('goes on with a follow-up in which the images are still there', async () => {
    const conversation = await describeImage();
    const first = await conversation.finished('Seen by the emulator');
    await conversation.followUp.fill('And what is wrong with it?');
    await conversation.followUp.press('Enter');
    const reply = await conversation.finished('turn 2, 4 messages');
    assert.match(reply, /Image 1: PNG, 1280 × 860/);
    await conversation.text('And what is wrong with it?').waitFor();
    assert.equal(await conversation.replies.count(), 2);
    assert.equal(await conversation.followUp.inputValue(), '');

    const [before, request] = stage().requests;
    assert.ok(before && request);
    const { messages } = bodyOf(request);
    assert.deepEqual(messages.slice(0, 2), bodyOf(before).messages);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user'],
    );
    assert.equal(lastText(request), 'And what is wrong with it?');
    assert.equal(imagesOf(request).length, 1);
    assert.equal(await conversation.replies.first().innerText(), first);
  });

  it('is used again for another request about the same image', async () => {
    const { workbench } = stage();
    const conversation = await describeImage();
    await conversation.finished('Seen by the emulator');
    await workbench.explorer.choose(image, 'Sightline', 'Read Text in Image');
    await conversation.finished(/Transcribe all text.*turn 1, 2 messages/s);
    assert.deepEqual(await workbench.tabs.titles(), ['Text: checkout-form.png']);
    assert.equal(await conversation.replies.count(), 2);
  });

  it('loses nothing while another tab hides it', async () => {
    const { workbench, emulator } = stage();
    emulator.behave({ stream: 'slow', delayMs: 20 });
    await (await describeImage()).begun();
    await workbench.explorer.choose('screenshots/phone.png', 'Describe Image');
    const other = await stage().conversation('Describe: phone.png');
    await other.finished('Seen by the emulator');
    const conversation = await stage().conversation('Describe: checkout-form.png');
    const reply = await conversation.finished('Seen by the emulator');
    assert.match(reply, /^You asked: “Describe this image .*Image 1: PNG, 1280 × 860/s);
    assert.equal((await conversation.pixels('checkout-form.png')).width, 1280);
  });

  it('shows Markdown, and copies it as text, as Markdown and code alone', async () => {
    stage().emulator.behave({ reply: richReply });
    const conversation = await describeImage();
    await conversation.finished('before you change it');
    const { reply } = conversation;
    assert.equal(await reply.getByRole('heading').count(), 2);
    assert.deepEqual(await reply.locator('ol > li > code, ol > li > em').allInnerTexts(), [
      'Email',
      'Postcode',
    ]);
    assert.equal(await reply.locator('ol ul').getByRole('listitem').count(), 2);
    assert.deepEqual(await reply.getByRole('columnheader').allInnerTexts(), [
      'Field',
      'Value',
      'State',
    ]);
    assert.equal(await reply.getByRole('cell').count(), 6);
    assert.equal(await reply.locator('pre code').textContent(), richCode);

    await conversation.button('Copy as Markdown').click();
    await copied(richReply);
    await conversation.button('Copy code').click();
    await copied(richCode);
    await conversation.button('Copy').click();
    const plain = await until('the plain text', async () => {
      const text = await stage().clipboard();
      return text !== richCode && text;
    });
    assert.match(plain, /^Checkout form\n\nThe form shows three errors and cannot be sent\.\n/);
    assert.doesNotMatch(plain, /[*`#]|\]\(/);
  });

  it('raises the limit and goes on in the same reply where it was cut', async () => {
    const { emulator, workbench } = stage();
    emulator.behave({ reply: 'The form has three errors.', finish: 'length' });
    const conversation = await describeImage();
    await conversation.note.filter({ hasText: 'it reached the limit on its length' }).waitFor();
    const half = await conversation.finished('The form');
    assert.ok(!half.includes('errors.'));
    const first = await stage().nextRequest();
    await workbench.screenshot('cut');

    emulator.behave({ reply: ' And this is the rest.' });
    await conversation.button('Raise the Limit and Continue').click();
    const whole = await conversation.finished('And this is the rest.');
    assert.ok(whole.startsWith(half.trimEnd()), whole);
    assert.equal(await conversation.replies.count(), 1);
    assert.equal(await conversation.note.count(), 0);
    const second = await stage().nextRequest();
    assert.deepEqual(
      [first, second].map((request) => bodyOf(request).max_completion_tokens),
      [1000, 2000],
    );
    const [, , assistant, user] = bodyOf(second).messages;
    assert.equal(assistant?.role, 'assistant');
    assert.equal(assistant.content.trim(), half.trim());
    assert.deepEqual(user, { role: 'user', content: continuePrompt });
    assert.equal(imagesOf(second).length, 1);
  });

  it('names what the content filter ended a reply for', async () => {
    const { emulator } = stage();
    emulator.behave({
      finish: 'content_filter',
      filter: { category: 'self_harm', severity: 'medium' },
    });
    const conversation = await describeImage();
    await conversation.note
      .filter({ hasText: 'ended the reply for: self harm (medium)' })
      .waitFor();
    assert.match(await conversation.reply.innerText(), /^You asked/);
    assert.equal(await conversation.alert.count(), 0);
  });
});
