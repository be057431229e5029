import assert from 'node:assert/strict';
import { isVisionError } from '../../../src/core/errors';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { chatAnswer } from '../../../src/providers';
import { brokenStreams } from './brokenStreams';
import { streamOddities, type Oddity } from './streamOddities';
import { azureConnection, networkWith, requestWith, singleTry, textOf } from './support';

const never = new AbortController().signal;

/** Pieces of so many bytes: of one, each character and each CR LF is cut in its middle. */
const pieceLengths = [1, 7, Infinity];

const all = [...streamOddities, ...brokenStreams];

describe('a stream that is odd', () => {
  it('is tried in many ways', () => assert.ok(all.length >= 80));

  for (const oddity of all) {
    it(`${oddity.end === 'stop' ? 'is read' : `is ${oddity.end}`}: ${oddity.what}`, async () => {
      const bytes = new TextEncoder().encode(oddity.body);
      for (const length of pieceLengths.filter((each) => bytes.length / each < 10_000)) {
        const { text, end, tokens } = await outcomeOf(oddity, bytes, length);
        assert.equal(text, oddity.text);
        assert.equal(end, oddity.end);
        assert.deepEqual(tokens, oddity.tokens);
      }
    });
  }
});

/** Reads a body that comes in pieces of so many bytes. */
async function outcomeOf({ type }: Oddity, bytes: Uint8Array<ArrayBuffer>, length: number) {
  let start = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (start >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.subarray(start, start + length));
      start += length;
    },
  });
  const headers = { 'content-type': type ?? 'text/event-stream' };
  const fetch = () => Promise.resolve(new Response(body, { headers }));
  const answer = chatAnswer(azureConnection(), networkWith({}, fetch), singleTry);
  const events: ReplyEvent[] = [];
  let failure: string | undefined;
  try {
    for await (const event of answer(requestWith(0), never)) {
      events.push(event);
    }
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    failure = error.kind;
  }
  const ends = events.flatMap((event) => (event.type === 'finish' ? [event.finish.reason] : []));
  const counts = events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
  assert.ok(ends.length <= 1 && counts.length <= 1, 'the end and the tokens come once');
  const [usage] = counts;
  return {
    text: textOf(events),
    end: failure ?? ends[0],
    tokens: usage && [usage.inputTokens, usage.outputTokens],
  };
}
