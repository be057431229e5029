import assert from 'node:assert/strict';
import { hello, manyRows, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';

describe('the mouse in an alt text review', () => {
  const open = useReview();

  const opened = async (list = manyRows(40)) => {
    const review = await open();
    await review.send(hello, view(), rows(list));
    await review.painted();
    const box = (name: string) => review.row(name).getByRole('checkbox');
    const toolbar = review.page.getByRole('toolbar');
    const said = async () => {
      await review.painted();
      return toolbar.getAttribute('aria-label');
    };
    return { review, box, toolbar, said };
  };

  it('selects by check boxes, with Shift up to another, with Control or Command anywhere in a row', async () => {
    const { review, box, toolbar, said } = await opened();
    await box('shot-1.png').click();
    await box('shot-4.png').click({ modifiers: ['Shift'] });
    assert.equal(await said(), '4 selected');
    await box('shot-2.png').click();
    await review
      .row('shot-3.png')
      .getByText('Informative')
      .click({ modifiers: ['Control'] });
    await review.painted();
    assert.equal(await said(), '2 selected');
    assert.equal(await box('shot-4.png').isChecked(), true);
    await toolbar.getByRole('button', { name: 'Accept' }).click();
    assert.deepEqual(await review.posted('accept'), { type: 'accept', rows: ['row-1', 'row-4'] });
    await review.painted();
    assert.equal(await toolbar.isVisible(), false);
  });

  it('selects all that are shown, and none', async () => {
    const { review, toolbar, said } = await opened();
    const all = review.page.getByRole('checkbox', { name: 'Select all' });
    await all.check();
    await toolbar.getByRole('button', { name: 'Regenerate' }).click();
    await review.page.keyboard.type('x');
    assert.equal(await said(), '40 selected');
    await review.page.keyboard.press('Enter');
    assert.equal((await review.posted('regenerate')).rows.length, 40);
    await all.check();
    await all.uncheck();
    await review.painted();
    assert.equal(await toolbar.isVisible(), false);
  });

  it('presses the button that it is on, though rows grow and shrink with the focus', async () => {
    const warnings = Array.from({ length: 6 }, (_, index) => ({
      rule: 'tooLong',
      text: `Warning ${index}`,
    }));
    const list = [0, 1, 2, 3].map((index) => row(index, { ...suggested('A form.'), warnings }));
    const { review } = await opened(list);
    await review.resize(700, 900);
    await review.row('shot-0.png').focus();
    await review.painted();
    for (const index of [2, 1, 3, 0]) {
      await review.button(`shot-${index}.png`, 'Skip').click();
      assert.deepEqual((await review.allPosted()).at(-1), { type: 'skip', rows: [`row-${index}`] });
      await review.painted();
    }
  });

  it('leaves the row where it is that is clicked, when the one above it shrinks', async () => {
    const warnings = [1, 2, 3, 4].map((index) => ({ rule: 'tooLong', text: `Warning ${index}` }));
    const { review } = await opened(manyRows(40).map((item) => ({ ...item, warnings })));
    await review.row('shot-0.png').focus();
    await review.page.keyboard.press('End');
    await review.row('shot-36.png').getByText('Informative').click();
    await review.painted();
    const top = async () => (await review.row('shot-38.png').boundingBox())?.y ?? NaN;
    const before = await top();
    await review.row('shot-38.png').getByText('Informative').click();
    await review.painted();
    assert.ok(Math.abs((await top()) - before) < 2, `${await top()} after ${before}`);
  });
});
