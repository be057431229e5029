import assert from 'node:assert/strict';
import { hostOf, originOf, type Connection } from '../../../src/core/connections/connection';
import { endpointOrigin, savedConnection } from '../../../src/providers/endpoints/savedConnection';
import { targetOf } from '../../../src/providers/request/target';

const saved: Connection = {
  name: 'work',
  provider: 'azure',
  endpoint: 'https://contoso.openai.azure.com',
  deployment: 'eyes',
};
const version = '2024-10-21';

describe('a connection of the settings', () => {
  it('is taken with its endpoint normalised, and its api-version with it', () => {
    const endpoint = `${saved.endpoint}/openai/deployments/other/chat/completions?api-version=${version}`;
    const read = savedConnection({ ...saved, endpoint, model: 'o3' });
    assert.deepEqual(read, { ...saved, model: 'o3', apiVersion: version });
    const own = savedConnection({ ...saved, endpoint, apiVersion: '2025-01-01' });
    assert.equal(own?.apiVersion, '2025-01-01');
  });

  it('takes its provider from a host that belongs to only one', () => {
    assert.equal(savedConnection({ ...saved, provider: 'openai' })?.provider, 'azure');
    const endpoint = 'https://api.openai.com';
    assert.equal(savedConnection({ ...saved, endpoint })?.provider, 'openai');
    assert.equal(savedConnection({ ...saved, endpoint, auth: 'entra' }), undefined);
  });

  it('keeps its vision resource, whose key is no part of it', () => {
    const vision = { endpoint: 'https://sight.cognitiveservices.azure.com/', key: 'secret' };
    const read = savedConnection({ ...saved, apiVersion: '2023-12-01-preview', vision });
    assert.deepEqual(read?.vision, { endpoint: 'https://sight.cognitiveservices.azure.com' });
    assert.equal(savedConnection({ ...saved, vision: { endpoint: 'sight' } }), undefined);
  });

  const broken = [
    'contoso',
    'file:///etc/passwd',
    'ftp://contoso.openai.azure.com',
    'http://contoso.openai.azure.com',
    'https:/contoso.openai.azure.com/https://evil.example/v1',
    'https:contoso.openai.azure.com/https://evil.example/v1',
    'https:\\\\contoso.openai.azure.com\\https://evil.example',
    'contoso.openai.azure.com/https://evil.example',
    'https://portal.azure.com/',
  ];
  for (const endpoint of broken) {
    it(`is broken with the endpoint ${endpoint}`, () => {
      for (const provider of ['azure', 'openai']) {
        assert.equal(savedConnection({ ...saved, provider, endpoint }), undefined);
      }
    });
  }

  it('names one host in its label, for its key and in its requests', () => {
    for (const endpoint of [
      'https://contoso.openai.azure.com@evil.example/v1',
      'https://evil.example/https://contoso.openai.azure.com/v1',
      'https://evil.example\\@contoso.openai.azure.com/v1',
      'https://evil.example#@contoso.openai.azure.com/v1',
      '  https://evil.example:8443/v1 https://contoso.openai.azure.com',
      'https://EVIL.example./v1',
      'evil.example/v1',
      'https://ｅｖｉｌ.example/v1',
    ]) {
      for (const provider of ['azure', 'openai'] as const) {
        const read = savedConnection({ ...saved, provider, endpoint });
        assert.ok(read, endpoint);
        const target = targetOf(read);
        const { host, origin } = new URL(target.baseUrl);
        assert.match(host, /^evil\.example/);
        assert.equal(hostOf(read.endpoint), host);
        assert.equal(originOf(read.endpoint), origin);
        assert.equal(endpointOrigin(endpoint, provider), origin);
        assert.deepEqual([target.host, target.origin], [host, origin]);
      }
    }
  });
});
