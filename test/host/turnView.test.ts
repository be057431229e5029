import assert from 'node:assert/strict';
import type { Reply, Turn } from '../../src/core/conversation/turn';
import { VisionError } from '../../src/core/errors';
import type { Receipt } from '../../src/core/cost/receipt';
import type { DrawingLimit, Image } from '../../src/core/images/images';
import type { Finish } from '../../src/core/conversation/reply';
import { fileSize, imageFacts } from '../../src/host/images/imageFacts';
import { turnView, type TurnContext } from '../../src/host/panel/turnView';
import { actions } from './views';

const done: Reply = { text: 'A form.', state: 'done', by: { label: 'a model' } };

function viewOf(reply: Reply, context: Partial<TurnContext> = {}) {
  const question = { text: 'Describe', images: [], detail: 'auto' } as const;
  const turn: Turn = { id: 0, question, replies: [reply], shown: 0 };
  return turnView(turn, { actions, next: 'a model', ...context });
}

function notices(reply: Reply): [text: string, actions: string[]][] {
  return viewOf(reply).notices.map(({ text, actions }) => [
    text,
    actions.map(({ action }) => action),
  ]);
}

describe('a turn on screen', () => {
  it('has nothing below a reply that came to its end', () => {
    assert.deepEqual(notices({ ...done, finish: { reason: 'stop' } }), []);
  });

  it('has the places that its reply speaks of, where they can be on one image only', () => {
    const region = { box: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 } };
    const regions = [
      { text: 'a form', offset: 0, length: 6, region, source: 'azureVision' },
    ] as const;
    const on = (...images: string[]) =>
      viewOf({ ...done, regions }, { images: () => images }).regions;
    const place = { text: 'a form', offset: 0, length: 6, region };
    assert.deepEqual(on('one'), [{ ...place, image: 'one', source: 'Azure AI Vision' }]);
    assert.equal(on('one', 'two'), undefined);
    assert.equal(on(), undefined);
  });

  const ends: [Finish, RegExp, ...string[]][] = [
    [{ reason: 'length' }, /limit/, 'raiseLimit'],
    [{ reason: 'contentFilter', filters: [] }, /content filter/, 'retry'],
    [
      { reason: 'contentFilter', filters: [{ category: 'self_harm', severity: 'medium' }] },
      /content filter.*self harm \(medium\)/,
      'retry',
    ],
    [{ reason: 'other', name: 'tool_calls' }, /“tool_calls”/],
  ];
  for (const [finish, words, ...actions] of ends) {
    it(`tells that the reply ended for ${words.source}`, () => {
      const [first, ...others] = notices({ ...done, finish });
      assert.deepEqual(others, []);
      assert.match(first?.[0] ?? '', words);
      assert.match(first?.[0] ?? '', /\.$/);
      assert.deepEqual(first?.[1], actions);
    });
  }

  it('keeps what came before the content filter, where something came', () => {
    const finish: Finish = { reason: 'contentFilter', filters: [] };
    assert.match(notices({ ...done, finish })[0]?.[0] ?? '', /What had come is kept/);
    const [held] = notices({ ...done, text: '', finish })[0] ?? [];
    assert.match(held ?? '', /ended the reply\. Ask in other words, or use another image\.$/);
  });

  it('tells that it was stopped and keeps what came', () => {
    const view = viewOf({ ...done, state: 'stopped' });
    assert.equal(view.reply, 'A form.');
    assert.equal(view.running, false);
    assert.deepEqual(notices({ ...done, state: 'stopped' })[0]?.[1], ['retry']);
  });

  it('keeps what came of a reply that failed, and shows no notice beside the card', () => {
    const error = new VisionError('replyCut', { host: 'contoso.openai.azure.com' });
    const finish: Finish = { reason: 'length' };
    const view = viewOf({ ...done, state: 'failed', error, finish });
    assert.equal(view.reply, 'A form.');
    assert.deepEqual(view.notices, []);
    assert.match(view.error?.detail ?? '', /contoso/);
  });

  it('has no notice while it runs', () => {
    const reply: Reply = { ...done, state: 'running', finish: { reason: 'length' } };
    assert.equal(viewOf(reply).running, true);
    assert.deepEqual(notices(reply), []);
  });

  it('counts tokens in the manner of the language', () => {
    const usage = { inputTokens: 1105, outputTokens: 64 };
    assert.deepEqual(viewOf({ ...done, usage }).receipt?.summary, ['1,105 tokens in, 64 out']);
    assert.equal('receipt' in viewOf(done), false);
  });

  it('tells in its receipt, once, each limit of a drawing', () => {
    const remarks = (...limits: DrawingLimit[]): string => {
      const image = { name: 'flow.svg', limits };
      const receipt: Receipt = { host: 'h', detail: 'auto', images: [image, image], requests: 1 };
      return viewOf({ ...done, receipt }).receipt?.remarks.join('|') ?? '';
    };
    assert.match(remarks('html', 'style'), /^Text of flow\.svg that stands in HTML[^|]*$/);
    assert.match(remarks('style'), /^Some styles of flow\.svg are not known here[^|]*$/);
    assert.match(
      remarks('glyphs', 'outside'),
      /^Some letters of flow\.svg have no font[^|]*\|Pictures that flow\.svg takes from[^|]*$/,
    );
    assert.equal(remarks(), '');
  });

  it('shows what the feature adds after its own notices', () => {
    const insert = { action: 'insert', label: 'Insert' };
    const shorten = { action: 'shorten', label: 'Shorten' };
    const extras = () => ({
      notices: [{ text: 'Too long.', actions: [shorten] }],
      actions: [insert],
    });
    const view = viewOf({ ...done, finish: { reason: 'length' } }, { extras });
    assert.deepEqual(
      view.notices.map(({ actions }) => actions.map(({ label }) => label)),
      [['Raise the Limit and Continue'], ['Shorten']],
    );
    assert.deepEqual(view.actions, [insert]);
  });

  it('says who answered where another answers next, and which of several replies it is', () => {
    assert.equal('by' in viewOf(done), false);
    assert.equal(viewOf(done, { next: 'another' }).by, 'a model');
    const question = { text: 'Describe', images: [], detail: 'auto' } as const;
    const turn: Turn = { id: 0, question, replies: [done, { ...done, text: 'A page.' }], shown: 1 };
    const { reply, version } = turnView(turn, { actions });
    assert.deepEqual([reply, version], ['A page.', { index: 1, count: 2, label: 'Reply 2 of 2' }]);
  });

  it('has the name of the command that asked', () => {
    const question = { text: 'Describe', images: [], detail: 'auto' } as const;
    const turn: Turn = { id: 0, question, replies: [done], shown: 0 };
    assert.equal('command' in turnView(turn, { actions }), false);
    const asked = { ...turn, question: { ...question, command: 'Describe Image' } };
    const { command, prompt } = turnView(asked, { actions });
    assert.deepEqual([command, prompt], ['Describe Image', 'Describe']);
  });

  it('says before a reply of the offline reader, and of no other, what it is', () => {
    const by = { label: 'Offline text reader', isOffline: true };
    const view = viewOf({ ...done, by });
    assert.match(view.foreword?.text ?? '', /read on this computer and nothing was sent/);
    assert.deepEqual(
      view.foreword?.actions.map(({ action }) => action),
      ['addConnection'],
    );
    assert.deepEqual(view.notices, []);
    const added = viewOf({ ...done, by }, { offlineAction: 'retry' }).foreword;
    assert.deepEqual(
      added?.actions.map(({ action }) => action),
      ['retry'],
    );
    assert.equal('foreword' in viewOf({ ...done, by, state: 'running' }), false);
    assert.equal('foreword' in viewOf(done), false);
  });

  it('offers to go on with a reply that the closing of the window cut', () => {
    assert.deepEqual(notices({ ...done, state: 'interrupted' })[0]?.[1], ['continue', 'retry']);
    assert.deepEqual(notices({ ...done, text: '', state: 'interrupted' })[0]?.[1], ['retry']);
  });
});

describe('the facts of an image', () => {
  const sizes: [bytes: number, text: string][] = [
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1 KB'],
    [120_832, '118 KB'],
    [1_048_575, '1.0 MB'],
    [1_048_576, '1.0 MB'],
    [20 * 1_048_576, '20.0 MB'],
  ];
  for (const [bytes, text] of sizes) {
    it(`show ${bytes} bytes as ${text}`, () => {
      assert.equal(fileSize(bytes), text);
    });
  }

  it('are type, size in pixels and size in bytes', () => {
    const image: Image = {
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: new Uint8Array(2048),
      width: 1400,
      height: 900,
    };
    assert.equal(imageFacts(image), 'JPEG · 1400 × 900 · 2 KB');
    assert.equal(imageFacts({ ...image, type: 'image/svg+xml' }), 'SVG · 1400 × 900 · 2 KB');
  });
});
