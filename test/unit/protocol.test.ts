import assert from 'node:assert/strict';
import { parseHostMessage, parseWebviewMessage } from '../../src/protocol';

describe('messages from the webview', () => {
  const known: unknown[] = [
    { type: 'ready' },
    { type: 'stop' },
    { type: 'followUp', text: 'Why?' },
    { type: 'copy', turn: 0, form: 'markdown', text: 'A form.' },
    { type: 'copyCode', text: 'x' },
    { type: 'action', turn: 0, action: 'retry' },
    { type: 'action', turn: 0, action: 'send' },
    { type: 'action', turn: 0, action: 'cancel' },
  ];
  for (const message of known) {
    it(`takes ${JSON.stringify(message)}`, () =>
      assert.equal(parseWebviewMessage(message), message));
  }

  const unknown: unknown[] = [
    undefined,
    null,
    'ready',
    {},
    { type: 'constructor' },
    { type: '__proto__' },
    { type: 'followUp', text: '  ' },
    { type: 'followUp' },
    { type: 'copy', turn: '0', form: 'text', text: '' },
    { type: 'copy', turn: 0, form: 'html', text: '' },
    { type: 'action', turn: 0, action: 'workbench.action.quit' },
  ];
  for (const message of unknown) {
    it(`drops ${JSON.stringify(message)}`, () =>
      assert.equal(parseWebviewMessage(message), undefined));
  }
});

describe('messages from the host', () => {
  it('takes what it knows and drops the rest', () => {
    const text = { type: 'text', turn: 1, text: 'a' };
    assert.equal(parseHostMessage(text), text);
    const image = { type: 'image', id: 0, mediaType: 'image/png', bytes: new Uint8Array(1) };
    assert.equal(parseHostMessage(image), image);
    assert.equal(parseHostMessage({ ...image, bytes: 'AA==' }), undefined);
    assert.equal(parseHostMessage({ type: 'ready' }), undefined);
  });
});
