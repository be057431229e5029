import assert from 'node:assert/strict';
import type { Turn } from '../../src/core/conversation/conversation';
import { VisionError } from '../../src/core/errors';
import type { Image } from '../../src/core/images/images';
import type { Finish } from '../../src/core/conversation/reply';
import { fileSize, imageFacts } from '../../src/host/images/imageFacts';
import { noExtras, notice, turnView } from '../../src/host/panel/turnView';
import type { PanelAction } from '../../src/protocol';

const done: Turn = { id: 0, prompt: 'Describe', detail: 'auto', reply: 'A form.', state: 'done' };

function notices(turn: Turn): [text: string, actions: PanelAction[]][] {
  return turnView(turn, noExtras).notices.map(({ text, actions }) => [
    text,
    actions.map(({ action }) => action),
  ]);
}

describe('a turn on screen', () => {
  it('has nothing below a reply that came to its end', () => {
    assert.deepEqual(notices({ ...done, finish: { reason: 'stop' } }), []);
  });

  const ends: [Finish, RegExp, ...PanelAction[]][] = [
    [{ reason: 'length' }, /limit/, 'continue'],
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
    const [held] = notices({ ...done, reply: '', finish })[0] ?? [];
    assert.match(held ?? '', /ended the reply\. Ask in other words, or use another image\.$/);
  });

  it('tells that it was stopped and keeps what came', () => {
    const view = turnView({ ...done, state: 'stopped' }, noExtras);
    assert.equal(view.reply, 'A form.');
    assert.equal(view.running, false);
    assert.deepEqual(notices({ ...done, state: 'stopped' })[0]?.[1], ['retry']);
  });

  it('keeps what came of a reply that failed, and shows no notice beside the card', () => {
    const error = new VisionError('replyCut', { host: 'contoso.openai.azure.com' });
    const finish: Finish = { reason: 'length' };
    const view = turnView({ ...done, state: 'failed', error, finish }, noExtras);
    assert.equal(view.reply, 'A form.');
    assert.deepEqual(view.notices, []);
    assert.match(view.error?.detail ?? '', /contoso/);
  });

  it('has no notice while it runs', () => {
    const turn: Turn = { ...done, state: 'running', finish: { reason: 'length' } };
    assert.equal(turnView(turn, noExtras).running, true);
    assert.deepEqual(notices(turn), []);
  });

  it('counts tokens in the manner of the language', () => {
    const usage = { inputTokens: 1105, outputTokens: 64 };
    assert.deepEqual(turnView({ ...done, usage }, noExtras).receipt?.summary, [
      '1,105 tokens in, 64 out',
    ]);
    assert.equal('receipt' in turnView(done, noExtras), false);
  });

  it('shows what the feature adds after its own notices', () => {
    const view = turnView(
      { ...done, finish: { reason: 'length' } },
      { notices: [notice('Too long.', 'shorten')], actions: ['insert'] },
    );
    assert.deepEqual(
      view.notices.map(({ actions }) => actions.map(({ label }) => label)),
      [['Raise the Limit and Continue'], ['Shorten']],
    );
    assert.deepEqual(view.actions, [{ action: 'insert', label: 'Insert' }]);
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
