import assert from 'node:assert/strict';
import path from 'node:path';
import { startEmulator, type Emulator } from '../support/emulator';
import { workspacesFolder } from '../support/pictures';
import { bodyOf } from './support/chat';
import {
  AddConnection,
  originsWithKey,
  runWith,
  savedConnections,
  usedConnection,
} from './support/connections';
import { describeImage, useEditor, useEmulator } from './support/connectionsStage';
import { reset } from './support/lending';

const azureKey = 'azure-key-0f8e7d6c5b4a39281706';
const vendorKey = 'sk-vendor-key-77aa66bb55cc44dd';
const picture = 'screenshots/checkout-form.png';
const compatible = 'OpenAI-Compatible Server';

const hostOf = (url: string) => new URL(url).host;

describe('connections', function () {
  this.timeout(90_000);
  const azure = useEmulator({ kind: 'azure', key: azureKey, deployments: ['gpt-4o', 'eyes'] });
  const vendor = useEmulator({ kind: 'openai', key: vendorKey, models: ['small', 'large'] });
  const open = useEmulator({ kind: 'openai', models: ['qwen-vl'] });
  const editor = useEditor(() => ({ workspace: path.join(workspacesFolder, 'demo') }));

  /** Two connections with their keys are there already. */
  const known = () =>
    reset(editor(), {
      settings: {
        'sightline.connections': [
          { name: 'gpt-4o', provider: 'azure', endpoint: azure().url, deployment: 'gpt-4o' },
          {
            name: 'large',
            provider: 'openai',
            endpoint: `${vendor().url}/v1`,
            deployment: 'large',
          },
        ],
      },
      keys: { [azure().url]: azureKey, [vendor().url]: vendorKey },
    });

  const adding = (server: string) => AddConnection.with(editor(), server);

  /** Describes the picture and waits for the reply; the request that asked for it comes out. */
  const describe = async (emulator: Emulator, deployment: string) => {
    const conversation = await describeImage(editor(), picture);
    const request = await emulator.nextRequest(({ images }) => images[0]?.width === 1280);
    await conversation.finished('1280 × 860');
    await conversation.text(`${deployment} at ${hostOf(emulator.url)}`).waitFor();
    return request;
  };

  /** The request that a connection to `deployment` was tried with. */
  const tried = (emulator: Emulator, deployment: string) =>
    emulator.nextRequest(
      (request) =>
        request.method === 'POST' &&
        !request.body.includes('Describe') &&
        (request.path.includes(`/${deployment}/`) || bodyOf(request).model === deployment),
    );

  it('are added from the endpoint of an Azure resource, a key and a deployment', async () => {
    const flow = await adding('Azure OpenAI');
    await flow.endpoint(`${azure().url}/`);
    assert.equal(await flow.keyInput(), 'password');
    await flow.key('');
    await editor().workbench.quickInput.shown('Paste the key.');
    await editor().workbench.quickInput.submit(azureKey);
    await flow.deployment('gpt-4o');
    assert.deepEqual(await flow.works('gpt-4o'), {
      name: 'gpt-4o',
      provider: 'azure',
      endpoint: azure().url,
      deployment: 'gpt-4o',
    });
    for (const request of [await tried(azure(), 'gpt-4o'), await describe(azure(), 'gpt-4o')]) {
      assert.equal(request.path, '/openai/v1/chat/completions');
      assert.equal(request.headers['api-key'], azureKey);
      assert.equal(bodyOf(request).model, 'gpt-4o');
    }
    assert.deepEqual(await originsWithKey(editor()), [azure().url]);
  });

  it('are added from a whole Target URI, with a key that is known already', async () => {
    await known();
    const flow = await adding('Azure OpenAI');
    await flow.endpoint(
      `${azure().url}/openai/deployments/eyes/chat/completions?api-version=2024-10-21`,
    );
    await flow.key('');
    assert.deepEqual(await flow.works('eyes'), {
      name: 'eyes',
      provider: 'azure',
      endpoint: azure().url,
      deployment: 'eyes',
      apiVersion: '2024-10-21',
    });
    for (const request of [await tried(azure(), 'eyes'), await describe(azure(), 'eyes')]) {
      assert.equal(
        request.path,
        '/openai/deployments/eyes/chat/completions?api-version=2024-10-21',
      );
      assert.equal(request.headers['api-key'], azureKey);
    }
  });

  it('are added from the model list of a compatible server, which refuses a wrong key first', async () => {
    const flow = await adding(compatible);
    await flow.endpoint(`${vendor().url}/v1/chat/completions`);
    await flow.key('sk-wrong-key-0000000000');
    await editor().workbench.notifications.shown('The API key was refused');
    await flow.key(vendorKey);
    assert.deepEqual(await flow.models(), ['small', 'large']);
    await flow.model('large');
    assert.deepEqual(await flow.works('large'), {
      name: 'large',
      provider: 'openai',
      endpoint: `${vendor().url}/v1`,
      deployment: 'large',
    });
    for (const request of [await tried(vendor(), 'large'), await describe(vendor(), 'large')]) {
      assert.equal(request.path, '/v1/chat/completions');
      assert.equal(request.headers.authorization, `Bearer ${vendorKey}`);
      assert.equal(bodyOf(request).model, 'large');
    }
  });

  it('are added without a key, and with a typed name that is kept although it is wrong', async () => {
    const flow = await adding(compatible);
    await flow.endpoint(hostOf(open().url));
    await flow.key('');
    await flow.models();
    await flow.typedModel('brand-new');
    const words = await flow.problem('The deployment was not found');
    assert.match(
      words,
      /no deployment or model named “brand-new”.*It said \(status 404\): “The model/,
    );
    await editor().workbench.dialog.press('Keep Anyway');
    assert.deepEqual(await usedConnection(editor(), 'brand-new'), {
      name: 'brand-new',
      provider: 'openai',
      endpoint: `${open().url}/v1`,
      deployment: 'brand-new',
      auth: 'none',
    });
    assert.equal((await tried(open(), 'brand-new')).headers.authorization, undefined);
  });

  it('refuse an endpoint that cannot be used, in words', async () => {
    const before = await savedConnections(editor());
    const onAzure = await adding('Azure OpenAI');
    const plain = 'This service is reached over https:// only.';
    await onAzure.refusedEndpoint('http://contoso.openai.azure.com/', plain);
    await onAzure.refusedEndpoint(azureKey, 'This looks like a key. The endpoint comes first');
    await onAzure.refusedEndpoint('https://portal.azure.com/', 'https://NAME.openai.azure.com');
    await onAzure.escape();
    const onOther = await adding(compatible);
    await onOther.refusedEndpoint('http://api.openai.com/v1', plain);
    await onOther.refusedEndpoint('my server', 'It looks like https://models.example.com/v1.');
    await onOther.escape();
    assert.deepEqual(await savedConnections(editor()), before);
  });

  it('are not added on Escape: nothing is saved, and keys are as before; Back goes back', async () => {
    await known();
    const before = await savedConnections(editor());
    const flow = await adding(compatible);
    await flow.endpoint(open().url);
    await flow.key('sk-not-to-be-kept-1234567890');
    await flow.models();
    await flow.back();
    await flow.keyInput();
    await flow.back();
    await flow.endpoint(vendor().url);
    await flow.key('sk-not-to-be-kept-0987654321');
    await editor().workbench.notifications.shown('The API key was refused');
    await flow.keyInput();
    await flow.back();
    await editor().workbench.quickInput.shown('Paste the');
    await flow.back();
    await flow.server('Azure OpenAI');
    await flow.endpoint(azure().url);
    await flow.escape();
    assert.deepEqual(await savedConnections(editor()), before);
    assert.deepEqual(await originsWithKey(editor()), [azure().url, vendor().url].sort());
    await runWith(editor(), 'Test Connection', 'large');
    await editor().workbench.notifications.shown('answers questions about images');
    assert.equal(vendor().requests.at(-1)?.headers.authorization, `Bearer ${vendorKey}`);
  });

  it('tell of a wrong key when they are tried; Change… asks again, with the answers on offer', async () => {
    await known();
    const flow = await adding('Azure OpenAI');
    await flow.endpoint(azure().url);
    await flow.key('wrong-key-123');
    await flow.deployment('gpt-4o');
    const words = await flow.problem('The API key was refused');
    assert.match(words, /It said \(status 401\): “Access denied due to invalid subscription key/);
    assert.doesNotMatch(words, /wrong-key-123/);
    await editor().workbench.screenshot('connections-wrong-key');
    await editor().workbench.dialog.press('Change…');
    await flow.accept('Paste the', azure().url);
    await flow.signIn('API key');
    await flow.key(azureKey);
    await flow.accept('Name of the deployment', 'gpt-4o');
    const name = `gpt-4o (${hostOf(azure().url)})`;
    assert.equal((await flow.works(name)).endpoint, azure().url);
  });

  it('tell of a server that cannot be reached; Cancel saves nothing and forgets the key', async () => {
    await known();
    const before = await savedConnections(editor());
    const closed = await startEmulator({ kind: 'openai' });
    await closed.close();
    const flow = await adding(compatible);
    await flow.endpoint(closed.url);
    await flow.key('sk-for-nobody-1234567890');
    await flow.deployment('any');
    const words = await flow.problem('The server cannot be reached');
    assert.match(words, new RegExp(`${hostOf(closed.url)} did not answer \\(ECONNREFUSED\\)`));
    await editor().workbench.dialog.press('Cancel');
    assert.deepEqual(await originsWithKey(editor()), [azure().url, vendor().url].sort());
    assert.deepEqual(await savedConnections(editor()), before);
  });

  it('stop being tried on Cancel, on the wire too, and are not saved then', async () => {
    await known();
    const before = await savedConnections(editor());
    azure().behave({ stream: 'stall' });
    const flow = await adding('Azure OpenAI');
    await flow.endpoint(azure().url);
    await flow.key('');
    await flow.deployment('eyes');
    const request = await tried(azure(), 'eyes');
    await editor().workbench.notifications.cancel('Testing eyes at');
    await azure().closed(request);
    assert.match(await flow.problem('The test was cancelled'), /Nothing is known/);
    await editor().workbench.dialog.press('Cancel');
    assert.deepEqual(await savedConnections(editor()), before);
  });
});
