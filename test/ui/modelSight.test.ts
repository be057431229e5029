import assert from 'node:assert/strict';
import path from 'node:path';
import { workspacesFolder } from '../support/pictures';
import { bodyOf } from './support/chat';
import { usedConnection } from './support/connections';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';

const picture = 'screenshots/checkout-form.png';
const sees = 'This model of the same server takes images.';

describe('a model that cannot see images', function () {
  this.timeout(90_000);
  const server = useEmulator({
    kind: 'ollama',
    models: ['llava', 'eyes', 'owl'],
    textOnly: ['words'],
  });
  const wishes = (more: readonly object[] = []) => {
    const connection = { provider: 'openai', endpoint: `${server().url}/v1`, auth: 'none' };
    return {
      workspace: path.join(workspacesFolder, 'demo'),
      settings: {
        'sightline.connections': [
          { ...connection, name: 'mine', deployment: 'words', headers: { 'X-Team': 'blue' } },
          { ...connection, name: 'other', deployment: 'eyes' },
          ...more.map((one) => ({ ...connection, ...one })),
        ],
      },
    };
  };
  const editor = useEditor(wishes);

  /** The labels without what an icon leaves. */
  const offered = async () =>
    (await editor().workbench.quickInput.items()).map((label) => label.trim());

  it('is replaced by one of its server that can, and the question is asked again', async () => {
    const { quickInput } = editor().workbench;
    const conversation = await describeImage(editor(), picture);
    await conversation.alert.filter({ hasText: 'This model cannot see images' }).waitFor();
    await conversation.button('Select Connection…').click();
    await quickInput.shown('Which connection shall answer?');
    await quickInput.row('owl').waitFor();
    assert.deepEqual(await offered(), ['mine', 'other', 'llava', 'owl', 'Add Connection…']);
    assert.equal(await quickInput.row('mine').getByText('This model takes no images.').count(), 1);
    assert.equal(await quickInput.row('llava').getByText(sees).count(), 1);
    await editor().workbench.screenshot('select-connection-sighted');
    await quickInput.pick('llava');
    await conversation.finished('1280 × 860');
    const asked = server().requests.at(-1);
    assert.ok(asked);
    assert.equal(bodyOf(asked).model, 'llava');
    assert.equal(asked.headers['x-team'], 'blue');
    assert.equal((await usedConnection(editor(), 'llava')).deployment, 'llava');
  });
});
