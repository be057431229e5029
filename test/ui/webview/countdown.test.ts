import assert from 'node:assert/strict';
import { show, turn } from './scenes';
import { useBrowser } from './useBrowser';

describe('the wait for the next try', () => {
  const open = useBrowser();

  it('counts down to the next try, says so once, and offers a way out', async () => {
    const panel = await open();
    const actions = [{ action: 'selectConnection', label: 'Select Connection…' }] as const;
    const waiting = { text: 'Too many requests. Trying again in {0}.', seconds: 3725, actions };
    await panel.stopClock();
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'turn', turn: turn({ running: true, waiting }) });
    const status = panel.page.getByRole('status');
    const said = status.getByText('Too many requests. Trying again in 1:02:05.', { exact: true });
    const line = panel.page.locator('.waiting-text');
    for (const left of ['1:02:05', '1:02:04', '1:02:03']) {
      assert.match(await line.innerText(), new RegExp(`Trying again in ${left}\\.$`));
      await panel.page.clock.runFor(1000);
    }
    assert.equal(await said.count(), 1);
    const way = panel.page.getByRole('button', { name: 'Select Connection…', exact: true });
    await way.click();
    const action = { type: 'action', turn: 0, action: 'selectConnection' };
    assert.deepEqual(await panel.posted('action'), action);

    const soon = { ...waiting, seconds: 3 };
    await panel.send({ type: 'turn', turn: turn({ running: true, waiting: soon }) });
    for (const left of ['0:03', '0:02', '0:01']) {
      assert.match(await line.innerText(), new RegExp(`Trying again in ${left}\\.$`));
      await panel.page.clock.runFor(1000);
    }
    assert.equal(await line.innerText(), 'Looking at the image…');
    assert.equal(await way.count(), 0);
    assert.equal(await panel.page.getByRole('button', { name: 'Stop' }).isVisible(), true);
  });
});
