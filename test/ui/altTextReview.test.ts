import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/editor/until';
import { pictures, picturePath } from '../support/pictures';
import { AltTextReview, suggestion } from './support/altTextReview';
import { useStage } from './support/stage';

const pages = 12;
const images = 15;

/** Places of a page that show one image. */
const steps = 60;

/** A handbook of 12 pages and 15 images without alt texts: three pages show two. */
async function handbook(): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  let image = 0;
  for (let page = 1; page <= pages; page++) {
    const shown: string[] = [];
    for (let count = 0; count < (page <= images - pages ? 2 : 1); count++) {
      const picture = pictures[image++ % pictures.length] ?? assert.fail();
      const name = `step-${image}${path.extname(picture.file)}`;
      files[`handbook/img/${name}`] = await readFile(picturePath(picture));
      shown.push(`Step ${image} of the guide.\n\n![](img/${name})\n`);
    }
    files[`handbook/page-${page}.md`] = Buffer.from(`# Page ${page}\n\n${shown.join('\n')}`);
  }
  files['atlas/guide.md'] = Buffer.from(
    Array.from({ length: steps }, (_, at) => `## Step ${at}\n\n![](shop.png)\n`).join('\n'),
  );
  files['atlas/shop.png'] = files['handbook/img/step-1.png'] ?? assert.fail();
  return files;
}

describe('The alt text review', function () {
  this.timeout(120_000);
  const stage = useStage({ files: handbook, fresh: true });

  const read = async (page: number): Promise<string> =>
    readFile(path.join(stage().editor.workspace, `handbook/page-${page}.md`), 'utf8');

  it('writes the missing alt texts of a folder in at most 25 actions', async () => {
    const { workbench, emulator, page } = stage();
    let count = 0;
    emulator.behave({ reply: () => suggestion(`Page of the shop at step ${++count}`) });
    let actions = 2; // The right click, and the item of the menu.
    const act = async (work: Promise<unknown>): Promise<void> => {
      actions++;
      await work;
    };
    await workbench.explorer.choose('handbook', 'Add Missing Alt Text…');
    const review = new AltTextReview(await workbench.panel());
    await review.grid.getByRole('row').nth(1).waitFor();
    await until('the estimate', async () =>
      /15 requests.*tokens.*\$/.test(await review.frame.locator('body').innerText()),
    );
    assert.equal(emulator.requests.length, 0);
    await workbench.screenshot('review-facts');
    await act(review.button('Generate').click());
    await until('all texts', async () => (await review.status.innerText()) === '15 of 15 done');
    assert.equal(emulator.requests.length, images);
    await workbench.screenshot('review-suggested');
    await act(
      review.grid
        .getByRole('row')
        .nth(1)
        .click({ position: { x: 8, y: 8 } }),
    );
    await act(page.keyboard.press('ControlOrMeta+a'));
    await act(page.keyboard.press('a'));
    const selection = () =>
      review.grid.evaluate((grid) => grid.ownerDocument.getSelection()?.toString() ?? '');
    await act(review.button('Apply 15 Changes').click());
    await until('the texts to be written', async () =>
      (await review.grid.innerText()).includes('Written'),
    );
    await act(stage().editor.driver.run('workbench.action.files.saveAll'));
    for (let at = 1; at <= pages; at++) {
      await until(`page ${at}`, async () => !(await read(at)).includes('![]'));
    }
    await workbench.screenshot('review-written');
    assert.equal(await selection(), '', 'the key selects rows, not the words of the page');
    assert.ok(actions <= 25, `${actions} actions`);
    console.log(`      ${actions} actions`);
  });

  it('goes on after the extension host was killed, and asks again for nothing that had come', async () => {
    const { workbench, emulator, page, editor } = stage();
    const stepOf = (text: string) => text.match(/(?<=Step )\d+/g)?.at(-1) ?? assert.fail(text);
    emulator.behave({
      reply: (question) => suggestion(`Page of the shop at Step ${stepOf(question)}`),
      stream: 'slow',
      delayMs: 15,
    });
    const { pid } = await editor.driver.memory();
    await workbench.explorer.choose('atlas', 'Add Missing Alt Text…');
    const review = new AltTextReview(await workbench.panel());
    await review.button('Generate').click();
    const shown = await until('some texts', async () => {
      const found = await review.suggestions();
      return found.length > 0 && found;
    });
    process.kill(pid, 'SIGKILL');
    emulator.behave({
      reply: (question) => suggestion(`Page of the shop at Step ${stepOf(question)}`),
    });
    await editor.driver.started();
    // What was on its way has arrived by now.
    const asked = emulator.requests.length;
    // The page of before has nobody to speak to; the user opens the review again.
    await workbench.tabs.close('Alt text: atlas');
    await workbench.explorer.choose('atlas', 'Add Missing Alt Text…');
    const again = new AltTextReview(await workbench.panel());
    await again.button('Resume').waitFor();
    assert.equal(emulator.requests.length, asked, 'nothing is sent before the user says so');
    const kept = await until('the texts', async () => {
      const found = await again.suggestions();
      return found.length >= shown.length && found;
    });
    assert.deepEqual(
      shown.filter((text) => !kept.includes(text)),
      [],
    );
    await workbench.screenshot('review-killed');
    await again.button('Resume').click();
    await until('all texts', async () => (await again.button(/^(Pause|Resume)$/).count()) === 0);
    const later = emulator.requests.slice(asked).map(({ body }) => stepOf(body));
    assert.deepEqual(
      shown.filter((text) => later.includes(stepOf(text))),
      [],
    );
    assert.equal(new Set(later).size, later.length);
    assert.ok(later.length <= steps - shown.length, later.join());
    await again.grid
      .getByRole('row')
      .nth(1)
      .click({ position: { x: 8, y: 8 } });
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('a');
    await again.button(`Apply ${steps} Changes`).click();
    await until('the texts to be written', async () =>
      (await again.grid.innerText()).includes('Written'),
    );
    await editor.driver.run('workbench.action.files.saveAll');
    const file = path.join(editor.workspace, 'atlas/guide.md');
    await until('all texts in the page', async () => {
      const written = await readFile(file, 'utf8');
      return written.match(/^!\[Page of the shop at Step \d+\]/gm)?.length === steps;
    });
  });

  it('checks them without a model, and shows what it finds in the Problems panel too', async () => {
    const { workbench, emulator, editor } = stage();
    const before = emulator.requests.length;
    const file = path.join(editor.workspace, 'handbook/page-1.md');
    await writeFile(file, '# Page 1\n\n![image](img/step-1.png)\n\n![](img/nowhere.png)\n');
    await workbench.explorer.choose('handbook/page-1.md', 'Check Alt Text');
    const review = new AltTextReview(await workbench.panel('Alt text: page-1.md'));
    const text = await until('the findings', async () => {
      const shown = await review.grid.innerText();
      return shown.includes('says nothing about the image') && shown;
    });
    assert.match(text, /nowhere\.png is not there/);
    await workbench.screenshot('review-check');
    assert.equal(emulator.requests.length, before);
  });
});
