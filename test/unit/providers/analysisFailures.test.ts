import assert from 'node:assert/strict';
import type { VisionErrorKind } from '../../../src/core/errors';
import { checkVisionAccess, visionConfirmation } from '../../../src/providers';
import {
  analysisConnection,
  documentedReply,
  eventsOf,
  failureBy,
  json,
  refusal,
  scripted,
  sentImage,
  vision,
  visionKey,
} from './analysisSupport';
import { failureOf, key, networkWith } from './support';

const own = { [vision]: visionKey };
const host = 'sight.cognitiveservices.azure.com';
const wrongKey =
  'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.';

describe('a failure of Image Analysis', () => {
  const html = (status: number) => () =>
    new Response('<!doctype html><html><head><title>Sign in</title></head></html>', { status });
  const text = (body: string) => () => new Response(body);
  const cases: [what: string, answer: () => Response, kind: VisionErrorKind, words?: RegExp][] = [
    ['a wrong key', refusal(401, '401', wrongKey), 'keyRefused', /invalid subscription key/],
    [
      'a wrong key, told as no permission',
      refusal(401, 'PermissionDenied', wrongKey),
      'keyRefused',
    ],
    [
      'a missing role',
      refusal(401, 'PermissionDenied', 'Principal does not have access to API/Operation.'),
      'forbidden',
    ],
    ['a network rule', refusal(403, '403', 'Access denied due to Virtual Network'), 'forbidden'],
    ['no such resource', refusal(404, '404', 'Resource not found'), 'deploymentNotFound'],
    [
      'a resource of another kind',
      refusal(
        401,
        '401',
        'The Analyze Operation under Computer Vision APIs (2024-02-01) is not supported with the current subscription key and pricing tier OpenAI.S0.',
      ),
      'deploymentNotFound',
    ],
    [
      'a format',
      refusal(400, 'InvalidRequest', 'Image format is not valid.', 'InvalidImageFormat'),
      'badRequest',
      /format is not valid/,
    ],
    ['a media type', refusal(415, 'UnsupportedMediaType', 'No such type'), 'badRequest'],
    [
      'a size',
      refusal(
        400,
        'InvalidRequest',
        'The image dimension is not allowed to be smaller than 50 and larger than 16000.',
        'InvalidImageSize',
      ),
      'badRequest',
      /smaller than 50/,
    ],
    ['a body', refusal(413, 'RequestEntityTooLarge', 'Too large'), 'requestTooLarge'],
    ['a limit', refusal(429, '429', 'Please retry after 40 seconds.'), 'rateLimited', /40 seconds/],
    ['a fault', refusal(500, 'InternalServerError', 'Internal server error.'), 'serverFailed'],
    ['an outage', refusal(503, 'ServiceUnavailable', 'Unavailable.'), 'serverFailed'],
    ['a timeout', refusal(408, 'Timeout', 'The operation was timeout.'), 'timeout'],
    ['an error in a 200', json({ error: { code: '429', message: 'x' } }), 'rateLimited'],
    ['a proxy’s page', html(200), 'replyGarbled'],
    ['a proxy’s page in the place of a failure', html(502), 'serverFailed', /^Sign in$/],
    ['half a reply', text(JSON.stringify(documentedReply).slice(0, 400)), 'replyGarbled'],
    ['nothing', text(''), 'replyGarbled'],
    ['a list', json([]), 'replyGarbled'],
    ['no size', json({ ...documentedReply, metadata: { width: '864' } }), 'replyGarbled'],
    ['no picture', json({ ...documentedReply, metadata: { width: 0, height: 9 } }), 'replyGarbled'],
    ['a redirect', () => new Response(null, { status: 307 }), 'unreachable'],
  ];
  for (const [what, answer, kind, words = /(?:)/] of cases) {
    it(`is told as what it is: ${what}`, async () => {
      const details = await failureBy(kind, networkWith(own, scripted(answer).fetch));
      assert.equal(details.host, host);
      assert.equal(details.service, 'imageAnalysis');
      assert.equal(details.deployment, undefined);
      assert.match(details.serverMessage ?? '', words);
    });
  }

  it('is one of the line where that breaks in the reply', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new TypeError('terminated')),
        }),
      );
    await failureBy('replyCut', networkWith(own, scripted(broken).fetch));
  });

  it('comes before anything is sent where the image is too large', async () => {
    const { fetch, sent } = scripted(json(documentedReply));
    const image = sentImage({ name: 'big.png', bytes: new Uint8Array(20 * 1024 * 1024 + 1) });
    const network = networkWith(own, fetch);
    const details = await failureBy('imageTooLarge', network, analysisConnection(), image);
    assert.deepEqual([details.image, details.limit], ['big.png', 20 * 1024 * 1024]);
    assert.equal(sent.length, 0);
  });

  it('repeats no key, however the service spells it', async () => {
    const answer = refusal(400, 'InvalidRequest', `Your key ${visionKey} or ${btoa(visionKey)}`);
    const network = networkWith(own, scripted(answer).fetch);
    const details = await failureBy('badRequest', network);
    assert.doesNotMatch(JSON.stringify([details, network.records]), /c0ffee|YzBmZm/);
  });
});

describe('the key of Image Analysis', () => {
  it('is that of the resource’s own origin, and no other goes there', async () => {
    const { fetch, sent } = scripted(json(documentedReply));
    const chatOnly = networkWith({ 'https://contoso.openai.azure.com': key }, fetch);
    const details = await failureBy('keyMissing', chatOnly);
    assert.equal(details.host, host);
    assert.equal(sent.length, 0);
    assert.equal(
      (await failureOf(checkVisionAccess(analysisConnection(), chatOnly), 'keyMissing')).host,
      host,
    );
    await checkVisionAccess(analysisConnection(), networkWith(own, fetch));
    assert.equal(sent.length, 0);
  });

  it('goes with none of the connection’s own headers', async () => {
    const { fetch, sent } = scripted(json(documentedReply));
    const headers = { 'x-team': 'docs', 'x-gateway': '${secret:gate}' };
    await eventsOf(networkWith(own, fetch), analysisConnection({ headers }));
    assert.deepEqual([...(sent[0]?.headers.keys() ?? [])].sort(), [
      'accept',
      'content-type',
      'ocp-apim-subscription-key',
    ]);
  });

  it('gives way to a token where the connection signs in and none is stored', async () => {
    const { fetch, sent } = scripted(json(documentedReply));
    const asked: unknown[] = [];
    const token = (request: unknown) => Promise.resolve((asked.push(request), 'token-of-entra'));
    const connection = analysisConnection({ auth: 'entra', tenant: 'contoso.com' });
    await eventsOf(networkWith({}, fetch, token), connection);
    assert.deepEqual(asked, [
      {
        provider: 'microsoft',
        scopes: ['https://cognitiveservices.azure.com/.default', 'VSCODE_TENANT:contoso.com'],
      },
    ]);
    assert.equal(sent[0]?.headers.get('authorization'), 'Bearer token-of-entra');
    assert.equal(sent[0].headers.get('ocp-apim-subscription-key'), null);
    await eventsOf(networkWith(own, fetch, token), connection);
    assert.equal(sent[1]?.headers.get('ocp-apim-subscription-key'), visionKey);
    assert.equal(sent[1].headers.get('authorization'), null);
    const refused = scripted(refusal(401, '401', 'Unauthorized. Access token is invalid.'));
    const details = await failureBy(
      'signInRefused',
      networkWith({}, refused.fetch, token),
      connection,
    );
    assert.equal(details.auth, 'entra');
  });

  it('or a token goes to no host that is not Azure’s before the user has allowed it', async () => {
    const { fetch, sent } = scripted(json(documentedReply));
    const token = () => Promise.resolve('token-of-entra');
    const network = networkWith({}, fetch, token);
    const connection = analysisConnection({
      auth: 'entra',
      vision: { endpoint: 'https://gateway.example' },
    });
    const details = await failureBy('hostNotConfirmed', network, connection);
    assert.deepEqual([details.host, details.reason], ['gateway.example', 'token']);
    await failureOf(checkVisionAccess(connection, network), 'hostNotConfirmed');
    assert.equal(sent.length, 0);
    assert.equal(await visionConfirmation(connection, network), 'token');
    assert.equal(await visionConfirmation(analysisConnection(), network), undefined);
    await eventsOf({ ...network, mayUseToken: (name) => name === 'gateway.example' }, connection);
    assert.equal(sent.length, 1);
  });

  it('is asked for no resource where there is none', async () => {
    const { vision: _, ...none } = analysisConnection();
    const network = networkWith(own, scripted(json(documentedReply)).fetch);
    const details = await failureBy('connectionInvalid', network, none);
    assert.equal(details.service, 'imageAnalysis');
  });
});
