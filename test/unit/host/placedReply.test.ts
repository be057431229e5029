import assert from 'node:assert/strict';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { textIn, userMessage } from '../../../src/core/conversation/message';
import type { VisionRequest } from '../../../src/core/conversation/request';
import { VisionError } from '../../../src/core/errors';
import type { SourceImage } from '../../../src/core/images/images';
import type { Box } from '../../../src/core/images/region';
import { placedReply, type PlacePorts } from '../../../src/host/conversation/places/placedReply';

const image: SourceImage = { name: 'a.png', url: 'https://pictures.example/a.png' };
const request: VisionRequest<SourceImage> = {
  system: '',
  detail: 'auto',
  maxOutputTokens: 500,
  messages: [userMessage('What is shown?', [image])],
};

const facts = { width: 1000, height: 500, type: 'image/png', bytes: 1 };

function* reply(text: string): Generator<ReplyEvent> {
  const source = { left: 0, top: 0, width: 1000, height: 500 };
  const images = [{ name: 'a.png', before: facts, after: facts, source }];
  yield { type: 'receipt', receipt: { host: 'h', detail: 'auto', images, requests: 1 } };
  yield { type: 'text', text };
  yield { type: 'usage', usage: { inputTokens: 100, outputTokens: 10 } };
  yield { type: 'finish', finish: { reason: 'stop' } };
}

const answer = JSON.stringify({
  answer: [
    { text: 'The ', image: 1, box: null },
    { text: 'Save button', image: 1, box: [125, 250, 250, 500] },
    { text: ' is grey, the ', image: 1, box: null },
    { text: 'menu', image: 1, box: [9, 9, 9, 9] },
    { text: ' open.', image: 1, box: null },
  ],
});

/** Runs it with replies that come one after the other, and collects what came and what was asked. */
async function run(replies: (string | Error)[], ports: Partial<PlacePorts> = {}) {
  const asked: VisionRequest<SourceImage>[] = [];
  const cuts: Box[] = [];
  async function* send(wanted: VisionRequest<SourceImage>): AsyncGenerator<ReplyEvent> {
    asked.push(wanted);
    const next = replies[asked.length - 1] ?? '';
    await Promise.resolve();
    if (next instanceof Error) {
      throw next;
    }
    yield* reply(next);
  }
  const events: ReplyEvent[] = [];
  const all: PlacePorts = {
    names: () => ['gpt-4o'],
    ids: ['a'],
    partOf: () => undefined,
    linesOf: () => Promise.resolve([]),
    looksTwice: false,
    cut: (_, box) => {
      cuts.push(box);
      return Promise.resolve({ name: 'part', url: 'https://pictures.example/part.png' });
    },
    send,
    sendAgain: send,
    ...ports,
  };
  for await (const event of placedReply(request, all, new AbortController().signal)) {
    events.push(event);
  }
  const text = events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('');
  const regions = events.find((event) => event.type === 'regions');
  const usage = events.findLast((event) => event.type === 'usage')?.usage;
  return { events, text, regions, usage, asked, cuts };
}

describe('an answer with places on the images', () => {
  it('is text with regions, by a schema; nonsense is counted and the model’s skill is told', async () => {
    const { text, regions, asked, events } = await run([answer]);
    assert.equal(text, 'The Save button is grey, the menu open.');
    assert.equal(asked[0]?.schema?.name, 'answer_with_places');
    assert.deepEqual(regions, {
      type: 'regions',
      regions: [
        {
          text: 'Save button',
          offset: 4,
          length: 11,
          image: 'a',
          region: { box: { x: 0.125, y: 0.25, width: 0.125, height: 0.25 } },
          source: 'model',
        },
      ],
      dropped: 1,
      isRough: true,
    });
    assert.equal(events.at(-1)?.type, 'finish');
    assert.equal(
      (await run([answer], { names: () => ['gemini-2.5-pro'] })).regions?.isRough,
      undefined,
    );
  });

  it('is what came where it is of no such form, after one try to mend it', async () => {
    const { text, regions, asked } = await run(['A page.', 'Still a page.']);
    assert.equal(text, 'A page.');
    assert.equal(regions, undefined);
    assert.equal(asked.length, 2);
  });

  it('lies on the text that it names, where the reader found that', async () => {
    const box = { x: 0.125, y: 0.5, width: 0.0625, height: 0.03125 };
    const lines = [[{ text: 'Save', box }]];
    const quoted = answer.replace('Save button', 'button \\"Save\\"');
    const { regions } = await run([quoted], { linesOf: () => Promise.resolve(lines) });
    assert.deepEqual(regions?.regions[0]?.region, { box });
    assert.equal(regions.regions[0].source, 'reader');
    const failed = await run([answer], { linesOf: () => Promise.reject(new Error('broken')) });
    assert.equal(failed.regions?.regions[0]?.source, 'model');
  });

  it('is looked at a second time where that is wanted, enlarged, and pays for it', async () => {
    const { regions, asked, cuts, usage } = await run([answer, '{"box":[250,250,750,750]}'], {
      looksTwice: true,
    });
    assert.equal(asked.length, 2);
    assert.match(textIn(asked[1]?.messages[0] ?? assert.fail()), /"Save button"/);
    const [part] = cuts;
    assert.ok(part && part.width > 0.2 && part.width < 1);
    const region = regions?.regions[0]?.region;
    assert.ok(region && 'box' in region);
    assert.ok(Math.abs(region.box.width - part.width / 2) < 1e-9);
    assert.ok(Math.abs(region.box.x - part.x - part.width / 4) < 1e-9);
    assert.deepEqual(usage, { inputTokens: 200, outputTokens: 20 });
  });

  it('keeps its first places where the second look finds nothing or fails', async () => {
    for (const second of ['{"box":null}', 'no idea', new VisionError('rateLimited')]) {
      const { regions, text } = await run([answer, second], { looksTwice: true });
      const region = regions?.regions[0]?.region;
      assert.ok(region && 'box' in region && region.box.x === 0.125);
      assert.equal(text, 'The Save button is grey, the menu open.');
    }
  });
});
