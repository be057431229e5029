import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { launchEditor, type Editor } from '../support/editor/launch';
import { themes, writeSettings } from '../support/editor/settings';
import { until } from '../support/editor/until';
import { startEmulator, type Emulator } from '../support/emulator';
import { workspacesFolder } from '../support/pictures';
import { bodyOf } from './support/chat';
import { Conversation } from './support/conversation';

const key = 'key-of-the-emulated-resource';
const image = 'screenshots/checkout-form.png';

describe('The history of conversations', function () {
  this.timeout(120_000);
  let emulator: Emulator;
  let editor: Editor;

  const settings = () => ({
    'sightline.connections': [
      { name: 'Work', provider: 'azure', endpoint: emulator.url, deployment: 'gpt-4o' },
    ],
  });

  before(async () => {
    emulator = await startEmulator({ kind: 'azure', key, deployments: ['gpt-4o'] });
    editor = await launchEditor({
      workspace: path.join(workspacesFolder, 'demo'),
      settings: settings(),
      env: { AZURE_OPENAI_ENDPOINT: emulator.url, AZURE_OPENAI_API_KEY: key },
    });
  });

  after(async () => {
    await editor.close();
    await emulator.close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) {
      await editor.workbench.screenshot(`failed-history-${this.currentTest.title.slice(0, 20)}`);
    }
  });

  const conversation = async (): Promise<Conversation> =>
    new Conversation(await editor.workbench.panel());

  it('brings a panel back after a reload, with what had come of a reply, and goes on with it', async () => {
    emulator.behave({ stream: 'stall' });
    await editor.workbench.explorer.choose(image, 'Describe Image');
    const cut = await conversation();
    const early = await cut.begun();
    const reloaded = editor.page.waitForEvent(
      'framenavigated',
      (frame) => frame === editor.page.mainFrame(),
    );
    await editor.workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await editor.workbench.ready(themes.dark.className);
    const back = await conversation();
    await back.note
      .getByText('The panel or its window was closed while the reply came. What had come is kept.')
      .waitFor();
    const kept = (await back.reply.innerText()).trim();
    assert.ok(kept !== '' && (early.trim().startsWith(kept) || kept.startsWith(early.trim())));
    const { width } = await back.pixels('checkout-form.png');
    assert.equal(width, 1280);
    await editor.workbench.screenshot('history-restored');

    emulator.behave({});
    const { length } = emulator.requests;
    await back.button('Continue').click();
    const request = await emulator.nextRequest((one) => emulator.requests.indexOf(one) >= length);
    assert.deepEqual(
      bodyOf(request).messages.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user'],
    );
    await back.finished('Seen by the emulator');
  });

  it('lists conversations in Show History, which opens one again and sends nothing', async () => {
    const { quickInput, tabs } = editor.workbench;
    await tabs.close('Describe: checkout-form.png');
    const { length } = emulator.requests;
    await editor.workbench.runCommand('Sightline: Show History');
    await quickInput.shown('Search for an image, a question or a reply');
    await quickInput.input.fill('Seen by the emulator');
    await editor.workbench.screenshot('history-list');
    await quickInput.pick('Describe: checkout-form.png');
    const again = await conversation();
    await again.finished('Seen by the emulator');
    assert.equal(emulator.requests.length, length);
    await again.followUp.fill('And what else?');
    await again.followUp.press('Enter');
    await again.finished('And what else?');
  });

  it('deletes what is kept when it is switched off', async () => {
    const kept = (): string[] =>
      readdirSync(editor.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /conversations.*\.json$/.test(name),
      );
    assert.equal(kept().length, 1);
    await writeSettings(editor.dataDir, 'dark', {
      ...settings(),
      'sightline.history.enabled': false,
    });
    await until('the conversations to be gone', () => kept().length === 0);
  });
});
