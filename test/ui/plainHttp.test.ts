import assert from 'node:assert/strict';
import path from 'node:path';
import { workspacesFolder } from '../support/pictures';
import { until } from '../support/editor/until';
import { select } from './support/connections';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';
import { startProxy, type Proxy } from './support/proxy';

const picture = 'screenshots/checkout-form.png';
const question = 'Send to models.example:8000 without encryption?';

describe('plain HTTP to another machine', function () {
  this.timeout(90_000);
  const server = useEmulator({ kind: 'openai', models: ['eyes'] });
  let detour: Proxy | undefined;
  before(async () => {
    detour = await startProxy(server().url);
  });
  after(() => detour?.close());
  const connection = { provider: 'openai', deployment: 'eyes', auth: 'none' };
  const editor = useEditor(() => ({
    workspace: path.join(workspacesFolder, 'demo'),
    settings: {
      'http.proxy': detour?.url,
      'sightline.connections': [
        { ...connection, name: 'plain', endpoint: 'http://models.example:8000/v1' },
        { ...connection, name: 'other', endpoint: 'http://models.example:8001/v1' },
      ],
    },
  }));

  const asked = async (words: string) => {
    const { dialog } = editor().workbench;
    await until(`the dialog ${words}`, async () => (await dialog.text()).includes(words));
    return dialog.text();
  };

  it('is not used before the user allows it; then the same question goes out', async () => {
    const { dialog } = editor().workbench;
    const before = detour?.hosts.length;
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({ hasText: 'This address is not encrypted' });
    await card.waitFor();
    assert.match(await card.innerText(), /models\.example:8000 is to be asked over plain HTTP/);
    await editor().workbench.screenshot('error-plain-http');

    await conversation.button('Allow Host…').click();
    assert.match(await asked(question), /your key, questions and images travel to .* unencrypted/);
    await editor().workbench.screenshot('confirm-plain-http');
    await dialog.press('Cancel');
    assert.ok(await card.isVisible());
    assert.equal(server().requests.length, 0);
    assert.deepEqual(
      detour?.hosts.slice(before).filter((host) => host.startsWith('models.example')),
      [],
    );

    await conversation.button('Allow Host…').click();
    await asked(question);
    await dialog.press('Send Unencrypted');
    await conversation.finished('1280 × 860');
    assert.equal(server().requests.length, 1);
  });

  it('is asked about once for a host and its port', async () => {
    const first = await describeImage(editor(), picture);
    await first.button('Allow Host…').click();
    await asked(question);
    await editor().workbench.dialog.press('Send Unencrypted');
    await first.finished('1280 × 860');
    await editor().driver.run('workbench.action.closeAllEditors');
    const before = server().requests.length;
    const again = await describeImage(editor(), picture);
    await again.finished('1280 × 860');
    assert.equal(server().requests.length, before + 1);
    await select(editor(), 'other');
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({ hasText: 'This address is not encrypted' });
    await card.waitFor();
    assert.equal(server().requests.length, before + 1);
  });
});
