import assert from 'node:assert/strict';
import path from 'node:path';
import { until } from '../support/editor/until';
import { workspacesFolder } from '../support/pictures';
import { bodyOf } from './support/chat';
import {
  AddConnection,
  originsWithKey,
  savedConnections,
  usedConnection,
} from './support/connections';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';

const azureKey = 'azure-key-0f8e7d6c5b4a39281706';
const picture = 'screenshots/checkout-form.png';

// The steps in all their variants are tested in the extension host: test/host/addConnection.test.ts.
describe('connections', function () {
  this.timeout(90_000);
  const azure = useEmulator({ kind: 'azure', key: azureKey, deployments: ['gpt-4o', 'eyes'] });
  const editor = useEditor(() => ({ workspace: path.join(workspacesFolder, 'demo') }));

  it('are added from the panel with the keyboard alone: the focus stays in the steps', async () => {
    const { page, workbench } = editor();
    const { quickInput, notifications } = workbench;
    const conversation = await describeImage(editor(), picture);
    await conversation.finished('Main colours');
    await conversation.note.getByRole('button', { name: 'Add Connection…' }).click();
    const answer = async (words: string, text: string) => {
      await quickInput.shown(words);
      await page.keyboard.type(text);
      // A key that is pressed too early would meet the question before.
      await until(`${text} in its box`, async () => (await quickInput.input.inputValue()) === text);
      await page.keyboard.press('Enter');
    };
    await answer('Where does your vision model run?', 'Azure');
    await answer('Paste the endpoint', azure().url);
    await answer('How do you sign in to', 'API key');
    await quickInput.shown('API key for');
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await answer('API key for', azureKey);
    await answer('Name of the deployment', 'gpt-4o');
    await notifications.shown('answers questions about images');
    assert.deepEqual(await usedConnection(editor(), 'gpt-4o'), {
      name: 'gpt-4o',
      provider: 'azure',
      endpoint: azure().url,
      deployment: 'gpt-4o',
    });
    // The question that the offline reader answered goes out again.
    await conversation.finished('1280 × 860');
    const request = azure().requests.at(-1);
    assert.ok(request);
    assert.equal(request.path, '/openai/v1/chat/completions');
    assert.equal(request.headers['api-key'], azureKey);
    assert.equal(bodyOf(request).model, 'gpt-4o');
    await workbench.runCommand('View: Close All Editors');
    assert.deepEqual(await originsWithKey(editor()), [azure().url]);
  });

  it('tell of a wrong key when they are tried; Change… asks for that alone', async () => {
    const { dialog } = editor().workbench;
    const flow = await AddConnection.with(editor(), 'Azure OpenAI');
    await flow.endpoint(azure().url);
    await flow.key('wrong-key-123');
    await flow.deployment('eyes');
    assert.match(await flow.problem('The API key was refused'), /It said \(status 401\)/);
    await editor().workbench.screenshot('connections-wrong-key');
    await dialog.press('Change…');
    await flow.key(azureKey);
    assert.equal((await flow.works('eyes')).deployment, 'eyes');
  });

  it('stop being tried on Cancel, on the wire too, and are not saved then', async () => {
    const before = await savedConnections(editor());
    azure().behave({ stream: 'stall' });
    const flow = await AddConnection.with(editor(), 'Azure OpenAI');
    await flow.endpoint(azure().url);
    await flow.key(azureKey);
    const known = azure().requests.length;
    await flow.deployment('eyes');
    const request = await azure().nextRequest((one) => azure().requests.indexOf(one) >= known);
    await editor().workbench.notifications.cancel('Testing eyes at');
    await azure().closed(request);
    assert.match(await flow.problem('The test was cancelled'), /Nothing is known/);
    await editor().workbench.dialog.press('Cancel');
    assert.deepEqual(await savedConnections(editor()), before);
  });
});
