import assert from 'node:assert/strict';
import path from 'node:path';
import { workspacesFolder } from '../support/pictures';
import { select } from './support/connections';
import { wholeLog } from './support/connectionsLog';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';

const secret = 'subscription-5b4a39281706';
const picture = 'screenshots/checkout-form.png';

describe('headers of a connection', function () {
  this.timeout(90_000);
  const gateway = useEmulator({ kind: 'openai', models: ['eyes'], subscriptionKey: secret });
  const headers = { 'Ocp-Apim-Subscription-Key': '${secret:apim}', 'X-Team': 'docs' };
  const editor = useEditor(() => {
    const connection = { provider: 'openai', endpoint: `${gateway().url}/v1`, deployment: 'eyes' };
    return {
      workspace: path.join(workspacesFolder, 'demo'),
      settings: {
        'sightline.connections': [
          { ...connection, name: 'gateway', auth: 'none', headers },
          { ...connection, name: 'forged', auth: 'none', headers: { Host: 'other.example' } },
        ],
      },
    };
  });
  const host = () => new URL(gateway().url).host;

  it('ask for a secret that is missing, in a password box, and the question goes out with it', async () => {
    const { quickInput, notifications } = editor().workbench;
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({ hasText: 'A secret is not stored' });
    await card.waitFor();
    assert.match(await card.innerText(), /needs the secret “apim”, and none is stored for 127/);
    await editor().workbench.screenshot('error-secret-missing');
    assert.equal(gateway().requests.length, 0);
    await conversation.button('Enter Secret…').click();
    await quickInput.shown('Secret “apim” for');
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.submit(secret);
    await notifications.shown(`The secret “apim” for ${host()} is stored.`);
    await conversation.finished('1280 × 860');
    const request = gateway().requests.at(-1);
    assert.equal(request?.headers['ocp-apim-subscription-key'], secret);
    assert.equal(request.headers['x-team'], 'docs');
    assert.equal(request.headers.authorization, undefined);
    assert.ok(!(await wholeLog(editor())).includes(secret));
  });

  it('are refused where Sightline sets them itself', async () => {
    await select(editor(), 'forged');
    const before = gateway().requests.length;
    const conversation = await describeImage(editor(), picture);
    const card = conversation.alert.filter({
      hasText: 'A header of the connection cannot be used',
    });
    await card.waitFor();
    assert.match(await card.innerText(), /Sightline sets the header “Host” itself\./);
    assert.equal(gateway().requests.length, before);
  });
});
