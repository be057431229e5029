import assert from 'node:assert/strict';
import type { VisionErrorKind } from '../../../src/core/errors';
import { chatAnswer } from '../../../src/providers';
import { responseError, retryAfter } from '../../../src/providers/reply/responseError';
import { serverError } from '../../../src/providers/reply/serverError';
import {
  azureConnection,
  failure,
  key,
  networkWith,
  requestWith,
  scriptedFetch,
  singleTry,
} from './support';

const never = new AbortController().signal;
const host = 'contoso.openai.azure.com';

async function failed(kind: VisionErrorKind, answer: () => Response) {
  const { fetch } = scriptedFetch(answer);
  const network = networkWith({ [`https://${host}`]: key }, fetch);
  const connection = azureConnection({ auth: 'key' });
  const { events, error } = await failure(
    chatAnswer(connection, network, singleTry)(requestWith(1), never),
    kind,
  );
  assert.deepEqual(events, []);
  assert.equal(error.details.host, host);
  assert.equal(error.details.deployment, connection.deployment);
  assert.ok(!`${error.stack ?? ''}${JSON.stringify(error)}`.includes(key));
  return error.details;
}

const wordsOf = (code: unknown, message: string) => ({ error: { code, message } });

describe('a failed response', () => {
  const cases: [number, object | string, VisionErrorKind][] = [
    [400, wordsOf(null, "Invalid 'messages'."), 'badRequest'],
    [400, wordsOf('context_length_exceeded', 'Too long.'), 'badRequest'],
    [400, wordsOf('DeploymentNotFound', 'No such deployment.'), 'deploymentNotFound'],
    [
      401,
      wordsOf('401', 'Access denied due to invalid subscription key or wrong API endpoint.'),
      'keyRefused',
    ],
    [400, wordsOf('invalid_prompt', 'Your prompt was flagged.'), 'contentFiltered'],
    [400, wordsOf('content_policy_violation', 'Rejected.'), 'contentFiltered'],
    [
      401,
      wordsOf('PermissionDenied', 'The principal lacks the required data action.'),
      'forbidden',
    ],
    [
      401,
      { statusCode: 401, message: 'Access denied due to missing subscription key.' },
      'keyRefused',
    ],
    [402, wordsOf(402, 'Insufficient credits.'), 'quotaExceeded'],
    [403, wordsOf('403', 'Access denied due to Virtual Network/Firewall rules.'), 'forbidden'],
    [
      403,
      wordsOf('AuthenticationTypeDisabled', 'Key based authentication is disabled.'),
      'forbidden',
    ],
    [
      404,
      wordsOf('DeploymentNotFound', 'The API deployment for this resource does not exist.'),
      'deploymentNotFound',
    ],
    [404, wordsOf('model_not_found', 'The model `x` does not exist.'), 'deploymentNotFound'],
    [404, wordsOf('404', 'Resource not found'), 'deploymentNotFound'],
    [
      400,
      wordsOf('400', '/chat/completions: Invalid model name passed in model=x.'),
      'deploymentNotFound',
    ],
    [
      400,
      wordsOf('400', 'litellm.BadRequestError: litellm.ContentPolicyViolationError: Filtered.'),
      'contentFiltered',
    ],
    [408, wordsOf('Timeout', 'The operation was timeout.'), 'timeout'],
    [409, wordsOf('Conflict', 'Busy.'), 'badRequest'],
    [413, 'Request Entity Too Large', 'requestTooLarge'],
    [422, { detail: 'Unprocessable.' }, 'badRequest'],
    [429, wordsOf('429', 'Requests have exceeded call rate limit.'), 'rateLimited'],
    [429, wordsOf('insufficient_quota', 'You exceeded your current quota.'), 'quotaExceeded'],
    [500, wordsOf('server_error', 'The server had an error.'), 'serverFailed'],
    [
      502,
      '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
      'serverFailed',
    ],
    [503, { error: 'model is loading' }, 'serverFailed'],
    [504, wordsOf('GatewayTimeout', 'Took too long.'), 'timeout'],
    [529, '', 'serverFailed'],
  ];
  for (const [status, body, kind] of cases) {
    it(`of ${status} ${JSON.stringify(body).slice(0, 60)} is ${kind}`, async () => {
      const headers = { 'apim-request-id': 'apim-1', 'x-request-id': 'other' };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const details = await failed(kind, () => new Response(text, { status, headers }));
      assert.equal(details.status, status);
      assert.equal(details.requestId, 'apim-1');
      const words = /"(?:message|detail|error)":"([^"]*)"|<title>([^<]*)|^([^<{]+)$/.exec(text);
      assert.equal(details.serverMessage, words?.slice(1).join(''));
    });
  }

  it('names the request by x-request-id where that is all there is', async () => {
    const headers = { 'x-request-id': 'req_1' };
    const answer = () => Response.json(wordsOf('1', 'x'), { status: 500, headers });
    assert.equal((await failed('serverFailed', answer)).requestId, 'req_1');
  });

  it('of a content filter names what was filtered, in every spelling', async () => {
    const results = {
      hate: { filtered: false, severity: 'low' },
      jailbreak: { filtered: true, detected: true },
      violence: { filtered: true, severity: 'high' },
    };
    const code = 'ResponsibleAIPolicyViolation';
    for (const inner of [
      { innererror: { code, content_filter_result: results } },
      { inner_error: { code, content_filter_results: results } },
      { provider_specific_fields: { innererror: { code, content_filter_result: results } } },
    ]) {
      const error = {
        code: 'content_filter',
        message: 'The response was filtered',
        status: 400,
        ...inner,
      };
      const details = await failed('contentFiltered', () =>
        Response.json({ error }, { status: 400 }),
      );
      assert.deepEqual(details.filters, [
        { category: 'jailbreak' },
        { category: 'violence', severity: 'high' },
      ]);
    }
    // OpenRouter's moderation
    const metadata = { reasons: ['self-harm'], flagged_input: 'What is', provider_name: 'OpenAI' };
    const flagged = { error: { code: 403, message: 'Your input was flagged.', metadata } };
    const moderated = await failed('contentFiltered', () =>
      Response.json(flagged, { status: 403 }),
    );
    assert.deepEqual(moderated.filters, [{ category: 'self-harm' }]);
    const bare = { error: { message: 'Filtered', innererror: { code } } };
    const details = await failed('contentFiltered', () => Response.json(bare, { status: 400 }));
    assert.equal(details.filters, undefined);
  });

  it('is a missing key where the connection sends none', async () => {
    const answer = () => Response.json(wordsOf(401, 'Invalid API Key'), { status: 401 });
    for (const [headers, kind] of [
      [undefined, 'keyMissing'],
      [{ 'X-Api-Key': 'given' }, 'keyRefused'],
    ] as const) {
      const { fetch } = scriptedFetch(answer);
      const connection = azureConnection({ auth: 'none', ...(headers && { headers }) });
      const ask = chatAnswer(connection, networkWith({}, fetch), singleTry);
      await failure(ask(requestWith(1), never), kind);
    }
  });

  it('says nothing secret and nothing long', async () => {
    const say = async (message: string) => {
      const answer = () => Response.json(wordsOf('401', message), { status: 401 });
      return (await failed('keyRefused', answer)).serverMessage ?? '';
    };
    assert.equal(await say(`Key ${key} (${key}) is wrong`), 'Key *** (***) is wrong');
    assert.equal(
      await say('Incorrect API key provided: sk-pr****cdef.'),
      'Incorrect API key provided: ***.',
    );
    assert.equal(await say('one\n\ttwo   three'), 'one two three');
    const long = await say('word '.repeat(1000));
    assert.equal(long.length, 300);
    assert.ok(long.endsWith('…'));
    const atTheCut = await say('x'.repeat(280) + key);
    assert.ok(!atTheCut.includes(key.slice(0, 8)));
  });

  it('tells how long to wait', () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    const cases: [Record<string, string>, number | undefined][] = [
      [{}, undefined],
      [{ 'retry-after': '7' }, 7],
      [{ 'retry-after': '86400' }, 86400],
      [{ 'retry-after': '0' }, 0],
      [{ 'retry-after': 'Sat, 21 Nov 2026 10:01:30 GMT' }, 90],
      [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }, 0],
      [{ 'retry-after': 'soon' }, undefined],
      [{ 'retry-after': '-5' }, undefined],
      [{ 'retry-after-ms': '1500' }, 1.5],
      [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1.5],
      [{ 'retry-after-ms': 'x', 'retry-after': '2' }, 2],
    ];
    for (const [headers, seconds] of cases) {
      assert.equal(retryAfter(new Headers(headers), now), seconds, JSON.stringify(headers));
      const response = { status: 429, error: serverError(''), headers: new Headers(headers) };
      const { details } = responseError(response, { host }, now);
      assert.equal(details.retryAfterSeconds, seconds);
      assert.equal('retryAfterSeconds' in details, seconds !== undefined);
    }
  });
});
