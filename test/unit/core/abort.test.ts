import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { untilAborted } from '../../../src/core/abort';

const pending = new Promise<never>(() => undefined);

describe('untilAborted', () => {
  it('settles as the promise does, and leaves no listener', async () => {
    const { signal } = new AbortController();
    assert.equal(await untilAborted(Promise.resolve(7), signal), 7);
    await assert.rejects(untilAborted(Promise.reject(new Error('no')), signal), /no/);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('rejects with the reason as soon as the signal aborts, whatever comes later', async () => {
    const abort = new AbortController();
    let fail: (reason: Error) => void = () => undefined;
    const late = new Promise<never>((_, reject) => (fail = reject));
    const result = untilAborted(late, abort.signal);
    const reason = new Error('left');
    abort.abort(reason);
    await assert.rejects(result, reason);
    fail(new Error('too late'));
    await assert.rejects(late);
    assert.deepEqual(getEventListeners(abort.signal, 'abort'), []);
  });

  it('rejects at once where the signal has aborted before', async () => {
    const signal = AbortSignal.abort(new Error('before'));
    await assert.rejects(untilAborted(pending, signal), /before/);
    await assert.rejects(untilAborted(Promise.resolve(1), signal), /before/);
  });
});
