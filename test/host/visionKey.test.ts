import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections/connection';
import { setApiKey } from '../../src/features/connections/apiKeys';
import { confirmHost } from '../../src/features/connections/confirmHost';
import { readSettings } from '../../src/host/settings';
import { useServices } from './services';
import { configure } from './sightline';

const azure: Connection = {
  name: 'work',
  provider: 'azure',
  endpoint: 'https://contoso.openai.azure.com',
  deployment: 'eyes',
};

describe('the key of an Azure AI Vision resource', function () {
  this.timeout(30_000);
  const services = useServices();
  const input = () => services().quickInput;
  const vision = { endpoint: 'https://sight.cognitiveservices.azure.com' };

  it('stores the one of the two that is chosen, by its own origin', async () => {
    await configure({ connections: [{ ...azure, vision }] });
    const done = setApiKey(services());
    assert.deepEqual(await input().labels('Which key shall be set?'), [
      'contoso.openai.azure.com',
      'sight.cognitiveservices.azure.com',
    ]);
    await input().pick('sight.cognitiveservices.azure.com');
    const box = await input().box('Key of the Azure AI Vision resource sight.cognitiveservices');
    assert.equal(box.password, true);
    await input().submit('Key of the Azure AI Vision resource', 'vision-key');
    assert.equal(await done, true);
    await input().told('The API key for sight.cognitiveservices.azure.com is stored.');
    assert.deepEqual([...services().secrets.stored], [[`apiKey:${vision.endpoint}`, 'vision-key']]);
  });

  it('asks at once for the one that was missing', async () => {
    await configure({ connections: [{ ...azure, vision }] });
    const missing = setApiKey(services(), 'work', 'sight.cognitiveservices.azure.com');
    await input().submit('Key of the Azure AI Vision resource', 'vision-key');
    assert.equal(await missing, true);
    const own = setApiKey(services(), 'work', 'contoso.openai.azure.com');
    await input().submit('API key for contoso.openai.azure.com', 'azure-key');
    assert.equal(await own, true);
    assert.deepEqual(
      [...services().secrets.stored],
      [
        [`apiKey:${vision.endpoint}`, 'vision-key'],
        [`apiKey:${azure.endpoint}`, 'azure-key'],
      ],
    );
  });

  it('is not needed where an account signs in, whose token a host that is not Azure’s gets once that is allowed', async () => {
    const gateway = { endpoint: 'https://gateway.example' };
    await configure({ connections: [{ ...azure, auth: 'entra', vision: gateway }] });
    const isAllowed = () => services().confirmedHosts.has('gateway.example', 'token');
    const allowed = confirmHost(services(), 'work', 'gateway.example');
    await input().press('Send a token of your Microsoft account to gateway.example?', 'Send Token');
    assert.equal(await allowed, true);
    assert.ok(isAllowed());
    assert.equal(await confirmHost(services(), 'work', 'contoso.openai.azure.com'), true);
    assert.ok(!services().confirmedHosts.has('contoso.openai.azure.com', 'token'));
  });

  it('is the only one where the connection itself signs in otherwise', async () => {
    await configure({ connections: [{ ...azure, auth: 'entra', vision }] });
    const done = setApiKey(services());
    await input().submit('Key of the Azure AI Vision resource', 'vision-key');
    assert.equal(await done, true);
    assert.equal(readSettings().connections[0]?.auth, 'entra');
  });
});
