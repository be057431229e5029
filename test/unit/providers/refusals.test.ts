import assert from 'node:assert/strict';
import { responseError } from '../../../src/providers/reply/responseError';
import { serverError } from '../../../src/providers/reply/serverError';
import type { Form } from '../../../src/providers/request/form';
import { refusesImages } from '../../../src/providers/reply/imageRefusal';
import { refusedIn } from '../../../src/providers/request/refusals';

const sent: Form = {
  parameters: { max_tokens: 500, stream_options: { include_usage: true } },
  systemRole: 'system',
  withDetail: true,
};

/** What of `form` a 400 with that body refuses. */
const refused = (body: unknown, form = sent) => refusedIn(400, serverError(body), form);

describe('the words of a refusal', () => {
  const blind: [server: string, status: number, message: string][] = [
    ['OpenAI', 400, 'Invalid content type. image_url is only supported by certain models.'],
    ['Ollama', 400, 'this model does not support image input (ref: b8bd630e)'],
    ['an older Ollama', 500, 'this model is missing data required for image input'],
    ['LM Studio', 400, 'Model does not support images. Please use a model that does.'],
    [
      'llama.cpp',
      500,
      'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
    ],
    ['OpenRouter', 404, 'No endpoints found that support image input'],
    ['vLLM', 400, 'Qwen3-8B is not a multimodal model'],
    ['vLLM without images', 400, 'At most 0 image(s) may be provided in one prompt.'],
    [
      'DeepSeek',
      400,
      'Failed to deserialize the JSON body into the target type: messages[1]: unknown variant `image_url`, expected `text` at line 1 column 173667',
    ],
    ['Groq', 400, 'messages[0].content must be a string'],
    ['Groq today', 400, "[('messages.0.content' : value must be a string)]"],
  ];
  for (const [server, status, message] of blind) {
    it(`tell that the model cannot see images (${server})`, () => {
      const { kind } = responseError(
        { status, error: serverError({ error: { message } }) },
        { host: 'example.com' },
      );
      assert.equal(kind, 'modelBlind');
    });
  }

  for (const message of [
    'Unsupported image: this model does not support image/tiff.',
    'This model does not support image URLs; send bytes.',
    'At most 4 image(s) may be provided in one prompt.',
    'The image is damaged.',
    'The server does not support image inputs larger than 20 MB',
  ]) {
    it(`tell no such thing: ${message}`, () => {
      assert.equal(refusesImages(serverError({ message })), false);
      assert.deepEqual(refused({ message }), []);
    });
  }

  const roles = [
    "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
    'System role not supported',
    'chat template rejected the request: Unexpected message role.',
    'Conversation roles must alternate user/assistant/user/assistant/...',
    'prompting with images is incompatible with system messages',
    'messages[0]: unknown variant `system`, expected one of `user`, `assistant`',
  ];
  for (const message of roles) {
    it(`name the role: ${message}`, () => {
      assert.deepEqual(refused({ message }), ['system']);
      assert.deepEqual(refused({ message }, { ...sent, systemRole: 'user' }), []);
    });
  }

  const details: unknown[] = [
    { message: "property 'messages.1.content.1.image_url.detail' is unsupported" },
    { message: 'Unknown parameter.', param: 'messages[1].content[1].image_url.detail' },
    { detail: [{ loc: ['body', 'messages', 1, 'content', 1, 'image_url', 'detail'] }] },
    { message: 'invalid params, invalid image detail: auto (2013)' },
  ];
  for (const error of details) {
    it(`name the detail: ${JSON.stringify(error)}`, () => {
      assert.deepEqual(refused(error), ['detail']);
      assert.deepEqual(refused(error, { ...sent, withDetail: false }), []);
    });
  }

  it('are not taken for the detail because an error has a field of that name', () => {
    const error = {
      detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }],
    };
    assert.deepEqual(refused(error), ['stream_options']);
  });
});
