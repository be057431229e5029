import assert from 'node:assert/strict';
import { hugeReplies } from '../../unit/webview/hugeReplies';
import { streamInFrames } from './frames';
import type { PanelPage } from './panelPage';
import { show, turn } from './scenes';
import { useBrowser } from './useBrowser';

/** A text in pieces of a size. */
function cut(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/** By a selector: by its role takes seconds where there are thousands of rows. */
const htmlOf = ({ page }: PanelPage) => page.locator('article:visible').innerHTML();

describe('a long reply in the panel', () => {
  const open = useBrowser();

  for (const kind of ['one table', 'code', 'one line', 'one word']) {
    it(`is rendered a few times only where it is one huge block: ${kind}`, async () => {
      const panel = await open();
      const source = hugeReplies[kind]?.(200_000) ?? '';
      await panel.send(show([turn({ running: true })]));
      const pieces = cut(source, 4000).map((piece) => [piece]);
      const { rendered } = await streamInFrames(panel, pieces);
      await panel.send({ type: 'turn', turn: turn({ reply: source }) });
      const whole = await open();
      await whole.send(show([turn({ reply: source })]));
      const html = await htmlOf(whole);
      assert.equal(await htmlOf(panel), html);
      assert.ok(rendered < 10 * html.length, `${rendered} characters rendered for ${html.length}`);
      const parts = await panel.page.locator('article .part').allTextContents();
      assert.equal(parts.length > 10, kind === 'one line' || kind === 'one word');
      assert.ok(parts.every(({ length }) => length <= 5000));
    });
  }

  it('is rendered block by block, each a few times only, and stays smooth over 20,000 words', async () => {
    const panel = await open({ height: 600 });
    const paragraph = 'Lorem ipsum **dolor** sit amet, `consectetur` elit. '.repeat(7) + '\n\n';
    const rounds = 360;
    await panel.send(show([turn({ running: true })]));
    const { slowest, rendered, took } = await streamInFrames(
      panel,
      Array.from({ length: rounds }, () => [paragraph.slice(0, 150), paragraph.slice(150)]),
    );
    await panel.send({ type: 'turn', turn: turn({ reply: paragraph.repeat(rounds) }) });
    assert.equal(await panel.page.locator('article p').count(), rounds);
    const { length } = await htmlOf(panel);
    assert.ok(rendered < 4 * length, `${rendered} characters rendered for ${length}`);
    console.log(
      `      ${rounds} frames in ${Math.round(took)} ms, the slowest ${Math.round(slowest)} ms`,
    );
  });
});
