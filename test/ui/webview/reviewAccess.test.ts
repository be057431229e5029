import assert from 'node:assert/strict';
import type { RowView } from '../../../src/protocol/altTextReview';
import { hello, manyRows, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';

const word = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4);

const wide: readonly RowView[] = [
  row(0, {
    ...suggested(word, { reasons: word, isKept: true }),
    name: `${word}.png`,
    document: `${word}/${word}.md`,
    current: word,
    warnings: [{ rule: 'tooLong', text: word }],
    problem: word,
    state: 'failed',
  }),
  ...manyRows(20).slice(1),
];

describe('the alt text review for everyone', () => {
  const open = useReview();

  for (const [width, height] of [
    [320, 256],
    [320, 640],
    [640, 480],
  ] as const) {
    it(`fits into ${width} × ${height} px without scrolling sideways`, async () => {
      const review = await open({ width, height });
      const notice = { text: word, actions: [{ action: 'a', label: 'Mend it' }] };
      await review.send(
        hello,
        view({
          title: word,
          connection: word,
          notice,
          facts: [{ label: word, value: '1' }],
          scopes: [{ id: 'missing', label: word, rows: 1, estimate: word }],
          actions: [{ action: 'b', label: word.slice(0, 40) }],
          folders: [
            { folder: word, references: 1, lacking: 1 },
            { folder: 'x', references: 1, lacking: 1 },
          ],
        }),
        rows(wide),
      );
      await review.page.getByText('Folders').click();
      await review.row(word).focus();
      await review.painted();
      const beyond = await review.page
        .locator('main *')
        .evaluateAll((list) =>
          list
            .filter((part) => part.getBoundingClientRect().right > innerWidth)
            .map((part) => part.outerHTML.slice(0, 60)),
        );
      const { scrolled, shown } = await review.page.evaluate(() => {
        scrollTo(1000, scrollY);
        return { scrolled: scrollX, shown: document.documentElement.clientWidth };
      });
      assert.deepEqual({ scrolled, shown, beyond }, { scrolled: 0, shown: width, beyond: [] });
      const controls = await review.page
        .locator('button:visible, select:visible, textarea:visible, input:visible')
        .evaluateAll((list) =>
          list.flatMap((control) => {
            const { left, right } = control.getBoundingClientRect();
            return left < 0 || right > innerWidth ? [control.outerHTML.slice(0, 80)] : [];
          }),
        );
      assert.deepEqual(controls, []);
    });
  }

  it('sticks only where there is room for rows beside', async () => {
    const review = await open({ width: 900, height: 800 });
    await review.send(hello, view(), rows(manyRows(100)));
    const room = async () => {
      await review.page.evaluate(() => scrollTo(0, 3000));
      await review.painted();
      return review.page.evaluate(() => {
        let seen = 0;
        for (let y = 0; y < innerHeight; y += 10) {
          seen += document.elementFromPoint(30, y)?.closest('.row') ? 10 : 0;
        }
        return seen / innerHeight;
      });
    };
    assert.ok((await room()) < 0.95);
    assert.equal(
      await review.page.getByRole('button', { name: 'Generate', exact: true }).isVisible(),
      true,
    );
    await review.resize(900, 400);
    assert.ok((await room()) > 0.95);
  });

  it('has targets of at least 24 px, or with room around', async () => {
    const review = await open({ width: 1200 });
    await review.send(hello, view(), rows(manyRows(3)));
    await review.painted();
    const small = await review.page
      .locator('button:visible, select:visible, input:visible, textarea:visible')
      .evaluateAll((list) => {
        const all = list.map((target) => ({ target, box: target.getBoundingClientRect() }));
        return all
          .filter(({ box }) => box.height < 24 || box.width < 24)
          .filter(({ target, box }) => {
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            return all.some(
              ({ target: other, box: its }) =>
                other !== target &&
                its.left < x + 12 &&
                its.right > x - 12 &&
                its.top < y + 12 &&
                its.bottom > y - 12,
            );
          })
          .map(({ target }) => target.outerHTML.slice(0, 90));
      });
    assert.deepEqual(small, []);
  });

  it('describes the controls of a row by its place, and the text box by what is wrong too', async () => {
    const review = await open();
    const warnings = [{ rule: 'tooLong', text: 'It is too long (180).' }];
    await review.send(hello, view(), rows([row(0, { ...suggested('A form.'), warnings })]));
    await review.painted();
    const described = async (selector: string) =>
      review.page
        .locator(`.row ${selector}`)
        .first()
        .evaluate((control) =>
          (control.getAttribute('aria-describedby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.innerText ?? '?')
            .join(' '),
        );
    assert.equal(await described('.accept'), 'docs/page-0.md:3');
    assert.equal(await described('.choose'), 'docs/page-0.md:3');
    assert.equal(await described('textarea'), 'docs/page-0.md:3 It is too long (180).');
  });

  it('says how many images are shown when the user filters, and not each time that rows change', async () => {
    const review = await open();
    await review.send(hello, view(), rows(manyRows(10)));
    await review.painted();
    const count = review.page.locator('.count');
    await review.page.getByRole('searchbox').fill('number 7');
    await review.painted();
    assert.equal(await count.innerText(), '1 of 10 images');
    assert.equal(await count.getAttribute('aria-live'), 'polite');
    await review.change(row(3, suggested('Number 7')));
    await review.painted();
    assert.equal(await count.innerText(), '2 of 10 images');
    assert.equal(await count.getAttribute('aria-live'), 'off');
  });

  it('shows in forced colours what is current, selected, accepted and in focus', async () => {
    const review = await open();
    await review.page.emulateMedia({ forcedColors: 'active' });
    await review.send(hello, view(), rows(manyRows(4)));
    await review.painted();
    await review.row('shot-0.png').focus();
    await review.page.keyboard.press('Space');
    await review.painted();
    const look = (name: string) =>
      review.row(name).evaluate((line) => {
        const { outlineStyle, borderInlineStartWidth, borderInlineEndWidth } =
          getComputedStyle(line);
        return [outlineStyle, borderInlineStartWidth, borderInlineEndWidth];
      });
    assert.deepEqual(await look('shot-0.png'), ['solid', '3px', '6px']);
    assert.deepEqual(await look('shot-1.png'), ['none', '0px', '0px']);
    await review.page.emulateMedia({ forcedColors: 'none' });
  });

  for (const reducedMotion of [true, false]) {
    it(`${reducedMotion ? 'stands still' : 'moves a little'} while texts are asked for`, async () => {
      const review = await open({ reducedMotion });
      await review.send(hello, view({ phase: 'running' }), rows([row(0, { state: 'asking' })]));
      await review.painted();
      const moving = await review.page.evaluate(() => document.getAnimations().length);
      assert.equal(moving, reducedMotion ? 0 : 2);
    });
  }

  it('lets each text run in its own direction', async () => {
    const review = await open();
    await review.send(hello, view(), rows([row(0, { current: 'صورة', ...suggested('נוף') })]));
    await review.painted();
    const direction = (selector: string) =>
      review.page.locator(`.row ${selector}`).evaluate((part) => getComputedStyle(part).direction);
    assert.equal(await direction('.current-text'), 'rtl');
    assert.equal(await direction('textarea'), 'rtl');
    assert.equal(await direction('.image-name'), 'ltr');
  });
});
