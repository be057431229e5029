import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/core/connections/connection';
import { addConnection } from '../../src/features/connections/addConnection';
import { readSettings, saveConnection } from '../../src/host/settings';
import { startEmulator, type Emulator } from '../support/emulator';
import { useServices } from './services';
import { withUnwritableSettings } from './sightline';

const azureKey = 'azure-key-0f8e7d6c5b4a39281706';
const vendorKey = 'sk-vendor-key-77aa66bb55cc44dd';
const compatible = 'OpenAI-Compatible Server';
const hostOf = (url: string) => new URL(url).host;

describe('Add Connection', function () {
  this.timeout(30_000);
  const services = useServices(() => Promise.resolve(undefined));
  const input = () => services().quickInput;
  let azure: Emulator;
  let vendor: Emulator;
  let open: Emulator;
  let secondAzure: Emulator;
  before(async () => {
    azure = await startEmulator({ kind: 'azure', key: azureKey, deployments: ['gpt-4o', 'eyes'] });
    secondAzure = await startEmulator({
      kind: 'azure',
      key: 'second-key',
      deployments: ['gpt-4o'],
    });
    vendor = await startEmulator({ kind: 'openai', key: vendorKey, models: ['small', 'large'] });
    open = await startEmulator({ kind: 'openai', models: ['qwen-vl'] });
  });
  after(() => Promise.all([azure, secondAzure, vendor, open].map((one) => one.close())));

  /** Runs the flow up to the endpoint, with an answer for how to sign in where that is asked. */
  const begin = async (
    server: string,
    endpoint: string,
    way = 'API key',
  ): Promise<Promise<boolean>[]> => {
    const added = addConnection(services());
    await input().pick(server);
    await input().submit('Paste the', endpoint);
    if (server === 'Azure OpenAI') {
      await input().pick(way);
    }
    return [added];
  };

  const used = (): Connection | undefined => {
    const { connections, connection } = readSettings();
    return connections.find(({ name }) => name === connection);
  };

  /** Nothing was saved: settings and keys are as `keys` says. */
  const assertNothingSaved = (keys: Readonly<Record<string, string>> = {}): void => {
    assert.deepEqual(readSettings().connections, []);
    assert.deepEqual(
      Object.fromEntries(services().secrets.stored),
      Object.fromEntries(Object.entries(keys).map(([url, key]) => [`apiKey:${url}`, key])),
    );
    assert.equal(input().isIdle, true);
  };

  it('takes the endpoint of an Azure resource, a key that it hides, and a deployment', async () => {
    const [added] = await begin('Azure OpenAI', `${azure.url}/`);
    assert.equal((await input().box('API key for')).password, true);
    await input().submit('API key for', '');
    await input().box('Paste the key.');
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'gpt-4o');
    assert.equal(await added, true);
    const saved = { name: 'gpt-4o', provider: 'azure', endpoint: azure.url, deployment: 'gpt-4o' };
    assert.deepEqual(used(), saved);
    assert.equal(await services().keys.stored(azure.url), azureKey);
    assert.equal(azure.requests.at(-1)?.headers['api-key'], azureKey);
    await input().told(`gpt-4o at ${hostOf(azure.url)} answers questions about images (`);
    const steps = [1, 2, 3, 4, 5].map((step) => `Add Connection ${step}`);
    assert.deepEqual(input().asked, steps);
    assert.equal(input().gaps, 1, 'one question stays until the next is there');
  });

  it('takes deployment and api-version from a Target URI, and a key that is known already', async () => {
    await services().keys.set(azure.url, azureKey);
    const target = '/openai/deployments/eyes/chat/completions?api-version=2024-10-21';
    const [added] = await begin('Azure OpenAI', `${azure.url}${target}`);
    await input().submit('leave this empty to keep it', '');
    assert.equal(await added, true);
    assert.deepEqual(used(), {
      name: 'eyes',
      provider: 'azure',
      endpoint: azure.url,
      deployment: 'eyes',
      apiVersion: '2024-10-21',
    });
    assert.equal(azure.requests.at(-1)?.path, target);
    assert.equal(azure.requests.at(-1)?.headers['api-key'], azureKey);
    assert.equal(await services().keys.stored(azure.url), azureKey);
  });

  it('offers the models of a compatible server, which refuses a wrong key first', async () => {
    const [added] = await begin(compatible, `${vendor.url}/v1/chat/completions`);
    await input().submit('API key for', 'sk-wrong-key-0000000000');
    await input().told('The API key was refused');
    await input().submit('API key for', vendorKey);
    assert.deepEqual(await input().labels('Choose a model'), ['small', 'large']);
    await input().pick('large');
    assert.equal(await added, true);
    const endpoint = `${vendor.url}/v1`;
    assert.deepEqual(used(), { name: 'large', provider: 'openai', endpoint, deployment: 'large' });
    assert.equal(vendor.requests.at(-1)?.headers.authorization, `Bearer ${vendorKey}`);
    assert.deepEqual([...services().secrets.stored.values()], [vendorKey]);
  });

  it('takes no key, and a typed name that is kept although it is wrong', async () => {
    const [added] = await begin(compatible, hostOf(open.url));
    await input().submit('API key for', '');
    await input().labels('Choose a model');
    await input().submit('Choose a model', 'brand-new');
    const words = await input().press('The deployment was not found', 'Keep Anyway');
    assert.match(
      words,
      /no deployment or model named “brand-new”.*It said \(status 404\): “The model/s,
    );
    assert.equal(await added, true);
    assert.deepEqual(used(), {
      name: 'brand-new',
      provider: 'openai',
      endpoint: `${open.url}/v1`,
      deployment: 'brand-new',
      auth: 'none',
    });
    assert.equal(open.requests.at(-1)?.headers.authorization, undefined);
    assert.deepEqual([...services().secrets.stored], []);
  });

  const refusedEndpoints: [server: string, text: string, words: string][] = [
    ['Azure OpenAI', 'http://contoso.openai.azure.com/', 'over https:// only.'],
    ['Azure OpenAI', azureKey, 'This looks like a key. The endpoint comes first'],
    ['Azure OpenAI', 'https://portal.azure.com/', 'https://NAME.openai.azure.com'],
    ['Azure OpenAI', 'https:/contoso.openai.azure.com/https://evil.example/v1', 'NAME'],
    [compatible, 'http://api.openai.com/v1', 'over https:// only.'],
    [compatible, 'my server', 'It looks like https://models.example.com/v1.'],
  ];
  for (const [server, text, words] of refusedEndpoints) {
    it(`refuses ${text} for ${server} in words`, async () => {
      const added = addConnection(services());
      await input().pick(server);
      await input().submit('Paste the', text);
      await input().escape(words);
      assert.equal(await added, false);
      assertNothingSaved();
    });
  }

  it('saves nothing on Escape, and keys are as before; Back goes back', async () => {
    await services().keys.set(vendor.url, vendorKey);
    const [added] = await begin(compatible, open.url);
    await input().submit('API key for', 'sk-not-to-be-kept-1234567890');
    await input().labels('Choose a model');
    await input().back('Choose a model');
    await input().back('API key for');
    await input().submit('Paste the', vendor.url);
    await input().submit('API key for', 'sk-not-to-be-kept-0987654321');
    await input().told('The API key was refused');
    await input().back('API key for');
    await input().back('Paste the');
    await input().pick('Azure OpenAI');
    await input().submit('Paste the', azure.url);
    await input().escape('How do you sign in');
    assert.equal(await added, false);
    assertNothingSaved({ [vendor.url]: vendorKey });
  });

  it('asks for a wrong key alone again, and keeps the other answers', async () => {
    await services().keys.set(azure.url, 'the-former-key');
    const [added] = await begin('Azure OpenAI', azure.url);
    await input().submit('API key for', 'wrong-key-123');
    await input().submit('Name of the deployment', 'gpt-4o');
    const words = await input().press('The API key was refused', 'Change…');
    assert.match(words, /It said \(status 401\): “Access denied due to invalid subscription key/);
    assert.doesNotMatch(words, /wrong-key-123/);
    assert.equal(await services().keys.stored(azure.url), 'the-former-key');
    await input().submit('API key for', azureKey);
    assert.equal(await added, true);
    assert.equal(used()?.deployment, 'gpt-4o');
    assert.equal(await services().keys.stored(azure.url), azureKey);
    assert.deepEqual(
      input().asked.map((title) => title.at(-1)),
      ['1', '2', '3', '4', '5', '4'],
    );
  });

  it('asks for a wrong deployment alone again, with what was answered on offer', async () => {
    const [added] = await begin('Azure OpenAI', azure.url);
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'gpt-4');
    await input().press('The deployment was not found', 'Change…');
    await input().accept('Name of the deployment', 'gpt-4');
    await input().press('The deployment was not found', 'Change…');
    await input().submit('Name of the deployment', 'eyes');
    assert.equal(await added, true);
    assert.equal(used()?.deployment, 'eyes');
    assert.equal(azure.requests.at(-1)?.headers['api-key'], azureKey);
  });

  it('asks for a wrong endpoint alone again; another origin wants a key of its own', async () => {
    const gone = await startEmulator({ kind: 'azure', deployments: ['gpt-4o'] });
    await gone.close();
    const [added] = await begin('Azure OpenAI', gone.url);
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'gpt-4o');
    await input().press('The server cannot be reached', 'Change…');
    await input().accept('Paste the', gone.url);
    await input().press('The server cannot be reached', 'Change…');
    await input().submit('Paste the', secondAzure.url);
    await input().pick('API key');
    await input().submit(`API key for ${hostOf(secondAzure.url)}`, 'second-key');
    assert.equal(await added, true);
    assert.deepEqual([used()?.endpoint, used()?.deployment], [secondAzure.url, 'gpt-4o']);
    assert.deepEqual([...services().secrets.stored], [[`apiKey:${secondAzure.url}`, 'second-key']]);
  });

  it('goes back from an answer that is asked again to what was asked before it', async () => {
    const [added] = await begin('Azure OpenAI', azure.url);
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'gpt-4');
    await input().press('The deployment was not found', 'Change…');
    await input().back('Name of the deployment');
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'eyes');
    assert.equal(await added, true);
  });

  it('tells of a server that cannot be reached; Cancel saves nothing and forgets the key', async () => {
    const closed = await startEmulator({ kind: 'openai' });
    await closed.close();
    await services().keys.set(closed.url, 'the-former-key');
    const [added] = await begin(compatible, closed.url);
    await input().submit('API key for', 'sk-for-nobody-1234567890');
    await input().submit('Name of the', 'any');
    const words = await input().press('The server cannot be reached');
    assert.match(words, new RegExp(`${hostOf(closed.url)} did not answer \\(ECONNREFUSED\\)`));
    assert.equal(await added, false);
    assertNothingSaved({ [closed.url]: 'the-former-key' });
  });

  it('ends the request of its test on Escape; then nothing is known of the connection', async () => {
    azure.behave({ stream: 'stall' });
    const before = azure.requests.length;
    const [added] = await begin('Azure OpenAI', azure.url);
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'eyes');
    const request = await azure.nextRequest((one) => azure.requests.indexOf(one) >= before);
    input().escapeWait();
    await azure.closed(request);
    azure.behave({});
    await input().press('The test was cancelled', 'Change…');
    await input().accept('Paste the', azure.url);
    assert.equal(await added, true);
    assert.equal(used()?.deployment, 'eyes');
  });

  it('keeps the former key where the settings cannot be written, says so, and tries again', async () => {
    await services().keys.set(azure.url, 'the-former-key');
    await withUnwritableSettings(async (repair) => {
      const [added] = await begin('Azure OpenAI', azure.url);
      await input().submit('API key for', azureKey);
      await input().submit('Name of the deployment', 'gpt-4o');
      const words = await input().press('The connection “gpt-4o” was not saved', 'Try Again');
      assert.match(words, /settings and keys are as before\. VS Code says: “Unable to write/);
      await input().press('The connection “gpt-4o” was not saved', 'Open Settings File');
      assert.equal(await services().keys.stored(azure.url), 'the-former-key');
      assert.deepEqual(readSettings().connections, []);
      await repair();
      await input().press('The connection “gpt-4o” was not saved', 'Try Again');
      assert.equal(await added, true);
    });
    assert.equal(used()?.name, 'gpt-4o');
    assert.equal(await services().keys.stored(azure.url), azureKey);
  });

  it('saves nothing, and tells it, where the settings stay as they are', async () => {
    await services().keys.set(azure.url, 'the-former-key');
    await withUnwritableSettings(async () => {
      const [added] = await begin('Azure OpenAI', azure.url);
      await input().submit('API key for', azureKey);
      await input().submit('Name of the deployment', 'gpt-4o');
      await input().press('The connection “gpt-4o” was not saved');
      assert.equal(await added, false);
    });
    assertNothingSaved({ [azure.url]: 'the-former-key' });
  });

  it('tells where the key cannot be stored; the former one is still there', async () => {
    const { secrets, keys } = services();
    await keys.set(azure.url, 'the-former-key');
    const store = secrets.store.bind(secrets);
    secrets.store = () => Promise.reject(new Error('The keyring is locked.'));
    const [added] = await begin('Azure OpenAI', azure.url);
    await input().submit('API key for', azureKey);
    await input().submit('Name of the deployment', 'gpt-4o');
    const words = await input().press('was not stored', 'Try Again');
    assert.match(words, /still there\. VS Code says: “The keyring is locked\.”/);
    assert.equal(await keys.stored(azure.url), 'the-former-key');
    secrets.store = store;
    await input().press('was not stored', 'Try Again');
    assert.equal(await added, true);
    assert.equal(await keys.stored(azure.url), azureKey);
  });

  it('gives a second connection to a deployment a name of its own', async () => {
    await services().keys.set(azure.url, azureKey);
    await saveConnection({
      name: 'gpt-4o',
      provider: 'azure',
      endpoint: azure.url,
      deployment: 'gpt-4o',
    });
    const [added] = await begin('Azure OpenAI', azure.url);
    await input().submit('API key for', '');
    await input().submit('Name of the deployment', 'gpt-4o');
    assert.equal(await added, true);
    assert.equal(used()?.name, `gpt-4o (${hostOf(azure.url)})`);
  });

  describe('asks before a host is sent to', () => {
    it('over plain HTTP, and takes another address instead', async () => {
      const added = addConnection(services());
      await input().pick(compatible);
      await input().submit('Paste the', 'http://10.0.0.5:8000/v1');
      const question = 'Send to 10.0.0.5:8000 without encryption?';
      assert.match(await input().press(question), /http:\/\//);
      await input().accept('Paste the', 'http://10.0.0.5:8000/v1');
      await input().press(question, 'Send Unencrypted');
      await input().escape('API key for 10.0.0.5:8000');
      assert.equal(await added, false);
      assert.equal(services().confirmedHosts.has('10.0.0.5:8000', 'plainHttp'), true);
    });

    it('without a key', async () => {
      const [added] = await begin(compatible, 'https://models.invalid/v1');
      await input().submit('API key for', '');
      await input().press('Send to models.invalid without a key?');
      await input().submit('API key for', '');
      await input().press('Send to models.invalid without a key?', 'Send Without Key');
      await input().escape('Name of the');
      assert.equal(await added, false);
      assert.equal(services().confirmedHosts.has('models.invalid', 'keyless'), true);
      assert.equal(services().confirmedHosts.has('models.invalid', 'token'), false);
    });

    it('with a token of Microsoft, where it is not Azure’s', async () => {
      const way = 'Sign in with Microsoft (Entra ID, no key)';
      const [added] = await begin('Azure OpenAI', 'https://gateway.invalid', way);
      const question = 'Send a token of your Microsoft account to gateway.invalid?';
      await input().press(question);
      await input().pick(way);
      await input().press(question, 'Send Token');
      await input().submit('Tenant (directory)', 'Contoso Ltd');
      await input().box('A tenant is named by an ID');
      await input().submit('Tenant (directory)', '');
      await input().escape('Name of the deployment');
      assert.equal(await added, false);
      assert.equal(services().confirmedHosts.has('gateway.invalid', 'token'), true);
    });

    it('but not at Azure, nor on this computer', async () => {
      const way = 'Sign in with Microsoft (Entra ID, no key)';
      const [onAzure] = await begin('Azure OpenAI', 'https://contoso.openai.azure.com', way);
      await input().escape('Tenant (directory)');
      await onAzure;
      const [here] = await begin('Azure OpenAI', azure.url, 'No key');
      await input().escape('Name of the deployment');
      await here;
      assert.deepEqual(input().messages, []);
    });
  });

  const localServers = [
    ['ollama', 'Ollama', 11434, ['llava:latest', 'llama3.2:latest']],
    ['lmstudio', 'LM Studio', 1234, ['qwen2.5-vl-7b-instruct', 'meta-llama-3.1-8b-instruct']],
  ] as const;
  for (const [kind, name, port, names] of localServers) {
    it(`offers a server on this computer by name, without asking for endpoint or key: ${name}`, async function () {
      const server = await startEmulator({ kind, port }).catch((error: unknown) => {
        assert.equal((error as NodeJS.ErrnoException).code, 'EADDRINUSE');
        assert.equal(process.env.CI, undefined, `port ${port} is taken`);
        return this.skip();
      });
      try {
        const added = addConnection(services());
        assert.equal((await input().item(name)).description, `127.0.0.1:${port}`);
        await input().pick(name);
        assert.deepEqual(await input().labels('Choose a model'), names);
        const [model, blind] = names;
        assert.equal((await input().item(model)).description, 'takes images');
        assert.equal((await input().item(blind)).description, 'takes no images');
        await input().pick(model);
        assert.equal(await added, true);
        assert.deepEqual([used()?.auth, used()?.endpoint], ['none', `http://127.0.0.1:${port}/v1`]);
        const sent = server.requests.map(({ headers }) => headers);
        assert.ok(sent.every((headers) => !headers.authorization && !headers['api-key']));
      } finally {
        await server.close();
      }
    });
  }

  it('keeps the connection where the user declines to sign in', async () => {
    const way = 'Sign in with Microsoft (Entra ID, no key)';
    const tenant = '0f1e2d3c-0000-4000-8000-123456789abc';
    const [added] = await begin('Azure OpenAI', azure.url, way);
    await input().submit('Tenant (directory)', tenant);
    await input().submit('Name of the deployment', 'gpt-4o');
    assert.match(await input().press('You are not signed in', 'Keep Anyway'), /Nothing was sent\./);
    assert.equal(await added, true);
    assert.deepEqual([used()?.auth, used()?.tenant], ['entra', tenant]);
    assert.equal(
      vscode.workspace.getConfiguration('sightline').inspect('connections')?.workspaceValue,
      undefined,
    );
  });
});
