import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showHistory } from '../../src/features/history/showHistory';
import type { Conversations } from '../../src/host/conversations';
import { formatSession, type KeptSession } from '../../src/host/conversation/sessionFile';
import { SessionStore, type SessionFiles } from '../../src/host/conversation/sessionStore';
import { until } from '../support/editor/until';
import { useServices } from './services';

/** Files in memory. */
function memoryFiles(texts: Map<string, string>): SessionFiles {
  return {
    names: () => Promise.resolve([...texts.keys()]),
    read: (name) => Promise.resolve(texts.get(name)),
    write: (name, text) => Promise.resolve(void texts.set(name, String(text))),
    remove: (name) => Promise.resolve(void texts.delete(name)),
  };
}

function kept(id: string, question: string, reply: string): KeptSession {
  return {
    id,
    title: `Describe: ${id}.png`,
    changed: Date.now(),
    images: [{ id: 'i', name: `${id}.png`, uri: `file:///${id}.png`, isUrl: false }],
    turns: [
      {
        id: 0,
        question: { text: question, images: ['i'], detail: 'auto' },
        replies: [{ text: reply, state: 'done' }],
        shown: 0,
      },
    ],
    consent: { given: [] },
  };
}

/** The list as the editor would show it, and what the user does with it. */
class FakeList {
  title = '';
  placeholder = '';
  matchOnDescription = false;
  matchOnDetail = false;
  items: readonly vscode.QuickPickItem[] = [];
  buttons: readonly vscode.QuickInputButton[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  private readonly itemButton = new vscode.EventEmitter<object>();
  private readonly button = new vscode.EventEmitter<object>();
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly hidden = new vscode.EventEmitter<void>();
  readonly onDidTriggerItemButton = this.itemButton.event;
  readonly onDidTriggerButton = this.button.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;

  constructor(private readonly use: (list: FakeList) => void) {}

  show = (): void => void setTimeout(() => this.use(this));
  hide = (): void => this.hidden.fire();
  dispose = (): void => undefined;

  item(title: string): vscode.QuickPickItem {
    return this.items.find(({ label }) => label === title) ?? assert.fail(title);
  }

  accept(title: string): void {
    this.selectedItems = [this.item(title)];
    this.accepted.fire();
  }

  delete(title: string): void {
    const item = this.item(title);
    const [button] = item.buttons ?? [];
    assert.equal(button?.tooltip, 'Delete');
    this.itemButton.fire({ item, button });
  }

  deleteAll(): void {
    const [button] = this.buttons;
    assert.equal(button?.tooltip, 'Delete All…');
    this.button.fire(button);
  }
}

describe('Show History', () => {
  const services = useServices();
  const window = vscode.window as unknown as Record<string, unknown>;
  const { createQuickPick, showWarningMessage, showInformationMessage } = vscode.window;
  let texts: Map<string, string>;
  let opened: string[];
  let asked: string[];
  let answer: string | undefined;

  beforeEach(() => {
    const sessions = [
      kept('login', 'Describe it.', 'A login form.'),
      kept('chart', 'What is the trend?', 'It rises.'),
      kept('board', 'Describe it.', 'A board.'),
    ];
    texts = new Map(sessions.map((session) => [`${session.id}.json`, formatSession(session)]));
    texts.set('torn.json', formatSession(kept('torn', '', '')).slice(0, 99));
    [opened, asked, answer] = [[], [], undefined];
    window.showInformationMessage = (words: string) => Promise.resolve(void asked.push(words));
    window.showWarningMessage = (words: string) => {
      asked.push(words);
      return Promise.resolve(answer);
    };
  });
  afterEach(() => {
    Object.assign(window, { createQuickPick, showWarningMessage, showInformationMessage });
  });

  /** Shows the list, and resolves once it is hidden. */
  async function show(use: (list: FakeList) => void): Promise<void> {
    const limits = { isKept: true, conversations: 100, days: 100 };
    const store = new SessionStore(memoryFiles(texts), () => limits);
    const conversations = {
      history: () => Promise.resolve(store),
      restore: (id: string) => Promise.resolve(void opened.push(id)),
    } as unknown as Conversations;
    window.createQuickPick = () => new FakeList(use);
    await showHistory({ ...services(), conversations });
  }

  const names = () => [...texts.keys()].filter((name) => name !== 'torn.json').sort();

  it('finds a conversation by its image, its question and its reply, and opens it', async () => {
    await show((list) => {
      assert.ok(list.matchOnDescription && list.matchOnDetail);
      const { description = '', detail = '' } = list.item('Describe: chart.png');
      assert.match(`${description} ${detail}`, /chart\.png.*What is the trend\? It rises\./);
      assert.equal(list.items.length, 3, 'a torn file costs one conversation');
      list.accept('Describe: chart.png');
    });
    assert.deepEqual(opened, ['chart']);
    assert.equal(names().length, 3);
  });

  it('deletes the one whose button is pressed, and goes on with the others', async () => {
    await show((list) => {
      list.delete('Describe: chart.png');
      assert.deepEqual(list.items.map(({ label }) => label).sort(), [
        'Describe: board.png',
        'Describe: login.png',
      ]);
      list.hide();
    });
    await until('the file to be gone', () => names().join() === 'board.json,login.json');
    assert.deepEqual([opened, asked], [[], []]);
  });

  it('deletes all where the user confirms it, and only then', async () => {
    await show((list) => list.deleteAll());
    assert.deepEqual(asked, ['Delete all conversations that are kept?']);
    assert.equal(names().length, 3);
    answer = 'Delete All';
    await show((list) => list.deleteAll());
    await until('all files to be gone', () => names().length === 0);
  });

  it('says where there is none', async () => {
    texts.clear();
    await show(() => assert.fail('there is no list'));
    assert.deepEqual(asked, ['No conversation is kept.']);
  });
});
