import assert from 'node:assert/strict';
import { hello, manyRows, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';

const list = [
  row(0, suggested('Sales dashboard.')),
  row(1, { current: 'Ein Formular mit ÄRGER', alt: 'present', role: 'link' }),
  row(2, {
    ...suggested('Screenshot of a form.'),
    warnings: [{ rule: 'redundantOpening', text: 'It begins with “Screenshot of”.' }],
  }),
  row(3, { state: 'failed' }),
];

describe('the filters of an alt text review', () => {
  const open = useReview();

  const opened = async (items = list) => {
    const review = await open();
    await review.send(hello, view(), rows(items));
    await review.painted();
    const select = (name: string) => review.page.getByRole('combobox', { name, exact: true });
    const search = review.page.getByRole('searchbox', { name: 'Search' });
    const numbers = async () => {
      await review.painted();
      return (await review.names()).map((name) => Number(/\d+/.exec(name)?.[0]));
    };
    return { review, select, search, numbers };
  };

  it('are the state, the role, the folder and the rule, all at once', async () => {
    const { select, numbers, review } = await opened();
    const only = async (name: string, option: string) => {
      await select(name).selectOption(option);
      const found = await numbers();
      await select(name).selectOption(`${name}: all`);
      return found;
    };
    assert.deepEqual(await only('State', 'Suggested'), [0, 2]);
    assert.deepEqual(await only('Role', 'Link'), [1]);
    assert.deepEqual(await only('Folder', 'docs'), [0, 2]);
    assert.deepEqual(await only('Rule', 'Opening'), [2]);
    assert.deepEqual(await numbers(), [0, 1, 2, 3]);
    await select('State').selectOption('Suggested');
    await select('Rule').selectOption('Opening');
    assert.deepEqual(await numbers(), [2]);
    assert.equal(await review.page.locator('.count').innerText(), '1 of 4 images');
  });

  it('find words of the document, the name, the text that is there and the suggestion', async () => {
    const { search, numbers } = await opened();
    for (const [words, found] of [
      ['guide', [1, 3]],
      ['shot-3', [3]],
      ['ärger FORMULAR', [1]],
      ['sales', [0]],
      ['screenshot dashboard', []],
      ['   ', [0, 1, 2, 3]],
    ] as const) {
      await search.fill(words);
      assert.deepEqual(await numbers(), found, words);
    }
  });

  it('follow the rows as they change, but not the one that is being written in', async () => {
    const { review, select, numbers } = await opened();
    await select('State').selectOption('Suggested');
    await review.change(
      { ...row(0, suggested('Sales.')), state: 'accepted' },
      row(3, suggested('A map.')),
    );
    assert.deepEqual(await numbers(), [2, 3]);
    await review.box('shot-2.png').focus();
    await review.change({ ...row(2, suggested('A form.')), state: 'accepted' });
    assert.deepEqual(await numbers(), [2, 3]);
    await review.row('shot-3.png').focus();
    assert.deepEqual(await numbers(), [3]);
  });

  it('move the focus to the next row when they take its own away', async () => {
    const { review, select, numbers } = await opened(manyRows(5));
    await select('State').selectOption('Suggested');
    await review.row('shot-2.png').focus();
    await review.change({ ...row(2, suggested('x')), state: 'accepted' });
    assert.deepEqual(await numbers(), [0, 1, 3, 4]);
    assert.equal(await review.focused(), 'shot-3.png');
    await review.change(...[3, 4].map((index) => row(index)));
    assert.deepEqual(await numbers(), [0, 1]);
    assert.equal(await review.focused(), 'shot-1.png');
    await review.change(...[0, 1].map((index) => row(index)));
    assert.deepEqual(await numbers(), []);
    assert.equal(await review.focused(), 'Alt text suggestions');
    await review.change(row(1, suggested('x')));
    await review.page.keyboard.press('Tab');
    await review.page.keyboard.press('Shift+Tab');
    assert.deepEqual(await numbers(), [1]);
  });

  it('move it to the next row even where no frame was painted since it came to the row', async () => {
    const { review, select, numbers } = await opened(manyRows(5));
    await select('State').selectOption('Suggested');
    await numbers();
    const accepted = { ...row(2, suggested('x')), state: 'accepted' };
    await review.row('shot-2.png').evaluate(
      (line, data) => {
        line.focus();
        window.dispatchEvent(new MessageEvent('message', { data }));
      },
      { type: 'changed', rows: [accepted] },
    );
    assert.deepEqual(await numbers(), [0, 1, 3, 4]);
    assert.equal(await review.focused(), 'shot-3.png');
  });

  it('stay with what was searched, what was scrolled to and where the keyboard was', async () => {
    const { review, select, search, numbers } = await opened(manyRows(200));
    await search.fill('settings');
    await select('Folder').selectOption('docs');
    await numbers();
    await review.row('shot-2.png').focus();
    for (let press = 0; press < 20; press++) {
      await review.page.keyboard.press('ArrowDown');
    }
    const before = await review.page.evaluate(() => scrollY);
    assert.ok(before > 500);
    await review.page.waitForFunction(
      (scroll) =>
        (JSON.parse(sessionStorage.getItem(location.search) ?? '{}') as { scroll?: number })
          .scroll === scroll,
      before,
    );
    await review.page.reload();
    const all = manyRows(200);
    await review.send(hello, view(), rows(all.slice(0, 20)));
    await review.painted();
    await review.send({ type: 'rows', from: 20, rows: all.slice(20) });
    await review.painted();
    assert.equal(await search.inputValue(), 'settings');
    assert.equal(await select('Folder').inputValue(), '=docs');
    assert.equal(await review.page.evaluate(() => scrollY), before);
    assert.equal(await review.focused(), 'shot-42.png');
    assert.equal(await review.page.locator('.count').innerText(), '100 of 200 images');
  });
});
