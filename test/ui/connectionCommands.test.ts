import assert from 'node:assert/strict';
import path from 'node:path';
import { workspacesFolder } from '../support/pictures';
import {
  enterKey,
  leaveConnectionSettings,
  originsWithKey,
  pick,
  runWith,
  select,
  usedConnection,
} from './support/connections';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';
import { reset } from './support/lending';

const azureKey = 'azure-key-0f8e7d6c5b4a39281706';
const vendorKey = 'sk-vendor-key-77aa66bb55cc44dd';
const picture = 'screenshots/checkout-form.png';

const hostOf = (url: string) => new URL(url).host;

describe('the commands about connections', function () {
  this.timeout(90_000);
  const azure = useEmulator({ kind: 'azure', key: azureKey, deployments: ['eyes'] });
  const vendor = useEmulator({ kind: 'openai', key: vendorKey, models: ['large'] });
  const wishes = () => ({
    workspace: path.join(workspacesFolder, 'demo'),
    settings: {
      'sightline.connections': [
        { name: 'work', provider: 'azure', endpoint: azure().url, deployment: 'eyes' },
        { name: 'home', provider: 'openai', endpoint: `${vendor().url}/v1`, deployment: 'large' },
        { name: 'typo', provider: 'openai', endpoint: `${vendor().url}/v1`, deployment: 'lagre' },
      ],
    },
  });
  const editor = useEditor(() => ({
    ...wishes(),
    keys: { [azure().url]: azureKey, [vendor().url]: vendorKey },
  }));

  it('store a key with Set API Key…, by the origin of the endpoint', async () => {
    const { notifications } = editor().workbench;
    await reset(editor(), wishes());
    assert.deepEqual(await originsWithKey(editor()), []);
    await runWith(editor(), 'Set API Key…', 'work');
    await enterKey(editor(), azureKey);
    await notifications.shown(`The API key for ${hostOf(azure().url)} is stored.`);
    await runWith(editor(), 'Set API Key…', 'typo');
    await enterKey(editor(), vendorKey);
    await notifications.shown(`The API key for ${hostOf(vendor().url)} is stored.`);
    assert.deepEqual(await originsWithKey(editor()), [azure().url, vendor().url].sort());
  });

  it('choose with Select Connection…, and in the panel for what is asked next', async () => {
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('1280 × 860');
    await conversation.text(`eyes at ${hostOf(azure().url)}`).waitFor();
    assert.equal(azure().requests.at(-1)?.headers['api-key'], azureKey);

    await select(editor(), 'home');
    await usedConnection(editor(), 'home');
    await conversation.followUp.fill('And now?');
    await conversation.followUp.press('Enter');
    await conversation.choice('Send').click();
    await conversation.finished('And now?');
    await conversation.text(`large at ${hostOf(vendor().url)}`).waitFor();
    assert.equal(vendor().requests.at(-1)?.headers.authorization, `Bearer ${vendorKey}`);

    await conversation.button('Change connection').click();
    await pick(editor().workbench, 'work');
    await usedConnection(editor(), 'work');
    await select(editor(), 'work');
    await conversation.followUp.fill('And then?');
    await conversation.followUp.press('Enter');
    await conversation.finished('And then?');
    await conversation.text(`eyes at ${hostOf(azure().url)}`).waitFor();
  });

  it('are asked about before what was said goes to another server', async () => {
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('1280 × 860');
    const before = vendor().requests.length;
    await conversation.button('Change connection').click();
    await pick(editor().workbench, 'home');
    await conversation.text(`large at ${hostOf(vendor().url)}`).waitFor();
    await conversation.text(`eyes at ${hostOf(azure().url)}`).waitFor();
    await conversation.followUp.fill('Where does this go?');
    await conversation.followUp.press('Enter');
    await conversation.receipt.getByText(hostOf(vendor().url), { exact: true }).waitFor();
    assert.equal(vendor().requests.length, before);
    await conversation.choice('Send').click();
    await conversation.finished('Where does this go?');
    assert.equal(vendor().requests.length, before + 1);
    await select(editor(), 'work');
  });

  it('try with Test Connection, and tell what is wrong and how to mend it', async () => {
    const { notifications } = editor().workbench;
    await runWith(editor(), 'Test Connection', 'work');
    await notifications.shown(`eyes at ${hostOf(azure().url)} answers questions about images (`);
    await runWith(editor(), 'Test Connection', 'typo');
    await notifications.shown('has no deployment or model named “lagre”');
    await notifications.press('The deployment was not found.', 'Open Settings');
    await leaveConnectionSettings(editor());

    vendor().behave({ fail: { status: 401, times: 1 } });
    await runWith(editor(), 'Test Connection', 'home');
    await notifications.press('The API key was refused.', 'Set API Key…');
    await enterKey(editor(), vendorKey);
    await notifications.shown(`large at ${hostOf(vendor().url)} answers questions about images (`);
  });

  it('delete a key with Delete API Key…; a request then asks for one, and goes out with it', async () => {
    await runWith(editor(), 'Delete API Key…', azure().url);
    await editor().workbench.notifications.shown(
      `The API key for ${hostOf(azure().url)} is deleted.`,
    );
    assert.deepEqual(await originsWithKey(editor()), [vendor().url]);

    const before = azure().requests.length;
    const conversation = await describeImage(editor(), picture);
    await conversation.alert.filter({ hasText: 'No API key is stored' }).waitFor();
    await editor().workbench.screenshot('error-key-missing');
    assert.equal(azure().requests.length, before);
    await conversation.button('Set API Key…').click();
    await enterKey(editor(), azureKey);
    await conversation.finished('1280 × 860');
    assert.equal(await conversation.alert.count(), 0);
    assert.equal(azure().requests.length, before + 1);
    assert.equal(azure().requests.at(-1)?.headers['api-key'], azureKey);
  });
});
