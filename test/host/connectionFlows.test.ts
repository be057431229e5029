import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections/connection';
import { deleteApiKey, setApiKey } from '../../src/features/connections/apiKeys';
import { confirmHost } from '../../src/features/connections/confirmHost';
import { setSecret } from '../../src/features/connections/secrets';
import { selectConnection } from '../../src/features/connections/selectConnection';
import { testConnection } from '../../src/features/connections/testConnection';
import { readSettings } from '../../src/host/settings';
import { startEmulator, type Emulator } from '../support/emulator';
import { useServices } from './services';
import { configure, withUnwritableSettings } from './sightline';
import { useTestModels } from './testModels';

const azure: Connection = {
  name: 'work',
  provider: 'azure',
  endpoint: 'https://contoso.openai.azure.com',
  deployment: 'eyes',
};
const local: Connection = {
  name: 'local',
  provider: 'openai',
  endpoint: 'http://127.0.0.1:9/v1',
  deployment: 'llava',
  auth: 'none',
};
const gateway: Connection = {
  ...local,
  name: 'gateway',
  headers: { 'X-One': '${secret:one}', 'X-Two': '${secret:two}' },
};
const gatewayOrigin = 'http://127.0.0.1:9';

describe('the commands about connections', function () {
  this.timeout(30_000);
  const services = useServices();
  const input = () => services().quickInput;
  const { models } = useTestModels();
  beforeEach(() => models().offer());

  describe('Set API Key', () => {
    it('stores the key of the connection that is chosen, by its origin', async () => {
      await configure({
        connections: [azure, { ...azure, name: 'other', endpoint: 'https://b.example' }, local],
      });
      const done = setApiKey(services());
      assert.deepEqual(await input().labels('Which connection is the key for?'), ['work', 'other']);
      await input().pick('work');
      const box = await input().box('API key for contoso.openai.azure.com');
      assert.equal(box.password, true);
      await input().submit('API key for', '  ');
      await input().submit('Paste the key.', ' azure-key ');
      assert.equal(await done, true);
      await input().told('The API key for contoso.openai.azure.com is stored.');
      assert.deepEqual([...services().secrets.stored], [[`apiKey:${azure.endpoint}`, 'azure-key']]);
    });

    it('makes a connection without a key use one, where it is named', async () => {
      await configure({ connections: [azure, local] });
      const done = setApiKey(services(), 'local');
      await input().submit('API key for 127.0.0.1:9', 'key');
      assert.equal(await done, true);
      assert.equal(readSettings().connections.find(({ name }) => name === 'local')?.auth, 'key');
    });

    it('tells where the settings cannot be written, and keeps the key that was stored', async () => {
      await configure({ connections: [azure, local] });
      await withUnwritableSettings(async () => {
        const done = setApiKey(services(), 'local');
        await input().submit('API key for 127.0.0.1:9', 'key');
        await input().press('The connection “local” was not saved');
        assert.equal(await done, false);
      });
      assert.equal(await services().keys.stored(gatewayOrigin), 'key');
    });

    it('stores nothing on Escape', async () => {
      await configure({ connections: [azure] });
      const done = setApiKey(services());
      await input().escape('API key for');
      assert.equal(await done, false);
      assert.deepEqual([...services().secrets.stored], []);
    });

    it('tells where the secret storage refuses it, and the former key stays', async () => {
      await configure({ connections: [azure] });
      const { secrets, keys } = services();
      await keys.set(azure.endpoint, 'former');
      secrets.store = () => Promise.reject(new Error('The keyring is locked.'));
      const done = setApiKey(services());
      await input().submit('API key for', 'new');
      assert.match(
        await input().press('The API key for contoso.openai.azure.com was not stored'),
        /“The keyring is locked\.”/,
      );
      assert.equal(await done, false);
      assert.equal(await keys.stored(azure.endpoint), 'former');
    });

    it('says where no connection signs in with a key, and where a model of VS Code answers', async () => {
      await configure({ connections: [{ ...azure, auth: 'entra' }] });
      assert.equal(await setApiKey(services()), false);
      await input().told('No connection signs in with a key.');
      await configure({ connections: [] });
      models().offer('seer');
      assert.equal(await setApiKey(services()), false);
      await input().told('Seer (Tests) is a model of VS Code and needs no API key');
    });

    it('offers to add a connection where there is none', async () => {
      const done = setApiKey(services());
      await input().press('There is no connection of your own yet.', 'Add Connection…');
      await input().escape('Where does your vision model run?');
      assert.equal(await done, false);
    });
  });

  describe('Delete API Key', () => {
    it('says that there is none', async () => {
      await deleteApiKey(services());
      await input().told('No API key is stored.');
    });

    it('deletes the key or the secret that is chosen, and no other', async () => {
      const { keys, secrets } = services();
      await keys.set(azure.endpoint, 'a');
      await keys.set('https://b.example', 'b');
      await keys.setSecret('https://c.example', 'apim', 'c');
      let done = deleteApiKey(services());
      assert.deepEqual(await input().labels('Which key shall be deleted?'), [
        azure.endpoint,
        'https://b.example',
        'https://c.example',
      ]);
      assert.equal((await input().item('https://c.example')).description, 'secret “apim”');
      await input().pick(azure.endpoint);
      await done;
      await input().told('The API key for contoso.openai.azure.com is deleted.');
      done = deleteApiKey(services());
      await input().pick('https://c.example');
      await done;
      await input().told('The secret “apim” for c.example is deleted.');
      assert.deepEqual([...secrets.stored.values()], ['b']);
      done = deleteApiKey(services());
      await input().escape('Which key');
      await done;
      assert.deepEqual([...secrets.stored.values()], ['b']);
    });

    it('tells where it cannot', async () => {
      await services().keys.set(azure.endpoint, 'a');
      services().secrets.delete = () => Promise.reject(new Error('The keyring is locked.'));
      const done = deleteApiKey(services());
      await input().pick(azure.endpoint);
      await input().press('Nothing was deleted for contoso.openai.azure.com.');
      await done;
      assert.ok(!input().messages.some((words) => words.includes('is deleted')));
    });
  });

  describe('Set Secret of a Header', () => {
    it('asks for the first that is missing, then for the one that is chosen', async () => {
      await configure({ connections: [gateway] });
      for (const [name, value] of [
        ['one', 'first'],
        ['two', 'second'],
      ] as const) {
        const done = setSecret(services(), 'gateway');
        assert.equal((await input().box(`Secret “${name}” for 127.0.0.1:9`)).password, true);
        await input().submit(`Secret “${name}”`, value);
        assert.equal(await done, true);
        await input().told(`The secret “${name}” for 127.0.0.1:9 is stored.`);
      }
      const done = setSecret(services(), 'gateway');
      assert.deepEqual(await input().labels('Which secret shall be set?'), ['one', 'two']);
      await input().pick('two');
      await input().submit('Secret “two”', 'third');
      assert.equal(await done, true);
      const { keys } = services();
      assert.equal(await keys.secret(gatewayOrigin, 'one'), 'first');
      assert.equal(await keys.secret(gatewayOrigin, 'two'), 'third');
    });

    it('is what Set API Key asks for where headers sign in', async () => {
      await configure({ connections: [gateway] });
      const done = setApiKey(services(), 'gateway');
      await input().escape('Secret “one”');
      assert.equal(await done, false);
    });

    it('says where no header refers to one', async () => {
      await configure({ connections: [local] });
      assert.equal(await setSecret(services()), false);
      await input().told('No header of “local” refers to a secret.');
    });
  });

  describe('Select Connection', () => {
    it('marks the one in use, and puts another in use', async () => {
      await configure({ connections: [azure, local] });
      let done = selectConnection(services());
      assert.deepEqual(await input().labels('Which connection shall answer?'), [
        '$(check) work',
        'local',
        '$(add) Add Connection…',
      ]);
      await input().pick('local');
      assert.equal(await done, true);
      assert.equal(readSettings().connection, 'local');
      done = selectConnection(services());
      await input().pick('$(check) local');
      assert.equal(await done, false, 'nothing has changed');
    });

    it('leads to Add Connection, and changes nothing on Escape', async () => {
      await configure({ connections: [azure] });
      let done = selectConnection(services());
      await input().pick('$(add) Add Connection…');
      await input().escape('Where does your vision model run?');
      assert.equal(await done, false);
      done = selectConnection(services());
      await input().escape('Which connection');
      assert.equal(await done, false);
      assert.equal(readSettings().connection, '');
    });

    it('offers the models of VS Code and the offline reader as they are found', async () => {
      await configure({ connections: [azure] });
      models().offer('seer');
      const done = selectConnection(services());
      await input().item('Seer (Tests)');
      assert.equal((await input().item('Offline text reader')).description, 'on this computer');
      await input().pick('Offline text reader');
      assert.equal(await done, true);
      assert.equal(readSettings().connection, 'offline');
    });

    it('says where the settings cannot be written, and nothing has changed', async () => {
      await configure({ connections: [azure, local] });
      await withUnwritableSettings(async () => {
        const done = selectConnection(services());
        await input().pick('local');
        const words = await input().press('“local” was not put in use');
        assert.match(words, /settings are as before\. VS Code says: “Unable to write/);
        assert.equal(await done, false);
      });
      assert.equal(readSettings().connection, '');
    });
  });

  describe('a model that cannot see images', () => {
    const sees = 'This model of the same server takes images.';
    let server: Emulator;
    before(async () => {
      server = await startEmulator({
        kind: 'ollama',
        models: ['llava', 'eyes', 'owl'],
        textOnly: ['words'],
      });
    });
    after(() => server.close());
    const own = () => {
      const connection = { provider: 'openai', endpoint: `${server.url}/v1`, auth: 'none' };
      return [
        { ...connection, name: 'mine', deployment: 'words', headers: { 'X-Team': 'blue' } },
        { ...connection, name: 'other', deployment: 'eyes' },
      ];
    };

    it('is replaced by one of its server that can, with its sign-in and headers', async () => {
      await configure({ connections: own() });
      // The test tells that the model is blind.
      const tested = testConnection(services(), 'mine');
      await input().press('This model cannot see images');
      await tested;
      const done = selectConnection(services());
      assert.equal((await input().item('$(add) llava')).detail, sees);
      assert.equal((await input().item('$(check) mine')).detail, 'This model takes no images.');
      assert.deepEqual(await input().labels('Which connection'), [
        '$(check) mine',
        'other',
        '$(add) llava',
        '$(add) owl',
        '$(add) Add Connection…',
      ]);
      await input().pick('$(add) llava');
      assert.equal(await done, true);
      const { connections, connection } = readSettings();
      assert.equal(connection, 'llava');
      assert.deepEqual(connections.at(-1), { ...own()[0], name: 'llava', deployment: 'llava' });
    });

    it('is what offers others: one that can see does not', async () => {
      await configure({ connections: own(), connection: 'other' });
      const done = selectConnection(services());
      assert.deepEqual(
        await input().labels('Which connection'),
        ['mine', '$(check) other', '$(add) Add Connection…'].map((label) => label),
      );
      await input().escape('Which connection');
      assert.equal(await done, false);
    });
  });

  describe('confirming a host', () => {
    it('asks for what the connection needs, once', async () => {
      const token = { ...azure, name: 'token', endpoint: 'https://gateway.example', auth: 'entra' };
      const open = { ...azure, name: 'open', endpoint: 'https://open.example', auth: 'none' };
      const plain = { ...azure, name: 'plain', endpoint: 'http://10.0.0.5:8000' };
      await configure({ connections: [token, open, plain] });
      for (const [name, question, allow] of [
        ['token', 'Send a token of your Microsoft account to gateway.example?', 'Send Token'],
        ['open', 'Send to open.example without a key?', 'Send Without Key'],
        ['plain', 'Send to 10.0.0.5:8000 without encryption?', 'Send Unencrypted'],
      ] as const) {
        let done = confirmHost(services(), name);
        await input().press(question);
        assert.equal(await done, false);
        done = confirmHost(services(), name);
        await input().press(question, allow);
        assert.equal(await done, true);
        assert.equal(await confirmHost(services(), name), true, 'it is known');
      }
      assert.equal(input().messages.length, 6);
      const { confirmedHosts } = services();
      assert.equal(confirmedHosts.has('gateway.example', 'keyless'), false);
      assert.equal(confirmedHosts.has('gateway.example', 'token'), true);
    });
  });

  describe('Test Connection', () => {
    let server: Emulator;
    before(async () => {
      server = await startEmulator({ kind: 'openai', key: 'right-key', models: ['large'] });
    });
    after(() => server.close());
    const own = (deployment = 'large') => ({
      name: deployment,
      provider: 'openai',
      endpoint: `${server.url}/v1`,
      deployment,
    });

    it('says that it works', async () => {
      await services().keys.set(server.url, 'right-key');
      await configure({ connections: [own(), own('lagre')] });
      const done = testConnection(services());
      await input().pick('large');
      await done;
      await input().told(`large at ${new URL(server.url).host} answers questions about images (`);
    });

    it('says what is wrong', async () => {
      await services().keys.set(server.url, 'right-key');
      await configure({ connections: [own('lagre')] });
      const done = testConnection(services());
      await input().press('has no deployment or model named “lagre”');
      await done;
    });
  });
});
