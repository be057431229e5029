import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchEditor, type Editor } from './editor/launch';
import { until } from './editor/until';
import { startEmulator, type Emulator } from './emulator';
import { root } from './paths';
import { tallScreenshot } from './tallScreenshot';

/*
 * Takes the README's pictures from the running extension. The replies are written here and streamed
 * by the emulator of Azure OpenAI; the offline reader's is its own.
 */

const pictures = path.join(root, 'media', 'readme');

const description = `A checkout page of the shop **Larkfield** that cannot be submitted yet: three fields have errors.

### Banner
A red box says “Three fields need your attention. Correct the email address, the postcode and the card number, then pay.”

### Fields with errors
| Field | Value | Message |
| --- | --- | --- |
| Email | amelia.thornton@ | Enter a complete email address |
| Postcode | BS8 | Postcode is too short |
| Card number | 4929 1180 22 | A card number has 16 digits, six are missing |

### Your order
An enamel mug (€29.00), a wool blanket (€42.00) and a trail notebook (€9.50). With delivery the total is **€86.40**, repeated on the green button **Pay €86.40**.`;

function suggestionOf(altText: string): string {
  return JSON.stringify({
    subject: 'A page of the shop',
    reasons: 'The text speaks of what it shows.',
    role: 'informative',
    altText,
    longDescription: '',
  });
}

const checkout =
  'Checkout form with errors at the email address, the postcode and the card number.';
const suggested = suggestionOf(checkout);

/** Documents whose images have no texts yet: file, title, picture and the text that comes. */
const reviewed: readonly (readonly [file: string, title: string, picture: string, text: string])[] =
  [
    ['checkout.md', 'Pay for an order', 'checkout-form.png', checkout],
    [
      'getting-started.md',
      'Your first day',
      'dashboard.png',
      'Overview of a shop with the revenue of September, the top categories and the latest orders.',
    ],
    [
      'settings.md',
      'Settings',
      'settings-dark.png',
      'Settings in the dark theme, with the notifications switched on.',
    ],
  ];

const demo = path.join(root, 'test/workspaces/demo');

async function edit(
  emulator: Emulator | undefined,
  theme: 'light' | 'dark',
  workspace = demo,
): Promise<Editor> {
  const connection = emulator && {
    name: 'gpt-5.4',
    provider: 'azure',
    endpoint: emulator.url,
    deployment: 'gpt-5.4',
  };
  return launchEditor({
    workspace,
    theme,
    settings: {
      'sightline.connections': connection ? [connection] : [],
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'window.commandCenter': false,
    },
    env: {
      AZURE_OPENAI_ENDPOINT: emulator?.url ?? '',
      AZURE_OPENAI_API_KEY: emulator ? 'key' : '',
      OPENAI_API_KEY: '',
    },
  });
}

/** VS Code takes a picture for text until it has read what its extensions contribute. */
async function openPreview({ page, workbench }: Editor, file: string): Promise<void> {
  await until(`the preview of ${file}`, async () => {
    await workbench.explorer.open(file);
    const preview = page.locator('iframe.webview');
    await preview.or(page.getByText('Open Anyway')).first().waitFor();
    const isShown = (await preview.count()) > 0;
    if (!isShown) {
      await workbench.tabs.close(path.basename(file));
    }
    return isShown;
  });
}

async function shoot(editor: Editor, name: string): Promise<void> {
  const panel = await editor.workbench.panel();
  await panel.getByRole('article', { name: 'Reply' }).last().waitFor();
  await panel.getByRole('button', { name: 'Copy as Markdown' }).waitFor({ timeout: 60_000 });
  await editor.page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

/** The question that comes before a tall screenshot is sent; that is made here. */
async function shootReceipt(emulator: Emulator): Promise<void> {
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'sightline-readme-'));
  try {
    const workspace = path.join(folder, 'demo');
    await fs.cp(demo, workspace, { recursive: true });
    await fs.writeFile(path.join(workspace, 'handbook.png'), await tallScreenshot(5));
    const editor = await edit(emulator, 'light', workspace);
    await editor.workbench.explorer.choose('handbook.png', 'Describe Image');
    const panel = await editor.workbench.panel();
    await panel.getByRole('button', { name: 'Send in Parts' }).waitFor({ timeout: 60_000 });
    await editor.page.screenshot({ path: path.join(pictures, 'receipt.png') });
    await editor.close();
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

/** The review of the demo's documents, whose suggestions have come. */
async function shootReview(emulator: Emulator): Promise<void> {
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'sightline-readme-'));
  try {
    const workspace = path.join(folder, 'demo');
    await fs.cp(demo, workspace, { recursive: true });
    for (const [file, title, picture] of reviewed) {
      const text = `# ${title}\n\n![](../screenshots/${picture})\n`;
      await fs.writeFile(path.join(workspace, 'docs', file), text);
    }
    const texts = reviewed.map(([, , , text]) => text);
    emulator.behave({ reply: () => suggestionOf(texts.shift() ?? '') });
    const editor = await edit(emulator, 'light', workspace);
    await editor.workbench.explorer.choose('docs', 'Add Missing Alt Text…');
    const panel = await editor.workbench.panel();
    for (const [file] of reviewed) {
      const row = panel.getByRole('row').filter({ hasText: file });
      await row.getByRole('button', { name: 'Regenerate' }).click();
      await editor.page.keyboard.press('Enter');
      await row.getByText('Suggested').waitFor({ timeout: 60_000 });
    }
    await panel.getByRole('button', { name: 'Accept' }).first().click();
    await editor.page.screenshot({ path: path.join(pictures, 'review.png') });
    await editor.close();
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  await fs.mkdir(pictures, { recursive: true });
  const emulator = await startEmulator({ kind: 'azure', key: 'key', deployments: ['gpt-5.4'] });
  try {
    emulator.behave({ reply: description });
    const light = await edit(emulator, 'light');
    await openPreview(light, 'screenshots/checkout-form.png');
    await light.workbench.explorer.choose('screenshots/checkout-form.png', 'Describe Image');
    await shoot(light, 'describe');
    await light.close();

    emulator.behave({ reply: suggested });
    const dark = await edit(emulator, 'dark');
    await dark.workbench.explorer.open('docs/checkout.md');
    await dark.workbench.explorer.choose('screenshots/checkout-form.png', 'Generate Alt Text');
    const ticks = dark.page.locator('.bulk-edit-panel .edit-checkbox');
    await ticks.nth(3).waitFor({ timeout: 60_000 });
    await ticks.first().click();
    await dark.page.screenshot({ path: path.join(pictures, 'alt-text.png') });
    await dark.close();

    await shootReceipt(emulator);
    await shootReview(emulator);

    const offline = await edit(undefined, 'light');
    await offline.workbench.explorer.choose('screenshots/phone.png', 'Describe Image');
    await shoot(offline, 'offline');
    await offline.close();
  } finally {
    await emulator.close();
  }
}

void main();
