import assert from 'node:assert/strict';
import { type Emulator, startEmulator } from '../../support/emulator';
import { errorOf, imagePart, key, post, v1 } from './emulatorRequests';

const user = { role: 'user', content: 'Hello' };

/** What is changed in a good request, the start of the message, the parameter and the code. */
type Case = [object, string, string | null, string | null];

const cases: Case[] = [
  [
    { messages: undefined },
    "Missing required parameter: 'messages'.",
    'messages',
    'missing_required_parameter',
  ],
  [
    { messages: 'Hello' },
    "Invalid type for 'messages': expected an array of objects, but got a string",
    'messages',
    'invalid_type',
  ],
  [{ messages: [] }, "Invalid 'messages': empty array.", 'messages', 'empty_array'],
  [
    { messages: [{ content: 'x' }] },
    "Missing required parameter: 'messages[0].role'.",
    'messages[0].role',
    'missing_required_parameter',
  ],
  [
    { messages: [{ ...user, role: 'bot' }] },
    "Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
    'messages[0].role',
    'invalid_value',
  ],
  [
    { messages: [{ role: 'user' }] },
    "Missing required parameter: 'messages[0].content'.",
    'messages[0].content',
    'missing_required_parameter',
  ],
  [
    { messages: [{ ...user, content: null }] },
    "Invalid value for 'content': expected a string, got null.",
    'messages.[0].content',
    null,
  ],
  [
    { messages: [{ ...user, content: [] }] },
    "Invalid 'messages[0].content': empty array.",
    'messages[0].content',
    'empty_array',
  ],
  [
    { messages: [{ ...user, images: [] }] },
    "Unknown parameter: 'messages[0].images'.",
    'messages[0].images',
    'unknown_parameter',
  ],
  [
    { messages: [user, { role: 'user', content: [{ type: 'image', image: '' }] }] },
    "Invalid value: 'image'. Supported values are: 'text', 'image_url',",
    'messages[1].content[0].type',
    'invalid_value',
  ],
  [
    { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
    "Missing required parameter: 'messages[0].content[0].text'.",
    'messages[0].content[0].text',
    'missing_required_parameter',
  ],
  [
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: 'data:' }] }] },
    "Invalid type for 'messages[0].content[0].image_url': expected an object, but got a string",
    'messages[0].content[0].image_url',
    'invalid_type',
  ],
  [
    { messages: [{ role: 'system', content: [imagePart('https://a.example/b.png')] }] },
    "Invalid 'messages[0]'. Image URLs are only allowed for messages with role 'user'",
    'messages[0]',
    'invalid_value',
  ],
  [{ imges: 1 }, 'Unrecognized request argument supplied: imges', null, null],
  [{ a: 1, b: 2 }, 'Unrecognized request arguments supplied: a, b', null, null],
  [
    { stream: 'yes' },
    "Invalid type for 'stream': expected a boolean, but got a string",
    'stream',
    'invalid_type',
  ],
  [
    { stream_options: { include_usage: true } },
    "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    'stream_options',
    null,
  ],
  [
    { max_tokens: 9, max_completion_tokens: 9 },
    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
    'max_tokens',
    'invalid_parameter_combination',
  ],
  [
    { max_tokens: 0 },
    "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.",
    'max_tokens',
    'integer_below_min_value',
  ],
  [
    { max_tokens: '9' },
    "Invalid type for 'max_tokens': expected an integer, but got a string",
    'max_tokens',
    'invalid_type',
  ],
  [
    { max_tokens: 99_999 },
    'max_tokens is too large: 99999. This model supports at most 16384 completion tokens',
    'max_tokens',
    'invalid_value',
  ],
  [
    { temperature: 3 },
    "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
    'temperature',
    'decimal_above_max_value',
  ],
  [
    { model: 'o4-mini', max_tokens: 9 },
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'max_tokens',
    'unsupported_parameter',
  ],
  [
    { model: 'o4-mini', temperature: 0.2 },
    "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    'temperature',
    'unsupported_value',
  ],
];

/** A request for a reply of that schema, with its name and the rest in good order. */
const wants = (schema: object, more: object = {}) => ({
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'facts', strict: true, schema, ...more },
  },
});
const strict = { required: ['a'], additionalProperties: false };
const text = { type: 'string' };
const start = "Invalid schema for response_format 'facts': ";

const formats: Case[] = [
  [
    { response_format: 'json' },
    "Invalid type for 'response_format': expected an object, but got a string",
    'response_format',
    'invalid_type',
  ],
  [
    { response_format: {} },
    "Missing required parameter: 'response_format.type'.",
    'response_format.type',
    'missing_required_parameter',
  ],
  [
    { response_format: { type: 'json' } },
    "Invalid value: 'json'. Supported values are: 'json_object', 'json_schema', and 'text'.",
    'response_format.type',
    'invalid_value',
  ],
  [
    { response_format: { type: 'json_object' } },
    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    'messages',
    null,
  ],
  [
    { response_format: { type: 'json_schema' } },
    "Missing required parameter: 'response_format.json_schema'.",
    'response_format.json_schema',
    'missing_required_parameter',
  ],
  [
    wants({ type: 'object', properties: { a: text }, ...strict }, { name: 'two words' }),
    "Invalid 'response_format.json_schema.name': string does not match pattern.",
    'response_format.json_schema.name',
    'invalid_value',
  ],
  [
    wants({ type: 'object', properties: { a: text }, ...strict }, { shape: 1 }),
    "Unknown parameter: 'response_format.json_schema.shape'.",
    'response_format.json_schema.shape',
    'unknown_parameter',
  ],
  [
    wants({ type: 'array', items: text }),
    `${start}schema must be a JSON Schema of 'type: "object"'`,
    'response_format',
    null,
  ],
  [
    wants({ type: 'object', properties: { a: text }, required: ['a'] }),
    `${start}In context=(), 'additionalProperties' is required to be supplied and to be false.`,
    'response_format',
    null,
  ],
  [
    wants({ type: 'object', properties: { a: text }, additionalProperties: false }),
    `${start}In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.`,
    'response_format',
    null,
  ],
  [
    wants({
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'object', properties: { b: text } } } },
      ...strict,
    }),
    `${start}In context=('properties', 'a', 'items'), 'additionalProperties' is required`,
    'response_format',
    null,
  ],
  [
    wants({ type: 'object', properties: { a: { type: 'string', maxLength: 9 } }, ...strict }),
    `${start}In context=('properties', 'a'), 'maxLength' is not permitted.`,
    'response_format',
    null,
  ],
];

describe('Validation by the emulator', () => {
  let azure: Emulator;

  before(async () => {
    azure = await startEmulator({
      kind: 'azure',
      key,
      deployments: ['gpt-4o'],
      reasoning: ['o4-mini'],
      textOnly: ['gpt-35'],
    });
  });
  after(() => azure.close());

  const chat = (change: object) =>
    post(azure, v1, { model: 'gpt-4o', messages: [user], ...change });

  for (const [change, message, param, code] of [...cases, ...formats]) {
    it(`refuses ${JSON.stringify(change) === '{}' ? 'no messages' : JSON.stringify(change)}`, async () => {
      const response = await chat(change);
      const error = await errorOf(response);
      assert.equal(response.status, 400);
      assert.equal(error.message.slice(0, message.length), message);
      assert.deepEqual(
        [error.type, error.param, error.code],
        ['invalid_request_error', param, code],
      );
    });
  }

  it('takes a strict schema, and one that is not strict in any form', async () => {
    const choice = { anyOf: [text, { type: 'null' }] };
    for (const format of [
      wants({ type: 'object', properties: { a: choice }, ...strict }),
      wants({ type: 'object', properties: { a: text } }, { strict: false }),
    ]) {
      const response = await chat(format);
      assert.equal(response.status, 200);
      const { choices } = (await response.json()) as {
        choices: { message: { content: string } }[];
      };
      const content = JSON.parse(choices[0]?.message.content ?? '') as { a: unknown };
      assert.equal(typeof content.a, 'string');
    }
  });

  it('refuses a body that is no JSON, and another content type', async () => {
    const garbled = await errorOf(await post(azure, v1, '{"model":'));
    assert.match(garbled.message, /^We could not parse the JSON body of your request\./);
    const headers = { 'api-key': key, 'content-type': 'text/plain' };
    const plain = await errorOf(await post(azure, v1, '{}', headers));
    assert.equal(plain.code, 'unsupported_content_type');
  });
});
