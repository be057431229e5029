import assert from 'node:assert/strict';
import { fittedSize } from '../../src/core/images/fit';
import { describePrompt, systemPrompt } from '../../src/core/conversation/prompts';
import { fitRule, visionModelOf } from '../../src/core/cost/visionModels';
import { pictures } from '../support/pictures';
import { bodyOf, imagesOf } from './support/chat';
import { useStage } from './support/stage';

const describeCommand = 'Sightline: Describe Image';
const rule = fitRule(visionModelOf('gpt-4o'), 'high');
const inDemo = (file: string) => `screenshots/${file}`;

describe('Describe Image', function () {
  this.timeout(60_000);
  const stage = useStage({ settings: () => ({ 'sightline.detail': 'high' }) });

  /** The files that the next request carries, in its order, by their size or that at which gpt-4o sees them. */
  const filesSent = async (): Promise<string[]> => {
    const request = await stage().nextRequest();
    assert.equal(request.status, 200);
    return request.images.map(
      (image) =>
        pictures.find((picture) => {
          const sizes = [picture, fittedSize(rule, picture)];
          return sizes.some(
            ({ width, height }) => width === image.width && height === image.height,
          );
        })?.file ?? 'unknown',
    );
  };

  it('opens a panel with the image, the prompt and the connection at once, and streams the reply', async () => {
    const { emulator } = stage();
    emulator.behave({ stream: 'slow', delayMs: 20 });
    const conversation = await stage().choose(inDemo('checkout-form.png'), 'Describe Image');
    const early = await conversation.begun();
    await conversation.stop.waitFor();
    await conversation.command('Describe Image').waitFor();
    await conversation.text(`gpt-4o at ${new URL(emulator.url).host}`).waitFor();
    await conversation.text('PNG · 1280 × 860 · 74 KB').waitFor();
    assert.deepEqual(await conversation.pixels('checkout-form.png'), {
      width: 1280,
      height: 860,
      scheme: 'blob:',
    });

    const whole = await conversation.finished('Seen by the emulator');
    assert.ok(early.length < whole.length, 'the reply grew');
    await conversation.stop.waitFor({ state: 'hidden' });
    const request = await stage().nextRequest();
    const { images, path, json } = request;
    assert.equal(path, '/openai/v1/chat/completions');
    const [image] = images;
    assert.ok(image);
    assert.deepEqual(images, [
      { ...image, type: 'image/png', declaredType: 'image/png', width: 1280, height: 860 },
    ]);
    const facts = `Image 1: PNG, 1280 × 860 pixels, average colour ${image.colour}`;
    assert.ok(whole.includes(facts), whole);
    await conversation.text(/^[\d,]+ tokens in, [\d,]+ out$/).waitFor();
    await stage().workbench.screenshot('describe');

    const [sent] = imagesOf(request);
    const url = `data:image/png;base64,${sent?.bytes.toString('base64') ?? ''}`;
    const body = bodyOf({ json });
    assert.deepEqual([body.model, body.stream, body.max_completion_tokens], ['gpt-4o', true, 1000]);
    assert.deepEqual(body.messages, [
      { role: 'system', content: systemPrompt },
      {
        role: 'user',
        content: [
          { type: 'text', text: describePrompt },
          { type: 'image_url', image_url: { url, detail: 'high' } },
        ],
      },
    ]);
  });

  it('sends several images in one request, in the order selected', async () => {
    const { workbench } = stage();
    const orders = [
      ['phone.png', 'checkout-form.png', 'login-mockup.webp'],
      ['login-mockup.webp', 'phone.png', 'checkout-form.png'],
    ];
    for (const order of orders) {
      await workbench.explorer.select(...order.map(inDemo));
      const conversation = await stage().choose(inDemo('checkout-form.png'), 'Describe Image');
      assert.deepEqual(await filesSent(), order);
      await conversation.finished(/Image 3: .*Seen by the emulator/s);
      assert.deepEqual(await conversation.imageNames(), order);
      for (const name of order) {
        const { width, height } = await conversation.pixels(name);
        const picture = pictures.find(({ file }) => file === name);
        assert.deepEqual([width, height], [picture?.width, picture?.height]);
      }
      assert.deepEqual(await workbench.tabs.titles(), ['Describe: 3 images']);
    }
    assert.equal(stage().requests.length, orders.length);
    await workbench.screenshot('describe-several');
  });

  it('is in the title menu, in the title bar and in the palette for an open image', async () => {
    const { workbench, page } = stage();
    await workbench.explorer.open(inDemo('dashboard.png'));
    // The preview takes the focus, and closes a menu, until it is there.
    await page.getByRole('button', { name: '1400x900' }).waitFor();
    await workbench.tabs.choose('dashboard.png', 'Describe Image');
    assert.deepEqual(await filesSent(), ['dashboard.png']);
    await (await stage().conversation()).finished('1400 × 900');

    await (await workbench.tabs.tab('dashboard.png')).click();
    await page.getByRole('button', { name: 'Describe Image', exact: true }).click();
    assert.deepEqual(await filesSent(), ['dashboard.png']);
    await (await stage().conversation()).finished('1400 × 900');

    await (await workbench.tabs.tab('dashboard.png')).click();
    await workbench.runCommand(describeCommand);
    assert.deepEqual(await filesSent(), ['dashboard.png']);
    await (await stage().conversation()).finished('1400 × 900');
    assert.equal(stage().requests.length, 3);
    assert.deepEqual(await workbench.tabs.titles(), ['dashboard.png', 'Describe: dashboard.png']);
  });

  it('asks in the palette for images of the workspace when none is open', async () => {
    const { workbench } = stage();
    await workbench.explorer.open('docs/checkout.md');
    await workbench.tabs.tab('checkout.md');
    await workbench.runCommand(describeCommand);
    await workbench.quickInput.shown('Choose one or more images');
    const names = await workbench.quickInput.items();
    assert.deepEqual(names.sort(), pictures.map(({ file }) => file).sort());
    await workbench.quickInput.escape();

    await workbench.runCommand(describeCommand);
    await workbench.quickInput.shown('Choose one or more images');
    await workbench.quickInput.pick('spinner.gif');
    await workbench.quickInput.pick('docs-page.jpg');
    await workbench.quickInput.input.press('Enter');
    assert.deepEqual((await filesSent()).sort(), ['docs-page.jpg', 'spinner.gif']);
    await (await stage().conversation()).finished(/Image 2: .*Seen by the emulator/s);
    assert.equal(stage().requests.length, 1, 'Escape sent nothing');
  });

  it('opens beside a text editor, and each further image in the same place', async () => {
    const { workbench, page } = stage();
    await workbench.explorer.open('docs/checkout.md');
    await workbench.tabs.tab('checkout.md');
    for (const file of ['dashboard.png', 'phone.png']) {
      await workbench.explorer.choose(inDemo(file), 'Describe Image');
      assert.deepEqual(await filesSent(), [file]);
      const conversation = await stage().conversation(`Describe: ${file}`);
      await conversation.finished('Seen by the emulator');
    }
    const groups = page.locator('.editor-group-container');
    assert.equal(await groups.count(), 2);
    assert.deepEqual(await groups.nth(0).locator('.tab').count(), 1);
    assert.deepEqual(await groups.nth(1).locator('.tab .label-name').allInnerTexts(), [
      'Describe: dashboard.png',
      'Describe: phone.png',
    ]);
  });
});
