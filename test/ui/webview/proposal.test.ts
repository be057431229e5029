import assert from 'node:assert/strict';
import type { ProposalView } from '../../../src/protocol/conversation';
import type { PanelPage } from './panelPage';
import { asking, proposal, splitReceipt } from './receiptScenes';
import { show, turn } from './scenes';
import { useBrowser } from './useBrowser';

const running = turn({ running: true });

const card = (panel: PanelPage) => panel.page.getByRole('group', { name: proposal.title });
const button = (panel: PanelPage, name: string) =>
  panel.page.getByRole('button', { name, exact: true });
const status = (panel: PanelPage) => panel.page.getByRole('status');
const focused = (panel: PanelPage) =>
  panel.page.evaluate(() => document.activeElement?.textContent.trim());
const boxHasFocus = (panel: PanelPage) =>
  panel.box.evaluate((box) => box === document.activeElement);

const said = `${proposal.title} ${proposal.text}`;

describe('the question before sending', () => {
  const open = useBrowser();

  it('stands in the place of the dots, with the receipt open and without the foot', async () => {
    const panel = await open({ width: 900 });
    await panel.send(show([running]));
    assert.equal(await panel.page.locator('.waiting').isVisible(), true);
    await panel.send({ type: 'turn', turn: asking });
    assert.equal(await panel.page.locator('.waiting').isVisible(), false);
    assert.equal(await panel.page.locator('form').isVisible(), false);
    assert.equal(await panel.box.isVisible(), false);
    await card(panel).getByText(proposal.text, { exact: true }).waitFor();
    const region = card(panel).getByRole('region', { name: 'Receipt' });
    assert.equal(await panel.page.getByRole('region', { name: 'Receipt' }).count(), 1);
    await region.getByText('$0.065 to $0.22', { exact: true }).waitFor();
    assert.equal(await region.getByRole('row').count(), 24);
    assert.equal(await card(panel).locator('details').count(), 0);
    const buttons = card(panel).getByRole('button');
    assert.deepEqual(
      await buttons.evaluateAll((all) =>
        all.map((one) => [one.textContent, one.getAttribute('class') ?? '']),
      ),
      [
        ['Send in 3 Requests', 'primary'],
        ['Send the First 10 Only', 'secondary'],
        ['Cancel', 'secondary'],
      ],
    );
  });

  it('posts what was answered', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'One.' }), { ...asking, id: 1 }]));
    for (const [label, action] of [
      ['Send in 3 Requests', 'sendParts'],
      ['Send the First 10 Only', 'sendWhole'],
      ['Cancel', 'cancel'],
    ] as const) {
      await button(panel, label).click();
      const last = (await panel.allPosted()).at(-1);
      assert.deepEqual(last, { type: 'action', turn: 1, action });
    }
  });

  it('is answered by Enter when it arrives, and by Escape', async () => {
    const panel = await open();
    await panel.stopClock();
    await panel.send(show([turn()]));
    await panel.box.press('Enter');
    await panel.send({ type: 'turn', turn: asking });
    assert.equal(await focused(panel), 'Send in 3 Requests');
    await panel.page.clock.runFor(500);
    await panel.page.keyboard.press('Enter');
    assert.equal((await panel.posted('action')).action, 'sendParts');
    await panel.page.keyboard.press('Escape');
    await panel.posted('stop');
  });

  it('is not answered by a second Enter before it, or what it now says, can be read', async () => {
    const panel = await open();
    await panel.stopClock();
    const answers = async (): Promise<number> =>
      (await panel.allPosted()).filter(({ type }) => type === 'action').length;
    await panel.send(show([turn()]));
    const text = 'The price has changed.';
    for (const now of [proposal, { ...proposal, text }]) {
      await panel.send({ type: 'turn', turn: { ...asking, proposal: now } });
      await panel.page.keyboard.press('Enter');
      await panel.page.clock.runFor(499);
      await panel.page.keyboard.press('Enter');
      assert.equal(await answers(), 0);
    }
    await button(panel, 'Send in 3 Requests').click();
    assert.equal(await answers(), 1);
    await panel.page.clock.runFor(1);
    await panel.page.keyboard.press('Enter');
    assert.equal(await answers(), 2);
  });

  it('is not answered by a key that is held, nor by who is writing', async () => {
    const panel = await open();
    await panel.stopClock();
    await panel.send(show([running]));
    await panel.box.fill('Next I');
    await panel.send({ type: 'turn', turn: asking });
    await panel.page.clock.runFor(500);
    await panel.page.keyboard.type(' want\n');
    assert.equal(await card(panel).evaluate((there) => there === document.activeElement), true);
    await button(panel, 'Send in 3 Requests').focus();
    await panel.page.keyboard.down('Tab');
    await panel.page.keyboard.down('Enter');
    await panel.page.keyboard.up('Enter');
    const posted = (await panel.allPosted()).filter(({ type }) => type === 'action');
    assert.deepEqual(
      posted.map((message) => message.type === 'action' && message.action),
      ['sendWhole'],
    );
    await button(panel, 'Cancel').focus();
    await panel.page.keyboard.down('Enter');
    await panel.page.keyboard.down('Enter');
    assert.equal((await panel.allPosted()).filter(({ type }) => type === 'action').length, 2);
    await panel.page.keyboard.up('Enter');
    await panel.page.keyboard.up('Tab');
  });

  it('gets the focus when the host says so', async () => {
    const panel = await open();
    await panel.send(show([asking], { canFollowUp: false }));
    await panel.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await panel.send({ type: 'focus' });
    assert.equal(await focused(panel), 'Send in 3 Requests');
  });

  it('leaves the focus alone where the panel does not have it', async () => {
    const panel = await open();
    await panel.page.evaluate(() => (document.hasFocus = () => false));
    await panel.send(show([running]), { type: 'turn', turn: asking });
    assert.equal(await button(panel, 'Send in 3 Requests').isVisible(), true);
    assert.notEqual(await focused(panel), 'Send in 3 Requests');
  });

  it('is said once, and what follows it too', async () => {
    const panel = await open();
    await panel.send(show([asking]));
    await status(panel).getByText(said, { exact: true }).waitFor({ state: 'attached' });
    await status(panel).evaluate((there) => (there.textContent = ''));
    await panel.stopClock();
    await panel.send({
      type: 'turn',
      turn: { ...asking, receipt: { ...splitReceipt, remarks: [] } },
    });
    await panel.page.clock.runFor(1000);
    assert.equal(await status(panel).textContent(), '');
    await panel.send({ type: 'turn', turn: running });
    await panel.page.clock.runFor(1000);
    assert.equal(await status(panel).textContent(), 'Looking at the image…');
  });

  it('goes when it was answered, and the focus with it', async () => {
    const panel = await open();
    for (const after of [running, turn({ notices: [{ text: 'Cancelled.', actions: [] }] })]) {
      await panel.send(show([asking]));
      assert.equal(await focused(panel), 'Send in 3 Requests');
      await panel.send({ type: 'turn', turn: after });
      assert.equal(await card(panel).isVisible(), false);
      assert.equal(await boxHasFocus(panel), true);
      assert.equal(await button(panel, 'Stop').isVisible(), after.running);
    }
    await panel.send(show([asking]));
    await panel.page.getByRole('button', { name: 'Change connection' }).focus();
    await panel.send({ type: 'turn', turn: running });
    assert.equal(await focused(panel), 'Change connection');
  });

  it('stays as it is when the turn is updated without a change', async () => {
    const panel = await open();
    await panel.send(show([asking]));
    await button(panel, 'Cancel').focus();
    await panel.send({ type: 'turn', turn: { ...asking } });
    assert.equal(await focused(panel), 'Cancel');
    const text = 'The price has changed.';
    await panel.send({ type: 'turn', turn: { ...asking, proposal: { ...proposal, text } } });
    await card(panel).getByText(text, { exact: true }).waitFor();
    assert.equal(await focused(panel), 'Send in 3 Requests');
  });

  it('shows its words as they are, and does without text and receipt', async () => {
    const panel = await open();
    const title = '<img src=x onerror="document.title=\'taken\'">';
    const odd: ProposalView = { title, text: '<b>Why</b>', actions: proposal.actions };
    await panel.send(show([turn({ running: true, proposal: odd })]));
    const named = panel.page.getByRole('group', { name: title });
    assert.equal(await named.locator('img, b').count(), 0);
    assert.equal(await panel.page.getByRole('region', { name: 'Receipt' }).count(), 0);
    await panel.send(show([turn({ running: true, proposal: { ...odd, text: '' } })]));
    assert.equal(await named.locator('p:visible').count(), 0);
  });

  for (const width of [280, 210]) {
    it(`fits into ${width} px without scrolling sideways, its answers in view`, async () => {
      const panel = await open({ width, height: 500 });
      await panel.send(show([asking]));
      const first = await button(panel, 'Send in 3 Requests').boundingBox();
      assert.ok(first && first.y >= 0 && first.y + first.height <= 500);
      for (const control of await card(panel).getByRole('button').all()) {
        const box = await control.boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= width);
      }
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth), width);
    });
  }
});
