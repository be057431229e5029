import assert from 'node:assert/strict';
import type { PanelPage } from './panelPage';
import { receipt, splitReceipt } from './receiptScenes';
import { bill, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

const ended = turn({ reply: 'A dashboard.', receipt });

const region = (panel: PanelPage) => panel.page.getByRole('region', { name: 'Receipt' });
const line = (panel: PanelPage) => panel.page.locator('summary');
const table = (panel: PanelPage) => region(panel).getByRole('table');

describe('the receipt of a turn', () => {
  const open = useBrowser();

  it('is a line at the end of the turn, shown when the turn has ended', async () => {
    const panel = await open();
    await panel.send(show([{ ...ended, running: true }]));
    assert.equal(await region(panel).count(), 0);
    await panel.send({ type: 'turn', turn: ended });
    assert.equal(
      await line(panel).getByText('3,412 tokens in, 264 out', { exact: true }).count(),
      1,
    );
    assert.equal(await line(panel).getByText('$0.0112', { exact: true }).count(), 1);
    assert.equal(await table(panel).count(), 0);
    await panel.send({ type: 'turn', turn: turn({ reply: 'A dashboard.' }) });
    assert.equal(await region(panel).count(), 0);
  });

  it('opens by a click, Enter and Space to images, facts and remarks', async () => {
    const panel = await open({ width: 900 });
    await panel.send(show([ended]));
    await line(panel).click();
    assert.equal(
      await region(panel).ariaSnapshot(),
      `- region "Receipt":
  - group:
    - text: 3,412 tokens in, 264 out $0.0112
    - group "Image, File, Sent":
      - table:
        - rowgroup:
          - row "Image File Sent":
            - columnheader "Image"
            - columnheader "File"
            - columnheader "Sent"
        - rowgroup:
          - row "dashboard.png PNG · 3840 × 2160 · 1.2 MB PNG · 1365 × 768 · 96 KB":
            - rowheader "dashboard.png"
            - cell "PNG · 3840 × 2160 · 1.2 MB"
            - cell "PNG · 1365 × 768 · 96 KB"
          - row "${receipt.images[1]?.name} WebP · 2880 × 1800 · 412 KB as it is":
            - rowheader "${receipt.images[1]?.name}"
            - cell "WebP · 2880 × 1800 · 412 KB"
            - cell "as it is"
          - row "page.png (part 2 of 5) PNG · 1280 × 9400 · 3.4 MB PNG · 1280 × 1880 · 702 KB":
            - rowheader "page.png (part 2 of 5)"
            - cell "PNG · 1280 × 9400 · 3.4 MB"
            - cell "PNG · 1280 × 1880 · 702 KB"
    - term: Host
    - definition: contoso.openai.azure.com
    - term: Detail
    - definition: auto
    - term: Estimate
    - definition: about 3,390 tokens (gpt-4o)
    - paragraph: "The bill differs from the estimate: the server scales images in its own way."`,
    );
    await line(panel).press('Enter');
    assert.equal(await table(panel).count(), 0);
    await line(panel).press('Space');
    assert.equal(await table(panel).count(), 1);
  });

  it('is in view as a whole when it is opened at the end of the page', async () => {
    const panel = await open({ height: 520 });
    await panel.send(show([turn({ reply: 'Line.\n\n'.repeat(30), receipt })]));
    await line(panel).press('Enter');
    const remark = region(panel).getByText(/^The bill differs/);
    await panel.page.waitForFunction(
      ([last, foot]) => last.getBoundingClientRect().bottom <= foot.getBoundingClientRect().top,
      [await remark.elementHandle(), await panel.page.locator('form').elementHandle()] as const,
    );
  });

  it('stays open and keeps the focus when the turn is updated', async () => {
    const panel = await open();
    await panel.send(show([ended]));
    await line(panel).press('Enter');
    await table(panel).evaluate((there) => there.setAttribute('data-same', ''));
    const same = panel.page.locator('[data-same]');
    await panel.send({
      type: 'turn',
      turn: { ...ended, notices: [{ text: 'Cut.', actions: [] }] },
    });
    await panel.send(show([ended]));
    assert.equal(await same.isVisible(), true);
    await panel.send({
      type: 'turn',
      turn: {
        ...ended,
        receipt: { ...receipt, summary: ['3,500 tokens in, 300 out'] },
        actions: [{ action: 'insert', label: 'Insert' }],
      },
    });
    await line(panel).getByText('3,500 tokens in, 300 out', { exact: true }).waitFor();
    assert.equal(await same.count(), 0);
    assert.equal(await table(panel).isVisible(), true);
    assert.equal(await line(panel).evaluate((there) => there === document.activeElement), true);

    await panel.send({ type: 'turn', turn: { ...ended, running: true } });
    await panel.send({ type: 'turn', turn: ended });
    assert.equal(await table(panel).isVisible(), true);
  });

  it('is just a line where there is nothing more to tell', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'Done.', receipt: bill('802 tokens in, 17 out') })]));
    await region(panel).getByText('802 tokens in, 17 out', { exact: true }).waitFor();
    assert.equal(await line(panel).isVisible(), false);
    await panel.send({ type: 'turn', turn: ended });
    assert.equal(await line(panel).isVisible(), true);
  });

  it('shows names, values and remarks as they are, whatever they hold', async () => {
    const markup = '<img src=x onerror="document.title=\'taken\'"> & <b>bold</b>';
    const panel = await open();
    const hostile = {
      summary: [markup, 'b'],
      images: [{ name: markup, before: markup, after: markup }],
      facts: [{ label: markup, value: markup }],
      remarks: [markup],
    };
    await panel.send(show([turn({ reply: 'Done.', receipt: hostile })]));
    await line(panel).click();
    assert.equal(await region(panel).locator('img, b').count(), 0);
    assert.equal(await region(panel).getByText(markup, { exact: true }).count(), 7);
    assert.equal(await panel.page.title(), 'Sightline');
  });

  for (const [width, direction] of [[280, 'ltr'], [280, 'rtl'], [900, 'rtl']] as const) {
    it(`fits into ${width} px, written ${direction}`, async () => {
      const panel = await open({ width });
      await panel.page.evaluate((dir) => (document.documentElement.dir = dir), direction);
      const name = `${'w'.repeat(200)}.png`;
      const images = [...receipt.images, { name, before: 'PNG', after: '' }];
      await panel.send(show([{ ...ended, receipt: { ...receipt, images } }]));
      await line(panel).click();
      const boxes = region(panel).locator('th, td, th span, td span, dt, dd, .receipt-images');
      const outside = await boxes.evaluateAll((all) =>
        all.filter((one) => {
          const { left, right } = one.getBoundingClientRect();
          return one.closest('thead') === null && (left < 0 || right > innerWidth);
        }).map((one) => one.textContent),
      );
      assert.deepEqual(outside, []);
      const scrolls = await panel.page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.receipt-images')].some(
          (box) => box.scrollWidth > box.clientWidth,
        ),
      );
      assert.equal(scrolls, false);
    });
  } // prettier-ignore

  it('stacks file and sent below the name in a narrow panel, and is still a table', async () => {
    const panel = await open({ width: 280 });
    await panel.send(show([ended]));
    await line(panel).click();
    const tops = await table(panel)
      .getByRole('row')
      .nth(1)
      .locator('span')
      .evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().top));
    assert.deepEqual(
      tops,
      [...new Set(tops)].sort((a, b) => a - b),
    );
    const client = await panel.page.context().newCDPSession(panel.page);
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const roles = nodes.filter(({ ignored }) => !ignored).map(({ role }) => String(role?.value));
    const count = (wanted: string) => roles.filter((role) => role === wanted).length;
    assert.deepEqual(
      ['table', 'row', 'columnheader', 'rowheader', 'cell'].map(count),
      [1, 4, 3, 3, 6],
    );
  });

  it('scrolls through many images by keyboard', async () => {
    const panel = await open();
    await panel.send(show([{ ...ended, receipt: splitReceipt }]));
    await line(panel).press('Enter');
    await panel.page.keyboard.press('Tab');
    const images = panel.page.getByRole('group', { name: 'Image, File, Sent' });
    assert.equal(await images.evaluate((box) => box === document.activeElement), true);
    await panel.page.keyboard.press('End');
    await panel.page.waitForFunction((box) => box.scrollTop > 0, await images.elementHandle());
  });
});
