import assert from 'node:assert/strict';
import * as v from 'valibot';
import { Channel, type Answers } from '../../../src/protocol/channel';

const message = v.object({ type: v.literal('note'), text: v.string() });
type Message = v.InferOutput<typeof message>;

const calls = {
  double: { params: v.object({ of: v.number() }), result: v.number() },
} as const;

type Side = Channel<Message, Message, typeof calls, typeof calls>;

/** Two sides, each posting to the other as a webview does: later, and by value. */
function pair(answers: Answers<typeof calls>) {
  const notes: string[] = [];
  const unknown: string[] = [];
  const sides: Side[] = [];
  const side = (name: string, other: number): Side =>
    new Channel<Message, Message, typeof calls, typeof calls>({
      post: (value) => queueMicrotask(() => sides[other]?.receive(structuredClone(value))),
      received: message,
      onMessage: ({ text }) => notes.push(`${name}: ${text}`),
      asks: calls,
      asked: calls,
      answers,
      onUnknown: () => unknown.push(name),
    });
  const [a, b] = [side('a', 1), side('b', 0)];
  sides.push(a, b);
  return { a, b, notes, unknown };
}

const doubling = { double: ({ of }: { of: number }) => Promise.resolve(of * 2) };

describe('a channel', () => {
  it('passes messages on in both directions', async () => {
    const { a, b, notes } = pair(doubling);
    a.post({ type: 'note', text: 'to b' });
    b.post({ type: 'note', text: 'to a' });
    await Promise.resolve();
    assert.deepEqual(notes.sort(), ['a: to a', 'b: to b']);
  });

  it('answers requests, each with its own answer, in whatever order', async () => {
    const releases: (() => void)[] = [];
    const { a, b } = pair({
      double: ({ of }) => new Promise((resolve) => releases.push(() => resolve(of * 2))),
    });
    const asked = [
      a.ask('double', { of: 1 }),
      a.ask('double', { of: 2 }),
      b.ask('double', { of: 3 }),
    ];
    while (releases.length < asked.length) {
      await Promise.resolve();
    }
    releases.reverse().forEach((release) => release());
    assert.deepEqual(await Promise.all(asked), [2, 4, 6]);
  });

  it('passes failures on', async () => {
    const { a } = pair({ double: () => Promise.reject(new Error('too large')) });
    await assert.rejects(a.ask('double', { of: 1 }), /too large/);
  });

  it('refuses malformed requests and answers', async () => {
    const { a, unknown } = pair({ double: () => Promise.resolve('two' as unknown as number) });
    await assert.rejects(a.ask('double', { of: '1' as unknown as number }), /not understood/);
    assert.deepEqual(unknown, ['b']);
    await assert.rejects(a.ask('double', { of: 1 }), /not understood/);
    const other = a as unknown as { ask(name: string, params: unknown): Promise<unknown> };
    for (const name of ['constructor', '__proto__', 'toString']) {
      await assert.rejects(other.ask(name, { of: 1 }), /not understood/);
    }
  });

  it('drops what is no message, and answers to what was not asked', () => {
    const { a, notes, unknown } = pair(doubling);
    const strange: unknown[] = [
      undefined,
      'note',
      { type: 'note' },
      { type: 'result', id: 7, result: 4 },
      { type: 'call', id: 'x', name: 'double', params: { of: 1 } },
    ];
    strange.forEach((value) => a.receive(value));
    assert.deepEqual([notes, unknown.length], [[], strange.length]);
  });

  it('rejects what is pending when it is disposed of, and what comes after', async () => {
    const { a, b } = pair({ double: () => new Promise(() => undefined) });
    const asked = a.ask('double', { of: 1 });
    a.dispose();
    await assert.rejects(asked, /closed/);
    await assert.rejects(a.ask('double', { of: 1 }), /closed/);
    b.post({ type: 'note', text: 'late' });
  });
});
