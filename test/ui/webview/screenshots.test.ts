import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readTextPrompt } from '../../../src/core/conversation/prompts';
import { out } from '../../support/paths';
import { textContrasts } from './contrast';
import type { Theme } from './panelFiles';
import type { PanelPage, Sent } from './panelPage';
import { asking, receipt } from './receiptScenes';
import { bill, describePrompt, images, longReply, show, turn, variedReply } from './scenes';
import { useBrowser } from './useBrowser';

/** What is photographed, by the name of its file. */
const scenes: Record<string, () => Promise<Sent[]>> = {
  waiting: async () => {
    const { views, messages } = await images('dashboard.png');
    return [
      show([turn({ command: 'Describe Image', prompt: describePrompt, running: true })], {
        images: views,
      }),
      ...messages,
    ];
  },
  counting: async () => {
    const { views, messages } = await images('dashboard.png');
    const waiting = {
      text: 'Too many requests. Trying again in {0}.',
      seconds: 125,
      actions: [{ action: 'selectConnection', label: 'Select Connection…' }],
    } as const;
    return [
      show([turn({ command: 'Describe Image', prompt: describePrompt, running: true, waiting })], {
        images: views,
      }),
      ...messages,
    ];
  },
  streaming: async () => {
    const { views, messages } = await images('dashboard.png');
    return [
      show([turn({ prompt: describePrompt, running: true })], { images: views }),
      ...messages,
      { type: 'text', turn: 0, text: longReply.slice(0, 640) },
    ];
  },
  finished: async () => {
    const { views, messages } = await images('dashboard.png');
    const first = turn({
      command: 'Describe Image',
      prompt: describePrompt,
      reply: longReply,
      receipt: bill('1,105 tokens in, 412 out'),
    });
    const second = turn({
      id: 1,
      prompt: 'Which day had the most orders?',
      reply: 'Friday 27 June, with **112** orders.',
      receipt: bill('1,540 tokens in, 12 out'),
    });
    return [show([first, second], { images: views }), ...messages];
  },
  rows: async () => {
    const { views, messages } = await images('dashboard.png', 'phone.png', 'login-mockup.webp');
    const insert = { action: 'insert', label: 'Insert' };
    const texts = [
      'Dashboard of the last 30 days: revenue is up 12 %, the conversion rate fell below its target.',
      'Phone screen of a travel app with the next train to Bristol at 09:42, which is 8 minutes late.',
    ];
    const items = views.map(({ id, name }, index) => {
      const row = { id, title: name, label: 'Alt text' };
      const text = texts[index];
      return text === undefined
        ? { ...row, note: 'The reply has no text for this image.', actions: [] }
        : { ...row, text, actions: [insert] };
    });
    const written = turn({
      command: 'Generate Alt Text',
      prompt: 'Write the alt text of each of these 3 images for a documentation page.',
      by: 'gpt-4o at contoso.openai.azure.com',
      reply: texts.join(' '),
      items,
      version: { index: 1, count: 2, label: 'Reply 2 of 2' },
      actions: [{ action: 'insert', label: 'Insert All' }],
      receipt: bill('3,315 tokens in, 96 out'),
    });
    return [show([written], { images: views }), ...messages];
  },
  markup: () => Promise.resolve([show([turn({ reply: variedReply })], { images: [] })]),
  error: async () => {
    const { views, messages } = await images('checkout-form.png');
    const failed = turn({
      prompt: 'Which error does this screenshot show?',
      reply: 'The form **Checkout** shows two problems:\n\n1. The card number is',
      error: {
        title: 'The connection was lost in the middle of the reply.',
        detail:
          'contoso.openai.azure.com closed the connection before the reply was complete. What had come is kept.\nRequest id: 8c2f7a90-51de-4d59-9a3f-0d0b6c8e77aa',
        actions: [
          { action: 'retry', label: 'Try Again' },
          { action: 'testConnection', label: 'Test Connection' },
          { action: 'showLog', label: 'Show Log' },
        ],
      },
    });
    return [show([failed], { images: views }), ...messages];
  },
  images: async () => {
    const { views, messages } = await images(
      'dashboard.png',
      'login-mockup.webp',
      'phone.png',
      'editor-dark@2x.png',
      'spinner.gif',
    );
    const broken = {
      id: '9',
      name: 'scan-of-the-contract.png',
      facts: 'PNG · 2480 × 3508 · 4.1 MB',
      state: 'ready' as const,
    };
    const compared = turn({
      prompt: 'Compare the spacing of these screens.',
      reply: 'The screens share a grid of 8 px, but **login-mockup.webp** departs from it.',
      notices: [
        {
          text: 'The reply was cut: it reached the limit on its length.',
          actions: [{ action: 'continue', label: 'Continue' }],
        },
      ],
      receipt: bill('6,020 tokens in, 1,000 out'),
    });
    return [
      show([compared], { images: [...views, broken] }),
      ...messages,
      { type: 'image', id: '9', mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]) },
    ];
  },
  alttext: async () => {
    const { views, messages } = await images('login-mockup.webp');
    const written = turn({
      command: 'Generate Alt Text',
      prompt: 'Write the alt text of this image for a documentation page.',
      reply: 'Sign-in form with e-mail and password fields and a disabled Continue button.',
      receipt: bill('802 tokens in, 17 out'),
      notices: [{ text: '76 characters', actions: [] }],
      actions: [
        { action: 'insert', label: 'Insert' },
        { action: 'shorten', label: 'Shorten' },
      ],
    });
    return [show([written], { images: views }), ...messages];
  },
  offline: async () => {
    const { views, messages } = await images('settings-dark.png');
    const read = turn({
      command: 'Read Text in Image',
      prompt: readTextPrompt,
      reply:
        '### Text\n\nSettings\nAppearance\nTheme: Dark\nFont size: 14\n\n### Picture\n\n- Type: PNG, 1200 × 780\n- Main colours: `#1e1e24`, `#e8e8ea`, `#4c8dff`',
      foreword: {
        text: 'The text was read on this computer and nothing was sent. A vision model can describe the image: add a connection.',
        actions: [{ action: 'addConnection', label: 'Add Connection…' }],
      },
    });
    return [
      show([read], { images: views, connection: 'Offline text reader', canFollowUp: false }),
      ...messages,
    ];
  },
  receipt: async () => {
    const { views, messages } = await images('dashboard.png');
    const first = turn({ prompt: describePrompt, reply: 'A **sales dashboard**.', receipt });
    const second = turn({ id: 1, prompt: 'What is wrong?', reply: 'The rate.', receipt });
    return [show([first, second], { images: views }), ...messages];
  },
  'receipt-open': async () => scenes.receipt?.() ?? [],
  proposal: async () => {
    const { views, messages } = await images('dashboard.png', 'phone.png');
    return [show([{ ...asking, prompt: 'Compare them.' }], { images: views }), ...messages];
  },
};

const themes: readonly Theme[] = ['light', 'dark', 'hc-dark', 'hc-light'];

describe('the panel in pictures', () => {
  before(() => mkdir(out, { recursive: true }));

  for (const [scene, messages] of Object.entries(scenes)) {
    describe(`"${scene}"`, () => {
      const open = useBrowser('after all');
      let panel: PanelPage;

      before(async () => {
        panel = await open({ reducedMotion: true });
        await panel.send(...(await messages()));
        await panel.imagesSettled();
        if (scene === 'alttext') {
          await panel.page.getByRole('button', { name: 'Prompt' }).click();
        }
        if (scene === 'receipt-open' || scene === 'markup') {
          await panel.page.locator('summary:visible').last().click();
        }
      });

      for (const theme of themes) {
        it(`is legible in ${theme}, at 280, 420 and 900 px`, async () => {
          await panel.changeTheme(theme);
          const contrasts = await textContrasts(panel.page);
          assert.ok(contrasts.length > 5);
          assert.deepEqual(
            contrasts.filter(({ ratio }) => ratio < 4.5),
            [],
          );
          // The last width is that in which the next theme's contrasts are measured.
          for (const width of [280, 900, 420]) {
            await panel.photograph(width, path.join(out, `webview-${scene}-${theme}-${width}.png`));
          }
        });
      }
    });
  }
});
