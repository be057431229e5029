import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { textIn } from '../../src/core/conversation/message';
import type { ReplyEvent } from '../../src/core/conversation/reply';
import type { VisionRequest } from '../../src/core/conversation/request';
import { shownReply, type Reply, type Turn } from '../../src/core/conversation/turn';
import { VisionError } from '../../src/core/errors';
import { altTextJob } from '../../src/features/generateAltText/job';
import type { ActionTarget } from '../../src/host/actions';
import { loadImaging } from '../../src/host/chunks';
import { NextAnswererWatch } from '../../src/host/connections/nextAnswerer';
import { ConversationPanel } from '../../src/host/conversation/conversationPanel';
import { Drawings } from '../../src/host/conversation/drawings';
import { Session } from '../../src/host/conversation/session';
import { ImageStore } from '../../src/host/images/imageStore';
import type { Settings } from '../../src/host/settings';
import type { HostMessage } from '../../src/protocol/conversation';
import { until } from '../support/editor/until';
import { pictures } from './noPictures';
import { useServices } from './services';

/** A panel without an editor: what the page posts and what is posted to it. */
function fakePanel() {
  const posted: HostMessage[] = [];
  let receive: ((message: unknown) => void) | undefined;
  const nothing = () => new vscode.Disposable(() => undefined);
  const webview = {
    cspSource: 'x',
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: (listener: (message: unknown) => void) => {
      receive = listener;
      return nothing();
    },
    postMessage: (message: HostMessage) => Promise.resolve(posted.push(message) > 0),
  };
  const panel = {
    webview,
    visible: true,
    active: true,
    onDidChangeViewState: nothing,
    onDidDispose: nothing,
  };
  return {
    panel: panel as unknown as vscode.WebviewPanel,
    posted,
    post: (message: unknown) => receive?.(message),
  };
}

const failed: Reply = {
  text: '',
  state: 'failed',
  by: { label: 'eyes', connection: 'work' },
  error: new VisionError('keyRefused', { host: 'a.example' }),
};
const cut: Reply = { text: 'Half', state: 'done', finish: { reason: 'length' } };
const whole: Reply = { text: 'A form.', state: 'done', finish: { reason: 'stop' } };
const settings = { systemPrompt: '', replyLanguage: 'auto', maxOutputTokens: 100 } as Settings;

describe('a conversation’s panel', () => {
  const services = useServices();

  /** A conversation of these replies, whose requests are answered by `answer`, with its panel. */
  function shown(replies: readonly Reply[], answer: readonly ReplyEvent[], job?: string) {
    const { jobs, actions, log, connections } = services();
    const requests: VisionRequest<unknown>[] = [];
    const images = new ImageStore(() =>
      Promise.resolve({ name: 'a.png', url: 'https://a.example/a.png' }),
    );
    images.restore({ id: 'a', address: vscode.Uri.file('/a.png') });
    const ports = {
      images,
      jobs,
      prepared: new WeakMap(),
      answerer: () => Promise.resolve({ label: 'eyes', answer: () => assert.fail(), tries: [] }),
      settings: () => settings,
      loadSending: () =>
        Promise.resolve({
          async *sendRequest(request: VisionRequest<unknown>, _: unknown, signal: AbortSignal) {
            requests.push(request);
            await Promise.resolve();
            yield* answer;
            if (answer.at(-1)?.type === 'proposal') {
              await new Promise((resolve) => signal.addEventListener('abort', resolve));
            }
          },
        }),
      factsOf: () => '',
      log,
    };
    const turns = replies.map((reply, id): Turn => ({
      id,
      ...(id === 0 && job !== undefined && { job }),
      question: { text: `Question ${id}`, images: ['a'], detail: 'auto', startsAnew: true },
      replies: [reply],
      shown: 0,
    }));
    const drawings = new Drawings({ images, loadImaging, log });
    const drawn: Drawings['drawn'] = (image, signal) => drawings.drawn(image, signal);
    const session = new Session({ ...ports, drawn }, { id: 's', title: 'S', turns });
    const { panel, posted, post } = fakePanel();
    const extensionUri = vscode.Uri.file('/extension');
    const next = new NextAnswererWatch(connections);
    const all = { ...pictures, extensionUri, images, jobs, actions, next, log };
    const shows = new ConversationPanel(panel, session, drawings, all, () => undefined);
    post({ type: 'ready' });
    const ended = (id: number) =>
      new Promise<Reply>((resolve) => {
        session.listen({
          turnChanged: (turn) => {
            const reply = shownReply(turn);
            if (turn.id === id && reply.state !== 'running') {
              resolve(reply);
            }
          },
          textAdded: () => undefined,
          changed: () => undefined,
        });
      });
    return { session, requests, posted, post, ended, shows };
  }

  it('mends the turn whose button was pressed, and asks its question again', async () => {
    for (const pressed of [0, 1]) {
      const targets: ActionTarget[] = [];
      const registered = services().actions.register('setKey', {
        label: () => 'Set API Key…',
        run: (target) => Promise.resolve(targets.push(target) > 0),
      });
      const replies = [failed, { ...failed, by: { label: 'b', connection: 'other' } }, failed];
      const { session, requests, post, ended } = shown(replies, [{ type: 'text', text: 'Seen.' }]);
      const end = ended(pressed);
      post({ type: 'action', turn: pressed, action: 'setKey' });
      assert.equal((await end).text, 'Seen.');
      assert.deepEqual(
        requests.map(({ messages }) => messages.map(textIn)),
        [[`Question ${pressed}`]],
      );
      const states = session.turns.map((turn) => shownReply(turn).state);
      assert.deepEqual(
        states,
        replies.map((_, id) => (id === pressed ? 'done' : 'failed')),
      );
      assert.deepEqual(
        targets.map(({ connection, error }) => [connection, error?.kind]),
        [[pressed === 0 ? 'work' : 'other', 'keyRefused']],
      );
      registered.dispose();
    }
  });

  it('goes on with the turn whose limit is raised', async () => {
    for (const pressed of [0, 1]) {
      const answer: ReplyEvent[] = [
        { type: 'text', text: ' and whole.' },
        { type: 'finish', finish: { reason: 'stop' } },
      ];
      const { session, requests, post, ended } = shown([cut, cut, whole], answer);
      const end = ended(pressed);
      post({ type: 'action', turn: pressed, action: 'raiseLimit' });
      await end;
      assert.equal(requests[0]?.maxOutputTokens, 200);
      assert.deepEqual(
        session.turns.map((turn) => shownReply(turn).text),
        pressed === 0
          ? ['Half and whole.', 'Half', 'A form.']
          : ['Half', 'Half and whole.', 'A form.'],
      );
    }
  });

  it('does nothing for a turn, a reply or a button that is not there', () => {
    const { session, requests, post } = shown([failed, whole], []);
    const before = session.turns.map((turn) => ({ ...turn }));
    for (const turn of [-1, 2, 1e9, NaN, Infinity, 0.5, '0', null, {}, undefined]) {
      for (const action of ['retry', 'continue', 'raiseLimit', 'setKey', 'insert', 'copyDetails']) {
        post({ type: 'action', turn, action });
      }
      post({ type: 'version', turn, reply: 0 });
      post({ type: 'version', turn: 0, reply: turn });
      post({ type: 'copy', turn, form: 'markdown', text: 'x' });
    }
    for (const action of ['constructor', '__proto__', 'toString', '', 'send', 'sendParts']) {
      post({ type: 'action', turn: 0, action });
    }
    for (const message of [null, 7, 'stop', {}, [], { type: 'followUp' }, { type: 'show' }]) {
      post(message);
    }
    assert.deepEqual(session.turns, before);
    assert.deepEqual([requests, session.isRunning], [[], false]);
  });

  it('offers Insert for an alt text, not for what is said about it', async () => {
    services().jobs.register('altText', () => Promise.resolve(altTextJob));
    await services().jobs.load('altText');
    const answer: ReplyEvent[] = [
      { type: 'text', text: 'Because they say what matters.' },
      { type: 'finish', finish: { reason: 'stop' } },
    ];
    const by = { label: 'eyes' };
    const { posted, post, ended } = shown([{ ...whole, by }], answer, 'altText');
    const first = posted.find((message) => message.type === 'show');
    const actions = first?.conversation.turns[0]?.actions.map(({ action }) => action);
    const end = ended(1);
    post({ type: 'followUp', text: 'Why these words?' });
    await end;
    const turns = posted.flatMap((message) => (message.type === 'turn' ? [message.turn] : []));
    const last = turns.at(-1);
    assert.deepEqual([last?.id, last?.prompt, last?.actions], [1, 'Why these words?', []]);
    assert.deepEqual(actions, ['insert']);
  });

  it('keeps what was said where the next command is declined', async () => {
    const answer: ReplyEvent[] = [{ type: 'proposal', proposal: { kind: 'send', parts: 1 } }];
    const { session, post } = shown([whole, cut], answer);
    const asked = session.begin({
      title: 'Describe',
      asked: { text: 'Describe it.' },
      answerer: Promise.resolve({ label: 'eyes', answer: () => assert.fail(), tries: [] }),
    });
    await until('the proposal', () => session.turns.map(shownReply)[2]?.proposal !== undefined);
    post({ type: 'action', turn: 2, action: 'cancel' });
    await asked;
    assert.deepEqual(
      session.turns.map(shownReply).map(({ text, state }) => [text, state]),
      [
        ['A form.', 'done'],
        ['Half', 'done'],
        ['', 'declined'],
      ],
    );
  });
});
