import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { userMessage } from '../../../src/core/conversation/message';
import type { VisionRequest } from '../../../src/core/conversation/request';
import { structuredAnswer } from '../../../src/core/conversation/structured';
import { serverError } from '../../../src/providers/reply/serverError';
import { formFor } from '../../../src/providers/request/parameters';
import { refusedIn } from '../../../src/providers/request/refusals';
import { targetOf } from '../../../src/providers/request/target';
import { chatAnswer } from '../../../src/providers';
import { startEmulator, type EmulatorOptions } from '../../support/emulator';
import { collect, failure, networkWith, requestWith, singleTry } from './support';

const never = new AbortController().signal;

const schema = {
  name: 'image_facts',
  schema: {
    type: 'object',
    properties: {
      images: {
        type: 'array',
        items: {
          type: 'object',
          properties: { number: { type: 'integer' }, fact: { type: 'string' } },
          required: ['number', 'fact'],
          additionalProperties: false,
        },
      },
    },
    required: ['images'],
    additionalProperties: false,
  },
} as const;

interface Body {
  readonly messages: readonly { readonly content: unknown }[];
  readonly response_format?: { readonly type: string };
}

function facts(value: unknown): string[] | undefined {
  const { images } = (value ?? {}) as { images?: { number: number; fact: string }[] };
  return images?.map(({ number, fact }) => `${number} ${fact}`);
}

/** For example `json_schema`, `json_object, in words`, `in words`. */
function wayOf(body: unknown): string {
  const { messages, response_format: format } = body as Body;
  const isInWords = JSON.stringify(messages.at(-1)).includes('Reply with JSON only');
  return [format?.type, isInWords && 'in words'].filter(Boolean).join(', ');
}

function connectionTo(url: string, { kind }: EmulatorOptions): Connection {
  return {
    name: 'test',
    provider: kind === 'azure' ? 'azure' : 'openai',
    endpoint: kind === 'openrouter' ? `${url}/api/v1` : url,
    deployment: 'eye',
    auth: 'none',
  };
}

/** Asks twice about two images; gives the ways in which that was asked, and the data. */
async function asked(options: EmulatorOptions, more: Partial<Connection> = {}) {
  const emulator = await startEmulator({ deployments: ['eye'], models: ['eye'], ...options });
  try {
    const connection = { ...connectionTo(emulator.url, options), ...more };
    const answer = chatAnswer(connection, networkWith(), singleTry);
    const request = { ...requestWith(2), schema };
    const all = [];
    for (let ask = 0; ask < 2; ask++) {
      all.push(...(await collect(structuredAnswer(answer, request, facts, never))));
    }
    assert.ok(all.every(({ type }) => type !== 'text'));
    return {
      data: all.flatMap((event) => (event.type === 'data' ? [event.data] : [])),
      ways: emulator.requests.map(({ json }) => wayOf(json)),
    };
  } finally {
    await emulator.close();
  }
}

const colour = 'average colour #efc7c7';
const both = [
  `1 Image 1: PNG, 64 × 64 pixels, ${colour}`,
  `2 Image 2: PNG, 64 × 64 pixels, ${colour}`,
];

describe('a reply of a schema', () => {
  for (const kind of [
    'azure',
    'openai',
    'ollama',
    'lmstudio',
    'llamacpp',
    'vllm',
    'openrouter',
    'litellm',
  ] as const) {
    it(`is asked for by its schema where ${kind} takes one`, async () => {
      const { data, ways } = await asked({ kind });
      assert.deepEqual(data, [both, both]);
      assert.deepEqual(ways, ['json_schema', 'json_schema']);
    });
  }

  const learned: [string, EmulatorOptions, Partial<Connection>, string[]][] = [
    [
      'JSON without a schema where a model knows only that',
      { kind: 'openai', quirks: ['noJsonSchema'] },
      {},
      ['json_schema', 'json_object, in words'],
    ],
    [
      'JSON without a schema where DeepSeek has none now',
      { kind: 'openai', quirks: ['noSchemaType'] },
      {},
      ['json_schema', 'json_object, in words'],
    ],
    [
      'JSON without a schema on an api-version from before',
      { kind: 'azure' },
      { apiVersion: '2024-06-01' },
      ['json_schema', 'json_object, in words'],
    ],
    [
      'words where a model knows neither',
      { kind: 'azure', quirks: ['noJsonSchema', 'noJsonObject'] },
      {},
      ['json_schema', 'json_object, in words', 'in words'],
    ],
    [
      'words where the parameter is not known',
      { kind: 'vllm', quirks: ['noResponseFormat'] },
      {},
      ['json_schema', 'in words'],
    ],
    [
      'what llama.cpp takes where it makes no grammar of the schema',
      { kind: 'llamacpp', quirks: ['noGrammar'] },
      {},
      ['json_schema', 'json_object, in words'],
    ],
  ];
  for (const [what, options, more, ways] of learned) {
    it(`is learned to be asked for by ${what}`, async () => {
      const found = await asked(options, more);
      assert.deepEqual(found.data, [both, both]);
      assert.deepEqual(found.ways, [...ways, ways.at(-1)]);
    });
  }

  it('is mended where a server takes the schema and does not heed it', async () => {
    const { data, ways } = await asked({ kind: 'llamacpp', quirks: ['ignoresFormat'] });
    assert.deepEqual(data, [both, both]);
    const asks = ['json_schema', 'json_schema, in words'];
    assert.deepEqual(ways, [...asks, ...asks]);
  });

  it('is not asked for where none is wanted', () => {
    const target = targetOf(connectionTo('http://localhost:1', { kind: 'openai' }));
    const form = formFor(target, { refused: new Set() }, requestWith(1));
    assert.ok(!('response_format' in form.parameters) && !('replyFormat' in form));
  });

  it('of a schema that strict outputs do not take is a mistake that the emulator tells', async () => {
    const emulator = await startEmulator({ kind: 'openai', models: ['eye'] });
    try {
      const loose = { name: 'loose', schema: { type: 'object', properties: {} } };
      const request: VisionRequest = { ...requestWith(1), schema: loose };
      const answer = chatAnswer(connectionTo(emulator.url, { kind: 'openai' }), networkWith());
      await collect(answer(request, never));
      const [first] = emulator.requests;
      assert.equal(first?.status, 400);
    } finally {
      await emulator.close();
    }
  });
});

describe('the refusal of a reply format', () => {
  const form = {
    parameters: { response_format: {}, stream: true, max_tokens: 9 },
    replyFormat: 'json_schema',
    systemRole: 'system',
    withDetail: true,
  } as const;
  const schemaOnly = ['json_schema'];
  const neither = ['json_schema', 'json_object'];
  const refusals: [string, number, unknown, string[]][] = [
    [
      'Azure before August 2024',
      400,
      {
        error: {
          code: 'BadRequest',
          message:
            'response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later',
        },
      },
      schemaOnly,
    ],
    [
      'a model without the parameter',
      400,
      {
        error: {
          message: "Unsupported parameter: 'response_format' is not supported with this model.",
          param: 'response_format',
          code: 'unsupported_parameter',
        },
      },
      neither,
    ],
    [
      'Volcengine',
      400,
      {
        error: {
          code: 'InvalidParameter',
          message:
            'The parameter `response_format.type` specified in the request are not valid: invalid value: `json_schema`, supported values are: `json_object` and `text`.',
          param: 'response_format.type',
        },
      },
      schemaOnly,
    ],
    [
      'DeepSeek in Rust',
      422,
      'Failed to deserialize the JSON body into the target type: response_format: response_format.type `json_schema` is unavailable now at line 1 column 12440',
      schemaOnly,
    ],
    [
      'a FastAPI server',
      422,
      {
        detail: [
          {
            type: 'extra_forbidden',
            loc: ['body', 'response_format'],
            msg: 'Extra inputs are not permitted',
          },
        ],
      },
      neither,
    ],
    [
      'LiteLLM',
      400,
      {
        error: {
          message:
            "litellm.UnsupportedParamsError: openrouter does not support parameters: ['response_format'], for model=x. To drop these, set `litellm.drop_params=True`",
          code: '400',
        },
      },
      neither,
    ],
    [
      'OpenRouter without a provider for it',
      404,
      {
        error: {
          message: 'No endpoints found that can handle the requested parameters.',
          code: 404,
        },
      },
      neither,
    ],
    [
      'vLLM',
      400,
      {
        object: 'error',
        message: 'The provided JSON schema contains features not supported by xgrammar.',
        type: 'BadRequestError',
        code: 400,
      },
      schemaOnly,
    ],
    [
      'llama.cpp',
      400,
      { error: { code: 400, message: 'Failed to initialize samplers: failed to parse grammar' } },
      schemaOnly,
    ],
    [
      'OpenRouter of a provider',
      400,
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: { raw: '{"error":{"message":"json_schema is not supported"}}' },
        },
      },
      schemaOnly,
    ],
    ['an older LM Studio', 400, { error: "'response_format.type' must be 'json_schema'" }, neither],
  ];
  for (const [server, status, body, refused] of refusals) {
    it(`is understood of ${server}`, () => {
      assert.deepEqual(refusedIn(status, serverError(body), form), refused);
    });
  }

  it('is not seen where none was asked for, or something else is refused', () => {
    const plain = { ...form, replyFormat: 'words' } as const;
    const { parameters, systemRole, withDetail } = form;
    const without = { parameters, systemRole, withDetail };
    const error = serverError({ error: { message: 'json_schema is not supported' } });
    assert.deepEqual(refusedIn(400, error, plain), []);
    assert.deepEqual(refusedIn(400, error, without), []);
    const other = {
      error: { message: "Unsupported parameter: 'max_tokens'.", param: 'max_tokens' },
    };
    assert.deepEqual(refusedIn(400, serverError(other), form), ['max_tokens']);
    for (const status of [401, 404, 429, 503]) {
      assert.deepEqual(refusedIn(status, error, form), []);
    }
  });
});

describe('a server that does not stream', () => {
  for (const quirk of ['noStream', 'unverified'] as const) {
    for (const kind of ['azure', 'openai'] as const) {
      it(`is asked without, and that is remembered (${quirk}, ${kind})`, async () => {
        const emulator = await startEmulator({
          kind,
          deployments: ['eye'],
          models: ['eye'],
          quirks: [quirk],
        });
        try {
          const connection = connectionTo(emulator.url, { kind });
          const answer = chatAnswer(connection, networkWith(), singleTry);
          for (let ask = 0; ask < 2; ask++) {
            const types = (await collect(answer(requestWith(1), never))).map(({ type }) => type);
            assert.deepEqual(types, ['model', 'text', 'finish', 'usage']);
          }
          const sent = emulator.requests.map(({ json }) => json as Record<string, unknown>);
          assert.deepEqual(
            sent.map(({ stream, stream_options: options }) => [stream, options !== undefined]),
            [
              [true, true],
              [undefined, false],
              [undefined, false],
            ],
          );
        } finally {
          await emulator.close();
        }
      });
    }
  }

  const words = [
    'litellm.BadRequestError: OpenAIException - Your organization must be verified to stream this model.',
    'Streaming is not supported for this model.',
    'This model does not support streaming',
    "Unsupported value: 'stream' does not support true with this model",
    'stream=true is not supported on this endpoint',
    "UnsupportedParamsError: x does not support parameters: ['stream'], for model=y",
  ];
  for (const message of words) {
    it(`is understood: ${message}`, () => {
      const form = {
        parameters: { stream: true, stream_options: {} },
        systemRole: 'system',
        withDetail: true,
      } as const;
      assert.deepEqual(refusedIn(400, serverError({ error: { message } }), form), ['stream']);
    });
  }

  it('is not seen in the refusal of stream_options, or of an image', () => {
    const form = { parameters: { stream: true }, systemRole: 'system', withDetail: true } as const;
    for (const message of [
      "Unknown parameter: 'stream_options'.",
      'Unsupported image: unexpected end of stream.',
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    ]) {
      assert.deepEqual(refusedIn(400, serverError({ error: { message } }), form), []);
    }
  });

  it('fails in its own words where it fails without too', async () => {
    const emulator = await startEmulator({
      kind: 'openai',
      models: ['eye'],
      quirks: ['noStream'],
      behaviour: { fail: { status: 403 } },
    });
    try {
      const answer = chatAnswer(connectionTo(emulator.url, { kind: 'openai' }), networkWith());
      await failure(
        answer({ ...requestWith(1), messages: [userMessage('x')] }, never),
        'forbidden',
      );
    } finally {
      await emulator.close();
    }
  });
});
