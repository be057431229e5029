import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { themes, userSettings } from '../support/editor/settings';
import { until } from '../support/editor/until';
import { workspacesFolder } from '../support/pictures';
import { bodyOf } from './support/chat';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';
import { Conversation } from './support/conversation';

const key = 'key-of-the-emulated-resource';
const image = 'screenshots/checkout-form.png';

describe('The history of conversations', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ kind: 'azure', key, deployments: ['gpt-4o'] });
  const settings = () => ({
    'sightline.connections': [
      { name: 'Work', provider: 'azure', endpoint: emulator().url, deployment: 'gpt-4o' },
    ],
  });
  const editor = useEditor(() => ({
    workspace: path.join(workspacesFolder, 'demo'),
    settings: settings(),
    // A reload ends the extension host, and with it what the driver has set.
    fresh: { env: { AZURE_OPENAI_ENDPOINT: emulator().url, AZURE_OPENAI_API_KEY: key } },
  }));

  const conversation = async (): Promise<Conversation> =>
    new Conversation(await editor().workbench.panel());
  const keep = (enabled: boolean): Promise<void> =>
    editor().driver.configure(
      userSettings('dark', { ...settings(), 'sightline.history.enabled': enabled }),
    );
  const kept = (): string[] =>
    readdirSync(editor().dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /conversations.*\.json$/.test(name),
    );

  beforeEach(async () => {
    await keep(false);
    await until('nothing of the tests before to be kept', () => kept().length === 0);
    await keep(true);
  });

  it('brings a panel back after a reload, with what had come of a reply, and goes on with it', async () => {
    const { driver, page, workbench } = editor();
    emulator().behave({ stream: 'stall' });
    const cut = await describeImage(editor(), image);
    const early = await cut.begun();
    await Promise.all([
      page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame()),
      driver.start('workbench.action.reloadWindow'),
    ]);
    await workbench.ready(themes.dark.className);
    await driver.started();
    const back = await conversation();
    await back.note
      .getByText('The panel or its window was closed while the reply came. What had come is kept.')
      .waitFor();
    const kept = (await back.reply.innerText()).trim();
    assert.ok(kept !== '' && (early.trim().startsWith(kept) || kept.startsWith(early.trim())));
    const { width } = await back.pixels('checkout-form.png');
    assert.equal(width, 1280);
    await workbench.screenshot('history-restored');

    emulator().behave({});
    const { length } = emulator().requests;
    await back.button('Continue').click();
    const request = await emulator().nextRequest(
      (one) => emulator().requests.indexOf(one) >= length,
    );
    assert.deepEqual(
      bodyOf(request).messages.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user'],
    );
    await back.finished('Seen by the emulator');
  });

  it('lists conversations in Show History, which opens one again and sends nothing', async () => {
    const { quickInput, tabs } = editor().workbench;
    await (await describeImage(editor(), image)).finished('Seen by the emulator');
    await tabs.close('Describe: checkout-form.png');
    const { length } = emulator().requests;
    await editor().workbench.runCommand('Sightline: Show History');
    await quickInput.shown('Search for an image, a question or a reply');
    await quickInput.input.fill('Seen by the emulator');
    await editor().workbench.screenshot('history-list');
    await quickInput.pick('Describe: checkout-form.png');
    const again = await conversation();
    await again.finished('Seen by the emulator');
    await again.command('Describe Image').waitFor();
    assert.equal(emulator().requests.length, length);
    await again.followUp.fill('And what else?');
    await again.followUp.press('Enter');
    await again.finished('And what else?');

    await tabs.titleButton('Show History').click();
    await quickInput.shown('Search for an image, a question or a reply');
    await editor().workbench.screenshot('history-button');
    await quickInput.escape();
  });

  it('deletes what is kept when it is switched off', async () => {
    await (await describeImage(editor(), image)).finished('Seen by the emulator');
    await until('the conversation to be kept', () => kept().length === 1);
    await keep(false);
    await until('the conversations to be gone', () => kept().length === 0);
  });
});
