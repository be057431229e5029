import assert from 'node:assert/strict';
import { themes, type Theme } from '../support/editor/settings';
import { until } from '../support/editor/until';
import { richReply } from './support/replies';
import { useStage } from './support/stage';

const image = 'screenshots/checkout-form.png';

describe('The panel for everyone, in the editor', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('works by keyboard alone', async () => {
    const { page, workbench } = stage();
    const { keyboard } = page;
    await keyboard.press('F1');
    await workbench.quickInput.shown();
    await keyboard.type('Sightline: Describe Image');
    await workbench.quickInput.row('Sightline: Describe Image').waitFor();
    await keyboard.press('Enter');
    await workbench.quickInput.shown('Choose one or more images');
    await keyboard.type('checkout');
    await until('one image to be left', async () => {
      return (await workbench.quickInput.items()).join() === 'checkout-form.png';
    });
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await keyboard.press('Enter');
    const conversation = await stage().conversation();
    const reply = await conversation.finished('Seen by the emulator');

    const focused = conversation.frame.locator(':focus');
    const walk = async (key: string, end: string): Promise<string[]> => {
      const names: string[] = [];
      while (names.at(-1) !== end && names.length < 12) {
        await keyboard.press(key);
        names.push(
          (await focused.getAttribute('aria-label')) ?? (await focused.innerText()).trim(),
        );
      }
      return names;
    };
    const tag = await focused.evaluate((element) => element.tagName);
    assert.match(tag, /^(MAIN|TEXTAREA)$/, 'the focus is in the panel');
    if (tag === 'MAIN') {
      await walk('Tab', 'Ask a follow-up');
    }
    const [add, receipt, ...before] = await walk('Shift+Tab', 'checkout-form.png');
    assert.equal(add, 'Add Images…');
    assert.match(receipt ?? '', /^[\d,]+ tokens in, [\d,]+ out\s+\$0\.00\d+$/);
    assert.deepEqual(before, [
      'Show Places',
      'Copy as Markdown',
      'Copy',
      'Prompt',
      'Change connection',
      'Open checkout-form.png in Editor',
      'checkout-form.png',
    ]);
    await keyboard.press('Enter');
    const viewer = conversation.frame.getByRole('application', { name: 'checkout-form.png' });
    await viewer.locator('img').waitFor();
    await keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });

    await walk('Tab', 'Copy as Markdown');
    await keyboard.press('Enter');
    const markdown = await until('the copy', async () => {
      const text = await stage().clipboard();
      return text.includes('Seen by the emulator') && text;
    });
    assert.ok(reply.includes(markdown.split('\n')[0] ?? '?'));
    await conversation.frame.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });

    await walk('Tab', 'Ask a follow-up');
    await keyboard.type('Asked by keyboard');
    await keyboard.press('Enter');
    await conversation.finished(/Asked by keyboard.*turn 2/s);
    await workbench.screenshot('keyboard');
  });

  it('tells assistive tools what is what', async () => {
    const conversation = await stage().choose(image, 'Describe Image');
    await conversation.finished('Seen by the emulator');
    const { frame } = conversation;
    await frame
      .getByRole('status')
      .getByText('The reply is complete.')
      .waitFor({ state: 'attached' });
    const main = frame.getByRole('main');
    const heading = main.getByRole('heading', { level: 1, name: 'Describe: checkout-form.png' });
    assert.equal(await heading.count(), 1);
    const images = main.getByRole('group', { name: 'Images' });
    assert.equal(await images.getByRole('img', { name: 'checkout-form.png' }).count(), 1);
    const region = main.getByRole('region', { name: 'Conversation' });
    assert.equal(
      await region.getByRole('heading', { level: 2, name: 'Describe Image' }).count(),
      1,
    );
    assert.equal(await region.getByRole('article', { name: 'Reply' }).count(), 1);
    assert.equal(await main.getByRole('textbox', { name: 'Ask a follow-up' }).count(), 1);
    assert.equal(await frame.locator('html').getAttribute('lang'), 'en');
  });

  it('follows the theme', async () => {
    const { workbench, emulator, page } = stage();
    emulator.behave({ reply: richReply });
    const conversation = await stage().choose(image, 'Describe Image');
    await conversation.finished('before you change it');
    const looks: string[] = [];
    for (const [theme, label, name] of [
      ['light', 'Light 2026', 'panel-light'],
      ['highContrast', 'Dark High Contrast', 'panel-high-contrast'],
      ['highContrastLight', 'Light High Contrast', 'panel-high-contrast-light'],
      ['dark', 'Dark 2026', 'panel-dark'],
    ] as const satisfies readonly (readonly [Theme, string, string])[]) {
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.quickInput.input.fill(label);
      await workbench.quickInput.pick(label);
      await workbench.quickInput.hidden();
      await page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor();
      await conversation.frame
        .locator(`body[data-vscode-theme-id="${themes[theme].name}"]`)
        .waitFor();
      looks.push(
        await conversation.frame.locator('body').evaluate((body) => {
          const { color, backgroundColor } = getComputedStyle(body);
          return `${color} on ${backgroundColor}`;
        }),
      );
      await workbench.screenshot(name);
    }
    assert.equal(new Set(looks).size, looks.length, looks.join('; '));
  });
});
