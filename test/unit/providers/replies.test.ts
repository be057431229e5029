import assert from 'node:assert/strict';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { chatAnswer } from '../../../src/providers';
import {
  azureConnection,
  chunk,
  collect,
  eventStream,
  networkWith,
  requestWith,
  scriptedFetch,
  streamed,
  textOf,
  singleTry,
} from './support';

const never = new AbortController().signal;
const usage = { prompt_tokens: 1105, completion_tokens: 64, total_tokens: 1169 };
const promptResults = {
  model: '',
  choices: [],
  prompt_filter_results: [
    { prompt_index: 0, content_filter_results: { hate: { filtered: false, severity: 'safe' } } },
  ],
};
const stop = chunk({}, { finish_reason: 'stop' });
const model: ReplyEvent = { type: 'model', name: 'gpt-4o-2024-11-20' };

function answerOf(response: () => Response) {
  const { fetch } = scriptedFetch(response);
  return chatAnswer(azureConnection(), networkWith({}, fetch), singleTry)(requestWith(1), never);
}

const answerTo = (text: string, options?: Parameters<typeof streamed>[1]) =>
  answerOf(() => streamed(text, options));

describe('a streamed reply', () => {
  const words = ['## Bild\n', 'Größe: 1400 × 900 ', '😀', ' «fertig»'];
  const azureReply = [
    promptResults,
    chunk({ role: 'assistant', content: '' }),
    ...words.map((content) => chunk({ content })),
    stop,
    { ...promptResults, model: 'gpt-4o-2024-11-20', prompt_filter_results: undefined, usage },
  ];
  const expected = [
    { type: 'finish', finish: { reason: 'stop' } },
    { type: 'usage', usage: { inputTokens: 1105, outputTokens: 64 } },
  ];

  for (const newline of ['\n', '\r\n', '\r']) {
    it(`is the same wherever its bytes are cut, with ${JSON.stringify(newline)}`, async () => {
      for (let seed = 1; seed <= 50; seed += 1) {
        const events = await collect(answerTo(eventStream(azureReply, newline), { seed }));
        assert.equal(textOf(events), words.join(''));
        assert.deepEqual(events[0], model);
        assert.deepEqual(events.slice(-2), expected);
        assert.equal(events.length, 3 + words.length);
      }
    });
  }

  it('may have comments, event names and data in several lines', async () => {
    const text =
      ': ping\n\n' + 'event: message\ndata: {"choices": [{"delta":\ndata: {"content":"a"}}]}\n\n';
    assert.equal(textOf(await collect(answerTo(text + eventStream([stop])))), 'a');
  });

  it('may end without [DONE] and without a last empty line', async () => {
    const text = eventStream([chunk({ content: 'a' }), stop]).replace(
      /\n\ndata: \[DONE\]\n\n$/,
      '',
    );
    const events = await collect(answerTo(text));
    assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
  });

  it('may come whole from a server that does not stream', async () => {
    const body = {
      model: 'gpt-4o-2024-11-20',
      choices: [{ message: { content: 'Whole' }, finish_reason: 'stop' }],
      usage,
    };
    const events = await collect(answerOf(() => Response.json(body)));
    assert.deepEqual(events, [model, { type: 'text', text: 'Whole' }, ...expected]);
  });

  it('passes on refusals and text in parts', async () => {
    const refused = [chunk({ content: null, refusal: "I can't help." }), stop];
    assert.equal(textOf(await collect(answerTo(eventStream(refused)))), "I can't help.");
    const parts = [
      chunk({
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      }),
      stop,
    ];
    assert.equal(textOf(await collect(answerTo(eventStream(parts)))), 'ab');
  });

  it('takes the last usage where each chunk has one', async () => {
    const counting = [
      { ...chunk({ content: 'a' }), usage: { ...usage, completion_tokens: 1 } },
      { ...stop, usage },
    ];
    const events = await collect(answerTo(eventStream(counting)));
    assert.deepEqual(events.slice(-2), expected);
  });
});

describe('a finish reason', () => {
  const violence = {
    violence: { filtered: true, severity: 'high' },
    hate: { filtered: false, severity: 'safe' },
  };
  const cases: [string, object, object][] = [
    ['stop', { finish_reason: 'stop' }, { reason: 'stop' }],
    ['length', { finish_reason: 'length' }, { reason: 'length' }],
    [
      'finish_details stop',
      { finish_details: { type: 'stop', stop: '<|fim_suffix|>' } },
      { reason: 'stop' },
    ],
    ['finish_details max_tokens', { finish_details: { type: 'max_tokens' } }, { reason: 'length' }],
    ['an object stop', { finish_reason: { type: 'stop', stop: null } }, { reason: 'stop' }],
    ['an object max_tokens', { finish_reason: { type: 'max_tokens' } }, { reason: 'length' }],
    ['tool_calls', { finish_reason: 'tool_calls' }, { reason: 'other', name: 'tool_calls' }],
    [
      'function_call',
      { finish_reason: 'function_call' },
      { reason: 'other', name: 'function_call' },
    ],
    ['one made up', { finish_reason: 'bored' }, { reason: 'other', name: 'bored' }],
    [
      'one of an object',
      { finish_reason: 'constructor' },
      { reason: 'other', name: 'constructor' },
    ],
    ['STOP', { finish_reason: 'STOP' }, { reason: 'stop' }],
    ['end_turn', { finish_reason: 'end_turn' }, { reason: 'stop' }],
    ['MAX_TOKENS', { finish_reason: 'MAX_TOKENS' }, { reason: 'length' }],
    ['Length', { finish_reason: 'Length' }, { reason: 'length' }],
    ['maxTokens', { finish_reason: 'maxTokens' }, { reason: 'length' }],
    ['FinishReason.MAX_TOKENS', { finish_reason: 'FinishReason.MAX_TOKENS' }, { reason: 'length' }],
    ['SAFETY', { finish_reason: 'SAFETY' }, { reason: 'contentFilter', filters: [] }],
    ['RECITATION', { finish_reason: 'RECITATION' }, { reason: 'contentFilter', filters: [] }],
    [
      'content_filter: SAFETY',
      { finish_reason: 'content_filter: SAFETY' },
      { reason: 'contentFilter', filters: [] },
    ],
    [
      'content_filter with what was filtered',
      { finish_reason: 'content_filter', content_filter_results: violence },
      { reason: 'contentFilter', filters: [{ category: 'violence', severity: 'high' }] },
    ],
    [
      'content_filter where only severities tell',
      {
        finish_reason: 'content_filter',
        content_filter_results: {
          sexual: { filtered: false, severity: 'medium' },
          hate: { filtered: false, severity: 'safe' },
          protected_material_text: { filtered: false, detected: true },
        },
      },
      {
        reason: 'contentFilter',
        filters: [
          { category: 'sexual', severity: 'medium' },
          { category: 'protected_material_text' },
        ],
      },
    ],
    [
      'content_filter that tells nothing',
      { finish_reason: 'content_filter' },
      { reason: 'contentFilter', filters: [] },
    ],
  ];
  for (const [name, rest, finish] of cases) {
    it(`can be ${name}`, async () => {
      const odd = { model: 'gpt-4', choices: [{ index: 0, delta: {}, ...rest }] };
      const events = await collect(answerTo(eventStream([chunk({ content: 'a' }), odd])));
      assert.deepEqual(events.at(-1), { type: 'finish', finish });
    });
  }
});
