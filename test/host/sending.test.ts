import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { VisionError } from '../../src/core/errors';
import type { ImageFile } from '../../src/core/images/images';
import type { Decision, Proposal, Receipt } from '../../src/core/cost/receipt';
import type { Recipient } from '../../src/core/connections/recipient';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import { imagesIn, textIn, userMessage } from '../../src/core/conversation/message';
import type { VisionRequest } from '../../src/core/conversation/request';
import { Log } from '../../src/host/log';
import { sendRequest, type Consent, type Sending } from '../../src/host/conversation/sending';
import { disposeImaging, inspectImage } from '../../src/imaging';
import { tallScreenshot } from '../support/tallScreenshot';
import { useServices } from './services';
import { configure } from './sightline';

const requestAbout = (files: readonly ImageFile[]): VisionRequest<ImageFile> => ({
  system: 'Be brief.',
  messages: [userMessage('What is this?', files)],
  detail: 'auto',
  maxOutputTokens: 1000,
});

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
  readonly regions: unknown;
}

/** What a conversation keeps of what the user agreed to. */
interface Memory {
  consent: Consent;
}

const countIn = ({ requests: [first] }: Outcome): number => imagesIn(first?.messages ?? []).length;

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
      memory?: Memory;
      decisions?: Decision[];
      reply?: readonly ReplyEvent[];
      checkAccess?: () => Promise<void>;
    } = {},
  ): Promise<Outcome> => {
    const requests: VisionRequest[] = [];
    const proposals: Proposal[] = [];
    const events: ReplyEvent[] = [];
    const decisions = [...(change.decisions ?? [])];
    const memory = change.memory ?? { consent: { given: [] } };
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
        ...(change.checkAccess && { checkAccess: change.checkAccess }),
        recipient: () => ({ ...recipient, ...change.recipient }),
        answer: async function* (request) {
          requests.push(request);
          await Promise.resolve();
          yield* reply;
        },
      },
      settings: { prices: {}, tallImages: 'ask', confirmTokens: 50_000, ...change.settings },
      consent: memory.consent,
      agreedTo: (consent) => (memory.consent = consent),
      prepared: new WeakMap(),
      drawn: (image) => Promise.resolve(image),
      downloaded: () => assert.fail('nothing is at a URL'),
      decide: () => Promise.resolve(decisions.shift()),
      log: new Log(channel),
    };
    const { signal } = new AbortController();
    for await (const event of sendRequest(requestAbout(files), sending, signal)) {
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
      regions: last('regions')?.regions,
    };
  };

  it('fits them to the model, and tells what was sent and billed', async () => {
    const { requests, receipt, proposals } = await send([editor]);
    assert.deepEqual(proposals, []);
    const [image] = imagesIn(requests[0]?.messages ?? []);
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
    assert.equal(imagesIn(requests[0]?.messages ?? [])[0]?.bytes, dashboard.bytes, 'byte for byte');
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
    const memory: Memory = { consent: { given: [] } };
    const agreed = await send([dashboard], { settings, memory, decisions: ['send'] });
    assert.equal(agreed.requests.length, 1);
    const again = await send([dashboard], { settings, memory });
    assert.deepEqual([again.proposals.length, again.requests.length], [0, 1]);
  });

  it('asks nothing about what could not be sent anyway', async () => {
    const checkAccess = () => Promise.reject(new VisionError('keyMissing'));
    // Whoever is asked here declines, which is no failure.
    const change = { settings: { confirmTokens: 0 }, checkAccess };
    await assert.rejects(send([dashboard], change), { kind: 'keyMissing' });
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
      outcome.requests.map(({ messages }) => imagesIn(messages).length),
      [10, 2],
    );
    assert.equal(outcome.text, '### Images 1 to 10\n\nSeen.\n\n### Images 11 to 12\n\nSeen.');
    assert.deepEqual(outcome.usage, { inputTokens: 22_000, outputTokens: 10 });
    assert.deepEqual(outcome.finish, { reason: 'length' });
    assert.equal(outcome.receipt?.requests, 2);
    assert.equal(outcome.receipt.estimate?.inputTokens, 12 * 1105 + 2 * 7);
  });

  it('passes on the regions of a reply, but of several requests none: the picture is not known', async () => {
    const region = { box: { x: 0, y: 0, width: 0.5, height: 0.5 } };
    const regions = [
      { text: 'seen', offset: 0, length: 4, region, source: 'azureVision' },
    ] as const;
    const reply: ReplyEvent[] = [
      { type: 'text', text: 'Seen.' },
      { type: 'regions', regions },
      { type: 'finish', finish: { reason: 'stop' } },
    ];
    assert.deepEqual((await send([dashboard], { reply })).regions, regions);
    const many = Array.from({ length: 11 }, () => dashboard);
    const outcome = await send(many, { decisions: ['send'], reply });
    assert.equal(outcome.requests.length, 2);
    assert.equal(outcome.regions, undefined);
  });

  it('sends a tall image in parts always, never or as the user decides', async () => {
    const always = await send([tall], { settings: { tallImages: 'cut' } });
    assert.deepEqual(always.proposals, []);
    const parts = countIn(always);
    assert.ok(parts > 5);
    assert.match(
      (always.requests[0]?.messages ?? []).map(textIn).join(),
      /parts 1 to 9 of the 9 parts/,
    );
    assert.deepEqual(always.receipt?.images[1]?.part, { index: 2, count: parts });
    const never = await send([tall], { settings: { tallImages: 'never' } });
    assert.deepEqual([never.proposals.length, countIn(never)], [0, 1]);
    const asked = await send([tall], { decisions: ['sendParts'] });
    assert.equal(asked.proposals[0]?.kind, 'parts');
    assert.equal(asked.proposals[0].parts, parts);
    assert.equal(countIn(asked), parts);
    const whole = await send([tall], { decisions: ['sendWhole'] });
    assert.equal(countIn(whole), 1);
  });

  const kinds = ({ proposals }: Outcome): string[] => proposals.map(({ kind }) => kind);

  it('asks before what was said goes to another server, not to another deployment of the same', async () => {
    const memory: Memory = { consent: { given: [] } };
    const ask = (change: Partial<Recipient>, ...decisions: Decision[]) =>
      send([dashboard], { recipient: change, memory, decisions });
    assert.deepEqual(kinds(await ask({})), [], 'the command is agreement enough');
    const declined = await ask({ host: 'api.openai.com' }, undefined);
    assert.deepEqual([kinds(declined), declined.requests], [['send'], []]);
    assert.deepEqual(kinds(await ask({ host: 'api.openai.com' }, 'send')), ['send']);
    assert.deepEqual(kinds(await ask({ host: 'api.openai.com' })), []);
    assert.deepEqual(kinds(await ask({})), []);
    assert.deepEqual(kinds(await ask({ deployment: 'other' })), []);
    assert.deepEqual(kinds(await ask({ host: 'contoso.openai.azure.com:8443' })), ['send']);
  });

  it('asks about much for each deployment, whose price may be another', async () => {
    const memory: Memory = { consent: { given: [] } };
    const settings = { confirmTokens: 1000 };
    const ask = (deployment: string) =>
      send([dashboard], { memory, settings, recipient: { deployment }, decisions: ['send'] });
    for (const [deployment, asked] of [
      ['vision', ['send']],
      ['vision', []],
      ['large', ['send']],
      ['large', []],
    ] as const) {
      assert.deepEqual(kinds(await ask(deployment)), asked);
    }
  });

  it('asks before each request with 0, whatever is known of the model', async () => {
    const memory: Memory = { consent: { given: [] } };
    for (const names of [['llava'], ['llava'], ['gpt-4o']]) {
      const settings = { confirmTokens: 0 };
      const recipient = { names, isOpenAi: false };
      const change = { memory, settings, recipient, decisions: ['send'] as Decision[] };
      assert.deepEqual(kinds(await send([dashboard], change)), ['send']);
    }
  });

  it('takes twice of what was agreed to for agreed to, and asks about more', async () => {
    const memory: Memory = { consent: { given: [] } };
    const settings = { confirmTokens: 1000 };
    const first = { memory, settings, decisions: ['send'] as Decision[] };
    assert.deepEqual(kinds(await send([dashboard], first)), ['send']);
    assert.deepEqual(kinds(await send([dashboard], { memory, settings })), []);
    const three = Array.from({ length: 3 }, () => dashboard);
    assert.deepEqual(kinds(await send(three, first)), ['send']);
  });

  it('says before it sends, once, what of a drawing is not seen', async () => {
    const memory: Memory = { consent: { given: [] } };
    const drawing: ImageFile = { ...dashboard, limits: ['html'] };
    const first = await send([drawing], { memory, decisions: ['send'] });
    assert.deepEqual(kinds(first), ['send']);
    assert.deepEqual(first.receipt?.images[0]?.limits, ['html']);
    assert.deepEqual(kinds(await send([drawing], { memory })), []);
  });

  it('asks about each question that goes out in several requests', async () => {
    const memory: Memory = { consent: { given: [] } };
    const many = Array.from({ length: 12 }, () => dashboard);
    const change = { memory, decisions: ['send'] as Decision[] };
    assert.deepEqual(kinds(await send(many, change)), ['split']);
    assert.deepEqual(kinds(await send(many, change)), ['split']);
  });

  it('asks about the split after a tall image is sent as a whole, and shows the parts', async () => {
    const many = [tall, ...Array.from({ length: 11 }, () => dashboard)];
    const whole = await send(many, { decisions: ['sendWhole', 'send'] });
    assert.deepEqual(kinds(whole), ['parts', 'split']);
    assert.equal(whole.requests.length, 2);
    const parts = await send([tall], { decisions: ['sendParts'] });
    assert.deepEqual(kinds(parts), ['parts']);
    assert.equal(parts.proposals[0]?.parts, countIn(parts));
    const memory: Memory = { consent: { given: [] } };
    await send([dashboard], { memory });
    const offered = await send([tall], { memory, decisions: ['sendWhole'] });
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

describe('a connection that answers', () => {
  const services = useServices();

  it('tells before anything is sent that its key is missing', async () => {
    const endpoint = 'https://contoso.openai.azure.com';
    const work = { name: 'work', provider: 'azure', endpoint, deployment: 'vision' };
    await configure({ connections: [work] });
    const { connections, keys } = services();
    const { checkAccess } = await connections.answerer();
    assert.ok(checkAccess);
    await assert.rejects(checkAccess(), { kind: 'keyMissing' });
    await keys.set(endpoint, 'key-of-the-resource');
    const again = await connections.answerer();
    await again.checkAccess?.();
  });

  it('tells that the key of its vision resource is missing, where that is used', async () => {
    const endpoint = 'https://contoso.openai.azure.com';
    const vision = { endpoint: 'https://sight.cognitiveservices.azure.com' };
    const work = { name: 'work', provider: 'azure', endpoint, deployment: 'vision', vision };
    const { connections, keys } = services();
    await keys.set(endpoint, 'key-of-the-resource');
    await configure({ connections: [work] });
    await (await connections.answerer()).checkAccess?.();
    await configure({ connections: [{ ...work, apiVersion: '2023-12-01-preview' }] });
    const { checkAccess } = await connections.answerer();
    assert.ok(checkAccess);
    await assert.rejects(checkAccess(), {
      kind: 'keyMissing',
      details: { host: 'sight.cognitiveservices.azure.com', deployment: 'vision' },
    });
    await keys.set(vision.endpoint, 'key-of-the-vision-resource');
    await (await connections.answerer()).checkAccess?.();
  });
});
