import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { until } from '../support/editor/until';
import { pictures, picturePath } from '../support/pictures';
import { useStage } from './support/stage';

const pages = 12;
const images = 15;

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
  return files;
}

function suggestion(altText: string): string {
  return JSON.stringify({
    subject: 'A page of the shop',
    reasons: 'The step speaks of it.',
    role: 'informative',
    altText,
    longDescription: '',
  });
}

/** The review as people find it. */
class ReviewPage {
  constructor(readonly frame: FrameLocator) {}

  get grid(): Locator {
    return this.frame.getByRole('grid', { name: 'Alt text suggestions' });
  }

  get status(): Locator {
    return this.frame.getByRole('status').first();
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }
}

describe('The alt text review', function () {
  this.timeout(120_000);
  const stage = useStage({ files: handbook });

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
    const review = new ReviewPage(await workbench.panel());
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

  it('checks them without a model, and shows what it finds in the Problems panel too', async () => {
    const { workbench, emulator, editor } = stage();
    const before = emulator.requests.length;
    const file = path.join(editor.workspace, 'handbook/page-1.md');
    await writeFile(file, '# Page 1\n\n![image](img/step-1.png)\n\n![](img/nowhere.png)\n');
    await workbench.explorer.choose('handbook/page-1.md', 'Check Alt Text');
    const review = new ReviewPage(await workbench.panel('Alt text: page-1.md'));
    const text = await until('the findings', async () => {
      const shown = await review.grid.innerText();
      return shown.includes('says nothing about the image') && shown;
    });
    assert.match(text, /nowhere\.png is not there/);
    await workbench.screenshot('review-check');
    assert.equal(emulator.requests.length, before);
  });
});
