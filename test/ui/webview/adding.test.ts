import assert from 'node:assert/strict';
import { maxImageBytes } from '../../../src/core/images/limits';
import { until } from '../../support/editor/until';
import type { PanelPage } from './panelPage';
import { images, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

/** Something that is pasted or dropped: files by name and size, and texts by type. */
interface Carried {
  readonly files?: readonly (readonly [name: string, size: number])[];
  readonly texts?: Readonly<Record<string, string>>;
}

type Happening = 'paste' | 'drop' | 'dragover';

/** Hands it to the page at the element that has the focus; true where the page took it. */
async function bring(panel: PanelPage, type: Happening, { files = [], texts = {} }: Carried) {
  return panel.page.evaluate(
    ([happening, list, data]) => {
      const transfer = new DataTransfer();
      for (const [name, size] of list) {
        transfer.items.add(new File([new Uint8Array(size)], name, { type: 'image/png' }));
      }
      for (const [format, text] of Object.entries(data)) {
        transfer.setData(format, text);
      }
      const options = { bubbles: true, cancelable: true };
      const event =
        happening === 'paste'
          ? new ClipboardEvent(happening, { ...options, clipboardData: transfer })
          : new DragEvent(happening, { ...options, dataTransfer: transfer });
      return !(document.activeElement ?? document.body).dispatchEvent(event);
    },
    [type, files, texts] as const,
  );
}

/** What the host answers to whoever adds: a text of a function, as it goes into the page. */
async function answering(panel: PanelPage, answer: string): Promise<void> {
  await panel.page.evaluate(`window.addedBy = ${answer}`);
}

const added = `(name, { bytes }) => ({ ids: ['new'], problems: [], mediaType: 'image/png' })`;

describe('adding images', () => {
  const open = useBrowser();

  const pending = (panel: PanelPage) =>
    panel.page.getByRole('list', { name: 'Images of the next question' });

  async function opened() {
    const panel = await open();
    const { views, messages } = await images('dashboard.png', 'phone.png', 'checkout-form.png');
    const [first, ...others] = views;
    assert.ok(first);
    const shown = (...added: typeof others) =>
      show([turn({ reply: 'A dashboard.' })], {
        images: [first],
        ...(added.length > 0 && { pending: added }),
      });
    await panel.send(...messages, shown());
    await panel.imagesSettled();
    return { panel, others, shown };
  }

  it('takes a picture that is pasted, wherever the focus is, and asks for none of its pixels', async () => {
    const { panel, others, shown } = await opened();
    const [phone] = others;
    assert.ok(phone);
    await answering(panel, added);
    assert.ok(await bring(panel, 'paste', { files: [['image.png', 9]] }));
    const { name, bytes } = await panel.posted('addBytes');
    assert.deepEqual([name, bytes], ['image.png', 9]);
    await panel.box.focus();
    assert.ok(await bring(panel, 'paste', { files: [['b.png', 7]] }));
    const asked = async () => (await panel.allPosted()).filter(({ type }) => type === 'addBytes');
    await until('both to be added', async () => (await asked()).length === 2);
    await panel.send(shown({ ...phone, id: 'new' }));
    await pending(panel).getByRole('button', { name: phone.name, exact: true }).waitFor();
    assert.deepEqual(await panel.askedPixels(), ['0']);
    await panel.page.getByText('1 image added').waitFor({ state: 'attached' });
  });

  it('leaves a text to the box, also where Office put a picture beside it', async () => {
    const { panel } = await opened();
    await panel.box.focus();
    const texts = { 'text/plain': 'Quarterly figures', 'text/html': '<b>Quarterly figures</b>' };
    assert.equal(await bring(panel, 'paste', { files: [['image.png', 9]], texts }), false);
    assert.equal(await bring(panel, 'paste', { texts }), false);
    await panel.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    assert.ok(await bring(panel, 'paste', { files: [['image.png', 9]], texts }));
    assert.equal(await panel.box.inputValue(), 'Quarterly figures');
    const names = { 'text/plain': 'file:///home/me/a.png' };
    assert.ok(await bring(panel, 'paste', { files: [['a.png', 3]], texts: names }));
    await panel.posted('addBytes');
  });

  it('takes files that are dropped as bytes, else their URIs, and leaves dragged texts alone', async () => {
    const { panel } = await opened();
    await answering(panel, added);
    const zone = panel.page.getByText('Drop to add to the next question');
    const uris = 'file:///a.png\r\nvscode-remote://x/b.png\r\nfile:///a.png';
    const texts = { 'application/vnd.code.uri-list': uris, 'text/plain': '/a.png' };
    assert.ok(await bring(panel, 'dragover', { texts }));
    await zone.waitFor();
    assert.ok(await bring(panel, 'drop', { texts }));
    await zone.waitFor({ state: 'hidden' });
    const dropped = await panel.posted('addUris');
    assert.deepEqual(dropped.uris, ['file:///a.png', 'vscode-remote://x/b.png']);
    assert.ok(await bring(panel, 'drop', { files: [['c.png', 5]], texts }));
    assert.equal((await panel.posted('addBytes')).bytes, 5);
    assert.equal(await bring(panel, 'dragover', { texts: { 'text/plain': 'words' } }), false);
    assert.equal(await bring(panel, 'drop', { texts: { 'text/plain': 'words' } }), false);
    assert.equal(await zone.isVisible(), false);
  });

  it('tells what could not be added, in few words however much it was', async () => {
    const { panel } = await opened();
    await answering(panel, `(_, { name }) => ({ ids: [], problems: [name + ' is no image.'] })`);
    const alert = panel.page.getByRole('alert');
    await bring(panel, 'drop', { files: [['big.png', maxImageBytes + 1]] });
    await alert.getByText(/big\.png has more than 20 MB/).waitFor();
    const thousand = Array.from({ length: 1000 }, (_, index) => [`${index}.txt`, 1] as const);
    await bring(panel, 'drop', { files: thousand });
    await alert.getByText('0.txt is no image.').waitFor();
    assert.equal(await alert.getByRole('paragraph').count(), 4);
    assert.match(await alert.innerText(), /And 98 more\./);
    const tried = (await panel.allPosted()).filter(({ type }) => type === 'addBytes');
    assert.equal(tried.length, 100);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'hidden' });
    const uris = Array.from({ length: 1500 }, (_, index) => `file:///${index}.png`);
    const texts = { 'text/uri-list': uris.join('\n') };
    await bring(panel, 'drop', { texts });
    assert.equal((await panel.posted('addUris')).uris.length, 1000);
    await alert.getByText('Only the first 1000 of 1500 files were looked at.').waitFor();
    await answering(panel, '() => 7');
    await bring(panel, 'drop', { texts });
    await alert.getByText('The image could not be added. The log says more.').waitFor();
  });

  it('sends what was added with the next question, once, and not while something is on its way', async () => {
    const { panel, others, shown } = await opened();
    await panel.send(shown(...others));
    await panel.box.fill('And these?');
    await answering(panel, `() => new Promise((resolve) => (window.come = resolve))`);
    await bring(panel, 'paste', { files: [['image.png', 9]] });
    await panel.page.getByText('Adding…').waitFor();
    await panel.box.press('Enter');
    assert.ok(await panel.page.getByRole('button', { name: 'Send' }).isDisabled());
    await panel.page.evaluate('come({ ids: [], problems: [] })');
    await panel.page.getByText('Adding…').waitFor({ state: 'hidden' });
    await panel.box.press('Enter');
    const posted = await panel.posted('followUp');
    assert.deepEqual([posted.text, posted.images], ['And these?', ['1', '2']]);
  });

  it('lets each be seen in full, and removed by the keyboard with the focus at the next', async () => {
    const { panel, others, shown } = await opened();
    await panel.send(shown(...others));
    const [phone, form] = others;
    assert.ok(phone && form);
    await pending(panel).getByRole('button', { name: phone.name, exact: true }).click();
    const viewer = panel.page.getByRole('application', { name: phone.name, exact: true });
    await viewer.locator('.viewer-stage.shown img').waitFor();
    await panel.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    await until('the focus where it was', () =>
      pending(panel)
        .getByRole('button', { name: phone.name, exact: true })
        .evaluate((button) => button === document.activeElement),
    );
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Enter');
    assert.equal((await panel.posted('removeImage')).image, '1');
    await panel.send(shown(form));
    const focused = () => panel.page.evaluate(() => document.activeElement?.ariaLabel);
    assert.equal(await focused(), `Remove ${form.name}`);
    await panel.page.keyboard.press('Enter');
    await panel.send(shown());
    assert.ok(await panel.box.evaluate((box) => box === document.activeElement));
    assert.equal(await pending(panel).isVisible(), false);
  });

  it('offers to save what was pasted, which has no file to open', async () => {
    const { panel, others, shown } = await opened();
    const [phone] = others;
    assert.ok(phone);
    const pasted = { ...phone, name: 'pasted.png', isPasted: true };
    await panel.send(shown(pasted));
    await pending(panel).getByRole('button', { name: 'Save pasted.png to Workspace…' }).click();
    assert.equal((await panel.posted('saveImage')).image, '1');
    await panel.send(show([turn()], { images: [pasted, { ...phone, id: '9', name: 'b.png' }] }));
    const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
    const disabled = button('Open pasted.png in Editor');
    assert.equal(await disabled.getAttribute('aria-disabled'), 'true');
    assert.match((await disabled.getAttribute('title')) ?? '', /save it to open it/);
    await button('Open b.png in Editor').focus();
    await panel.page.keyboard.press('Enter');
    assert.equal((await panel.posted('openImage')).image, '9');
    await button('Save pasted.png to Workspace…').focus();
    await panel.send(show([turn()], { images: [{ ...phone, name: 'mine.png' }] }));
    assert.equal(await button('Save pasted.png to Workspace…').count(), 0);
    await button('Open mine.png in Editor').waitFor({ state: 'attached' });
  });

  it('waits for the first picture, with the focus where it is pasted', async () => {
    const panel = await open();
    const { views, messages } = await images('phone.png');
    await panel.send(...messages, show([], { images: [] }), { type: 'focus' });
    const box = panel.page.getByRole('textbox', { name: 'Ask about the image' });
    assert.ok(await box.evaluate((one) => one === document.activeElement));
    await panel.page.getByRole('heading', { name: 'Paste a picture here' }).waitFor();
    await box.fill('What is it?');
    const send = panel.page.getByRole('button', { name: 'Send' });
    assert.ok(await send.isDisabled());
    await panel.send(show([], { images: [], pending: views }));
    assert.ok(await send.isEnabled());
    await box.press('Enter');
    assert.deepEqual((await panel.posted('followUp')).images, ['0']);
    await panel.send(show([turn({ prompt: 'What is it?', reply: 'A phone.' })], { images: views }));
    await panel.box.waitFor();
    assert.deepEqual(await panel.askedPixels(), ['0']);
  });

  it('has the user choose files by a button, at any time but while a question is open', async () => {
    const { panel } = await opened();
    const add = panel.page.getByRole('button', { name: 'Add Images…' });
    await add.click();
    await panel.posted('chooseImages');
    await panel.send(show([turn({ running: true, reply: 'A' })], { canFollowUp: false }));
    assert.ok(await add.isVisible());
    assert.equal(await panel.box.isVisible(), false);
  });
});
