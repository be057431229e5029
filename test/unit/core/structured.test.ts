import assert from 'node:assert/strict';
import { VisionError } from '../../../src/core/errors';
import { textIn, userMessage } from '../../../src/core/conversation/message';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { jsonIn } from '../../../src/core/conversation/replyJson';
import type { Answer, VisionRequest } from '../../../src/core/conversation/request';
import { structuredAnswer } from '../../../src/core/conversation/structured';
import type { Image } from '../../../src/core/images/images';
import { cpuMilliseconds } from '../../support/cpuTime';

const never = new AbortController().signal;
const schema = {
  name: 'colours',
  schema: {
    type: 'object',
    properties: { colours: { type: 'array', items: { type: 'string' } } },
    required: ['colours'],
    additionalProperties: false,
  },
};
const request = {
  system: '',
  messages: [userMessage<Image>('Which colours?')],
  detail: 'auto',
  maxOutputTokens: 100,
  schema,
} as const;
const stop: ReplyEvent = { type: 'finish', finish: { reason: 'stop' } };
const text = (said: string): ReplyEvent => ({ type: 'text', text: said });
const usage = (inputTokens: number, outputTokens: number): ReplyEvent => ({
  type: 'usage',
  usage: { inputTokens, outputTokens },
});

function colours(value: unknown): string[] | undefined {
  const { colours: found } = (value ?? {}) as { colours?: unknown };
  return Array.isArray(found) && found.every((item) => typeof item === 'string')
    ? found
    : undefined;
}

type Script = readonly (ReplyEvent | Error)[];

/** Asks a model that answers with each script in turn, and keeps what it was asked. */
function asking(scripts: readonly Script[], signal = never) {
  const asked: VisionRequest[] = [];
  const answer: Answer = async function* (one) {
    asked.push(one);
    await Promise.resolve();
    for (const event of scripts[asked.length - 1] ?? []) {
      if (event instanceof Error) {
        throw event;
      }
      yield event;
    }
  };
  return { asked, events: structuredAnswer(answer, request, colours, signal) };
}

async function collect(events: AsyncIterable<ReplyEvent>) {
  const all: ReplyEvent[] = [];
  const drafts: string[] = [];
  let error: unknown;
  try {
    for await (const event of events) {
      if (event.type === 'draft') {
        drafts.push(event.text);
      } else {
        all.push(event);
      }
    }
  } catch (thrown) {
    error = thrown;
  }
  return { all, drafts, error };
}

const good = '{"colours": ["red", "blue"]}';
const data: ReplyEvent = { type: 'data', data: ['red', 'blue'] };

describe('a structured answer', () => {
  const replies: [string, string][] = [
    ['JSON alone', good],
    ['a code fence', '```json\n' + good + '\n```'],
    ['prose around a fence', `Here you are:\n\n~~~\n${good}\n~~~\nAnything else?`],
    ['prose around braces', `The colours [as asked] are ${good}, I think {really}.`],
    ['thoughts before it', `<think>{"colours": []} or {"a": "</b>"}?</think>\n\n${good}`],
    ['the end of thoughts alone', `Well, [1] …</think>${good}`],
    ['an example before it', `Like {"colour": "x"}, so: ${good}`],
    ['a bracket that never ends', `[note: ${good}`],
    ['braces in its texts', '{"colours": ["red", "blue"], "note": "} ] \\" {"}'],
  ];
  for (const [what, reply] of replies) {
    it(`takes ${what}`, async () => {
      const { asked, events } = asking([[text(reply.slice(0, 9)), text(reply.slice(9)), stop]]);
      assert.deepEqual((await collect(events)).all, [data, stop]);
      assert.equal(asked.length, 1);
    });
  }

  it('passes the other events on at once, and the finish last', async () => {
    const first: ReplyEvent[] = [
      { type: 'waiting', waiting: { kind: 'rateLimited', until: 1 } },
      { type: 'model', name: 'gpt-5.4' },
    ];
    const { events } = asking([[...first, text(good), stop, usage(10, 5)]]);
    assert.deepEqual((await collect(events)).all, [...first, usage(10, 5), data, stop]);
  });

  it('passes its pieces on as a draft, and nothing of a second try', async () => {
    const { events } = asking([
      [text('Red'), text(' and blue.'), stop],
      [text(good), stop],
    ]);
    const { all, drafts } = await collect(events);
    assert.deepEqual(
      [all, drafts],
      [
        [data, stop],
        ['Red', ' and blue.'],
      ],
    );
  });

  it('asks once to mend, in the same conversation, with what was wrong', async () => {
    for (const [reply, fault] of [
      ['Red and blue.', /cannot be read as JSON/],
      ['{"colours": ["red", "blue",]}', /cannot be read as JSON/],
      ['{"colours": "red"}', /not of the schema/],
    ] as const) {
      const { asked, events } = asking([
        [text(reply), stop, usage(10, 5)],
        [{ type: 'model', name: 'b' }, text(good), stop, usage(30, 7)],
      ]);
      const { all } = await collect(events);
      const model = { type: 'model', name: 'b' };
      assert.deepEqual(all, [usage(10, 5), model, usage(40, 12), data, stop]);
      const [, second] = asked;
      assert.ok(second);
      assert.deepEqual(second.messages.slice(0, 1), request.messages);
      assert.deepEqual(
        second.messages.map(({ role }) => role),
        ['user', 'assistant', 'user'],
      );
      assert.equal(textIn(second.messages[1] ?? userMessage('')), reply);
      const asks = textIn(second.messages[2] ?? userMessage(''));
      assert.match(asks, fault);
      assert.ok(asks.includes(JSON.stringify(schema.schema)));
      assert.equal(second.schema, schema);
    }
  });

  it('passes on the text of the first reply where mending does not help', async () => {
    for (const second of [
      [text('Still no.'), stop],
      [text('Half'), new VisionError('replyCut')],
      [new VisionError('rateLimited')],
      [text(''), { type: 'finish', finish: { reason: 'length' } }] as Script,
    ]) {
      const { asked, events } = asking([[text('Red and blue.'), stop], second]);
      const { all, error } = await collect(events);
      assert.deepEqual(all, [text('Red and blue.'), stop]);
      assert.equal(error, undefined);
      assert.equal(asked.length, 2);
    }
  });

  it('does not mend a reply that was cut', async () => {
    for (const finish of [
      { reason: 'length' },
      { reason: 'contentFilter', filters: [{ category: 'violence' }] },
    ] as const) {
      const half = '{"colours": ["red", "bl';
      const end: ReplyEvent = { type: 'finish', finish };
      const { asked, events } = asking([[text(half), end]]);
      assert.deepEqual((await collect(events)).all, [text(half), end]);
      assert.equal(asked.length, 1);
    }
  });

  it('keeps what came before a failure, and tells it', async () => {
    const { asked, events } = asking([[text('{"col'), new VisionError('replyCut')]]);
    const { all, error } = await collect(events);
    assert.deepEqual(all, [text('{"col')]);
    assert.ok(error instanceof VisionError && error.kind === 'replyCut');
    assert.equal(asked.length, 1);
  });

  it('tells a mistake of the program also while mending', async () => {
    const { events } = asking([[text('No.'), stop], [new TypeError('not a function')]]);
    assert.ok((await collect(events)).error instanceof TypeError);
  });

  it('ends quietly with what came where it is stopped', async () => {
    const { asked, events } = asking([[text('{"col')]]);
    assert.deepEqual((await collect(events)).all, [text('{"col')]);
    assert.equal(asked.length, 1);
  });
});

describe('JSON in a reply', () => {
  it('is found in time, however hostile the reply', () => {
    for (const reply of [
      '['.repeat(400_000),
      '{"'.repeat(200_000),
      '"\\'.repeat(200_000),
      '```\n'.repeat(100_000),
      '</think>'.repeat(60_000),
      `{"a":"${'x'.repeat(500_000)}`,
    ]) {
      const start = cpuMilliseconds();
      assert.deepEqual([...jsonIn(reply)], []);
      const milliseconds = cpuMilliseconds() - start;
      assert.ok(milliseconds < 1000, `${reply.slice(0, 8)}: ${milliseconds}`);
    }
  });
});
