import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  altTextLimit,
  altTextPrompt,
  readTextPrompt,
  reviewMockupPrompt,
  shortenAltTextPrompt,
} from '../../src/core/conversation/prompts';
import { until } from '../support/editor/until';
import { demoWorkspace } from '../support/paths';
import { bodyOf, imagesOf, lastText, promptOf } from './support/chat';
import { useFreshDocuments } from './support/documents';
import { useStage } from './support/stage';

/** Images that no document shows: those that one shows get their texts there. */
const image = 'screenshots/new-form.png';
const second = 'screenshots/new-page.jpg';
const short = 'Checkout form with errors at the email, postcode and card number fields.';
const long = `Checkout form of the Larkfield shop ${'with many fields and all of their labels '.repeat(3)}in it.`;

describe('Jobs of the context menu', function () {
  this.timeout(60_000);
  const stage = useStage({
    files: async () => ({
      [image]: await readFile(path.join(demoWorkspace, 'screenshots', 'checkout-form.png')),
      [second]: await readFile(path.join(demoWorkspace, 'screenshots', 'docs-page.jpg')),
    }),
  });

  useFreshDocuments(stage);

  /** Saves the document in front until its file is as expected. */
  const savedAs = (file: string, expected: string): Promise<true> => {
    const { page, editor } = stage();
    return until(`${file} to be saved`, async () => {
      await page.keyboard.press('ControlOrMeta+s');
      assert.equal(await readFile(path.join(editor.workspace, file), 'utf8'), expected);
      return true;
    });
  };

  const openAtEnd = async (file: string): Promise<string> => {
    const { page, editor, workbench } = stage();
    await workbench.explorer.open(file);
    await workbench.tabs.tab(path.basename(file));
    await page.locator('.monaco-editor[data-uri] .view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    return readFile(path.join(editor.workspace, file), 'utf8');
  };

  it('Generate Alt Text asks for one short sentence, and puts the image into a Markdown document', async () => {
    const { workbench, emulator } = stage();
    emulator.behave({ reply: short });
    const before = await openAtEnd('docs/mobile.md');
    const conversation = await stage().choose(image, 'Generate Alt Text');
    const prompt = promptOf(await stage().nextRequest());
    assert.equal(prompt, altTextPrompt(1));
    assert.match(prompt, /one sentence of fewer than 125 characters/);
    assert.equal(await conversation.finished(short), short);
    assert.equal(await conversation.note.count(), 0);
    await workbench.screenshot('alt-text');

    await conversation.button('Copy').click();
    await until('the copy', async () => (await stage().clipboard()) === short);
    await conversation.button('Insert').click();
    await savedAs('docs/mobile.md', `${before}![${short}](../${image})`);
  });

  it('Generate Alt Text inserts two images in their order into an HTML page', async () => {
    const { workbench, emulator } = stage();
    const images = [
      { number: 2, name: 'Image 2 (new-page.jpg)', altText: 'The docs page.' },
      { number: 1, name: 'Image 1 (new-form.png)', altText: 'A "quoted" form.' },
    ];
    emulator.behave({ reply: JSON.stringify({ images }) });
    const before = await openAtEnd('docs/page.html');
    await workbench.explorer.select(image, second);
    const conversation = await stage().choose(image, 'Generate Alt Text');
    const request = await stage().nextRequest();
    assert.equal(promptOf(request), altTextPrompt(2));
    await conversation.finished('The docs page.');
    await conversation.button('Insert All').click();
    const added = [
      `<img src="../${image}" alt="A &quot;quoted&quot; form.">`,
      `<img src="../${second}" alt="The docs page.">`,
    ];
    await savedAs('docs/page.html', before + added.join('\n\n'));
  });

  it('Generate Alt Text offers to shorten what is too long', async () => {
    const { emulator, workbench } = stage();
    assert.ok(long.length >= altTextLimit);
    emulator.behave({ reply: long });
    const before = await openAtEnd('docs/mobile.md');
    const conversation = await stage().choose(image, 'Generate Alt Text');
    await conversation.finished(long);
    const note = conversation.note.filter({
      hasText: `This alt text has ${long.length} characters`,
    });
    await note.waitFor();
    await workbench.screenshot('alt-text-long');
    await stage().nextRequest();
    emulator.behave({ reply: short });
    await note.getByRole('button', { name: 'Shorten' }).click();
    const request = await stage().nextRequest();
    assert.equal(lastText(request), shortenAltTextPrompt);
    assert.deepEqual(
      bodyOf(request).messages.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user'],
    );
    assert.equal(imagesOf(request).length, 1);
    await conversation.finished(short);
    await conversation.button('Insert').last().click();
    await savedAs('docs/mobile.md', `${before}![${short}](../${image})`);
  });

  it('Generate Alt Text says what to do where no document is open for Insert', async () => {
    const { workbench, emulator } = stage();
    emulator.behave({ reply: short });
    const conversation = await stage().choose(image, 'Generate Alt Text');
    await conversation.finished(short);
    await conversation.button('Insert').click();
    await workbench.notifications.shown('Open the document, put the cursor where the image goes');
  });

  it('Review UI Mockup asks for findings by severity, and shows them numbered', async () => {
    const { workbench, emulator } = stage();
    emulator.behave({
      reply:
        '1. **Critical** “Pay €86.40”: the button is enabled. Change: disable it.\n' +
        '2. **Major** “Postcode”: the hint is missing. Change: add one.\n' +
        '3. **Minor** The margins differ. Change: 24 px.\n\nThe order summary works well.',
    });
    const file = 'screenshots/login-mockup.webp';
    const conversation = await stage().choose(file, 'Sightline', 'Review UI Mockup');
    const request = await stage().nextRequest();
    assert.equal(promptOf(request), reviewMockupPrompt);
    assert.deepEqual(
      imagesOf(request).map(({ type }) => type),
      ['image/webp'],
    );
    await conversation.finished('The order summary works well.');
    const findings = conversation.reply.locator('ol').getByRole('listitem');
    assert.deepEqual(await findings.locator('strong').allInnerTexts(), [
      'Critical',
      'Major',
      'Minor',
    ]);
    assert.deepEqual(await workbench.tabs.titles(), ['Review: login-mockup.webp']);
    await workbench.screenshot('review');
  });

  it('Read Text in Image asks for the words as they stand', async () => {
    const { workbench } = stage();
    const conversation = await stage().choose(image, 'Sightline', 'Read Text in Image');
    assert.equal(promptOf(await stage().nextRequest()), readTextPrompt);
    await conversation.finished('1280 × 860');
    assert.deepEqual(await workbench.tabs.titles(), ['Text: new-form.png']);
  });
});
