import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RowView } from '../../../src/protocol/altTextReview';
import { out } from '../../support/paths';
import { picturePath, pictures } from '../../support/pictures';
import { textContrasts } from './contrast';
import type { Theme } from './panelFiles';
import type { ReviewPage } from './reviewPage';
import { hello, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';
import type { PixelsMessage } from './webviewPage';

/** One row for each thing that a row can be. */
const varied: readonly RowView[] = [
  row(0, {
    ...suggested(
      'Dashboard of the last 30 days: revenue is up 12 %, the conversion rate fell below its target.',
      { reasons: 'The page is about figures, so they come first.' },
    ),
    name: 'dashboard.png',
  }),
  row(1, {
    ...suggested(
      'Screenshot of the checkout form with an invalid card number and an expired date.',
      {
        isKept: true,
      },
    ),
    name: 'checkout-form.png',
    alt: 'placeholder',
    current: 'image',
    warnings: [
      { rule: 'redundantOpening', text: 'It begins with “Screenshot of”.' },
      { rule: 'tooLong', text: 'It is too long (180).' },
    ],
  }),
  row(2, {
    name: 'settings-dark.png',
    role: 'complex',
    alt: 'present',
    current:
      'The settings page of the application in its dark theme, which has a list of categories on the left and on the right the options of the category Appearance, with the theme, the font size and the language.',
    ...suggested('Settings page in the dark theme, open at Appearance.'),
    state: 'accepted',
  }),
  row(3, { name: 'phone.png', state: 'asking' }),
  row(4, { name: 'docs-page.jpg', state: 'waiting', role: 'link' }),
  row(5, {
    name: 'login-mockup.webp',
    state: 'failed',
    problem: 'contoso.openai.azure.com did not answer in time.',
  }),
  row(6, {
    name: 'spinner.gif',
    role: 'decorative',
    state: 'accepted',
    suggestion: { text: '', isDecorative: true, reasons: 'It only moves.', isKept: false },
  }),
  row(7, {
    ...suggested('لوحة معلومات المبيعات لآخر 30 يومًا مع مخطط الطلبات حسب اليوم'),
    state: 'skipped',
    name: 'editor-dark@2x.png',
  }),
  row(8, {
    ...suggested('Sign-in form.'),
    state: 'applied',
    current: 'Sign-in form.',
    alt: 'present',
  }),
  row(9, { state: 'gone', canAsk: false, problem: 'The document no longer shows this image.' }),
].map((item) => ({ ...item, image: item.name }));

/** The pictures of the demo, the first of them in full too. */
async function pixels(): Promise<PixelsMessage[]> {
  const all = await Promise.all(
    pictures.map(async (picture) => ({
      type: 'image' as const,
      id: `${picture.file} thumbnail`,
      mediaType: `image/${picture.format}`,
      bytes: new Uint8Array(await readFile(picturePath(picture))),
    })),
  );
  return [...all, ...all.slice(0, 1).map((one) => ({ ...one, id: 'dashboard.png full' }))];
}

const themes: readonly Theme[] = ['light', 'dark', 'hc-dark', 'hc-light'];

const around = view({
  accepted: 2,
  apply: 'Apply 2 Changes',
  actions: [
    { action: 'preview', label: 'Preview Changes' },
    { action: 'report', label: 'Save Report' },
  ],
  notice: {
    text: 'The connection was lost. What had come is kept.',
    actions: [{ action: 'retry', label: 'Try Again' }],
  },
});

/** What is photographed, by the name of its file, each in windows of these sizes. */
const scenes: Record<
  string,
  { sizes: [number, number][]; show: (review: ReviewPage) => Promise<void> }
> = {
  rows: {
    sizes: [
      [320, 900],
      [600, 900],
      [860, 900],
      [1400, 1250],
    ],
    show: (review) => review.row('checkout-form.png').focus(),
  },
  run: {
    sizes: [
      [320, 1200],
      [1000, 900],
    ],
    show: async (review) => {
      await review.send(view({ phase: 'running', accepted: 2, apply: 'Apply 2 Changes' }));
      await review.page.getByText('Folders').click();
      await review.page.getByRole('button', { name: 'docs/guide', exact: true }).click();
      await review.row('checkout-form.png').focus();
      await review.page.keyboard.press('Space');
      await review.page.keyboard.press('Shift+ArrowDown');
      await review.page.keyboard.press('r');
    },
  },
  picture: {
    sizes: [
      [320, 640],
      [1000, 800],
    ],
    show: async (review) => {
      await review.row('dashboard.png').focus();
      await review.page.keyboard.press('v');
      await review.page.locator('.viewer-stage.shown img').waitFor();
    },
  },
};

describe('the alt text review in pictures', () => {
  before(() => mkdir(out, { recursive: true }));

  for (const [name, { sizes, show }] of Object.entries(scenes)) {
    describe(`"${name}"`, () => {
      const open = useReview('after all');
      let review: ReviewPage;

      before(async () => {
        review = await open({ reducedMotion: true, width: 1400, height: 1250 });
        await review.send(hello, around, rows(varied), ...(await pixels()));
        await review.page.waitForFunction(
          () =>
            document.images.length > 7 && [...document.images].every(({ complete }) => complete),
        );
        await show(review);
      });

      for (const theme of themes) {
        it(`is legible in ${theme}`, async () => {
          await review.changeTheme(theme);
          await review.painted();
          const contrasts = await textContrasts(review.page);
          assert.ok(contrasts.length > 30);
          assert.deepEqual(
            contrasts.filter(({ ratio }) => ratio < 4.5),
            [],
          );
          for (const [width, height] of sizes) {
            await review.resize(width, height);
            await review.painted();
            await review.photographWindow(path.join(out, `review-${name}-${theme}-${width}.png`));
          }
        });
      }
    });
  }
});
