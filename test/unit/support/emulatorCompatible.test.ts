import assert from 'node:assert/strict';
import { type Behaviour, type Kind, startEmulator } from '../../support/emulator';
import { eventsOf, key, post, textOf, userMessage } from './emulatorRequests';

const hello = { model: 'vision', messages: [userMessage('Hello')] };
const bearer = { authorization: `Bearer ${key}` };

describe('Emulator of compatible servers', () => {
  const kinds: [kind: Kind, path: string, wrongKey: RegExp, wrongModel: [number, RegExp]][] = [
    ['llamacpp', '/v1', /"type":"authentication_error"/, [200, /chat\.completion/]],
    ['vllm', '/v1', /\{"error":"Unauthorized"\}/, [404, /The model `other` does not exist\./]],
    ['openrouter', '/api/v1', /"No auth credentials found"/, [404, /No endpoints found for other/]],
    [
      'litellm',
      '/v1',
      /"token_not_found_in_db"/,
      [400, /Invalid model name passed in model=other/],
    ],
  ];
  for (const [kind, base, wrongKey, [status, words]] of kinds) {
    it(`speaks as ${kind} does`, async () => {
      const emulator = await startEmulator({ kind, key });
      const path = `${base}/chat/completions`;
      try {
        const refused = await post(emulator, path, hello, {});
        assert.equal(refused.status, 401);
        assert.match(await refused.text(), wrongKey);
        const other = await post(emulator, path, { ...hello, model: 'other' }, bearer);
        assert.equal(other.status, status);
        assert.match(await other.text(), words);
        const reply = await post(emulator, path, { ...hello, max_tokens: 99, odd: 1 }, bearer);
        assert.match(await reply.text(), /You asked: “Hello”/);
        const models = await fetch(`${emulator.url}${base}/models`, { headers: bearer });
        assert.match(await models.text(), /"id":"vision"/);
      } finally {
        await emulator.close();
      }
    });
  }
});

describe('An emulated stream', () => {
  const ask = async (behaviour: Behaviour, more: object = {}) => {
    const emulator = await startEmulator({ kind: 'vllm', behaviour });
    try {
      const body = { ...hello, stream: true, ...more };
      const response = await post(emulator, '/v1/chat/completions', body, {});
      const events = await eventsOf(response.clone());
      const text = await response.text();
      return { response, text, events, record: emulator.requests[0] };
    } finally {
      await emulator.close();
    }
  };

  it('is compressed for who takes it, and its text is recorded', async () => {
    const { response, events, record } = await ask({ gzip: true });
    assert.equal(response.headers.get('content-encoding'), 'gzip');
    assert.equal(record?.text, textOf(events));
    assert.match(record.text, /You asked: “Hello”/);
  });

  it('breaks off with the words of a failure', async () => {
    const { text, record } = await ask({ stream: 'error' });
    assert.match(text, /"choices".*data: \{"error":\{"message":"EngineCore encountered/s);
    assert.doesNotMatch(record?.text ?? '', /Seen by the emulator/);
  });

  it('is nothing, or the page of a proxy', async () => {
    assert.equal((await ask({ stream: 'nothing' })).text, '');
    const { response, text } = await ask({ fail: { kind: 'badGateway' } });
    assert.equal(response.status, 502);
    assert.match(text, /<title>502 Bad Gateway<\/title>/);
  });

  it('is filtered after its whole text', async () => {
    const { text, record } = await ask({ finish: 'content_filter', filterLate: true });
    assert.match(record?.text ?? '', /Seen by the emulator 🔎 图像\.$/);
    assert.match(text, /"finish_reason":"content_filter"/);
  });
});

describe('A model with quirks', () => {
  for (const [quirk, parameter, words] of [
    ['noMaxTokens', { max_tokens: 9 }, /Use 'max_completion_tokens' instead/],
    ['noMaxCompletionTokens', { max_completion_tokens: 9 }, /Unrecognized request argument/],
    ['noTemperature', { temperature: 0.2 }, /Only the default \(1\) value is supported/],
    ['noStreamOptions', { stream_options: {} }, /Extra inputs are not permitted/],
  ] as const) {
    it(`refuses ${Object.keys(parameter).join()}, and nothing else`, async () => {
      const emulator = await startEmulator({ kind: 'vllm', quirks: [quirk] });
      try {
        const ask = (more: object) => post(emulator, '/v1/chat/completions', { ...hello, ...more });
        const refused = await ask(parameter);
        assert.ok(refused.status === 400 || refused.status === 422);
        assert.match(await refused.text(), words);
        assert.equal((await ask({})).status, 200);
      } finally {
        await emulator.close();
      }
    });
  }
});
