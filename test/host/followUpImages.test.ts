import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { imagesIn } from '../../src/core/conversation/message';
import type { VisionRequest } from '../../src/core/conversation/request';
import { shownReply } from '../../src/core/conversation/turn';
import type { Recipient } from '../../src/core/connections/recipient';
import type { Decision } from '../../src/core/cost/receipt';
import { loadSending } from '../../src/host/chunks';
import { Additions } from '../../src/host/conversation/additions';
import { Session } from '../../src/host/conversation/session';
import { readImage } from '../../src/host/images/imageFiles';
import { ImageStore } from '../../src/host/images/imageStore';
import { readSettings } from '../../src/host/settings';
import { disposeImaging, inspectImage } from '../../src/imaging';
import { quietLog } from './quietLog';
import { useServices } from './services';
import { configure } from './sightline';

const contoso: Recipient = {
  host: 'contoso.openai.azure.com',
  deployment: 'vision',
  names: ['vision', 'gpt-4o'],
  isOpenAi: true,
  types: ['image/png', 'image/jpeg'],
  maxImages: 10,
};

/** From the question with its added image to what is sent. */
describe('the images of a follow-up', function () {
  this.timeout(60_000);
  const services = useServices();
  after(() => disposeImaging());

  const file = (name: string): vscode.Uri => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    return vscode.Uri.joinPath(folder, 'screenshots', name);
  };

  async function stage(change: Partial<Recipient> = {}, decisions: Decision[] = []) {
    const { jobs } = services();
    const images = new ImageStore(readImage);
    const requests: VisionRequest[] = [];
    let recipient = { ...contoso, ...change };
    const answerer = () =>
      Promise.resolve({
        label: 'eyes',
        tries: [],
        recipient: () => recipient,
        answer: async function* (request: VisionRequest) {
          requests.push(request);
          await Promise.resolve();
          yield { type: 'text', text: 'Seen.' } as const;
        },
      });
    const asked: Decision[] = [];
    const ports = {
      images,
      jobs,
      prepared: new WeakMap(),
      drawn: <T>(image: T) => Promise.resolve(image),
      answerer,
      decide: () => {
        const decision = decisions.shift();
        asked.push(decision);
        if (decision === undefined) {
          session.stop(); // As Cancel does.
        }
        return Promise.resolve(decision);
      },
      settings: readSettings,
      loadSending,
      factsOf: () => '',
      log: quietLog,
    };
    const session: Session = new Session(ports, { id: 's', title: 'S' });
    await session.begin({
      title: 'Describe',
      asked: { text: 'What?', images: [images.add(file('dashboard.png'))] },
      answerer: answerer(),
    });
    const [first] = session.turns.map(shownReply);
    assert.equal(first?.state, 'done', first?.error?.kind);
    const { signal } = new AbortController();
    const inspect = (name: string, bytes: Uint8Array) => inspectImage(name, bytes);
    const addressOf = (id: string) => vscode.Uri.file(`/pasted/${id}.png`);
    const additions = new Additions(
      session,
      { images, inspect, addressOf, pastedName: 'pasted' },
      signal,
    );
    const follow = async (text = 'And this?') => {
      await session.ask({ text, images: session.pending.take(session.pending.ids) });
      const turn = session.turns.at(-1);
      assert.ok(turn);
      return shownReply(turn);
    };
    return {
      session,
      images,
      requests,
      asked,
      additions,
      follow,
      use: (next: Partial<Recipient>) => (recipient = { ...recipient, ...next }),
    };
  }

  it('are made ready as the first ones are, stand on the receipt and in the estimate', async () => {
    const { additions, follow, requests, asked, session } = await stage();
    await additions.bytes('image.png', await readFile(file('phone.png').fsPath));
    await additions.files([file('login-mockup.webp')]);
    const { receipt } = await follow();
    assert.deepEqual(asked, []);
    assert.ok(receipt);
    assert.deepEqual(
      receipt.images.map(({ name, after }) => [name, after?.type]),
      [
        ['dashboard.png', 'image/png'],
        ['pasted.png', 'image/png'],
        // The server takes no WebP.
        ['login-mockup.webp', receipt.images[2]?.after?.type],
      ],
    );
    assert.notEqual(receipt.images[2]?.after?.type, 'image/webp');
    const [first] = session.turns.map(shownReply);
    const [one, three] = [first?.receipt?.estimate?.inputTokens, receipt.estimate?.inputTokens];
    assert.ok(one !== undefined && three !== undefined && three > 2 * one, `${one}, ${three}`);
    const messages = requests[1]?.messages ?? [];
    assert.deepEqual(
      messages.map((message) => imagesIn([message]).length),
      [1, 0, 2],
    );
  });

  it('are asked about where they make it dear, and nothing of them goes where that is declined', async () => {
    await configure({ confirmTokens: 1500 });
    const { additions, follow, requests, asked } = await stage({}, [undefined, 'send']);
    await additions.files([file('phone.png'), file('settings-dark.png')]);
    assert.equal((await follow()).state, 'declined');
    assert.equal(requests.length, 1);
    assert.equal((await follow('Only the first?')).state, 'done');
    assert.equal(imagesIn(requests[1]?.messages ?? []).length, 1);
    assert.deepEqual(asked, [undefined]);
  });

  it('are asked about where another server would get them', async () => {
    const { additions, follow, requests, asked, use } = await stage({}, [undefined, 'send']);
    use({ host: 'fabrikam.openai.azure.com' });
    await additions.files([file('phone.png')]);
    assert.equal((await follow()).state, 'declined');
    assert.equal(requests.length, 1);
    await additions.files([file('phone.png')]);
    assert.equal((await follow()).state, 'done');
    assert.deepEqual(asked, [undefined, 'send']);
    assert.equal(imagesIn(requests[1]?.messages ?? []).length, 2);
  });

  it('are spread over several requests where one may not carry all, once agreed to', async () => {
    const { additions, follow, requests, asked } = await stage({ maxImages: 2 }, ['send']);
    await additions.files([file('phone.png'), file('settings-dark.png')]);
    const { receipt, text } = await follow();
    assert.deepEqual(asked, ['send']);
    assert.equal(receipt?.requests, 2);
    assert.match(text, /### Images 1 to 2\n\nSeen\.\n\n### Image 3\n\nSeen\./);
    assert.deepEqual(
      requests.slice(1).map(({ messages }) => imagesIn(messages).map(({ name }) => name)),
      [['dashboard.png', 'phone.png'], ['settings-dark.png']],
    );
  });

  it('fail with their own question where they cannot be made ready, and leave later ones alone', async () => {
    const { additions, follow, requests } = await stage();
    const bytes = await readFile(file('phone.png').fsPath);
    // Whole by its structure, but its pixels are none.
    const start = bytes.indexOf('IDAT');
    const broken = new Uint8Array(bytes);
    broken.fill(7, start + 4, start + 2000);
    const { problems, ids } = await additions.bytes('broken.png', broken);
    assert.equal(problems.length + ids.length, 1);
    if (ids.length > 0) {
      const { state, error } = await follow();
      assert.equal(state, 'failed');
      assert.equal(error?.details.image, 'broken.png');
    }
    assert.equal((await follow('And without?')).state, 'done');
    assert.deepEqual(
      imagesIn(requests.at(-1)?.messages ?? []).map(({ name }) => name),
      ['dashboard.png'],
    );
  });

  it('go along where their file is gone since they were added', async () => {
    const { additions, follow, requests } = await stage();
    const copy = vscode.Uri.joinPath(file('phone.png'), '..', 'soon-gone.png');
    await vscode.workspace.fs.copy(file('phone.png'), copy, { overwrite: true });
    await additions.files([copy]);
    await vscode.workspace.fs.delete(copy);
    assert.equal((await follow()).state, 'done');
    assert.equal(imagesIn(requests[1]?.messages ?? [])[1]?.name, 'soon-gone.png');
  });

  it('are kept whole under hostile names', async () => {
    const { additions, images, session } = await stage();
    const bytes = await readFile(file('phone.png').fsPath);
    await additions.bytes(path.join('..', '..', 'etc', `\u202E${'x'.repeat(999)}`), bytes);
    const [id = ''] = session.pending.ids;
    assert.match(images.record(id)?.name ?? '', /^x{80}\.png$/);
  });
});
