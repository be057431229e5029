import { chunk } from './support';

/** What comes of a body: its text, how it ends, and its tokens where they are told. */
export interface Oddity {
  readonly what: string;
  readonly body: string;
  readonly type?: string;
  readonly text: string;
  /** The finish reason, or the kind of the failure. */
  readonly end: string;
  readonly tokens?: readonly [input: number, output: number];
}

export const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
export const a = data(chunk({ content: 'Grün ' }));
const b = data(chunk({ content: '😀' }));
const both = 'Grün 😀';
export const stop = data(chunk({}, { finish_reason: 'stop' }));
export const done = 'data: [DONE]\n\n';
const usage = { prompt_tokens: 7, completion_tokens: 3 };
const counted = data({ choices: [], usage });
const plain = a + b + stop + done;

/** A reply that is read all the same. */
const read = (what: string, body: string, more: Partial<Oddity> = {}): Oddity => ({
  what,
  body,
  text: both,
  end: 'stop',
  ...more,
});
const lines = [
  read('as it should be', plain),
  read('lines that end in CR LF', plain.replaceAll('\n', '\r\n')),
  read('lines that end in CR', plain.replaceAll('\n', '\r')),
  read(
    'lines that end in this and that',
    a.replaceAll('\n', '\r') + b.replaceAll('\n', '\r\n') + stop + done,
  ),
  read('a byte order mark', `\uFEFF${plain}`),
  read('empty lines before all', `\n\r\n\n${plain}`),
  read('more than one empty line between', plain.replaceAll('\n\n', '\n\n\n\n')),
  read('no space after the colon', plain.replaceAll('data: ', 'data:')),
  read('many spaces after the colon', plain.replaceAll('data: ', 'data:    ')),
  read('a tab after the colon', plain.replaceAll('data: ', 'data:\t')),
  read('spaces at the end of a line', plain.replaceAll('\n\n', ' \n\n')),
  read('comments', `: hello\n\n${a}:\n${b}: ${'x'.repeat(9000)}\n\n${stop}${done}`),
  read('a comment inside of an event', a + b.replace('data:', ': ping\ndata:') + stop + done),
  read('ids and waits', plain.replaceAll('data:', 'id: 7\nretry: 10\ndata:')),
  read('fields that nobody knows', plain.replaceAll('data:', 'foo: bar\nbaz\ndata:')),
  read('names of events', plain.replaceAll('data:', 'event: message\ndata:')),
  read('names of another protocol', plain.replaceAll('data:', 'event: completion\ndata:')),
  read('the name behind the data', plain.replaceAll('\n\n', '\nevent: message\n\n')),
  read('an event in several lines', plain.replaceAll('"delta":', '"delta":\ndata: ')),
  read(
    'an event with line breaks in its JSON',
    plain.replaceAll('{"model"', '{\ndata:\ndata: "model"'),
  ),
  read('escaped characters', plain.replace('😀', '\\ud83d\\ude00').replace('ü', '\\u00fc')),
  read('no [DONE]', a + b + stop),
  read('no last empty line', (a + b + stop).trimEnd()),
  read('[DONE] without an empty line', plain.trimEnd()),
  read('[DONE] with spaces', a + b + stop + 'data:  [DONE] \n\n'),
  read('[DONE] twice', plain + done),
  read('events after [DONE]', plain + data(chunk({ content: 'more' }))),
  read('garbage after [DONE]', `${plain}data: {"choi\n\n\u0000`),
  read('garbage after the finish', `${a + b + stop}data: {"choi\n\n`),
];

const events = [
  read('an event without data', `event: ping\n\n${a}event: ping\ndata\n\n${b + stop + done}`),
  read(
    'events that keep the line open',
    a +
      'event: ping\ndata: {"type":"ping"}\n\n' +
      b +
      'event: keepalive\ndata: still here\n\n' +
      stop +
      done,
  ),
  read(
    'an object that says nothing',
    a + data({}) + b + data({ id: 'x', object: 'y' }) + stop + done,
  ),
  read('null', a + data(null) + b + stop + done),
  read('no choices', data({ choices: [] }) + a + data({ choices: [] }) + b + stop + done),
  read('choices that are null', data({ choices: null }) + plain),
  read('a choice that is null', data({ choices: [null] }) + plain),
  read('no delta', a + data({ choices: [{ index: 0, finish_reason: null }] }) + b + stop + done),
  read('a role alone', data(chunk({ role: 'assistant' })) + plain),
  read('content that is null', data(chunk({ role: 'assistant', content: null })) + plain),
  read('content that is empty', data(chunk({ content: '' })) + plain),
  read('content that is a number', data(chunk({ content: 7 })) + plain),
  read(
    'content in parts',
    data(chunk({ content: [{ type: 'text', text: 'Grün ' }, { type: 'x' }, null] })) +
      b +
      stop +
      done,
  ),
  read(
    'thoughts in a field of their own',
    data(chunk({ reasoning_content: 'Hm', reasoning: 'Hm' })) + plain,
  ),
  read('calls of tools that are empty', data(chunk({ content: null, tool_calls: [] })) + plain),
  read(
    'two choices',
    a +
      data({
        choices: [
          { index: 0, delta: { content: '😀' } },
          { index: 1, delta: { content: 'no' } },
        ],
      }) +
      stop +
      done,
  ),
  read(
    'two choices, the second first',
    a +
      data({
        choices: [
          { index: 1, delta: { content: 'no' } },
          { index: 0, delta: { content: '😀' } },
        ],
      }) +
      stop +
      done,
  ),
  read(
    'a finish with the last text',
    a + data(chunk({ content: '😀' }, { finish_reason: 'stop' })) + done,
  ),
  read('a finish twice', a + b + stop + stop + done),
  read(
    'an empty finish before the end',
    data(chunk({ content: 'Grün ' }, { finish_reason: '' })) + b + stop + done,
  ),
  read(
    'the model in another chunk',
    data({ choices: [] }) + plain.replace('"model":"gpt-4o-2024-11-20",', ''),
  ),
  read(
    'filters of Azure',
    data({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }) + plain,
  ),
  read(
    'filters behind the finish',
    a +
      b +
      stop +
      data({ choices: [{ index: 0, content_filter_offsets: { end_offset: 7 } }] }) +
      done,
  ),
  read('tokens first', counted + plain, { tokens: [7, 3] }),
  read('tokens last', a + b + stop + counted + done, { tokens: [7, 3] }),
  read(
    'tokens with each chunk',
    data({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 1 } }) +
      a +
      b +
      stop +
      counted +
      done,
    { tokens: [7, 3] },
  ),
  read('tokens that are null', a + b + data({ choices: [], usage: null }) + stop + done),
  read(
    'tokens that are none',
    a +
      b +
      stop +
      data({ choices: [], usage: { prompt_tokens: -7, completion_tokens: '3' } }) +
      done,
  ),
  read(
    'an end that was cut by the limit',
    a + b + data(chunk({}, { finish_reason: 'MAX_TOKENS' })) + done,
    { end: 'length' },
  ),
  read('a very long line', data(chunk({ content: 'x'.repeat(300_000) })) + stop + done, {
    text: 'x'.repeat(300_000),
  }),
];

const wholeReply = { choices: [{ message: { content: both }, finish_reason: 'stop' }], usage };
const json = JSON.stringify(wholeReply);
const tokens = [7, 3] as const;
const types = [
  read('the type of JSON', plain, { type: 'application/json' }),
  read('the type of a page', plain, { type: 'text/html' }),
  read('the type of bytes', plain, { type: 'application/octet-stream' }),
  read('a type that is none', plain, { type: 'x' }),
  read('a whole reply', json, { type: 'application/json', tokens }),
  read('a whole reply with the type of a stream', json, { tokens }),
  read('a whole reply with a byte order mark', `\uFEFF \n${json}`, { tokens }),
  read('a whole reply in a list', `[${json}]`, { tokens }),
  read('chunks in a list', `[${[a, b, stop].map((event) => event.slice(6, -2)).join(',\n')}]`),
  read('a whole reply as an event', data(wholeReply) + done, { tokens }),
];

/** What is read all the same. */
export const streamOddities: readonly Oddity[] = [...lines, ...events, ...types];
