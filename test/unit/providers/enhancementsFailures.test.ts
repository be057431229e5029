import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import type { VisionErrorKind } from '../../../src/core/errors';
import { chatAnswer } from '../../../src/providers';
import { startEmulator, type Emulator } from '../../support/emulator';
import {
  contoso,
  emulatedConnection,
  enhancedConnection,
  enhancedService,
  keys,
  vision,
  visionKey,
} from './enhancementsSupport';
import { failure, key, networkWith, requestWith, scriptedFetch, singleTry } from './support';

const never = new AbortController().signal;
const visionHost = new URL(vision).host;

describe('a refusal of vision enhancements', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator(enhancedService);
  });
  after(() => emulator.close());

  const fails = (kind: VisionErrorKind, more: Partial<Connection> = {}, stored = visionKey) => {
    const network = networkWith({ [emulator.url]: key, [vision]: stored });
    const answer = chatAnswer(emulatedConnection(emulator, more), network, singleTry);
    return failure(answer(requestWith(1), never), kind);
  };

  it('by a later model is told as such, with its words', async () => {
    const { details } = await fails('enhancementsRefused', { deployment: 'turbo-2024-04-09' });
    assert.equal(details.host, new URL(emulator.url).host);
    assert.equal(details.deployment, 'turbo-2024-04-09');
    assert.equal(details.status, 400);
    assert.match(details.serverMessage ?? '', /does not support Vision Enhancement/);
    assert.equal(emulator.requests.length, 1);
  });

  it('for the want of the deployment is one of the deployment', async () => {
    await fails('deploymentNotFound', { deployment: 'missing' });
  });

  it('for the key of the resource names that resource', async () => {
    const { details } = await fails('keyRefused', {}, 'another-key');
    assert.equal(details.host, visionHost);
    assert.ok(!JSON.stringify(details).includes('another-key'));
  });

  it('for the key of the resource is none of the sign-in or of a missing key', async () => {
    const body = { error: { code: '401', message: 'Azure AI Vision: Access denied.' } };
    const { fetch } = scriptedFetch(() => new Response(JSON.stringify(body), { status: 401 }));
    const network = networkWith(keys, fetch, () => Promise.resolve('token'));
    for (const auth of ['key', 'entra', 'none'] as const) {
      const answer = chatAnswer(enhancedConnection({ auth }), network, singleTry);
      const { details } = await failure(answer(requestWith(1), never), 'keyRefused');
      assert.equal(details.host, visionHost);
    }
  });

  it('by a service of today, which has no such address, is told as such', async () => {
    const { vision: _, ...today } = enhancedService;
    const service = await startEmulator(today);
    try {
      const network = networkWith({ [service.url]: key, [vision]: visionKey });
      const answer = chatAnswer(emulatedConnection(service), network, singleTry);
      const { details } = await failure(answer(requestWith(1), never), 'enhancementsRefused');
      assert.equal(details.status, 404);
    } finally {
      await service.close();
    }
  });

  it('for another resource than the one that the service may ask is the same', async () => {
    const elsewhere = 'https://elsewhere.cognitiveservices.azure.com';
    const network = networkWith({ [emulator.url]: key, [elsewhere]: visionKey });
    const connection = emulatedConnection(emulator, { vision: { endpoint: elsewhere } });
    const answer = chatAnswer(connection, network, singleTry);
    const { details } = await failure(answer(requestWith(1), never), 'keyRefused');
    assert.equal(details.host, new URL(elsewhere).host);
  });

  const words: [VisionErrorKind, number, unknown][] = [
    ['enhancementsRefused', 404, { error: { code: '404', message: 'Resource not found' } }],
    ['enhancementsRefused', 404, ''],
    ['enhancementsRefused', 400, validation('enhancements')],
    ['enhancementsRefused', 400, validation('dataSources')],
    ['enhancementsRefused', 400, unknownArguments('dataSources, enhancements')],
    [
      'deploymentNotFound',
      404,
      {
        error: {
          code: 'DeploymentNotFound',
          message: 'The API deployment for this resource does not exist.',
        },
      },
    ],
    ['keyRefused', 401, { error: { code: '401', message: 'Access denied due to invalid key.' } }],
    ['badRequest', 400, { error: { code: 'BadRequest', message: 'The picture is odd.' } }],
    ['modelBlind', 400, { error: { message: 'This model does not support images.' } }],
  ];
  for (const [kind, status, body] of words) {
    it(`is ${kind} for ${status} ${JSON.stringify(body)}`, async () => {
      const text = body === '' ? '' : JSON.stringify(body);
      const { fetch, sent } = scriptedFetch(() => new Response(text, { status }));
      const answer = chatAnswer(enhancedConnection(), networkWith(keys, fetch), singleTry);
      const { details } = await failure(answer(requestWith(1), never), kind);
      assert.equal(details.host, new URL(contoso).host);
      assert.equal(sent.length, 1);
    });
  }

  for (const [kind, content] of [
    [
      'enhancementsRefused',
      '{"ErrorMessage":The deployed GPT model does not support Vision Enhancement,"ErrorCode": 400}',
    ],
    ['badRequest', '{"ErrorMessage":"The image is too small.","ErrorCode":400}'],
    ['badRequest', '{"ErrorMessage":The image is too small.,"ErrorCode": 400}'],
    ['serverFailed', '{"ErrorMessage":"Something broke."}'],
  ] as const) {
    it(`is ${kind} where a tool reports ${content}`, async () => {
      const chunk = { choices: [{ messages: [{ delta: { role: 'tool', content } }] }] };
      for (const body of [`data: ${JSON.stringify(chunk)}\n\n`, JSON.stringify(chunk)]) {
        const { fetch } = scriptedFetch(() => new Response(body));
        const answer = chatAnswer(enhancedConnection(), networkWith(keys, fetch), singleTry);
        const { details } = await failure(answer(requestWith(1), never), kind);
        assert.match(details.serverMessage ?? '', /^(?:The|Something)[^"{}]+[a-z.]$/i);
      }
    });
  }
});

function validation(field: string): object {
  const message = `1 validation error for Request\nbody -> ${field}\n  extra fields not permitted (type=value_error.extra)`;
  return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}

function unknownArguments(names: string): object {
  const message = `Unrecognized request arguments supplied: ${names}`;
  return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}
