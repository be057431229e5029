import assert from 'node:assert/strict';
import { hello, manyRows, rows, suggested, row, view } from './reviewScenes';
import type { ReviewPage } from './reviewPage';
import { useReview } from './useBrowser';

const last = async (review: ReviewPage) => (await review.allPosted()).at(-1);

describe('the keyboard in an alt text review', () => {
  const open = useReview();

  const opened = async (count = 100) => {
    const review = await open();
    await review.send(hello, view(), rows(manyRows(count)));
    await review.painted();
    await review.row('shot-0.png').focus();
    const press = async (...keys: string[]) => {
      for (const key of keys) {
        await review.page.keyboard.press(key);
      }
      await review.painted();
      return review.focused();
    };
    return { review, press };
  };

  it('passes the grid in one step of Tab', async () => {
    const { review, press } = await opened();
    await press('ArrowDown', 'Shift+Tab');
    assert.equal(await review.focused(), 'Folder');
    assert.equal(await press('Tab'), 'shot-1.png');
    await press('Tab');
    assert.equal(await review.page.evaluate(() => document.activeElement?.closest('.grid')), null);
  });

  it('moves by rows, by what is in sight, and to both ends', async () => {
    const { press } = await opened();
    assert.equal(await press('ArrowDown', 'ArrowDown'), 'shot-2.png');
    assert.equal(await press('ArrowUp'), 'shot-1.png');
    const below = await press('PageDown');
    assert.ok(['shot-4.png', 'shot-5.png', 'shot-6.png', 'shot-7.png'].includes(below), below);
    assert.equal(await press('PageUp'), 'shot-1.png');
    assert.equal(await press('End'), 'shot-99.png');
    assert.equal(await press('ArrowDown'), 'shot-99.png');
    assert.equal(await press('Home', 'ArrowUp'), 'shot-0.png');
  });

  it('keeps the row that it is on in full sight', async () => {
    const { review, press } = await opened();
    for (const key of ['End', 'PageUp', 'PageUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'Home']) {
      const name = await press(key);
      await review.painted();
      const seen = await review.row(name).evaluate((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        const at = (y: number) => document.elementFromPoint(40, y)?.closest('.row') === line;
        return [at(top + 2), at(bottom - 2)];
      });
      assert.deepEqual(seen, [true, true], `${key} ${name}`);
    }
  });

  it('decides about a row by letters, which are text in a text box', async () => {
    const { review, press } = await opened();
    await press('ArrowDown', 'a');
    assert.deepEqual(await last(review), { type: 'accept', rows: ['row-1'] });
    await press('s');
    assert.deepEqual(await last(review), { type: 'skip', rows: ['row-1'] });
    await press('d');
    assert.deepEqual(await last(review), { type: 'decorative', rows: ['row-1'] });
    await press('o');
    assert.deepEqual(await last(review), { type: 'open', row: 'row-1' });
    const count = (await review.allPosted()).length;
    assert.equal(await press('r'), 'shot-1.png: How is it to change?');
    assert.equal(await press('a', 's', 'Escape'), 'shot-1.png');
    assert.equal(await press('Enter', 'a', 's', 'd'), 'shot-1.png: Alt text');
    assert.match(await review.box('shot-1.png').inputValue(), /asd/);
    await press('Escape', 'Control+s', 'Alt+a', 'Shift+S');
    assert.equal((await review.allPosted()).length, count);
    await press('v');
    assert.equal(await review.page.getByRole('dialog', { name: 'shot-1.png' }).isVisible(), true);
  });

  it('does once what a letter that is held says', async () => {
    const { review } = await opened();
    await review.page.keyboard.down('a');
    await review.page.keyboard.down('a');
    await review.page.keyboard.up('a');
    assert.deepEqual(
      (await review.allPosted()).map(({ type }) => type),
      ['ready', 'accept'],
    );
  });

  it('edits with Enter or F2, accepts with Control+Enter and moves on', async () => {
    const { review, press } = await opened();
    assert.equal(await press('F2'), 'shot-0.png: Alt text');
    assert.equal(await press('Escape', 'Enter'), 'shot-0.png: Alt text');
    assert.equal(await press('Control+Enter'), 'shot-1.png');
    assert.deepEqual(await last(review), { type: 'accept', rows: ['row-0'] });
    assert.equal(await press('End', 'Enter', 'Meta+Enter'), 'shot-99.png');
    assert.deepEqual(await last(review), { type: 'accept', rows: ['row-99'] });
  });

  it('does not take back by Control+Enter what is accepted', async () => {
    const { review, press } = await opened();
    await review.change({ ...row(0, suggested('Settings.')), state: 'accepted' });
    await review.painted();
    assert.equal(await press('Enter', 'Control+Enter'), 'shot-1.png');
    assert.deepEqual(
      (await review.allPosted()).map(({ type }) => type),
      ['ready'],
    );
  });

  it('reaches the parts of a row by arrows, and by Tab from one of them', async () => {
    const { press } = await opened();
    assert.equal(await press('ArrowLeft'), 'shot-0.png');
    assert.equal(await press('ArrowRight'), 'shot-0.png: Select');
    assert.equal(await press('ArrowRight'), 'shot-0.png: Show the picture shot-0.png');
    assert.equal(await press('Tab', 'Tab'), 'shot-0.png: Alt text');
    assert.equal(await press('Tab'), 'shot-0.png: Accept');
    assert.equal(await press('ArrowRight'), 'shot-0.png: Skip');
    assert.equal(await press('ArrowDown'), 'shot-1.png');
    assert.equal(await press('ArrowRight', 'Escape'), 'shot-1.png');
  });

  it('selects rows, to all of which the next decision is for', async () => {
    const { review, press } = await opened();
    const selected = () => review.page.locator('.row[aria-selected=true]').count();
    await press('Space', 'ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
    assert.equal(await selected(), 4);
    assert.equal(await press('Shift+ArrowUp'), 'shot-3.png');
    assert.equal(await selected(), 3);
    await review.page.getByText('3 selected').waitFor();
    await press('a');
    assert.deepEqual(await last(review), { type: 'accept', rows: ['row-0', 'row-2', 'row-3'] });
    await review.painted();
    assert.equal(await selected(), 0, 'the next letter is for one row again');
    await press('s');
    assert.deepEqual(await last(review), { type: 'skip', rows: ['row-3'] });
    await press('Space', 'ArrowDown', 's');
    assert.deepEqual(
      await last(review),
      { type: 'skip', rows: ['row-4'] },
      'it is not one of them',
    );
    await press('Escape');
    await review.painted();
    assert.equal(await selected(), 0);
  });

  it('selects all rows that the filters show, and asks all anew with one hint', async () => {
    const { review, press } = await opened(30);
    await review.page.getByRole('combobox', { name: 'Folder' }).selectOption('docs');
    await review.row('shot-4.png').focus();
    await press('Control+a');
    await review.page.getByText('15 selected').waitFor();
    await press('r');
    await review.page.keyboard.type('shorter');
    await press('Enter');
    const { rows: asked, hint } = await review.posted('regenerate');
    assert.deepEqual([asked.length, asked[1], hint], [15, 'row-2', 'shorter']);
  });

  it('loses rows from the selection that are no longer shown', async () => {
    const { review, press } = await opened(4);
    await press('Control+a');
    await review.page.getByRole('combobox', { name: 'Folder' }).selectOption('docs');
    await review.page.getByText('2 selected').waitFor();
    await review.page.getByRole('combobox', { name: 'Folder' }).selectOption('Folder: all');
    await review.row('shot-0.png').focus();
    await press('d');
    assert.deepEqual(await last(review), { type: 'decorative', rows: ['row-0', 'row-2'] });
  });

  it('is on a row at all times while rows change many times a second', async () => {
    const { review, press } = await opened();
    await review.page.getByRole('combobox', { name: 'State' }).selectOption('Suggested');
    await review.row('shot-6.png').focus();
    const list = manyRows(100);
    for (let step = 0; step < 20; step++) {
      await review.change(
        ...list
          .slice(step * 3, step * 3 + 3)
          .map((item) => ({ ...item, state: 'accepted' as const })),
      );
      assert.match(await review.focused(), /^shot-\d+\.png$/);
      await press(step % 2 === 0 ? 'ArrowDown' : 'ArrowUp');
    }
    await review.painted();
    assert.match(await review.focused(), /^shot-\d+\.png$/);
  });
});
