import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer } from '../../../src/providers';
import {
  azureConnection,
  collect,
  failure,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  singleTry,
  streamed,
  textOf,
} from './support';

const never = new AbortController().signal;
const refusal =
  (error: object, status = 400) =>
  () =>
    Response.json({ error }, { status });
const ok = () => streamed(okStream);

function unsupported(param: string, instead = '') {
  const message = `Unsupported parameter: '${param}' is not supported with this model.${instead}`;
  return refusal({ message, type: 'invalid_request_error', param, code: 'unsupported_parameter' });
}

function asker(connection: Connection, ...answers: (() => Response)[]) {
  const { fetch, sent } = scriptedFetch(...answers);
  const answer = chatAnswer(connection, networkWith({}, fetch), singleTry);
  return {
    ask: () => answer(requestWith(1), never),
    parameters: () =>
      sent.map(({ body }) =>
        Object.keys(body).filter((name) => /^max_|^stream_options$/.test(name)),
      ),
  };
}

describe('parameters', () => {
  const local = { provider: 'openai', endpoint: 'http://localhost:8000' } as const;

  it('swaps max_tokens for max_completion_tokens and remembers it', async () => {
    const { ask, parameters } = asker(
      azureConnection(local),
      unsupported('max_tokens', " Use 'max_completion_tokens' instead."),
      ok,
    );
    assert.equal(textOf(await collect(ask())), 'Hello');
    await collect(ask());
    assert.deepEqual(parameters(), [
      ['max_tokens', 'stream_options'],
      ['max_completion_tokens', 'stream_options'],
      ['max_completion_tokens', 'stream_options'],
    ]);
  });

  it('swaps max_completion_tokens for max_tokens where only that is known', async () => {
    const { ask, parameters } = asker(
      azureConnection(),
      refusal({
        message: 'Unrecognized request argument supplied: max_completion_tokens',
        code: null,
      }),
      ok,
    );
    await collect(ask());
    assert.deepEqual(parameters(), [
      ['max_completion_tokens', 'stream_options'],
      ['max_tokens', 'stream_options'],
    ]);
  });

  it('drops stream_options in the words of several servers', async () => {
    for (const error of [
      {
        message: 'Unrecognized request argument supplied: stream_options',
        param: null,
        code: null,
      },
      {
        message: "Unknown parameter: 'stream_options'.",
        param: 'stream_options',
        code: 'unknown_parameter',
      },
      {
        message:
          "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]",
      },
    ]) {
      const { ask, parameters } = asker(azureConnection(), refusal(error), ok);
      await collect(ask());
      assert.deepEqual(parameters().at(-1), ['max_completion_tokens']);
    }
  });

  it('reads a 422 whose error is no object', async () => {
    const body = {
      detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }],
    };
    const { ask, parameters } = asker(
      azureConnection(local),
      () => Response.json(body, { status: 422 }),
      ok,
    );
    await collect(ask());
    assert.deepEqual(parameters().at(-1), ['max_tokens']);
  });

  it('learns one after the other and gives up when nothing is left', async () => {
    const all = [
      unsupported('stream_options'),
      unsupported('max_completion_tokens'),
      unsupported('max_tokens'),
    ];
    const learned = asker(azureConnection(), ...all, ok);
    await collect(learned.ask());
    assert.deepEqual(learned.parameters().at(-1), []);
    const stubborn = asker(azureConnection(), unsupported('max_completion_tokens'));
    await failure(stubborn.ask(), 'badRequest');
    assert.equal(stubborn.parameters().length, 2);
  });

  it('shares nothing between deployments', async () => {
    await collect(asker(azureConnection(), unsupported('stream_options'), ok).ask());
    const other = asker(azureConnection(), ok);
    await collect(other.ask());
    assert.deepEqual(other.parameters(), [['max_completion_tokens', 'stream_options']]);
  });

  it('does not take a wrong value or another status for a refusal', async () => {
    const tooLarge = 'max_completion_tokens is too large: 500. This model supports at most 100.';
    for (const [answer, kind] of [
      [
        refusal({ message: tooLarge, param: 'max_completion_tokens', code: 'invalid_value' }),
        'badRequest',
      ],
      [
        refusal({ message: 'Unsupported image: the image is damaged', code: 'invalid_image' }),
        'badRequest',
      ],
      [refusal({ message: 'Unsupported parameter: max_completion_tokens' }, 500), 'serverFailed'],
    ] as const) {
      const { ask, parameters } = asker(azureConnection(), answer);
      await failure(ask(), kind);
      assert.equal(parameters().length, 1);
    }
  });
});
