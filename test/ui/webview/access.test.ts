import assert from 'node:assert/strict';
import type { HostMessage } from '../../../src/protocol/conversation';
import { describePrompt, longReply, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

const wideReply = `${longReply}\n\n| ${'Column name | '.repeat(14)}\n|${'---|'.repeat(14)}\n| ${'value | '.repeat(14)}\n\n${'W'.repeat(300)}\n\n\`${'w'.repeat(300)}\``;

const full: HostMessage = show(
  [
    turn({
      prompt: describePrompt,
      reply: wideReply,
      notices: [{ text: 'Cut.', actions: [{ action: 'continue', label: 'Continue' }] }],
      actions: [{ action: 'insert', label: 'Insert' }],
      error: { title: 'Failed', detail: 'D'.repeat(200), actions: [{ action: 'retry', label: 'Try Again' }] },
    }),
    turn({ id: 1, prompt: 'P'.repeat(200), running: true, reply: 'More' }),
  ],
  {
    connection: `${'deployment-'.repeat(12)} at contoso.openai.azure.com`,
    images: [1, 2, 3].map((id) => ({ id: String(id), name: `${'long-name-'.repeat(9)}${id}.png`, facts: 'PNG · 1 × 1', state: 'reading' as const })),
  },
); // prettier-ignore

describe('the panel for everyone', () => {
  const open = useBrowser();

  it('is reached by Tab in the order in which it reads', async () => {
    const panel = await open({ width: 420 });
    await panel.send(
      show([
        turn({
          prompt: describePrompt,
          reply: wideReply,
          actions: [{ action: 'insert', label: 'Insert' }],
          notices: [{ text: 'Cut.', actions: [{ action: 'continue', label: 'Continue' }] }],
        }),
      ]),
    );
    await panel.page.locator('main').focus();
    const order: string[] = [];
    for (let stop = 0; stop < 15; stop++) {
      await panel.page.keyboard.press('Tab');
      order.push(
        await panel.page.evaluate(() => {
          const { activeElement: at } = document;
          return (
            at?.getAttribute('aria-label') ??
            (at?.matches('pre') ? 'code' : (at?.textContent ?? ''))
          );
        }),
      );
    }
    assert.deepEqual(order, [
      'dashboard.png',
      'Open dashboard.png in Editor',
      'Change connection',
      'Question',
      'Copy code',
      'code',
      'the documentation',
      `${'Column name, '.repeat(13)}Column name`,
      'Copy',
      'Copy as Markdown',
      'Insert',
      'Continue',
      'Add Images…',
      'Ask a follow-up',
      order.at(-1),
    ]);
  });

  it('shows where the focus is, clear of the foot', async () => {
    const panel = await open({ width: 420, height: 500 });
    await panel.send(show([turn({ reply: wideReply })]));
    for (const target of [
      panel.page.getByRole('button', { name: 'Copy code' }),
      panel.page.getByRole('link'),
      panel.page.getByRole('button', { name: 'Copy as Markdown' }),
    ]) {
      await panel.page.keyboard.press('Tab');
      await target.focus();
      const [box, foot] = await Promise.all([
        target.boundingBox(),
        panel.page.locator('form').boundingBox(),
      ]);
      assert.ok(box && foot && box.y >= 0 && box.y + box.height <= foot.y);
      const outline = await target.evaluate((element) => getComputedStyle(element).outline);
      assert.equal(outline, 'rgb(0, 120, 212) solid 1px');
    }
  });

  it('tells a screen reader what is what, and announces but does not read out the reply', async () => {
    const panel = await open();
    await panel.send(
      show([turn({ prompt: 'What is it?', reply: '## Part\n\n| a |\n|---|\n| 1 |' })]),
    );
    const status = panel.page.getByRole('status');
    const complete = status.getByText('The reply is complete.', { exact: true });
    await complete.waitFor({ state: 'attached' });
    assert.equal(
      await panel.page.locator('body').ariaSnapshot(),
      `- main:
  - 'heading "Describe: dashboard.png" [level=1]'
  - group "Images":
    - figure "dashboard.png PNG · 1400 × 900 · 118 KB":
      - img "dashboard.png"
      - button "dashboard.png"
      - button "Open dashboard.png in Editor"
      - text: dashboard.png PNG · 1400 × 900 · 118 KB
  - paragraph:
    - text: gpt-5.4 at contoso.openai.azure.com
    - button "Change connection"
  - region "Conversation":
    - heading "Question" [level=2]
    - paragraph: What is it?
    - article "Reply":
      - heading "Part" [level=4]
      - group "a":
        - table:
          - rowgroup:
            - row "a":
              - columnheader "a"
          - rowgroup:
            - row "1":
              - cell "1"
    - button "Copy"
    - button "Copy as Markdown"
  - status: The reply is complete.
  - button "Add Images…"
  - textbox "Ask a follow-up"
  - combobox "Detail":
    - 'option "Detail: auto" [selected]'
    - 'option "Detail: low"'
    - 'option "Detail: high"'
  - button "Send" [disabled]`,
    );
    assert.equal(await panel.page.locator('[aria-live], [role=log], [role=alert]').count(), 0);
  });

  it('announces the end of a reply once, also if it came before the page', async () => {
    const panel = await open();
    const status = panel.page.getByRole('status');
    const says = (text: string) =>
      status.getByText(text, { exact: true }).waitFor({ state: 'attached' });
    await panel.send(show([turn({ reply: 'Done.' })]));
    await says('The reply is complete.');

    await panel.page.reload();
    await panel.send(show([turn({ reply: 'Done.' }), turn({ id: 1, running: true })]));
    await says('Looking at the image…');
    await panel.send({ type: 'turn', turn: turn({ id: 1, reply: 'Done.' }) });
    await says('The reply is complete.');

    await panel.stopClock();
    await panel.page.reload();
    await panel.send(show([turn({ reply: 'Done.' }), turn({ id: 1, reply: 'Done.' })]));
    await panel.page.clock.runFor(1000);
    assert.equal(await status.textContent(), '');
  });

  for (const width of [300, 210]) {
    it(`fits into ${width} px without scrolling sideways`, async () => {
      const panel = await open({ width, height: 300 });
      await panel.send(full);
      await panel.page.getByText('Try Again').waitFor();
      const { scrolled, shown } = await panel.page.evaluate(() => {
        scrollTo(1000, 0);
        return { scrolled: scrollX, shown: document.documentElement.clientWidth };
      });
      assert.deepEqual({ scrolled, shown }, { scrolled: 0, shown: width });
      for (const control of await panel.page.getByRole('button').all()) {
        const box = await control.boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= width, await control.innerText());
      }
      const box = await panel.box.boundingBox();
      assert.ok(box && box.width >= width / 2, 'there is room for a follow-up');
    });
  }

  it('unfolds a long prompt', async () => {
    const panel = await open();
    await panel.send(show([turn({ prompt: describePrompt }), turn({ id: 1, prompt: 'Short' })]));
    const unfold = panel.page.getByRole('button', { name: 'Question' });
    await unfold.waitFor();
    assert.equal(await unfold.count(), 1);
    const text = panel.page.locator('.prompt-text').first();
    const folded = (await text.boundingBox())?.height ?? 0;
    await unfold.click();
    assert.equal(await unfold.getAttribute('aria-expanded'), 'true');
    assert.ok(((await text.boundingBox())?.height ?? 0) > folded);
  });

  it('lets the name of a command stand for its prompt, which a key unfolds', async () => {
    const panel = await open();
    const asked = turn({ command: 'Describe Image', prompt: describePrompt });
    await panel.send(show([asked, turn({ id: 1, prompt: 'Why?' })]));
    const heading = panel.page.getByRole('heading', { level: 2, name: 'Describe Image' });
    const unfold = panel.page.getByRole('button', { name: 'Prompt' });
    const text = panel.page.getByText(describePrompt, { exact: true });
    assert.equal(await heading.isVisible(), true);
    assert.equal(await text.isVisible(), false);
    assert.equal(await unfold.getAttribute('aria-expanded'), 'false');
    await unfold.press('Enter');
    assert.equal(await unfold.getAttribute('aria-expanded'), 'true');
    const [height, whole] = await text.evaluate((p) => [p.clientHeight, p.scrollHeight]);
    assert.ok(height && height > 60 && height === whole, 'all of it is shown');
    await panel.send({ type: 'turn', turn: { ...asked, reply: 'A form.' } });
    assert.equal(await text.isVisible(), true, 'it stays unfolded');
    await unfold.press('Space');
    assert.equal(await text.isVisible(), false);
    assert.equal(await unfold.count(), 1, 'what the user wrote is shown as it is');
    assert.equal(await panel.page.getByText('Why?', { exact: true }).isVisible(), true);
  });

  it('moves the focus into the conversation when it is asked to', async () => {
    const panel = await open();
    const focused = () => panel.page.evaluate(() => document.activeElement?.tagName);
    await panel.send(show([turn({ reply: 'a' })], { canFollowUp: false }), { type: 'focus' });
    assert.equal(await focused(), 'MAIN');
    await panel.send(show([turn({ reply: 'a' })]), { type: 'focus' });
    assert.equal(await focused(), 'TEXTAREA');
  });

  for (const reducedMotion of [true, false]) {
    it(`${reducedMotion ? 'stands still' : 'moves a little'} while waiting`, async () => {
      const panel = await open({ reducedMotion });
      await panel.send(show([turn({ running: true })]));
      const moving = await panel.page.evaluate(() => document.getAnimations().length);
      assert.equal(moving > 0, !reducedMotion);
    });
  }
});
