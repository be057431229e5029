import assert from 'node:assert/strict';
import type { ReviewView } from '../../../src/protocol/altTextReview';
import { hello, row, rows, suggested, view } from './reviewScenes';
import { useReview } from './useBrowser';

describe('the run of an alt text review', () => {
  const open = useReview();

  const opened = async (change: Partial<ReviewView> = {}) => {
    const review = await open();
    await review.send(hello, view(change), rows([row(0, suggested('A form.')), row(1)]));
    await review.painted();
    const button = (name: string) => review.page.getByRole('button', { name, exact: true });
    const shown = async () => {
      const all = await review.page.locator('.run button:visible').all();
      return Promise.all(
        all.map(
          async (one) => `${await one.innerText()}${(await one.isEnabled()) ? '' : ' (off)'}`,
        ),
      );
    };
    return { review, button, shown };
  };

  it('is begun, paused, resumed, cancelled and applied by the buttons that its phase has', async () => {
    const { review, button, shown } = await opened();
    assert.deepEqual(await shown(), ['Generate', 'Apply 0 Changes (off)']);
    await button('Generate').click();
    assert.deepEqual(await review.posted('generate'), { type: 'generate' });
    await review.send(view({ phase: 'running', accepted: 1, apply: 'Apply 1 Change' }));
    assert.deepEqual(await shown(), ['Pause', 'Cancel', 'Apply 1 Change']);
    assert.equal(await review.focused(), 'Pause', 'what had the focus is gone');
    await button('Pause').click();
    await review.posted('pause');
    await review.send(view({ phase: 'paused' }));
    await button('Resume').click();
    await review.posted('resume');
    await button('Cancel').click();
    await review.posted('cancel');
    await review.send(view({ accepted: 3, apply: 'Apply 3 Changes' }));
    assert.equal(await review.focused(), 'Generate');
    await button('Apply 3 Changes').click();
    await review.posted('apply');
  });

  it('asks for what is chosen, with what that costs', async () => {
    const { review, shown } = await opened();
    const scope = review.page.getByRole('combobox', { name: 'Ask for' });
    assert.equal(await review.page.getByText('About 12 requests').isVisible(), true);
    await scope.selectOption('All (15)');
    assert.deepEqual(await review.posted('scope'), { type: 'scope', scope: 'all' });
    assert.equal(await review.page.getByText('About 15 requests').isVisible(), true);
    await review.send(
      view({ scopes: [{ id: 'all', label: 'All', rows: 0, estimate: 'Nothing' }], scope: 'all' }),
    );
    assert.deepEqual(await shown(), ['Generate (off)', 'Apply 0 Changes (off)']);
    await review.send(view({ phase: 'scanning', scopes: [], facts: [], folders: [] }));
    assert.deepEqual(await shown(), ['Generate (off)', 'Cancel', 'Apply 0 Changes (off)']);
    assert.equal(await scope.isVisible(), false);
  });

  it('names who will answer and lets that be changed', async () => {
    const { review, button } = await opened();
    await button('Change connection').click();
    await review.posted('changeConnection');
    await review.send(view({ connection: '' }));
    assert.equal(await button('Change connection').isVisible(), false);
  });

  it('alerts to what stops it, and offers what mends it', async () => {
    const { review, button } = await opened();
    const alert = review.page.getByRole('alert');
    assert.equal(await alert.innerText(), '');
    const notice = {
      text: 'The key was refused.',
      actions: [{ action: 'setApiKey', label: 'Set API Key…' }],
    };
    await review.send(view({ notice, actions: [{ action: 'report', label: 'Save Report' }] }));
    assert.match(await alert.innerText(), /^The key was refused\./);
    await button('Set API Key…').focus();
    await review.send(view({ notice: { ...notice, text: 'The key was refused twice.' } }));
    assert.equal(await review.focused(), 'Set API Key…');
    await button('Set API Key…').click();
    assert.deepEqual(await review.posted('action'), { type: 'action', action: 'setApiKey' });
    await review.send(view({ actions: [{ action: 'report', label: 'Save Report' }] }));
    assert.equal(await alert.innerText(), '');
    await button('Save Report').click();
    assert.deepEqual(await review.posted('action'), { type: 'action', action: 'report' });
  });

  it('says how far it is, which screen readers are told now and then and at the end', async () => {
    const { review } = await opened();
    await review.stopClock();
    await review.page.reload();
    const status = review.page.getByRole('status');
    const run = (done: number, phase: ReviewView['phase'] = 'running') =>
      review.send(view({ phase, status: `${done} of 15 done` }));
    await review.send(hello);
    await run(1);
    assert.equal(await status.textContent(), '1 of 15 done');
    await run(2);
    await run(3);
    assert.equal(await review.page.locator('.status').innerText(), '3 of 15 done\n1 of 15 done');
    await review.page.clock.runFor(5000);
    assert.equal(await status.textContent(), '3 of 15 done');
    await run(4);
    await run(5, 'ready');
    assert.equal(await status.textContent(), '5 of 15 done');
    await review.page.clock.runFor(9000);
    assert.equal(await status.textContent(), '5 of 15 done');
  });

  it('lets a folder be chosen from what was found in each', async () => {
    const { review } = await opened();
    const { page } = review;
    await page.getByText('Folders').click();
    assert.equal(
      await page.getByRole('table').ariaSnapshot(),
      `- table:
  - rowgroup:
    - row "Folder Images Without a text":
      - columnheader "Folder"
      - columnheader "Images"
      - columnheader "Without a text"
  - rowgroup:
    - row "docs 9 7":
      - rowheader "docs":
        - button "docs"
      - cell "9"
      - cell "7"
    - row "docs/guide 6 5":
      - rowheader "docs/guide":
        - button "docs/guide"
      - cell "6"
      - cell "5"`,
    );
    const guide = page.getByRole('button', { name: 'docs/guide', exact: true });
    await guide.click();
    await review.painted();
    assert.deepEqual(await review.names(), ['shot-1.png']);
    assert.equal(await page.getByRole('combobox', { name: 'Folder' }).inputValue(), '=docs/guide');
    await review.send(
      view({
        folders: [
          { folder: 'docs/guide', references: 6, lacking: 4 },
          { folder: 'x', references: 1, lacking: 1 },
        ],
      }),
    );
    assert.equal(await review.focused(), 'docs/guide');
    assert.equal(await guide.getAttribute('aria-pressed'), 'true');
    await guide.click();
    await review.painted();
    assert.deepEqual(await review.names(), ['shot-0.png', 'shot-1.png']);
  });
});
