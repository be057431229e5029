import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { isVisionError } from '../../../src/core/errors';
import { checkCredentials } from '../../../src/providers';
import { azureConnection, key, networkWith, scriptedFetch } from './support';

const origin = 'https://contoso.openai.azure.com';

/** The kind of failure that a check finds, if any; it sends nothing and signs nobody in. */
async function found(
  change: Partial<Connection>,
  keys: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const { fetch } = scriptedFetch(() => assert.fail('a check sends nothing'));
  const network = {
    ...networkWith(keys, fetch),
    mayUseToken: () => false,
    maySendUnsigned: () => false,
    token: () => assert.fail('a check signs nobody in'),
  };
  try {
    const about = { endpoint: origin, deployment: 'gpt-4o', auth: 'key', ...change } as const;
    await checkCredentials(azureConnection(about), network);
    return undefined;
  } catch (error) {
    return isVisionError(error) ? error.kind : String(error);
  }
}

describe('what a request lacks is found before it is sent', () => {
  it('its key', async () => assert.equal(await found({}), 'keyMissing'));

  it('a key that a header can hold', async () =>
    assert.equal(await found({}, { [origin]: 'k e y' }), 'keyRefused'));

  it('a secret of its headers', async () =>
    assert.equal(
      await found({ headers: { 'X-Team': '${secret:a}' } }, { [origin]: key }),
      'secretMissing',
    ));

  it('a confirmation of its host', async () => {
    const elsewhere = { provider: 'openai', endpoint: 'https://models.example/v1' } as const;
    assert.equal(await found({ ...elsewhere, auth: 'none' }), 'hostNotConfirmed');
    const gateway = { endpoint: 'https://gateway.example', auth: 'entra' } as const;
    assert.equal(await found(gateway), 'hostNotConfirmed');
  });

  it('nothing, where it is signed by a key or a token', async () => {
    assert.equal(await found({}, { [origin]: key }), undefined);
    assert.equal(await found({ auth: 'entra' }), undefined);
  });
});
