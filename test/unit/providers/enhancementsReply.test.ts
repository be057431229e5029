import assert from 'node:assert/strict';
import type { TextRegion } from '../../../src/core/conversation/textRegion';
import { chatAnswer } from '../../../src/providers';
import { startEmulator } from '../../support/emulator';
import {
  documentedChoice,
  documentedReply,
  documentedText,
  emulatedConnection,
  enhancedService,
  eventsOf,
  found,
  polygon,
  regionsIn,
  vision,
  visionKey,
  type Regions,
} from './enhancementsSupport';
import { chunk, collect, eventStream, key, networkWith, requestWith, textOf } from './support';

const never = new AbortController().signal;

/** The pieces of a text that regions stand at. */
function piecesOf(text: string, { regions }: Regions): (string | undefined)[] {
  return regions.map(({ offset, length = 0 }) =>
    offset === undefined ? undefined : text.slice(offset, offset + length),
  );
}

const person: TextRegion = {
  text: 'the person',
  offset: 99,
  length: 10,
  region: { polygon },
  source: 'azureVision',
};

describe('a reply with vision enhancements', () => {
  it('is read as the document shows it', async () => {
    const events = await eventsOf(JSON.stringify(documentedReply), 'application/json');
    assert.deepEqual(events, [
      { type: 'model', name: 'gpt-4' },
      { type: 'text', text: documentedText },
      { type: 'regions', regions: [person] },
      { type: 'finish', finish: { reason: 'stop' } },
      { type: 'usage', usage: { inputTokens: 816, outputTokens: 49 } },
    ]);
    assert.deepEqual(piecesOf(documentedText, regionsIn(events)), ['The person']);
  });

  const lines = [
    {
      text: documentedText,
      spans: [{ text: 'the person', length: 10, offset: 99, polygon }],
    },
  ];
  const enhancements = { grounding: { lines, status: 'Success' } };
  const stop = { finish_details: { type: 'stop', stop: '<|fim_suffix|>' } };
  const half = documentedText.length / 2;
  const text = [
    chunk(
      { role: 'assistant', content: documentedText.slice(0, half) },
      { finish_reason: undefined },
    ),
    chunk({ content: documentedText.slice(half) }, { finish_reason: undefined }),
  ];
  const last = { index: 0, delta: {}, ...stop };
  const streams: [string, unknown[]][] = [
    ['in the choice of the last chunk', [...text, { choices: [{ ...last, enhancements }] }]],
    [
      'in the delta of the last chunk',
      [...text, { choices: [{ ...last, delta: { enhancements } }] }],
    ],
    [
      'at two places, and again in each chunk',
      [
        ...text,
        { choices: [{ index: 0, delta: { enhancements } }] },
        { choices: [{ ...last, delta: { enhancements }, enhancements }] },
      ],
    ],
    ['after the end', [...text, { choices: [last] }, { choices: [{ index: 0, enhancements }] }]],
    [
      'before the text',
      [{ choices: [{ index: 0, delta: { enhancements } }] }, ...text, { choices: [last] }],
    ],
    [
      'with deltas in a list of messages',
      [
        {
          choices: [
            {
              index: 0,
              messages: [
                { delta: { role: 'tool', content: '{"citations":[]}' } },
                { delta: { role: 'assistant', content: documentedText } },
              ],
            },
          ],
        },
        { choices: [{ ...last, enhancements }] },
      ],
    ],
  ];
  for (const [where, chunks] of streams) {
    it(`is read from a stream, ${where}`, async () => {
      const events = await eventsOf(eventStream(chunks));
      assert.equal(textOf(events), documentedText);
      assert.deepEqual(regionsIn(events).regions, [person]);
      assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
    });
  }

  it('has them in its message too', async () => {
    const message = { role: 'assistant', content: documentedText, enhancements };
    const reply = { ...documentedReply, choices: [{ index: 0, message, ...stop }] };
    const events = await eventsOf(JSON.stringify(reply), 'application/json');
    assert.deepEqual(regionsIn(events).regions, [person]);
  });

  it('says nothing of regions where none were looked for', async () => {
    const events = await eventsOf(eventStream([...text, { choices: [last] }]));
    assert.ok(events.every(({ type }) => type !== 'regions'));
  });

  for (const [details, finish] of [
    [{ type: 'stop', stop: '<|fim_suffix|>' }, { reason: 'stop' }],
    [{ type: 'max_tokens' }, { reason: 'length' }],
    [{ type: 'content_filter' }, { reason: 'contentFilter', filters: [] }],
    [{ type: 'eaten' }, { reason: 'other', name: 'eaten' }],
  ] as const) {
    it(`ends with finish_details of type ${details.type}`, async () => {
      for (const rest of [{ finish_details: details }, { finish_reason: details }]) {
        const events = await eventsOf(eventStream([chunk({ content: 'A' }), chunk({}, rest)]));
        assert.deepEqual(events.at(-1), { type: 'finish', finish });
      }
    });
  }

  it('comes whole from a deployment that does not stream', async () => {
    const emulator = await startEmulator({ ...enhancedService, quirks: ['noStream'] });
    try {
      const network = networkWith({ [emulator.url]: key, [vision]: visionKey });
      const answer = chatAnswer(emulatedConnection(emulator), network);
      const events = await collect(answer(requestWith(1), never));
      assert.deepEqual(piecesOf(textOf(events), regionsIn(events)), [
        'Image 1',
        'Seen by the emulator',
      ]);
      assert.deepEqual(
        network.records.map(({ status }) => status),
        [400, 200],
      );
      emulator.behave({ finish: 'length' });
      const cut = await collect(answer(requestWith(1), never));
      assert.ok(cut.some((one) => one.type === 'finish' && one.finish.reason === 'length'));
    } finally {
      await emulator.close();
    }
  });
});

describe('the place of a span in the text', () => {
  const span = (text: string, offset: unknown) => ({ text, offset, length: text.length, polygon });

  it('is counted in code points, so that what stands before it may be of any script', async () => {
    const text = '🔎🧭 𝔘nd: the cat 🐈 and the cat again';
    const offset = Array.from(text.slice(0, text.lastIndexOf('the cat'))).length;
    const given = await found(text, span('the cat', offset));
    assert.equal(given.regions[0]?.offset, text.lastIndexOf('the cat'));
    assert.deepEqual(piecesOf(text, given), ['the cat']);
  });

  it('is the nearest one where the offset is wrong', async () => {
    const text = 'a cat, then 40 letters of nothing at all, a cat, and a cat';
    const [first, second, third] = [0, text.indexOf(' a cat,') + 1, text.lastIndexOf('a cat')];
    for (const [offset, place] of [
      [3, first],
      [20, first],
      [second - 10, second],
      [second + 3, second],
      [1e9, third],
      [-7, first],
      [2.5, first],
      ['42', first],
      [undefined, first],
    ] as const) {
      const { regions } = await found(text, span('A cat', offset));
      assert.equal(regions[0]?.offset, place, String(offset));
    }
  });

  it('is none where the text does not have it', async () => {
    const { regions, dropped } = await found('A dog.', span('the cat', 2));
    assert.deepEqual(regions, [{ text: 'the cat', region: { polygon }, source: 'azureVision' }]);
    assert.equal(dropped, undefined);
  });

  it('counts from its own line', async () => {
    const text = 'First the cup.\nThen the cup.';
    const choice = documentedChoice(text, []);
    const lines = text.split('\n').map((line) => ({
      text: line,
      spans: [span('the cup', line.indexOf('the cup'))],
    }));
    const enhancements = { grounding: { lines } };
    const reply = { ...documentedReply, choices: [{ ...choice, enhancements }] };
    const given = regionsIn(await eventsOf(JSON.stringify(reply), 'application/json'));
    assert.deepEqual(
      given.regions.map(({ offset }) => offset),
      [text.indexOf('the cup'), text.lastIndexOf('the cup')],
    );
  });

  it('is found whatever the case of letters that grow with it', async () => {
    const text = 'İİİ The Cup';
    assert.deepEqual(piecesOf(text, await found(text, span('the cup', 4))), ['The Cup']);
  });
});
