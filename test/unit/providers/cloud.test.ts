import assert from 'node:assert/strict';
import { cloudOf, tokenRequestOf } from '../../../src/providers/endpoints/cloud';

describe('the token for an endpoint', () => {
  const cases: [endpoint: string, provider: string, scope: string][] = [
    ['https://contoso.openai.azure.com', 'microsoft', 'cognitiveservices.azure.com'],
    ['https://contoso.services.ai.azure.com', 'microsoft', 'cognitiveservices.azure.com'],
    ['https://contoso.cognitiveservices.azure.com', 'microsoft', 'cognitiveservices.azure.com'],
    ['https://westus.api.cognitive.microsoft.com', 'microsoft', 'cognitiveservices.azure.com'],
    ['https://eyes.swedencentral.models.ai.azure.com', 'microsoft', 'ml.azure.com'],
    ['https://eyes.eastus2.inference.ml.azure.com', 'microsoft', 'ml.azure.com'],
    ['https://contoso.openai.azure.us', 'microsoft-sovereign-cloud', 'cognitiveservices.azure.us'],
    [
      'https://virginia.api.cognitive.microsoft.us',
      'microsoft-sovereign-cloud',
      'cognitiveservices.azure.us',
    ],
    [
      'https://eyes.usgovvirginia.inference.ml.azure.us',
      'microsoft-sovereign-cloud',
      'ml.azure.us',
    ],
    ['https://contoso.openai.azure.cn', 'microsoft-sovereign-cloud', 'cognitiveservices.azure.cn'],
    [
      'https://CONTOSO.OpenAI.Azure.CN/openai/v1',
      'microsoft-sovereign-cloud',
      'cognitiveservices.azure.cn',
    ],
    ['https://gateway.contoso.com/azure', 'microsoft', 'cognitiveservices.azure.com'],
    ['http://127.0.0.1:8080', 'microsoft', 'cognitiveservices.azure.com'],
    ['https://openai.azure.us.contoso.com', 'microsoft', 'cognitiveservices.azure.com'],
  ];
  for (const [endpoint, provider, host] of cases) {
    it(`is for ${host} at ${endpoint}`, () => {
      assert.deepEqual(tokenRequestOf({ endpoint }), {
        provider,
        scopes: [`https://${host}/.default`],
      });
    });
  }

  it('is of the tenant that is named', () => {
    const endpoint = 'https://contoso.openai.azure.us';
    assert.deepEqual(tokenRequestOf({ endpoint, tenant: 'contoso.onmicrosoft.us' }).scopes, [
      'https://cognitiveservices.azure.us/.default',
      'VSCODE_TENANT:contoso.onmicrosoft.us',
    ]);
  });

  it('is none where the endpoint is no URL', () => {
    const kind = { name: 'VisionError', kind: 'connectionInvalid' };
    assert.throws(() => tokenRequestOf({ endpoint: 'contoso' }), kind);
  });
});

describe('the cloud of a host', () => {
  it('is told by the end of its name only', () => {
    assert.equal(cloudOf('azure.us'), 'public');
    assert.equal(cloudOf('notazure.us'), 'public');
    assert.equal(cloudOf('contoso.openai.azure.cn'), 'china');
    assert.equal(cloudOf('contoso.openai.azure.us'), 'usGovernment');
  });
});
