import assert from 'node:assert/strict';
import { is } from 'valibot';
import { hostMessage, pageMessage } from '../../../src/protocol/conversation';

describe('messages of a page', () => {
  const known: unknown[] = [
    { type: 'ready' },
    { type: 'stop' },
    { type: 'followUp', text: 'Why?' },
    { type: 'followUp', text: 'Why?', detail: 'high' },
    { type: 'copy', turn: 0, form: 'markdown', text: 'A form.' },
    { type: 'copyCode', text: 'x' },
    { type: 'version', turn: 1, reply: 0 },
    { type: 'action', turn: 0, action: 'retry' },
    { type: 'action', turn: 0, action: 'insert', item: { id: 'a', text: 'A form.' } },
  ];
  for (const message of known) {
    it(`are taken: ${JSON.stringify(message)}`, () => assert.ok(is(pageMessage, message)));
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
    { type: 'followUp', text: 'Why?', detail: 'original' },
    { type: 'copy', turn: '0', form: 'text', text: '' },
    { type: 'copy', turn: 0, form: 'html', text: '' },
    ...[-1, NaN, Infinity, 0.5, '1', null].flatMap((turn) => [
      { type: 'action', turn, action: 'retry' },
      { type: 'copy', turn, form: 'text', text: '' },
      { type: 'version', turn, reply: 0 },
      { type: 'version', turn: 0, reply: turn },
    ]),
    { type: 'action', turn: 0, action: 1 },
    { type: 'action', turn: 0, action: 'insert', item: { id: 0, text: 'A form.' } },
  ];
  for (const message of unknown) {
    it(`are dropped: ${JSON.stringify(message)}`, () => assert.ok(!is(pageMessage, message)));
  }
});

describe('messages of the host', () => {
  it('are told from those of others', () => {
    assert.ok(is(hostMessage, { type: 'text', turn: 1, text: 'a' }));
    assert.ok(!is(hostMessage, { type: 'ready' }));
    assert.ok(!is(hostMessage, { source: 'react-devtools' }));
  });
});
