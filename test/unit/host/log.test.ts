import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { Conversation } from '../../../src/core/conversation/conversation';
import { shownReply } from '../../../src/core/conversation/turn';
import { VisionError } from '../../../src/core/errors';
import { Log } from '../../../src/host/log';

/** A log whose lines are kept; an error as it was given. */
function logging() {
  const lines: [level: string, what: unknown][] = [];
  const at = (level: string) => (what: unknown) => void lines.push([level, what]);
  const channel = { info: at('info'), warn: at('warn'), error: at('error') };
  return { lines, log: new Log(channel as unknown as LogOutputChannel) };
}

describe('the log', () => {
  it('has the cause of an error that nobody foresaw', async () => {
    for (const thrown of [new TypeError('x is not a function'), new RangeError('Invalid count')]) {
      const conversation = new Conversation(
        () => ({ system: '', detail: 'auto', maxOutputTokens: 9 }),
        // eslint-disable-next-line require-yield
        async function* () {
          await Promise.resolve();
          throw thrown;
        },
        { turnChanged: () => undefined, textAdded: () => undefined },
      );
      await conversation.ask({ text: 'What is it?' });
      const { log, lines } = logging();
      conversation.turns.map(shownReply).forEach((reply) => log.turn(reply));
      assert.deepEqual(lines, [['error', thrown]]);
    }
  });

  it('has a failure that was foreseen by its kind, without words of the server', () => {
    const { log, lines } = logging();
    log.turn({ error: new VisionError('rateLimited', { serverMessage: 'Your prompt “x”' }) });
    assert.deepEqual(lines, [['warn', 'Failed: rateLimited']]);
  });
});
