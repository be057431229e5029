import assert from 'node:assert/strict';
import path from 'node:path';
import { until } from '../support/editor/until';
import { workspacesFolder } from '../support/pictures';
import { originsWithKey, run, savedConnections, select } from './support/connections';
import { wholeLog } from './support/connectionsLog';
import { describeImage, useEditor } from './support/connectionsStage';
import { Conversation } from './support/conversation';
import { reset } from './support/lending';

const picture = 'screenshots/checkout-form.png';

const cards = [
  ['#not-found', 'The model is not there', 'Select Connection…'],
  ['#no-permissions', 'The model may not be used', 'Retry'],
  ['#no-images', 'This model cannot see images', 'Select Connection…'],
  ['#broken', 'The server failed', 'Retry'],
  ['#quota', 'The quota is used up', 'Select Connection…'],
] as const;

describe('a model of VS Code', function () {
  this.timeout(90_000);
  const wishes = {
    workspace: path.join(workspacesFolder, 'demo'),
    models: ['blind', 'seer', 'oracle'],
  };
  const editor = useEditor(() => wishes);

  const chosen = () =>
    reset(editor(), {
      ...wishes,
      settings: { 'sightline.connection': 'vscode:sightline-tests/oracle' },
    });

  it('is listed by Select Connection… with the others, and blind ones are not', async () => {
    const { quickInput } = editor().workbench;
    await run(editor(), 'Select Connection…');
    await quickInput.row('Oracle (Tests)').waitFor();
    const labels = (await quickInput.items()).map((label) => label.trim());
    assert.deepEqual(labels, [
      'Seer (Tests)',
      'Oracle (Tests)',
      'Offline text reader',
      'Add Connection…',
    ]);
    assert.ok(await quickInput.row('Seer (Tests)').locator('.codicon-check').isVisible());
    assert.match(await quickInput.row('Seer (Tests)').innerText(), /a model of VS Code$/);
    await editor().workbench.screenshot('model-of-vscode-select');
    await quickInput.escape();
  });

  it('answers where there is no connection, and the panel names it', async () => {
    const conversation = await describeImage(editor(), picture);
    await conversation.finished(/^seer sees image\/png as PNG \d+ × \d+\.$/);
    await conversation.text('Seer (Tests)').waitFor();
    assert.equal(await conversation.note.count(), 0);
    await conversation.followUp.fill('And now?');
    await conversation.followUp.press('Enter');
    await until('the second reply', async () => (await conversation.replies.count()) === 2);
    await conversation.finished('seer sees image/png');
    await editor().workbench.screenshot('model-of-vscode');
  });

  it('is chosen there, and answers from then on', async () => {
    await select(editor(), 'Oracle (Tests)');
    const { connection } = await savedConnections(editor());
    assert.equal(connection, 'vscode:sightline-tests/oracle');
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('oracle sees image/png');
    await conversation.text('Oracle (Tests)').waitFor();
  });

  it('that hangs is stopped, and what came is kept', async () => {
    await chosen();
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('oracle sees image/png');
    await conversation.followUp.fill('And now? #hang');
    await conversation.followUp.press('Enter');
    assert.match(await conversation.begun(), /oracle sees/);
    await conversation.stop.click();
    await conversation.note.filter({ hasText: 'Stopped. What had come is kept.' }).waitFor();
  });

  it('answers Ask About Image…', async () => {
    await chosen();
    await editor().workbench.explorer.choose(picture, 'Ask About Image…');
    await editor().workbench.quickInput.shown('Ask');
    await editor().workbench.quickInput.submit('What is the total? #echo');
    const conversation = new Conversation(await editor().workbench.panel());
    await conversation.finished('What is the total? #echo');
  });

  it('that fails says so on a card, with what mends it first', async () => {
    await chosen();
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('oracle sees image/png');
    for (const [word, title, button] of cards) {
      await conversation.followUp.fill(`And now? ${word}`);
      await conversation.followUp.press('Enter');
      const card = conversation.alert.filter({ hasText: title });
      await card.waitFor();
      assert.equal(await card.getByRole('button').first().innerText(), button, title);
    }
    await editor().workbench.screenshot('error-model-quota');
  });

  it('is asked again with Retry', async () => {
    await chosen();
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('oracle sees image/png');
    await conversation.followUp.fill('And now? #blocked #once');
    await conversation.followUp.press('Enter');
    const card = conversation.alert.filter({ hasText: 'Too many requests' });
    await card.getByRole('button', { name: 'Retry' }).click();
    await until('the second reply', async () => (await conversation.replies.count()) === 2);
    await conversation.finished('oracle sees image/png');
    assert.equal(await conversation.alert.count(), 0);
  });

  it('is tried by Test Connection, and needs no API key', async () => {
    await chosen();
    const { notifications } = editor().workbench;
    await run(editor(), 'Test Connection');
    await notifications.shown('Oracle (Tests) answers questions about images (');
    await run(editor(), 'Set API Key…');
    await notifications.shown('Oracle (Tests) is a model of VS Code and needs no API key');
    assert.deepEqual(await originsWithKey(editor()), []);
  });

  it('gives way to the offline reader where that is chosen', async () => {
    await select(editor(), 'Offline text reader');
    assert.equal((await savedConnections(editor())).connection, 'offline');
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('Main colours');
    await conversation.text('Offline text reader').waitFor();
  });

  it('is in the log with the sizes of the images and the kinds of its failures, without words', async () => {
    await chosen();
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('oracle sees image/png');
    await conversation.followUp.fill('And now? #not-found');
    await conversation.followUp.press('Enter');
    await conversation.alert.waitFor();
    const log = await wholeLog(editor());
    assert.match(log, /Asking Oracle \(Tests\) about 1 image\(s\): PNG · 1280 × 860 · 74 KB/);
    assert.match(log, /Failed: modelGone/);
    assert.doesNotMatch(log, /And now|Describe this image|sees/);
  });
});

describe('a model of VS Code that wants consent', function () {
  this.timeout(90_000);
  const editor = useEditor(() => ({
    workspace: path.join(workspacesFolder, 'demo'),
    models: ['shy'],
  }));

  it('is listed without a question', async () => {
    const { dialog, quickInput } = editor().workbench;
    await run(editor(), 'Select Connection…');
    await quickInput.row('Shy (Tests)').waitFor();
    assert.equal(await dialog.root.count(), 0);
    await quickInput.escape();
    assert.equal(await dialog.root.count(), 0);
  });

  it('is asked about by VS Code when it is needed; a no is told, and a yes on Retry lets it answer', async () => {
    const { dialog } = editor().workbench;
    const conversation = await describeImage(editor(), picture);
    assert.match(await dialog.text(), /Sightline/);
    await editor().workbench.screenshot('model-consent');
    await dialog.press('Cancel');
    const card = conversation.alert.filter({ hasText: 'The model may not be used' });
    await card.filter({ hasText: 'Shy (Tests) was not allowed' }).waitFor();
    await editor().workbench.screenshot('error-model-consent');
    await card.getByRole('button', { name: 'Retry' }).click();
    await dialog.press('Allow');
    await conversation.finished('shy sees image/png');
    assert.equal(await conversation.alert.count(), 0);
    await conversation.followUp.fill('And now? #echo');
    await conversation.followUp.press('Enter');
    await conversation.finished('And now? #echo');
    assert.equal(await dialog.root.count(), 0);
  });
});

describe('a model of VS Code that is named and gone', function () {
  this.timeout(90_000);
  const editor = useEditor(() => ({
    workspace: path.join(workspacesFolder, 'demo'),
    settings: { 'sightline.connection': 'vscode:sightline-tests/gone' },
    models: ['seer'],
  }));

  it('is told by Test Connection', async () => {
    await run(editor(), 'Test Connection');
    const message = await editor().workbench.notifications.shown('The model is not there. VS Code');
    await message.getByRole('button', { name: 'Select Connection…' }).waitFor();
  });

  it('is told on a card, from which another one is chosen, which answers', async () => {
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({ hasText: 'The model is not there' });
    await card.filter({ hasText: '“vscode:sightline-tests/gone”' }).waitFor();
    await card.getByRole('button', { name: 'Select Connection…' }).click();
    await editor().workbench.quickInput.shown('Which connection shall answer?');
    await editor().workbench.quickInput.pick('Seer (Tests)');
    await conversation.finished('seer sees image/png');
    assert.equal(await conversation.alert.count(), 0);
  });
});
