import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ImageFile } from '../../src/core/images/images';
import type { Decision, Proposal, Receipt } from '../../src/core/cost/receipt';
import type { Recipient } from '../../src/core/connections/recipient';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import type { Question, VisionRequest } from '../../src/core/conversation/request';
import { Log } from '../../src/host/log';
import { sendImages, type Consent, type Sending } from '../../src/host/conversation/sending';
import { disposeImaging, inspectImage } from '../../src/imaging';
import { tallScreenshot } from '../support/tallScreenshot';

const question: Question = {
  system: 'Be brief.',
  exchanges: [{ role: 'user', text: 'What is this?' }],
  detail: 'auto',
  maxOutputTokens: 1000,
};

const recipient: Recipient = {
  host: 'contoso.openai.azure.com',
  deployment: 'vision',
  names: ['vision', 'gpt-4o'],
  isOpenAi: true,
  types: ['image/png', 'image/jpeg'],
  maxImages: 10,
};

interface Outcome {
  readonly requests: readonly VisionRequest[];
  readonly proposals: readonly Proposal[];
  readonly receipt: Receipt | undefined;
  readonly text: string;
  readonly usage: unknown;
  readonly finish: unknown;
}

describe('sending images', function () {
  this.timeout(60_000);
  let channel: vscode.LogOutputChannel;
  let dashboard: ImageFile;
  let editor: ImageFile;
  let tall: ImageFile;
  before(async () => {
    channel = vscode.window.createOutputChannel('Sending', { log: true });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const screenshot = async (name: string): Promise<ImageFile> =>
      inspectImage(name, await readFile(path.join(folder, 'screenshots', name)));
    dashboard = await screenshot('dashboard.png');
    editor = await screenshot('editor-dark@2x.png');
    tall = await inspectImage('tall.png', await tallScreenshot(5));
  });
  after(async () => {
    channel.dispose();
    await disposeImaging();
  });

  const send = async (
    files: readonly ImageFile[],
    change: {
      recipient?: Partial<Recipient>;
      settings?: Partial<Sending['settings']>;
      consent?: Consent;
      showFirst?: boolean;
      decisions?: Decision[];
      reply?: readonly ReplyEvent[];
    } = {},
  ): Promise<Outcome> => {
    const requests: VisionRequest[] = [];
    const proposals: Proposal[] = [];
    const events: ReplyEvent[] = [];
    const decisions = [...(change.decisions ?? [])];
    const reply = change.reply ?? [
      { type: 'model', name: 'gpt-4o-2024-11-20' },
      { type: 'text', text: 'Seen.' },
      { type: 'finish', finish: { reason: 'stop' } },
      { type: 'usage', usage: { inputTokens: 1120, outputTokens: 5 } },
    ];
    const sending: Sending = {
      answerer: {
        label: 'a model',
        tries: [],
        recipient: () => ({ ...recipient, ...change.recipient }),
        answer: async function* (request) {
          requests.push(request);
          await Promise.resolve();
          yield* reply;
        },
      },
      settings: { prices: {}, tallImages: 'ask', confirmTokens: 50_000, ...change.settings },
      consent: change.consent ?? {},
      showFirst: change.showFirst ?? false,
      decide: () => Promise.resolve(decisions.shift()),
      log: new Log(channel),
    };
    for await (const event of sendImages(files, question, sending, new AbortController().signal)) {
      events.push(event);
      if (event.type === 'proposal' && event.proposal) {
        proposals.push(event.proposal);
      }
    }
    const last = <Type extends ReplyEvent['type']>(type: Type) =>
      events.findLast((event): event is Extract<ReplyEvent, { type: Type }> => event.type === type);
    return {
      requests,
      proposals,
      receipt: last('receipt')?.receipt,
      text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
      usage: last('usage')?.usage,
      finish: last('finish')?.finish,
    };
  };

  it('fits them to the model, and tells what was sent and billed', async () => {
    const { requests, receipt, proposals } = await send([editor]);
    assert.deepEqual(proposals, []);
    const [image] = requests[0]?.images ?? [];
    assert.deepEqual([image?.type, image?.width, image?.height], ['image/png', 1248, 768]);
    const [line] = receipt?.images ?? [];
    assert.deepEqual([line?.before?.width, line?.after?.width], [2080, 1248]);
    assert.equal(line?.after?.bytes, image?.bytes.length);
    assert.equal(receipt?.estimate?.model, 'gpt-4o');
    assert.equal(receipt.estimate.inputTokens, 85 + 6 * 170 + 3 + 4);
    assert.deepEqual(receipt.price, { input: 2.5, output: 10 });
    assert.deepEqual(receipt.billed?.usage, { inputTokens: 1120, outputTokens: 5 });
    assert.equal(receipt.difference, undefined, 'it is within a fifth');
  });

  it('fits an unknown model to a box and estimates nothing elsewhere than at OpenAI', async () => {
    const { requests, receipt } = await send([dashboard], {
      recipient: { names: ['llava'], isOpenAi: false },
    });
    assert.equal(requests[0]?.images[0]?.bytes, dashboard.bytes, 'byte for byte');
    assert.deepEqual([receipt?.estimate, receipt?.price], [undefined, undefined]);
  });

  it('takes the user’s prices before the published ones', async () => {
    const prices = { vision: { input: 1, output: 2 }, broken: { input: 'x' } };
    const { receipt } = await send([dashboard], { settings: { prices } });
    assert.deepEqual(receipt?.price, { input: 1, output: 2 });
    const unknown = { names: ['mystery'], isOpenAi: true };
    const assumed = await send([dashboard], { recipient: unknown });
    assert.equal(assumed.receipt?.estimate?.isAssumed, true);
    assert.equal(assumed.receipt.price, undefined, 'nothing is shown where it is unknown');
  });

  it('explains a bill that is more than a fifth off', async () => {
    const usage = { type: 'usage', usage: { inputTokens: 37_000, outputTokens: 5 } } as const;
    const mini = { type: 'model', name: 'gpt-4o-mini-2024-07-18' } as const;
    const { receipt } = await send([dashboard], { reply: [mini, usage] });
    assert.deepEqual(receipt?.difference, { kind: 'otherModel', model: mini.name });
    const unknown = await send([dashboard], { reply: [usage] });
    assert.deepEqual(unknown.receipt?.difference, { kind: 'unknown' });
  });

  it('asks before it goes over the threshold, once, and sends nothing where declined', async () => {
    const settings = { confirmTokens: 1000 };
    const declined = await send([dashboard], { settings, decisions: [undefined] });
    assert.deepEqual(declined.proposals, [{ kind: 'send', parts: 1 }]);
    assert.deepEqual(declined.requests, []);
    const consent: Consent = {};
    const agreed = await send([dashboard], { settings, consent, decisions: ['send'] });
    assert.equal(agreed.requests.length, 1);
    const again = await send([dashboard], { settings, consent });
    assert.deepEqual([again.proposals.length, again.requests.length], [0, 1]);
  });

  it('shows the first receipt where the user wants it', async () => {
    const { proposals, requests } = await send([dashboard], {
      showFirst: true,
      decisions: ['send'],
    });
    assert.deepEqual([proposals.length, requests.length], [1, 1]);
  });

  it('splits what is more than one request takes, with one usage and one end', async () => {
    const many = Array.from({ length: 12 }, () => dashboard);
    const cut: ReplyEvent[] = [
      { type: 'text', text: 'Seen.' },
      { type: 'finish', finish: { reason: 'length' } },
      { type: 'usage', usage: { inputTokens: 11_000, outputTokens: 5 } },
    ];
    const outcome = await send(many, { decisions: ['send'], reply: cut });
    assert.deepEqual(outcome.proposals, [{ kind: 'split', parts: 12, most: 10 }]);
    assert.deepEqual(
      outcome.requests.map(({ images }) => images.length),
      [10, 2],
    );
    assert.equal(outcome.text, '### Images 1 to 10\n\nSeen.\n\n### Images 11 to 12\n\nSeen.');
    assert.deepEqual(outcome.usage, { inputTokens: 22_000, outputTokens: 10 });
    assert.deepEqual(outcome.finish, { reason: 'length' });
    assert.equal(outcome.receipt?.requests, 2);
    assert.equal(outcome.receipt.estimate?.inputTokens, 12 * 1105 + 2 * 7);
  });

  it('sends a tall image in parts always, never or as the user decides', async () => {
    const always = await send([tall], { settings: { tallImages: 'cut' } });
    assert.deepEqual(always.proposals, []);
    const parts = always.requests[0]?.images.length ?? 0;
    assert.ok(parts > 5);
    assert.match(always.requests[0]?.exchanges[0]?.text ?? '', /parts 1 to 9 of the 9 parts/);
    assert.deepEqual(always.receipt?.images[1]?.part, { index: 2, count: parts });
    const never = await send([tall], { settings: { tallImages: 'never' } });
    assert.deepEqual([never.proposals.length, never.requests[0]?.images.length], [0, 1]);
    const asked = await send([tall], { decisions: ['sendParts'] });
    assert.equal(asked.proposals[0]?.kind, 'parts');
    assert.equal(asked.proposals[0].parts, parts);
    assert.equal(asked.requests[0]?.images.length, parts);
    const whole = await send([tall], { decisions: ['sendWhole'] });
    assert.equal(whole.requests[0]?.images.length, 1);
  });

  const kinds = ({ proposals }: Outcome): string[] => proposals.map(({ kind }) => kind);

  it('asks again for another server or deployment', async () => {
    const consent: Consent = {};
    const ask = (change: Partial<Recipient>) =>
      send([dashboard], { recipient: change, consent, showFirst: true, decisions: ['send'] });
    assert.deepEqual(kinds(await ask({})), ['send']);
    assert.deepEqual(kinds(await ask({})), []);
    assert.deepEqual(kinds(await ask({ host: 'api.openai.com' })), ['send']);
    assert.deepEqual(kinds(await ask({})), ['send']);
    assert.deepEqual(kinds(await ask({ deployment: 'other' })), ['send']);
  });

  it('asks before each request with 0, whatever is known of the model', async () => {
    const consent: Consent = {};
    for (const names of [['llava'], ['llava'], ['gpt-4o']]) {
      const settings = { confirmTokens: 0 };
      const recipient = { names, isOpenAi: false };
      const change = { consent, settings, recipient, decisions: ['send'] as Decision[] };
      assert.deepEqual(kinds(await send([dashboard], change)), ['send']);
    }
  });

  it('asks before a request goes over the threshold that follows a smaller one', async () => {
    const consent: Consent = {};
    const first = { consent, showFirst: true, decisions: ['send'] as Decision[] };
    assert.deepEqual(kinds(await send([dashboard], first)), ['send']);
    const over = await send([dashboard], { consent, settings: { confirmTokens: 1000 } });
    assert.deepEqual(kinds(over), [], 'agreed to already');
    const larger = { consent, settings: { confirmTokens: 2000 } };
    assert.deepEqual(kinds(await send([dashboard, dashboard], larger)), ['send']);
  });

  it('asks about the split after a tall image is sent as a whole, and shows the parts', async () => {
    const many = [tall, ...Array.from({ length: 11 }, () => dashboard)];
    const whole = await send(many, { showFirst: true, decisions: ['sendWhole', 'send'] });
    assert.deepEqual(kinds(whole), ['parts', 'split']);
    assert.equal(whole.requests.length, 2);
    const parts = await send([tall], { showFirst: true, decisions: ['sendParts', 'send'] });
    assert.deepEqual(kinds(parts), ['parts', 'send']);
    assert.equal(parts.proposals[1]?.parts, parts.requests[0]?.images.length);
    const consent: Consent = {};
    await send([dashboard], { consent, showFirst: true, decisions: ['send'] });
    const offered = await send([tall], { consent, decisions: ['sendWhole'] });
    assert.deepEqual(kinds(offered), ['parts'], 'no answer to what was not asked');
  });

  it('counts the text of the question with the parts of a tall image', async () => {
    const change = { decisions: ['sendWhole'] as Decision[] };
    const [azure] = (await send([tall], change)).proposals;
    const recipient = { maxImages: Infinity };
    const [elsewhere] = (await send([tall], { ...change, recipient })).proposals;
    assert.equal(azure?.partsTokens, 9 * 765 + 7);
    assert.equal(elsewhere?.partsTokens, azure.partsTokens);
  });

  it('counts the cost by the model that the reply named', async () => {
    let asked = 0;
    const learning = {
      get names() {
        return asked++ < 1 ? ['gpt-4o'] : ['gpt-4o', 'gpt-4.1-2025-04-14'];
      },
    };
    const { receipt } = await send([dashboard], { recipient: learning });
    assert.deepEqual(receipt?.price, { input: 2, output: 8 });
  });
});
