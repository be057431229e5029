import assert from 'node:assert/strict';
import type { PanelPage } from './panelPage';
import { bill, show, turn } from './scenes';
import { useBrowser } from './useBrowser';

const button = (panel: PanelPage, name: string) =>
  panel.page.getByRole('button', { name, exact: true });

const messages = async (panel: PanelPage, type: string) =>
  (await panel.allPosted()).filter((message) => message.type === type);

const status = (panel: PanelPage, text: string) =>
  panel.page.getByRole('status').getByText(text, { exact: true }).waitFor({ state: 'attached' });

describe('the controls of the panel', () => {
  const open = useBrowser();

  it('offers Stop only while a reply runs, by button and by Escape, and says what came of it', async () => {
    const panel = await open();
    await panel.send(show([turn({ running: true })]));
    await button(panel, 'Stop').click();
    await panel.posted('stop');
    await panel.box.press('Escape');
    assert.equal((await messages(panel, 'stop')).length, 2);

    await button(panel, 'Stop').focus();
    const stopped = turn({
      reply: 'Half',
      notices: [{ text: 'Stopped.', actions: [{ action: 'retry', label: 'Try Again' }] }],
    });
    await panel.send({ type: 'turn', turn: stopped });
    await status(panel, 'Stopped.');
    assert.equal(await button(panel, 'Stop').isVisible(), false);
    assert.equal(await panel.box.evaluate((box) => box === document.activeElement), true);
    await panel.box.press('Escape');
    assert.equal((await messages(panel, 'stop')).length, 2);
    await button(panel, 'Try Again').click();
    assert.deepEqual(await panel.posted('action'), { type: 'action', turn: 0, action: 'retry' });
  });

  it('sends a follow-up on Enter, but not with Shift, not empty, not while a reply runs', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'Done.' })]));
    assert.equal(await button(panel, 'Send').isDisabled(), true);
    await panel.box.press('Enter');
    await panel.box.fill('   ');
    await panel.box.press('Enter');
    await panel.box.fill('Why');
    await panel.box.press('Shift+Enter');
    await panel.box.pressSequentially('so?');
    await panel.send({ type: 'turn', turn: turn({ running: true }) });
    await panel.box.press('Enter');
    assert.deepEqual(await messages(panel, 'followUp'), []);
    assert.equal(await panel.box.inputValue(), 'Why\nso?');

    await panel.send({ type: 'turn', turn: turn({ reply: 'Done.' }) });
    await panel.box.press('Enter');
    assert.deepEqual(await panel.posted('followUp'), {
      type: 'followUp',
      text: 'Why\nso?',
      detail: 'auto',
    });
    assert.equal(await panel.box.inputValue(), '');
  });

  it('sends the chosen detail, which stands for the questions after it', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'Done.' })], { detail: 'low' }));
    const detail = panel.page.getByRole('combobox', { name: 'Detail' });
    assert.equal(await detail.inputValue(), 'low');
    await detail.selectOption('Detail: high');
    await panel.send({ type: 'turn', turn: turn({ reply: 'Done.' }) });
    for (const text of ['And now?', 'And then?']) {
      await panel.box.fill(text);
      await panel.box.press('Enter');
    }
    const sent = { type: 'followUp', detail: 'high' };
    assert.deepEqual(await messages(panel, 'followUp'), [
      { ...sent, text: 'And now?' },
      { ...sent, text: 'And then?' },
    ]);
    const message = show([turn({ reply: 'Done.' })]);
    assert.equal(message.type, 'show');
    const { id, title, connection, images, turns, canFollowUp } = message.conversation;
    const conversation = { id, title, connection, images, turns, canFollowUp };
    await panel.send({ ...message, conversation });
    assert.equal(await detail.isVisible(), false);
  });

  it('leaves Enter and Escape to an input method at work', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'Done.' })]));
    await panel.box.fill('にほん');
    await panel.box.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await panel.box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    await panel.send({ type: 'turn', turn: turn({ running: true }) });
    await panel.box.dispatchEvent('keydown', { key: 'Escape', isComposing: true });
    assert.deepEqual(
      (await panel.allPosted()).map(({ type }) => type),
      ['ready'],
    );
  });

  it('keeps a draft while the page is away and drops it when it was sent', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'Done.' })]));
    await panel.box.fill('Not yet sent');
    await panel.page.reload();
    await panel.send(show([turn({ reply: 'Done.' })]));
    assert.equal(await panel.box.inputValue(), 'Not yet sent');
    await button(panel, 'Send').click();
    assert.equal((await panel.posted('followUp')).text, 'Not yet sent');
    await panel.page.reload();
    await panel.send(show([turn({ reply: 'Done.' })]));
    assert.equal(await panel.box.inputValue(), '');
  });

  it('has no follow-up where none makes sense, but Stop all the same', async () => {
    const panel = await open();
    await panel.send(show([turn({ running: true })], { canFollowUp: false }));
    assert.equal(await panel.box.isVisible(), false);
    assert.equal(await button(panel, 'Stop').isVisible(), true);
    await panel.send({ type: 'turn', turn: turn({ reply: 'Done.' }) });
    assert.equal(await button(panel, 'Stop').isVisible(), false);
    assert.equal(await panel.box.isVisible(), false);
    assert.equal(await button(panel, 'Add Images…').isVisible(), true);
  });

  it('copies the text as it reads, and the Markdown by way of the host', async () => {
    const panel = await open();
    const reply = '# Title\n\n1. **a**\n2. b\n\n```js\nlet x;\n```';
    await panel.send(show([turn({ reply })]));
    const text = 'Title\n\n1. a\n2. b\n\nlet x;';
    await button(panel, 'Copy').click();
    assert.deepEqual(await panel.posted('copy'), { type: 'copy', turn: 0, form: 'text', text });
    await status(panel, 'Copied');
    await button(panel, 'Copy as Markdown').click();
    assert.equal((await messages(panel, 'copy')).at(-1)?.type, 'copy');
    assert.deepEqual((await messages(panel, 'copy'))[1], {
      type: 'copy',
      turn: 0,
      form: 'markdown',
      text,
    });
    await button(panel, 'Copy code').click();
    assert.deepEqual(await panel.posted('copyCode'), { type: 'copyCode', text: 'let x;\n' });
  });

  it('copies code out of a reply that is still streaming, and the button keeps its focus', async () => {
    const panel = await open();
    await panel.send(show([turn({ running: true })]));
    await panel.send({ type: 'text', turn: 0, text: '```js\nlet x' });
    await button(panel, 'Copy code').focus();
    await panel.send({ type: 'text', turn: 0, text: ' = 1;\nlet y;\n```\n\nThen' });
    await panel.reply.getByText('Then').waitFor();
    await panel.page.keyboard.press('Enter');
    assert.equal((await panel.posted('copyCode')).text, 'let x = 1;\nlet y;\n');
  });

  it('shows what a reply can be used for, and its usage, when it has ended', async () => {
    const panel = await open();
    const ended = turn({
      id: 3,
      reply: 'A login form.',
      receipt: bill('802 tokens in, 17 out'),
      actions: [{ action: 'insert', label: 'Insert' }],
    });
    await panel.send(show([{ ...ended, running: true }]));
    assert.equal(await button(panel, 'Insert').count(), 0);
    assert.equal(await button(panel, 'Copy').count(), 0);
    await panel.send({ type: 'turn', turn: ended });
    await panel.page.getByText('802 tokens in, 17 out').waitFor();
    await button(panel, 'Insert').click();
    assert.deepEqual(await panel.posted('action'), { type: 'action', turn: 3, action: 'insert' });
    await status(panel, 'The reply is complete.');
  });

  it('tells a failure as an alert with what mends it, below what had come of the reply', async () => {
    const panel = await open();
    const error = {
      title: 'The key was refused.',
      detail: 'contoso.openai.azure.com answered 401 <b>.',
      actions: [
        { action: 'setKey', label: 'Set API Key…' },
        { action: 'showLog', label: 'Show Log' },
      ],
    } as const;
    await panel.send(show([turn({ reply: 'Half a', running: true })]));
    await panel.send({ type: 'turn', turn: turn({ reply: 'Half a', error }) });
    const alert = panel.page.getByRole('alert');
    assert.match(await alert.innerText(), /refused\.\s+contoso.* 401 <b>\./);
    const [above, below] = await Promise.all([panel.reply.boundingBox(), alert.boundingBox()]);
    assert.ok(above && below && above.height > 0 && above.y + above.height <= below.y);
    const first = alert.getByRole('button').first();
    assert.equal(await first.innerText(), 'Set API Key…');
    assert.equal(await first.getAttribute('class'), 'primary');
    await first.click();
    assert.deepEqual(await panel.posted('action'), { type: 'action', turn: 0, action: 'setKey' });

    await alert.evaluate((card) => card.setAttribute('data-same', ''));
    await panel.send({ type: 'turn', turn: turn({ reply: 'Half a', error }) });
    assert.equal(await panel.page.locator('[data-same]').count(), 1);
    await panel.send({ type: 'turn', turn: turn({ running: true }) });
    assert.equal(await alert.count(), 0);
  });

  it('says above a reply what is to be known before it is read, when it has come', async () => {
    const panel = await open({ height: 400 });
    const foreword = {
      text: 'The text was read on this computer.',
      actions: [{ action: 'addConnection', label: 'Add Connection…' }],
    };
    const read = turn({ reply: 'Line\n\n'.repeat(40), foreword });
    await panel.send(show([{ ...read, running: true }], { canFollowUp: false }));
    const note = panel.page.getByRole('note');
    assert.equal(await note.count(), 0);
    await panel.send({ type: 'turn', turn: read });
    const [above, below] = await Promise.all([note.boundingBox(), panel.reply.boundingBox()]);
    assert.ok(above && below && above.y >= 0 && above.y + above.height <= Math.min(400, below.y));
    await note.evaluate((card) => card.setAttribute('data-same', ''));
    await panel.send({ type: 'turn', turn: { ...read } });
    assert.equal(await panel.page.locator('[data-same]').count(), 1);
    await button(panel, 'Add Connection…').click();
    const action = { type: 'action', turn: 0, action: 'addConnection' };
    assert.deepEqual(await panel.posted('action'), action);
  });

  it('changes the connection from the line that names it', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'One' }), turn({ id: 1, reply: 'Two' })]));
    await panel.page.getByText('gpt-5.4 at contoso.openai.azure.com').waitFor();
    await button(panel, 'Change connection').click();
    assert.deepEqual(await panel.posted('action'), {
      type: 'action',
      turn: 1,
      action: 'selectConnection',
    });
  });

  it('adds turns, and keeps those after one that is asked again', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'One' })]));
    await panel.send({ type: 'turn', turn: turn({ id: 1, prompt: 'And?', running: true }) });
    await panel.send({ type: 'turn', turn: turn({ id: 1, prompt: 'And?', reply: 'Two' }) });
    assert.deepEqual(await panel.reply.allInnerTexts(), ['One', 'Two']);
    await panel.send({ type: 'turn', turn: turn({ running: true }) });
    assert.deepEqual(await panel.reply.allInnerTexts(), ['', 'Two']);
  });

  it('leads through the replies to a question that was asked again', async () => {
    const panel = await open();
    const version = { index: 1, count: 3, label: 'Reply 2 of 3' };
    await panel.send(show([turn({ reply: 'Two', version, by: 'another model' })]));
    const versions = panel.page.getByRole('group', { name: 'Reply 2 of 3' });
    await versions.getByRole('button', { name: 'Show the earlier reply' }).click();
    await versions.getByRole('button', { name: 'Show the later reply' }).press('Enter');
    assert.deepEqual(await messages(panel, 'version'), [
      { type: 'version', turn: 0, reply: 0 },
      { type: 'version', turn: 0, reply: 2 },
    ]);
    await panel.page.getByText('another model', { exact: true }).waitFor();
    const first = { index: 0, count: 2, label: 'Reply 1 of 2' };
    await panel.send({ type: 'turn', turn: turn({ reply: 'One', version: first }) });
    assert.ok(
      await panel.page.getByRole('button', { name: 'Show the earlier reply' }).isDisabled(),
    );
    await panel.send({ type: 'turn', turn: turn({ reply: 'One' }) });
    assert.equal(await panel.page.getByText('Reply 1 of 2').isVisible(), false);
  });

  it('shows the parts of a reply as rows, each with its text to edit and its own buttons', async () => {
    const panel = await open();
    const insert = { action: 'insert', label: 'Insert' };
    const items = [
      { id: 'a', title: 'login.png', label: 'Alt text', text: 'A login form.', actions: [insert] },
      { id: 'b', title: 'chart.png', label: 'Alt text', note: 'No text came.', actions: [] },
    ];
    await panel.send(show([turn({ reply: '- A login form.', items })]));
    const row = panel.page.getByRole('listitem').filter({ hasText: 'login.png' });
    await row.getByText('A login form.').waitFor();
    await row.getByRole('button', { name: 'Edit' }).click();
    const box = panel.page.getByRole('textbox', { name: 'Alt text: login.png' });
    await box.fill('A form.');
    await row.getByRole('button', { name: 'Insert' }).click();
    await row.getByRole('button', { name: 'Copy' }).click();
    assert.deepEqual(await messages(panel, 'action'), [
      { type: 'action', turn: 0, action: 'insert', item: { id: 'a', text: 'A form.' } },
    ]);
    const [copied] = await messages(panel, 'copy');
    assert.deepEqual(copied, { type: 'copy', turn: 0, form: 'text', text: 'A form.' });
    await panel.page.getByText('No text came.').waitFor();
    await panel.send({ type: 'turn', turn: turn({ reply: '- A login form.', items }) });
    assert.equal(await box.inputValue(), 'A form.', 'what the user wrote stays');
    assert.equal(await panel.reply.count(), 1, 'the rows stand in the place of the text');
  });

  it('ignores what it does not understand', async () => {
    const panel = await open();
    await panel.send(show([turn({ reply: 'Here' })]));
    await panel.page.evaluate(() => {
      const odd = [
        null,
        7,
        'text',
        {},
        { type: 'unknown' },
        { type: 'text', turn: 'x' },
        { type: 'show' },
      ];
      for (const data of [...odd, { type: 'text', turn: 99, text: 'x' }, { type: 'toString' }]) {
        dispatchEvent(new MessageEvent('message', { data }));
      }
    });
    assert.deepEqual(await panel.reply.allInnerTexts(), ['Here']);
  });
});
