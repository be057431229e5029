import assert from 'node:assert/strict';
import { Conversation } from '../../../src/core/conversation/conversation';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { structuredAnswer } from '../../../src/core/conversation/structured';
import { shownReply } from '../../../src/core/conversation/turn';
import { formatSession, parseSession } from '../../../src/host/conversation/sessionFile';

const schema = { name: 'x', schema: { type: 'object' } };
const text = (said: string): ReplyEvent => ({ type: 'text', text: said });
const stop: ReplyEvent = { type: 'finish', finish: { reason: 'stop' } };
const parse = (value: unknown): unknown => (value as { ok?: boolean }).ok && value;

/** A conversation whose requests are answered by these events each; the last one then hangs. */
async function asking(...replies: ReplyEvent[][]) {
  let hanging!: () => void;
  const hangs = new Promise<void>((resolve) => (hanging = resolve));
  const conversation = new Conversation(
    () => ({ system: '', detail: 'auto', maxOutputTokens: 9 }),
    (_, request, signal) =>
      structuredAnswer(
        async function* () {
          yield* replies.shift() ?? [];
          if (replies.length === 0) {
            hanging();
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          }
        },
        { ...request, schema },
        parse,
        signal,
      ),
    { turnChanged: () => undefined, textAdded: () => assert.fail('nothing is understood yet') },
  );
  const asked = conversation.ask({ text: 'Which texts?' });
  await hangs;
  return { conversation, asked, reply: () => conversation.turns.map(shownReply)[0] };
}

describe('what came of a structured reply', () => {
  it('is not shown while it may still be understood', async () => {
    const { reply } = await asking([text('{"texts": ["A lo')]);
    assert.deepEqual([reply()?.text, reply()?.state], ['', 'running']);
  });

  it('stays where it is stopped', async () => {
    const { conversation, asked, reply } = await asking([text('{"texts": '), text('["A lo')]);
    conversation.stop();
    await asked;
    assert.deepEqual(reply(), { text: '{"texts": ["A lo', state: 'stopped' });
  });

  it('stays where it is stopped while it is mended', async () => {
    const { conversation, asked, reply } = await asking(
      [text('A login form.'), stop],
      [text('{"')],
    );
    conversation.stop();
    await asked;
    assert.deepEqual(reply(), { text: 'A login form.', state: 'stopped' });
  });

  it('stays where the window closes', async () => {
    const { conversation } = await asking([text('{"texts": ["A lo')]);
    const { turns } = conversation;
    const kept = { id: 'a', title: '', changed: 0, images: [], turns, consent: { given: [] } };
    assert.deepEqual(parseSession(formatSession(kept))?.turns.map(shownReply), [
      { text: '{"texts": ["A lo', state: 'interrupted' },
    ]);
  });

  it('ends the wait for the next try', async () => {
    const waiting = { kind: 'rateLimited', until: 1 } as const;
    const { reply } = await asking([{ type: 'waiting', waiting }, text('{')]);
    assert.equal(reply()?.waiting, undefined);
  });
});
