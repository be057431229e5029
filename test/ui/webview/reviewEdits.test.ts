import assert from 'node:assert/strict';
import type { ReviewPage } from './reviewPage';
import { hello, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';

const edits = async (review: ReviewPage) =>
  (await review.allPosted()).flatMap((message) =>
    message.type === 'edit' ? [`${message.row}: ${message.text}`] : [],
  );

describe('a text that is edited in an alt text review', () => {
  const open = useReview();

  const opened = async () => {
    const review = await open();
    await review.send(
      hello,
      view(),
      rows([row(0, suggested('A form.')), row(1, suggested('A map.')), row(2)]),
    );
    await review.painted();
    return review;
  };

  it('is told when it rests, and at once when it is left', async () => {
    const review = await opened();
    await review.stopClock();
    await review.page.reload();
    await review.send(hello, view(), rows([row(0, suggested('A form.')), row(1)]));
    await review.page.clock.runFor(100);
    const box = review.box('shot-0.png');
    await box.fill('A red form.');
    await review.page.clock.runFor(200);
    await box.fill('A green form.');
    await review.page.clock.runFor(300);
    assert.deepEqual(await edits(review), []);
    await review.page.clock.runFor(300);
    assert.deepEqual(await edits(review), ['row-0: A green form.']);
    await box.fill('A blue form.');
    await review.row('shot-1.png').focus();
    assert.deepEqual((await edits(review)).slice(1), ['row-0: A blue form.']);
    await review.page.clock.runFor(1000);
    assert.equal((await edits(review)).length, 2);
  });

  it('is told before it is accepted, by button or key, and before anything is applied', async () => {
    const review = await opened();
    await review.send(view({ accepted: 1, apply: 'Apply 1 Change' }));
    await review.box('shot-0.png').fill('A form with a button.');
    await review.button('shot-0.png', 'Accept').click();
    await review.box('shot-1.png').fill('A map of Bristol.');
    await review.page.keyboard.press('Control+Enter');
    await review.box('shot-2.png').fill('A chart.');
    await review.page.getByRole('button', { name: 'Apply 1 Change' }).click();
    assert.deepEqual((await review.allPosted()).slice(1), [
      { type: 'edit', row: 'row-0', text: 'A form with a button.' },
      { type: 'accept', rows: ['row-0'] },
      { type: 'edit', row: 'row-1', text: 'A map of Bristol.' },
      { type: 'accept', rows: ['row-1'] },
      { type: 'edit', row: 'row-2', text: 'A chart.' },
      { type: 'apply' },
    ]);
  });

  it('stays as it is written, with the caret in its place, while rows change', async () => {
    const review = await opened();
    const box = review.box('shot-0.png');
    await box.focus();
    await review.page.keyboard.press('End');
    await review.page.keyboard.type(' It is');
    for (const state of ['asking', 'suggested'] as const) {
      await review.change(
        { ...row(0, suggested(`From the model ${state}`)), state },
        row(1, suggested('Another map.')),
      );
      await review.painted();
      await review.page.keyboard.type(' red');
    }
    assert.equal(await box.inputValue(), 'A form. It is red red');
    assert.equal(await review.box('shot-1.png').inputValue(), 'Another map.');
    assert.equal(await review.focused(), 'shot-0.png: Alt text');
  });

  it('is shown until the host has it, and then as the host has it', async () => {
    const review = await opened();
    const box = review.box('shot-0.png');
    await box.fill(' A  red form. ');
    await review.row('shot-1.png').focus();
    await review.change({ ...row(0, suggested('A form.')), state: 'accepted' });
    await review.painted();
    assert.equal(await box.inputValue(), ' A  red form. ', 'the host did not know yet');
    await review.change(row(0, suggested('A red form.')));
    await review.painted();
    assert.equal(await box.inputValue(), 'A red form.');
  });

  it('gives way to the one that was asked for after it', async () => {
    const review = await opened();
    await review.box('shot-0.png').fill('A red form.');
    await review.button('shot-0.png', 'Regenerate').click();
    await review.page.keyboard.press('Enter');
    assert.deepEqual((await review.allPosted()).slice(1), [
      { type: 'edit', row: 'row-0', text: 'A red form.' },
      { type: 'regenerate', rows: ['row-0'], hint: '' },
    ]);
    await review.change(row(0, suggested('The form that the model sees.')));
    await review.painted();
    assert.equal(await review.box('shot-0.png').inputValue(), 'The form that the model sees.');
  });

  it('comes back with Escape, whether the host was told or not', async () => {
    const review = await opened();
    const box = review.box('shot-0.png');
    await box.fill('Wrong');
    await box.press('Escape');
    assert.equal(await box.inputValue(), 'A form.');
    assert.equal(await review.focused(), 'shot-0.png');
    assert.deepEqual(await edits(review), []);
    await box.fill('Wrong again');
    await review.posted('edit');
    await box.press('Escape');
    assert.equal(await box.inputValue(), 'A form.');
    assert.deepEqual(await edits(review), ['row-0: Wrong again', 'row-0: A form.']);
  });

  it('is told when the page is hidden', async () => {
    const review = await opened();
    await review.box('shot-0.png').fill('Half a');
    await review.page.evaluate(() => void window.dispatchEvent(new Event('pagehide')));
    assert.deepEqual(await edits(review), ['row-0: Half a']);
  });

  it('leaves Enter and Escape to an input method at work', async () => {
    const review = await opened();
    const box = review.box('shot-0.png');
    await box.fill('にほん');
    for (const key of ['Enter', 'Escape']) {
      await box.dispatchEvent('keydown', { key, isComposing: true, ctrlKey: true });
    }
    assert.equal(await box.inputValue(), 'にほん');
    assert.equal(await review.focused(), 'shot-0.png: Alt text');
  });
});
