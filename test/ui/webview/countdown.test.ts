import assert from 'node:assert/strict';
import { show, turn } from './scenes';
import { useBrowser } from './useBrowser';

describe('the wait for the next try', () => {
  const open = useBrowser();

  it('counts down to the next try, says so once, and offers a way out', async () => {
    const panel = await open();
    const actions = [{ action: 'selectConnection', label: 'Select Connection…' }] as const;
    const waiting = { text: 'Too many requests. Trying again in {0}.', seconds: 3725, actions };
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'turn', turn: turn({ running: true, waiting }) });
    const status = panel.page.getByRole('status');
    const said = status.getByText('Too many requests. Trying again in 1:02:05.', { exact: true });
    await said.waitFor({ state: 'attached' });
    const line = panel.page.locator('.waiting-text');
    await line.getByText(/Trying again in 1:0(?:2:0[0-4]|1:\d\d)\.$/).waitFor();
    assert.equal(await said.count(), 1);
    const way = panel.page.getByRole('button', { name: 'Select Connection…', exact: true });
    await way.click();
    const action = { type: 'action', turn: 0, action: 'selectConnection' };
    assert.deepEqual(await panel.posted('action'), action);

    const soon = { ...waiting, seconds: 3 };
    await panel.send({ type: 'turn', turn: turn({ running: true, waiting: soon }) });
    await line.getByText(/Trying again in 0:0[1-3]\.$/).waitFor();
    await line.getByText('Looking at the image…').waitFor();
    assert.equal(await way.count(), 0);
    assert.equal(await panel.page.getByRole('button', { name: 'Stop' }).isVisible(), true);
  });
});
