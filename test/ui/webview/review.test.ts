import assert from 'node:assert/strict';
import type { ReviewHostMessage, RowView } from '../../../src/protocol/altTextReview';
import { hello, manyRows, onePixel, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';

const three: readonly RowView[] = [
  row(0, suggested('Sales dashboard.', { reasons: 'It shows figures.' })),
  row(1, {
    ...suggested('Screenshot of a form.', { isKept: true }),
    alt: 'placeholder',
    current: 'image',
    warnings: [{ rule: 'redundantOpening', text: 'It begins with “Screenshot of”.' }],
  }),
  row(2, { state: 'failed', problem: 'The server is busy.', role: 'link' }),
];

describe('the alt text review', () => {
  const open = useReview();

  const opened = async (
    list: readonly RowView[] = three,
    around: ReviewHostMessage = view(),
    options = {},
  ) => {
    const review = await open(options);
    await review.send(hello, around, rows(list));
    await review.painted();
    return review;
  };

  it('is a grid with a row for each image, which names its parts', async () => {
    const review = await opened();
    assert.equal(
      await review.grid.ariaSnapshot(),
      `- grid "Alt text suggestions":
  - rowgroup:
    - row "Select all Picture Place Role In the document Suggestion State":
      - columnheader "Select all Picture":
        - checkbox "Select all"
        - text: Select all Picture
      - columnheader "Place"
      - columnheader "Role"
      - columnheader "In the document"
      - columnheader "Suggestion"
      - columnheader "State"
  - rowgroup:
    - row "shot-0.png, docs/page-0.md:3, Informative, Suggested, Sales dashboard.":
      - gridcell "Select Show the picture shot-0.png":
        - checkbox "Select"
        - button "Show the picture shot-0.png"
      - gridcell "docs/page-0.md:3 shot-0.png":
        - button "docs/page-0.md:3"
        - text: shot-0.png
      - gridcell "Informative"
      - gridcell "Missing":
        - paragraph: Missing
      - gridcell "Sales dashboard. It shows figures.":
        - textbox "Alt text":
          - /placeholder: No text yet
          - text: Sales dashboard.
        - paragraph: It shows figures.
      - gridcell "Suggested Accept Skip Decorative Regenerate":
        - text: Suggested
        - button "Accept"
        - button "Skip"
        - button "Decorative"
        - button "Regenerate"
    - row "shot-1.png, docs/guide/page-0.md:4, Informative, Suggested, Screenshot of a form., It begins with “Screenshot of”.":
      - gridcell "Select Show the picture shot-1.png":
        - checkbox "Select"
        - button "Show the picture shot-1.png"
      - gridcell "docs/guide/page-0.md:4 shot-1.png":
        - button "docs/guide/page-0.md:4"
        - text: shot-1.png
      - gridcell "Informative"
      - gridcell "image":
        - paragraph: image
      - gridcell "Screenshot of a form. It begins with “Screenshot of”. Kept from an earlier run Ask anew":
        - textbox "Alt text":
          - /placeholder: No text yet
          - text: Screenshot of a form.
        - list:
          - listitem: It begins with “Screenshot of”.
        - paragraph:
          - text: Kept from an earlier run
          - button "Ask anew"
      - gridcell "Suggested Accept Skip Decorative Regenerate":
        - text: Suggested
        - button "Accept"
        - button "Skip"
        - button "Decorative"
        - button "Regenerate"
    - row "shot-2.png, docs/page-0.md:5, Link, Failed, Missing":
      - gridcell "Select Show the picture shot-2.png":
        - checkbox "Select"
        - button "Show the picture shot-2.png"
      - gridcell "docs/page-0.md:5 shot-2.png":
        - button "docs/page-0.md:5"
        - text: shot-2.png
      - gridcell "Link"
      - gridcell "Missing":
        - paragraph: Missing
      - gridcell "The server is busy. Retry":
        - textbox "Alt text":
          - /placeholder: No text yet
        - paragraph:
          - text: The server is busy.
          - button "Retry"
      - gridcell "Failed Accept Skip Decorative Regenerate":
        - text: Failed
        - button "Accept" [disabled]
        - button "Skip"
        - button "Decorative"
        - button "Regenerate"`,
    );
    assert.equal(await review.grid.getAttribute('aria-rowcount'), '4');
    assert.equal(await review.row('shot-2.png').getAttribute('aria-rowindex'), '4');
  });

  it('tells the host each decision, and takes it back when it is made again', async () => {
    const review = await opened();
    const press = async (name: string, label: string) => {
      await review.button(name, label).click();
      return (await review.allPosted()).at(-1);
    };
    assert.deepEqual(await press('shot-0.png', 'Accept'), { type: 'accept', rows: ['row-0'] });
    assert.deepEqual(await press('shot-1.png', 'Skip'), { type: 'skip', rows: ['row-1'] });
    const decorative = { type: 'decorative', rows: ['row-2'] };
    assert.deepEqual(await press('shot-2.png', 'Decorative'), decorative);
    assert.deepEqual(await press('shot-2.png', 'Retry'), { type: 'generate', rows: ['row-2'] });
    const anew = { type: 'regenerate', rows: ['row-1'], hint: '' };
    assert.deepEqual(await press('shot-1.png', 'Ask anew'), anew);
    assert.deepEqual(await press('shot-0.png', 'docs/page-0.md:3'), { type: 'open', row: 'row-0' });

    await review.change({ ...row(0, suggested('Sales dashboard.')), state: 'accepted' });
    await review.painted();
    const accept = review.button('shot-0.png', 'Accept');
    assert.equal(await accept.getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await press('shot-0.png', 'Accept'), { type: 'reopen', rows: ['row-0'] });
    assert.deepEqual(await press('shot-0.png', 'Skip'), { type: 'skip', rows: ['row-0'] });
  });

  it('asks anew with what is to change, on Enter, and not on Escape', async () => {
    const review = await opened();
    const hint = review.row('shot-0.png').getByRole('textbox', { name: 'How is it to change?' });
    await review.button('shot-0.png', 'Regenerate').click();
    await hint.press('Escape');
    assert.equal(await hint.isVisible(), false);
    assert.equal(await review.focused(), 'shot-0.png');
    await review.button('shot-0.png', 'Regenerate').click();
    await hint.fill('  shorter ');
    await hint.press('Enter');
    assert.deepEqual(await review.posted('regenerate'), {
      type: 'regenerate',
      rows: ['row-0'],
      hint: 'shorter',
    });
    assert.equal(await hint.isVisible(), false);
    assert.equal(await review.focused(), 'shot-0.png');
    assert.equal((await review.allPosted()).length, 2);
  });

  it('asks for a first text, which may be in the journal, where there is none and no hint', async () => {
    const review = await opened([row(0)]);
    await review.button('shot-0.png', 'Regenerate').click();
    await review.page.keyboard.press('Enter');
    assert.deepEqual(await review.posted('generate'), { type: 'generate', rows: ['row-0'] });
  });

  it('offers what can be done only', async () => {
    const states = ['asking', 'applied', 'gone', 'skipped', 'accepted'] as const;
    const list = states.map((state, index) => ({ ...row(index, suggested('A form.')), state }));
    const review = await opened([...list, row(5, { canAsk: false }), row(6)]);
    const enabled = async (index: number) => {
      const buttons = review.row(`shot-${index}.png`).locator('.deeds button:enabled');
      return (await buttons.allTextContents()).join(' ');
    };
    assert.deepEqual(await Promise.all([0, 1, 2, 3, 4, 5, 6].map(enabled)), [
      'Skip',
      'Regenerate',
      '',
      'Accept Skip Decorative Regenerate',
      'Accept Skip Decorative Regenerate',
      'Skip Decorative',
      'Skip Decorative Regenerate',
    ]);
    await review.box('shot-5.png').fill('Written by hand');
    await review.painted();
    assert.equal(await review.button('shot-5.png', 'Accept').isEnabled(), true);
  });

  it('shows the picture in full, from which Escape leads back', async () => {
    const review = await opened();
    await review.send(onePixel('image-1', 'full'));
    const thumb = review.button('shot-1.png', 'Show the picture shot-1.png');
    await thumb.click();
    const dialog = review.page.getByRole('dialog', { name: 'shot-1.png' });
    const picture = dialog.locator('.viewer-stage.shown img');
    await picture.waitFor();
    const loaded = await picture.evaluate((image: HTMLImageElement) =>
      image.decode().then(() => [new URL(image.src).protocol, image.naturalWidth]),
    );
    assert.deepEqual(loaded, ['blob:', 1]);
    await review.page.keyboard.press('Escape');
    assert.equal(await dialog.isVisible(), false);
    assert.equal(await review.focused(), 'shot-1.png: Show the picture shot-1.png');
    await review.row('shot-1.png').focus();
    await review.page.keyboard.press('v');
    await dialog.getByRole('button', { name: 'Close' }).click();
    assert.equal(await review.focused(), 'shot-1.png');
  });

  it('pages through the pictures of the rows that are shown', async () => {
    const review = await opened();
    await review.send(onePixel('image-1', 'full'), onePixel('image-2', 'full'));
    await review.row('shot-1.png').focus();
    await review.page.keyboard.press('v');
    await review.page.getByRole('application', { name: 'shot-1.png' }).waitFor();
    await review.page.keyboard.press('PageDown');
    const next = review.page.getByRole('application', { name: 'shot-2.png' });
    await next.locator('.viewer-stage.shown img').waitFor();
    await review.page.keyboard.press('Escape');
    assert.equal(await review.focused(), 'shot-1.png');
  });

  it('shows what documents and models say as text, whatever it is', async () => {
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;';
    const review = await opened(
      [
        row(0, {
          ...suggested(evil, { reasons: evil }),
          name: evil,
          document: evil,
          current: evil,
          problem: evil,
          warnings: [{ rule: evil, text: evil }],
        }),
        row(1, { current: 'x'.repeat(1_000_000), ...suggested('y'.repeat(100_000)) }),
      ],
      view({
        title: evil,
        connection: evil,
        facts: [{ label: evil, value: evil }],
        folders: [
          { folder: evil, references: 1, lacking: 1 },
          { folder: '', references: 1, lacking: 1 },
        ],
        scopes: [{ id: 'a', label: evil, rows: 1, estimate: evil }],
        scope: 'a',
        status: evil,
        apply: evil,
        notice: { text: evil, actions: [{ action: 'a', label: evil }] },
        actions: [{ action: 'b', label: evil }],
      }),
    );
    assert.equal(await review.page.locator('img, main script, b').count(), 0);
    assert.equal(await review.page.getByRole('heading', { level: 1 }).innerText(), evil);
    assert.equal(await review.page.locator('.row .current-text').first().innerText(), evil);
    const wide = await review.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(wide, 1200);
  });

  it('says where there is nothing to show', async () => {
    const review = await opened([], view({ phase: 'scanning' }));
    const { page } = review;
    assert.equal(await page.locator('.empty').isVisible(), false);
    await review.send(view());
    await page.getByText('No images were found.').waitFor();
    await review.send(rows(three));
    await page.getByRole('searchbox').fill('nowhere');
    await page.getByText('No image matches the filters.').waitFor();
    assert.equal(await review.grid.getAttribute('aria-rowcount'), '1');
  });

  it('takes rows in pieces, and begins anew with the first', async () => {
    const review = await open();
    const list = manyRows(30);
    await review.send(hello, view(), rows(list.slice(0, 10)));
    await review.send({ type: 'rows', from: 10, rows: list.slice(10) });
    await review.painted();
    assert.equal(await review.grid.getAttribute('aria-rowcount'), '31');
    await review.send({ type: 'rows', from: 10, rows: [row(77)] });
    await review.painted();
    assert.equal(await review.grid.getAttribute('aria-rowcount'), '12');
    await review.send(rows([row(5), row(6)]), { type: 'changed', rows: [row(9), row(6)] });
    await review.painted();
    assert.deepEqual(await review.names(), ['shot-5.png', 'shot-6.png']);
  });
});
