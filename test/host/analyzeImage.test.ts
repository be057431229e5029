import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shownReply, type Turn } from '../../src/core/conversation/turn';
import { analyzeImage } from '../../src/features/analyzeImage';
import { loadImaging } from '../../src/host/chunks';
import { Drawings } from '../../src/host/conversation/drawings';
import { sendRequest } from '../../src/host/conversation/sending';
import { Session } from '../../src/host/conversation/session';
import { imageFacts } from '../../src/host/images/imageFacts';
import { readImage } from '../../src/host/images/imageFiles';
import { ImageStore } from '../../src/host/images/imageStore';
import { turnView } from '../../src/host/panel/turnView';
import { readSettings } from '../../src/host/settings';
import { startEmulator, type Emulator } from '../support/emulator';
import { useServices } from './services';
import { configure } from './sightline';
import { actions } from './views';

const visionKey = 'key-of-the-vision-resource';
const chatKey = 'key-of-the-chat-deployment';

describe('Find Text and Objects with Azure AI Vision', function () {
  this.timeout(60_000);
  const services = useServices();
  let vision: Emulator;
  let chat: Emulator;
  const hostOf = ({ url }: Emulator): string => new URL(url).host;

  before(async () => {
    const resource = { endpoint: 'https://unused.example', key: visionKey, deployments: [] };
    vision = await startEmulator({ kind: 'azure', key: 'another', vision: resource });
    chat = await startEmulator({ kind: 'azure', key: chatKey });
  });
  after(() => Promise.all([vision.close(), chat.close()]));

  beforeEach(async () => {
    [vision, chat].forEach((emulator) => {
      emulator.behave({});
      emulator.forget();
    });
    await services().keys.set(vision.url, visionKey);
    await services().keys.set(chat.url, chatKey);
    await configure({
      connections: [
        { name: 'chat', provider: 'azure', endpoint: chat.url, deployment: 'gpt-5.4' },
        {
          name: 'eyes',
          provider: 'azure',
          endpoint: chat.url,
          deployment: 'gpt-5.4',
          vision: { endpoint: vision.url },
        },
      ],
    });
  });

  const screenshot = (name: string): vscode.Uri =>
    vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail(), name);
  const dashboard = screenshot('screenshots/dashboard.png');
  const form = screenshot('screenshots/checkout-form.png');

  /** A conversation that the command has begun about these images, with what it was. */
  async function begun(...uris: vscode.Uri[]) {
    await analyzeImage(services(), uris[0], uris);
    const inquiry = services().inquiries.at(-1) ?? assert.fail('nothing was asked');
    const { jobs, log, connections } = services();
    const { answerer = () => assert.fail(), job = '', prompt: text, title } = inquiry;
    const registration = jobs.register(job, () => Promise.resolve({ answerer }));
    const images = new ImageStore(readImage);
    const ids = inquiry.addresses.map((address) => images.add(address));
    const drawings = new Drawings({ images, loadImaging, log });
    const session = new Session(
      {
        images,
        jobs,
        prepared: new WeakMap(),
        drawn: (image, signal) => drawings.drawn(image, signal),
        answerer: () => connections.answerer({ tries: 1 }),
        settings: readSettings,
        loadSending: () => Promise.resolve({ sendRequest }),
        factsOf: imageFacts,
        log,
      },
      { id: 's', title: 'S' },
    );
    const asked = { text, images: ids, job };
    const ended = session.begin({ title, asked, answerer: answerer() });
    const turn = (id: number): Turn => session.turns[id] ?? assert.fail('no such turn');
    const proposed = (id: number) =>
      new Promise<void>((resolve) => {
        const listener = session.listen({
          turnChanged: (changed) => {
            if (changed.id === id && shownReply(changed).proposal) {
              listener.dispose();
              resolve();
            }
          },
          textAdded: () => undefined,
          changed: () => undefined,
        });
      });
    return { inquiry, session, ids, ended, turn, proposed, dispose: () => registration.dispose() };
  }

  it('says what to do where no connection has a resource, and opens the settings', async () => {
    await configure({
      connections: [{ name: 'chat', provider: 'azure', endpoint: chat.url, deployment: 'x' }],
    });
    let opened = 0;
    services().actions.register('openSettings', {
      label: () => '',
      run: () => Promise.resolve(++opened > 0),
    });
    const done = analyzeImage(services(), dashboard);
    await services().quickInput.press('No connection has an Azure AI Vision', 'Open Settings');
    await done;
    assert.equal(opened, 1);
    assert.deepEqual(services().inquiries, []);
  });

  it('asks the resource with its own key, and says who answered and what was sent', async () => {
    const { inquiry, ended, turn, ids } = await begun(dashboard);
    assert.equal(inquiry.title, 'Text and objects: dashboard.png');
    await ended;
    const reply = shownReply(turn(0));
    assert.equal(reply.state, 'done', JSON.stringify(reply.error));
    assert.equal(reply.by?.label, `Azure AI Vision at ${hostOf(vision)}`);
    assert.equal(reply.by.connection, 'eyes');
    assert.equal(chat.requests.length, 0, 'no one else is asked');
    const [request, another] = vision.requests;
    assert.ok(request && another === undefined);
    assert.equal(request.headers['ocp-apim-subscription-key'], visionKey);
    assert.doesNotMatch(JSON.stringify(request.headers), new RegExp(chatKey));
    const { receipt, usage } = reply;
    assert.equal(receipt?.host, hostOf(vision));
    assert.equal(receipt.requests, 1);
    assert.equal(receipt.estimate ?? receipt.price ?? usage, undefined, 'it counts no tokens');
    const [sent] = request.images;
    const [line] = receipt.images;
    assert.deepEqual([line?.after?.width, line?.after?.height], [sent?.width, sent?.height]);
    assert.deepEqual(
      [line?.before?.width, line?.before?.height],
      [sent?.width, sent?.height],
      'all of its pixels are sent',
    );
    const view = turnView(turn(0), { actions, images: () => ids });
    assert.deepEqual(view.receipt?.facts, [{ label: 'Host', value: hostOf(vision) }]);
    assert.ok(view.regions?.every(({ source }) => source === 'Azure AI Vision'));
  });

  it('tells for each line, object and description where it stands in the reply', async () => {
    const { ended, turn, ids } = await begun(dashboard);
    await ended;
    const { text, regions = [] } = shownReply(turn(0));
    assert.match(text, /^### Text\n\n```text\nOpen \*daily\* from 9 to 5\n```\n\n### Objects\n\n/);
    assert.match(text, /\n- sign \(88 %\)\n/);
    assert.match(text, /### Descriptions\n\n- a screenshot of a computer \(85 %\)\n/);
    assert.deepEqual(
      regions.map(({ offset = -1, length = 0 }) => text.slice(offset, offset + length)),
      [
        'Open *daily* from 9 to 5',
        'sign',
        'a screenshot of a computer',
        String.raw`a close\-up of a sign`,
      ],
    );
    assert.deepEqual(
      regions.map(({ text: piece }) => piece),
      ['Open *daily* from 9 to 5', 'sign', 'a screenshot of a computer', 'a close-up of a sign'],
    );
    assert.ok(regions.every(({ image, source }) => image === ids[0] && source === 'imageAnalysis'));
    assert.deepEqual(regions[2]?.region, { box: { x: 0, y: 0, width: 1, height: 1 } });
  });

  it('answers about several images in one reply, one request for each, without asking', async () => {
    const { ended, turn, ids } = await begun(dashboard, form);
    await ended;
    const { text, regions = [], receipt, state } = shownReply(turn(0));
    assert.equal(state, 'done');
    assert.deepEqual([vision.requests.length, receipt?.requests], [2, 2]);
    assert.deepEqual(
      [...text.matchAll(/^## (.*)$/gm)].map(([, name]) => name),
      ['dashboard.png', String.raw`checkout\-form.png`],
    );
    const half = text.indexOf('## checkout');
    assert.equal(regions.length, 8);
    for (const { image, offset = -1, length = 0, text: piece } of regions) {
      assert.equal(image, offset < half ? ids[0] : ids[1]);
      assert.equal(text.slice(offset, offset + length).replaceAll('\\', ''), piece);
    }
  });

  it('hands a follow-up to the connection in use, once the user has agreed', async () => {
    const { session, ended, turn, proposed } = await begun(dashboard);
    await ended;
    const asking = proposed(1);
    const answered = session.ask({ text: 'What is the sign for?' });
    await asking;
    assert.equal(chat.requests.length, 0, 'another host gets nothing before that');
    assert.equal(shownReply(turn(1)).receipt?.host, hostOf(chat));
    session.decide('send');
    await answered;
    const reply = shownReply(turn(1));
    assert.equal(reply.state, 'done', JSON.stringify(reply.error));
    assert.equal(reply.by?.connection, 'chat');
    const [request] = chat.requests;
    assert.match(request?.body ?? '', /What is the sign for\?/);
    assert.match(request?.body ?? '', /Open \*daily\* from 9 to 5/, 'it knows what was found');
    assert.doesNotMatch(JSON.stringify(request), new RegExp(visionKey));
    assert.equal(vision.requests.length, 1);
  });

  it('is what a retry asks again, and keeps the reply so far', async () => {
    const { session, ended, turn, dispose } = await begun(dashboard);
    await ended;
    await session.retry(0);
    assert.deepEqual([vision.requests.length, chat.requests.length], [2, 0]);
    assert.deepEqual(
      turn(0).replies.map(({ by }) => by?.connection),
      ['eyes', 'eyes'],
    );
    dispose();
  });

  it('ends on the wire when it is stopped', async () => {
    vision.behave({ stream: 'stall' });
    const { session, ended, turn } = await begun(dashboard);
    const request = await vision.nextRequest();
    session.stop();
    await ended;
    await vision.closed(request);
    assert.equal(shownReply(turn(0)).state, 'stopped');
  });

  it('waits as long as the service says, and goes on by itself', async () => {
    vision.behave({ fail: { status: 429, retryAfter: '0', times: 1 } });
    const { ended, turn, session } = await begun(dashboard);
    const waits: string[] = [];
    session.listen({
      turnChanged: (changed) => waits.push(...(shownReply(changed).waiting?.kind ?? '').split(' ')),
      textAdded: () => undefined,
      changed: () => undefined,
    });
    await ended;
    assert.ok(waits.includes('rateLimited'));
    assert.equal(shownReply(turn(0)).state, 'done');
    assert.equal(vision.requests.length, 2);
  });

  it('tells a refused key as that of the resource, with the button that mends it', async () => {
    await services().keys.set(vision.url, 'wrong');
    const { ended, turn } = await begun(dashboard);
    await ended;
    const { error, state } = shownReply(turn(0));
    assert.deepEqual(
      [state, error?.kind, error?.details.host],
      ['failed', 'keyRefused', hostOf(vision)],
    );
    const view = turnView(turn(0), { actions });
    assert.equal(view.error?.title, 'The API key was refused');
    assert.equal(view.error.actions[0]?.action, 'setKey');
  });

  it('says so where the resource has no descriptions, or there is none at the address', async () => {
    const resource = { endpoint: 'https://unused.example', key: visionKey, deployments: [] };
    const bare = await startEmulator({
      kind: 'azure',
      vision: { ...resource, hasCaptions: false },
    });
    const other = await startEmulator({ kind: 'azure', key: visionKey });
    const texts: string[] = [];
    for (const { url } of [bare, other]) {
      await services().keys.set(url, visionKey);
      const eyes = { name: 'eyes', provider: 'azure', endpoint: chat.url, deployment: 'x' };
      await configure({ connections: [{ ...eyes, vision: { endpoint: url } }] });
      const { ended, turn } = await begun(dashboard);
      await ended;
      const { title } = turnView(turn(0), { actions }).error ?? {};
      texts.push(title ?? shownReply(turn(0)).text);
    }
    assert.match(texts[0] ?? '', /in a region of Azure that has no descriptions\.\n\n$/);
    assert.equal(texts[1], 'Azure AI Vision was not found');
    await Promise.all([bare.close(), other.close()]);
  });

  it('is a command, which opens a panel', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AZURE_OPENAI_ENDPOINT: vision.url,
      AZURE_OPENAI_API_KEY: visionKey,
    });
    try {
      await vscode.commands.executeCommand('sightline.analyzeImage', dashboard);
      const request = await vision.nextRequest();
      assert.equal(request.headers['ocp-apim-subscription-key'], visionKey);
      assert.match(request.path, /features=read,objects,denseCaptions$/);
      const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.map(({ label }) => label),
      );
      assert.ok(labels.includes('Text and objects: dashboard.png'), labels.join());
      assert.equal(chat.requests.length, 0);
    } finally {
      process.env = before;
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});
