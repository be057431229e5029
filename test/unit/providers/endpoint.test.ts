import assert from 'node:assert/strict';
import type { Provider } from '../../../src/core/connections/connection';
import { parseEndpoint, type EndpointProblem } from '../../../src/providers';

const azure = 'https://res.openai.azure.com';
const cognitive = 'https://res.cognitiveservices.azure.com';
const foundry = 'https://res.services.ai.azure.com';
const regional = 'https://swedencentral.api.cognitive.microsoft.com';
const serverless = 'https://phi.eastus2.models.ai.azure.com';
const aml = 'https://ep.westeurope.inference.ml.azure.com';
const version = '2024-10-21';
const classic = { deployment: 'gpt-4o', apiVersion: version };
const targetPath = `/openai/deployments/gpt-4o/chat/completions?api-version=${version}`;

/** Pasted, the endpoint read from it, and what else it says. */
const azureForms: [string, string, { deployment?: string; apiVersion?: string }?][] = [
  [azure, azure],
  [`${azure}/`, azure],
  [`${azure}//`, azure],
  [`${azure}/openai`, azure],
  [`${azure}/openai/v1`, azure],
  [`${azure}/openai/v1/`, azure],
  [`${azure}/openai/v1/chat/completions`, azure],
  [`${azure}/openai/v1/chat/completions?api-version=preview`, azure],
  [`${azure}/openai/v1/responses`, azure],
  [`${azure}/openai/v1/models`, azure],
  [`${azure}${targetPath}`, azure, classic],
  [`${azure}/openai/deployments/gpt-4o/`, azure, { deployment: 'gpt-4o' }],
  [
    `${azure}/openai/deployments/gpt%204o?api-version=2024-08-01-preview`,
    azure,
    { deployment: 'gpt 4o', apiVersion: '2024-08-01-preview' },
  ],
  [
    `${azure}/openai/deployments/gpt-4v/extensions/chat/completions?api-version=2023-12-01-preview`,
    azure,
    { deployment: 'gpt-4v', apiVersion: '2023-12-01-preview' },
  ],
  [`${azure}/openai/responses?api-version=2025-04-01-preview`, azure],
  [`${azure}/?api-version=${version}`, azure, { apiVersion: version }],
  ['https://RES.OpenAI.Azure.com/', azure],
  ['https://res.openai.azure.com:443/', azure],
  [`${cognitive}/`, cognitive],
  [`${cognitive}${targetPath}`, cognitive, classic],
  [`${cognitive}/openai/responses?api-version=2025-04-01-preview`, cognitive],
  [`${cognitive}/openai/v1/`, cognitive],
  [`${foundry}/`, foundry],
  [`${foundry}/openai/v1/`, foundry],
  [`${foundry}/openai/v1/responses`, foundry],
  [`${foundry}/models`, foundry],
  [`${foundry}/models/chat/completions?api-version=2024-05-01-preview`, foundry],
  [`${foundry}/api/projects/my-project`, foundry],
  [`${foundry}/api/projects/my-project/`, foundry],
  [`${foundry}/api/projects/p/agents/a/endpoint/protocols/openai/responses`, foundry],
  [`${foundry}${targetPath}`, foundry, classic],
  [`${regional}/`, regional],
  [`${regional}${targetPath}`, regional, classic],
  [serverless, serverless],
  [`${serverless}/v1/chat/completions`, serverless],
  [`${serverless}/chat/completions`, serverless],
  [`${aml}/score`, aml],
  [`${aml}/v1/chat/completions`, aml],
  ['https://res.openai.azure.us/', 'https://res.openai.azure.us'],
  [`https://res.openai.azure.us${targetPath}`, 'https://res.openai.azure.us', classic],
  ['https://res.cognitiveservices.azure.us/openai/v1/', 'https://res.cognitiveservices.azure.us'],
  [`https://res.openai.azure.cn${targetPath}`, 'https://res.openai.azure.cn', classic],
  ['https://res.cognitiveservices.azure.cn/', 'https://res.cognitiveservices.azure.cn'],
  // Gateways and emulators keep what stands before /openai/.
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080/openai/v1/', 'http://localhost:8080'],
  [`http://[::1]:8080${targetPath}`, 'http://[::1]:8080', classic],
  ['https://contoso.azure-api.net/vision', 'https://contoso.azure-api.net/vision'],
  [
    `https://contoso.azure-api.net/vision${targetPath}`,
    'https://contoso.azure-api.net/vision',
    classic,
  ],
  [
    `https://contoso.azure-api.net/openai${targetPath}`,
    'https://contoso.azure-api.net/openai',
    classic,
  ],
  // However it was copied.
  ['  res.openai.azure.com  ', azure],
  ['res.openai.azure.com/openai/v1/', azure],
  [`"${azure}/",`, azure],
  [`'${azure}'`, azure],
  [`<${azure}/>`, azure],
  [`AZURE_OPENAI_ENDPOINT="${azure}/"`, azure],
  [`curl -X POST ${azure}${targetPath} -H "api-key: x"`, azure, classic],
  [`https://user:secret@res.openai.azure.com/?key=secret#secret`, azure],
  [`\n${azure}${targetPath}\n`, azure, classic],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
];

const openAIForms: [string, string][] = [
  ['https://api.openai.com', 'https://api.openai.com/v1'],
  ['https://api.openai.com/', 'https://api.openai.com/v1'],
  ['https://api.openai.com/v1/', 'https://api.openai.com/v1'],
  ['https://api.openai.com/v1/chat/completions', 'https://api.openai.com/v1'],
  ['https://api.openai.com/v1/responses', 'https://api.openai.com/v1'],
  ['api.openai.com', 'https://api.openai.com/v1'],
  ['https://openrouter.ai', 'https://openrouter.ai/api/v1'],
  ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
  ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1'],
  ['https://openrouter.ai/api/v1/chat/completions', 'https://openrouter.ai/api/v1'],
  ['http://localhost:11434', 'http://localhost:11434/v1'],
  ['localhost:1234', 'http://localhost:1234/v1'],
  ['http://127.0.0.1:11434/api/chat', 'http://127.0.0.1:11434/v1'],
  ['http://localhost:1234/api/v0/models', 'http://localhost:1234/v1'],
  ['http://[::1]:8000/v1/models', 'http://[::1]:8000/v1'],
  ['https://vllm.example.org/team/v1/', 'https://vllm.example.org/team/v1'],
  ['https://gateway.example.org/openai/', 'https://gateway.example.org/openai'],
  // An address that ends in /chat/completions is used as it is.
  ['https://gateway.example.org/chat/completions', 'https://gateway.example.org/chat/completions'],
  ['https://llm.example.org/chat/completions/', 'https://llm.example.org/chat/completions'],
  ['https://api.openai.com/chat/completions', 'https://api.openai.com/chat/completions'],
  ['http://localhost:8080/api/chat/completions', 'http://localhost:8080/api'],
  ['https://webui.example.org/api/chat/completions', 'https://webui.example.org/api'],
  ['http://localhost:11434/api/chat/completions', 'http://localhost:11434/api/chat/completions'],
  ['https://llm.example.org/api/v2/chat/completions', 'https://llm.example.org/api/v2'],
  ['http://localhost:8080/api', 'http://localhost:8080/api'],
  ['http://localhost:11434/api', 'http://localhost:11434/v1'],
  ['https://user:secret@llm.example.org/v1?key=secret#x', 'https://llm.example.org/v1'],
  ['export OPENAI_BASE_URL=https://llm.example.org', 'https://llm.example.org/v1'],
];

const problems: [string, Provider, EndpointProblem['problem']][] = [
  ['http://res.openai.azure.com/', 'azure', 'insecure'],
  ['http://api.openai.com/v1', 'openai', 'insecure'],
  ['', 'azure', 'unknownForm'],
  ['   ', 'openai', 'unknownForm'],
  ['gpt-4o', 'azure', 'unknownForm'],
  ['my resource', 'azure', 'unknownForm'],
  ['https://', 'azure', 'unknownForm'],
  ['ftp://res.openai.azure.com', 'azure', 'unknownForm'],
  ['file:///etc/passwd', 'openai', 'unknownForm'],
  ['https://portal.azure.com/#@contoso/resource/subscriptions/1', 'azure', 'unknownForm'],
  ['https://ai.azure.com/foundryProject/overview?wsid=1', 'azure', 'unknownForm'],
  ['https://platform.openai.com/api-keys', 'openai', 'unknownForm'],
  [
    `${cognitive}/computervision/imageanalysis:analyze?api-version=2024-02-01`,
    'azure',
    'unknownForm',
  ],
  [`${azure}/openai/files`, 'azure', 'unknownForm'],
  ['https://contoso.azure-api.net/deployments/gpt-4o/chat/completions', 'azure', 'unknownForm'],
  ['f00dfeedf00dfeedf00dfeedf00dfeed', 'azure', 'looksLikeKey'],
  ['"f00dfeedf00dfeedf00dfeedf00dfeed"', 'azure', 'looksLikeKey'],
  // An address inside of another: which host is meant cannot be told.
  [`https:/res.openai.azure.com/https://evil.example/v1`, 'azure', 'unknownForm'],
  [`https:res.openai.azure.com?to=https://evil.example/v1`, 'openai', 'unknownForm'],
  [`http:\\\\res.openai.azure.com\\https://evil.example/v1`, 'azure', 'unknownForm'],
  [`res.openai.azure.com/https://evil.example/v1`, 'azure', 'unknownForm'],
  [`ftp://res.openai.azure.com/https://evil.example/v1`, 'azure', 'unknownForm'],
  [`https:https://evil.example/v1`, 'openai', 'unknownForm'],
  ['7Qx'.repeat(28), 'azure', 'looksLikeKey'],
  ['sk-proj-abc123', 'openai', 'looksLikeKey'],
  ['sk-or-v1-0123456789abcdef', 'openai', 'looksLikeKey'],
  ['Bearer abc', 'openai', 'looksLikeKey'],
  ['api-key: abc', 'azure', 'looksLikeKey'],
  ['eyJhbGciOi.eyJzdWIi.c2ln', 'azure', 'looksLikeKey'],
  ['https://f00dfeedf00dfeedf00dfeedf00dfeed/', 'azure', 'looksLikeKey'],
];

describe('parseEndpoint', () => {
  for (const [pasted, endpoint, more] of azureForms) {
    it(`reads ${pasted.trim()} for Azure`, () => {
      assert.deepEqual(parseEndpoint(pasted, 'azure'), { provider: 'azure', endpoint, ...more });
      assert.deepEqual(parseEndpoint(endpoint, 'azure'), { provider: 'azure', endpoint });
    });
  }

  for (const [pasted, endpoint] of openAIForms) {
    it(`reads ${pasted} for OpenAI`, () => {
      assert.deepEqual(parseEndpoint(pasted, 'openai'), { provider: 'openai', endpoint });
      assert.deepEqual(parseEndpoint(endpoint, 'openai'), { provider: 'openai', endpoint });
    });
  }

  for (const [pasted, provider, problem] of problems) {
    it(`refuses ${JSON.stringify(pasted.slice(0, 60))} for ${provider} as ${problem}`, () => {
      assert.deepEqual(parseEndpoint(pasted, provider), { problem });
    });
  }

  it('takes the provider from a host that belongs to only one', () => {
    assert.deepEqual(parseEndpoint(`${azure}/openai/v1/`, 'openai'), {
      provider: 'azure',
      endpoint: azure,
    });
    assert.deepEqual(parseEndpoint('https://api.openai.com/v1', 'azure'), {
      provider: 'openai',
      endpoint: 'https://api.openai.com/v1',
    });
  });

  it('compares host names, not parts of the text', () => {
    for (const pasted of [
      'https://example.org/res.openai.azure.com/v1',
      'https://res.openai.azure.com.example.org/v1',
      'https://notopenai.azure.com.example.org/v1',
      'https://res.openai.azure.com@example.org/v1',
    ]) {
      const parsed = parseEndpoint(pasted, 'openai');
      assert.ok('endpoint' in parsed && parsed.provider === 'openai', pasted);
      assert.ok(new URL(parsed.endpoint).hostname.endsWith('example.org'));
    }
  });
});
