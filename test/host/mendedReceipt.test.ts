import assert from 'node:assert/strict';
import { Conversation } from '../../src/core/conversation/conversation';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import type { Receipt } from '../../src/core/cost/receipt';
import { structuredReply } from '../../src/host/conversation/structuredReply';
import type { Structure } from '../../src/host/jobs';
import { turnView } from '../../src/host/panel/turnView';

const structure: Structure = {
  schema: { name: 'x', schema: { type: 'object' } },
  parse: (value) => value,
  format: () => 'Two texts.',
};
const receipt: Receipt = {
  host: 'contoso.openai.azure.com',
  detail: 'auto',
  images: [],
  requests: 1,
  estimate: { model: 'gpt-5.4', isAssumed: false, inputTokens: 1000 },
  price: { input: 1000, output: 2000 },
};

/** What a request yields whose reply is `text`. */
const reply = (text: string, inputTokens: number, outputTokens: number): ReplyEvent[] => {
  const usage = { inputTokens, outputTokens };
  return [
    { type: 'answerer', by: { label: 'eyes' } },
    { type: 'receipt', receipt },
    { type: 'text', text },
    { type: 'usage', usage },
    { type: 'receipt', receipt: { ...receipt, billed: { usage } } },
    { type: 'finish', finish: { reason: 'stop' } },
  ];
};

/** The receipt of a reply that came in these requests, as it is shown. */
async function shownReceipt(...replies: ReplyEvent[][]) {
  const conversation = new Conversation(
    () => ({ system: '', detail: 'auto', maxOutputTokens: 100 }),
    (_, request, signal) =>
      structuredReply(structure, request, signal, async function* () {
        await Promise.resolve();
        yield* replies.shift() ?? [];
      }),
    { turnChanged: () => undefined, textAdded: () => undefined },
  );
  await conversation.ask({ text: 'What is it?' });
  const [turn] = conversation.turns;
  assert.ok(turn);
  const view = turnView(turn, { actions: { label: () => undefined } });
  assert.equal(view.reply, 'Two texts.');
  return view.receipt;
}

describe('the receipt of a structured reply', () => {
  it('bills the one request', async () => {
    const shown = await shownReceipt(reply('{}', 1000, 10));
    assert.deepEqual(shown?.summary, ['1,000 tokens in, 10 out', '$1.02']);
    assert.deepEqual(shown.remarks, []);
  });

  it('bills both requests where it had to be mended, and says so', async () => {
    const shown = await shownReceipt(reply('Well,', 1000, 10), reply('{}', 1100, 20));
    assert.deepEqual(shown?.summary, ['2,100 tokens in, 30 out', '$2.16']);
    assert.match(shown.remarks.join(), /those of all requests for this reply/);
  });
});
