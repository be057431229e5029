import assert from 'node:assert/strict';
import { Keys } from '../../src/host/connections/keys';
import { Secrets } from './secrets';

const azure = 'https://contoso.openai.azure.com';
const other = 'https://example.com:8443';
const names = [
  'AZURE_OPENAI_ENDPOINT',
  'AZURE_OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_API_KEY',
] as const;

describe('API keys', () => {
  const environment = new Map<string, string | undefined>();
  let secrets: Secrets;
  let keys: Keys;

  beforeEach(() => {
    for (const name of names) {
      environment.set(name, process.env[name]);
      Reflect.deleteProperty(process.env, name);
    }
    secrets = new Secrets();
    keys = new Keys(secrets);
  });

  afterEach(() => {
    for (const [name, value] of environment) {
      if (value === undefined) {
        Reflect.deleteProperty(process.env, name);
      } else {
        process.env[name] = value;
      }
    }
  });

  it('are each bound to an origin', async () => {
    await keys.set(azure, 'one');
    assert.equal(await keys.get(azure), 'one');
    assert.equal(await keys.get(other), undefined);
    assert.equal(await keys.get('http://contoso.openai.azure.com'), undefined);
    assert.equal(await keys.get(`${azure}:8443`), undefined);
  });

  it('are replaced and deleted', async () => {
    await keys.set(azure, 'one');
    await keys.set(azure, 'two');
    await keys.set(other, 'three');
    assert.equal(await keys.get(azure), 'two');
    await keys.delete(azure);
    assert.equal(await keys.get(azure), undefined);
    assert.equal(await keys.stored(azure), undefined);
    assert.equal(await keys.get(other), 'three');
  });

  it('are listed by origin, without other secrets', async () => {
    await secrets.store('something else', 'x');
    await keys.set(azure, 'one');
    await keys.set(other, 'two');
    assert.deepEqual((await keys.origins()).sort(), [azure, other].sort());
  });

  it('stand beside secrets of headers, which are bound to an origin too', async () => {
    await keys.set(azure, 'one');
    await keys.setSecret(azure, 'apim', 'two');
    await keys.setSecret(other, 'apim', 'three');
    assert.equal(await keys.secret(azure, 'apim'), 'two');
    assert.equal(await keys.secret(azure, 'other'), undefined);
    assert.equal(await keys.secret('https://third.example', 'apim'), undefined);
    assert.deepEqual(await keys.allSecrets(), [
      { origin: azure, name: 'apim' },
      { origin: other, name: 'apim' },
    ]);
    await keys.deleteSecret(azure, 'apim');
    assert.equal(await keys.secret(azure, 'apim'), undefined);
    assert.equal(await keys.secret(other, 'apim'), 'three');
    assert.deepEqual(await keys.origins(), [azure]);
  });

  it('come from the environment for its own origin only, where none is stored', async () => {
    process.env.AZURE_OPENAI_ENDPOINT = `${azure}/openai/v1/`;
    process.env.AZURE_OPENAI_API_KEY = 'from azure';
    process.env.OPENAI_API_KEY = 'from openai';
    assert.equal(await keys.get(azure), 'from azure');
    assert.equal(await keys.get('https://api.openai.com'), 'from openai');
    assert.equal(await keys.get(other), undefined);
    assert.equal(await keys.stored(azure), undefined);
    assert.deepEqual(await keys.origins(), []);
    await keys.set(azure, 'stored');
    assert.equal(await keys.get(azure), 'stored');
  });
});
