import assert from 'node:assert/strict';
import path from 'node:path';
import {
  reviewMockupPrompt,
  describePrompt,
  readTextPrompt,
} from '../../src/core/conversation/prompts';
import type { DrivenEditor } from '../support/editor/drivenEditor';
import { themes } from '../support/editor/settings';
import { until } from '../support/editor/until';
import { Conversation } from '../ui/support/conversation';
import { Asked } from './asked';
import { agreedIn, newQuestion, type Chat } from './chat';
import { Kept } from './kept';
import { showing } from './panel';
import type { Random } from './random';
import type { Server, ServerName } from './servers';
import { Tally } from './tally';

/** The commands that ask at once, with the words that head their tabs. */
export const verbs = [
  { command: 'sightline.describeImage', title: 'Describe', prompt: describePrompt },
  { command: 'sightline.readText', title: 'Text', prompt: readTextPrompt },
  { command: 'sightline.reviewMockup', title: 'Review', prompt: reviewMockupPrompt },
] as const;

export type Verb = (typeof verbs)[number];

/** What a user does in the editor, and what should then be there. */
export class Stage {
  /** The open conversations, the one that was used longest ago first. */
  chats: Chat[] = [];
  using: ServerName = 'agreed';
  /** Whether the window may be reloaded now. */
  mayReload = true;
  readonly tally = new Tally();
  readonly kept: Kept;
  /** What was done since it was last told, for who has to find a fault. */
  story: string[] = [];
  private knownIds: readonly string[] = [];

  constructor(
    readonly editor: DrivenEditor,
    readonly servers: Readonly<Record<ServerName, Server>>,
    readonly random: Random,
    readonly images: readonly string[],
    readonly settings: (using: ServerName) => Readonly<Record<string, unknown>>,
  ) {
    this.kept = new Kept(editor.dataDir);
  }

  tell(what: string): void {
    this.story.push(what);
  }

  /** The server that the connection in use leads to. */
  get server(): Server {
    return this.servers[this.using];
  }

  async use(name: ServerName): Promise<void> {
    if (name !== this.using) {
      await this.editor.driver.configure(this.settings(name));
      this.using = name;
      this.tell(`use ${name}`);
      this.tally.count('connection changed');
    }
  }

  /** Runs a command on an image: in the idle conversation about it, which `isBusy` denies, else in a new one. */
  async command(image: string, verb: Verb, isBusy = false): Promise<Asked> {
    assert.notEqual(this.using, 'never');
    const idle = isBusy ? undefined : this.chats.find((chat) => chat.image === image);
    const chat = idle ?? { image, id: '', title: '', turns: [] };
    chat.title = `${verb.title}: ${image}`;
    const agreed = new Set([this.using]);
    chat.turns.push({ question: verb.prompt, agreed, text: '', isOpen: false });
    this.touch(chat);
    await this.start(image, verb);
    return new Asked(this, chat, chat.turns.length - 1, this.server);
  }

  /** Begins a command without looking at what comes of it. */
  async start(image: string, { command }: Verb): Promise<void> {
    await this.editor.driver.start(command, { file: path.join(this.editor.workspace, image) });
  }

  /** Asks a follow-up in the panel's box; `times` Enter is pressed so often. */
  async followUp(chat: Chat, times = 1): Promise<Asked> {
    const question = newQuestion(this.tally.questions + 1);
    chat.turns.push({ question, agreed: agreedIn(chat), text: '', isOpen: false });
    const { followUp } = await this.panel(chat);
    await followUp.fill(question);
    // A card that asks takes the place of the box.
    const isThere = async () =>
      (await followUp.isVisible()) && (await followUp.inputValue({ timeout: 1000 })) === question;
    await until('the question to leave its box', async () => {
      if (await isThere()) {
        // A panel that takes the focus in that moment, as one behind a closed tab does, takes the key as well.
        await followUp.press('Enter', { timeout: 1000 });
      }
      return !(await isThere());
    });
    for (let time = 1; time < times; time++) {
      await followUp.press('Enter');
    }
    return new Asked(this, chat, chat.turns.length - 1, this.server);
  }

  /** Presses a button of a turn. */
  async press(chat: Chat, turn: number, button: string): Promise<void> {
    this.tell(`press ${button} at turn ${turn} of ${chat.title}`);
    const { frame } = await this.panel(chat);
    const section = frame.locator('section.turn').nth(turn);
    await section.getByRole('button', { name: button, exact: true }).click();
  }

  /** Asks a question again. */
  async retry(chat: Chat, turn: number): Promise<Asked> {
    await this.press(chat, turn, 'Retry');
    return new Asked(this, chat, turn, this.server);
  }

  /** The panel of a conversation, brought to the front. */
  async panel(chat: Chat): Promise<Conversation> {
    this.touch(chat);
    return new Conversation(await this.editor.workbench.panel(chat.title));
  }

  /** Closes a conversation's tab. */
  async close(chat: Chat): Promise<void> {
    this.tell(`close ${chat.title}`);
    await this.editor.workbench.tabs.close(chat.title);
    await this.closed();
    this.chats = this.chats.filter((other) => other !== chat);
  }

  /**
   * Waits until the extension host knows which panels were closed: the window tells it before it answers
   * anything else, while what the driver does there would overtake that.
   */
  private async closed(): Promise<void> {
    await this.editor.driver.run('setContext', 'sightline-tests.soak', true);
  }

  /** Opens the list of conversations; a panel that comes to the front may take its focus, which closes it. */
  async showHistory(): Promise<void> {
    const { driver, workbench } = this.editor;
    if (!(await workbench.quickInput.root.isVisible())) {
      await driver.start('sightline.showHistory');
      await workbench.quickInput.root.waitFor({ timeout: 3000 });
    }
  }

  /** Opens a conversation that was closed, through Show History; nothing but the first texts tells which. */
  async reopen(chat: Chat): Promise<void> {
    const { workbench } = this.editor;
    const text = chat.turns.find((turn) => turn.text !== '')?.text ?? '';
    assert.notEqual(text, '');
    this.tell(`open ${chat.title} from the history`);
    const { quickInput, tabs } = workbench;
    const words = text.slice(0, 40).replace(/ \S*$/, '');
    await until(`${chat.title} from the history`, async () => {
      await this.showHistory();
      await quickInput.input.fill(words, { timeout: 1000 });
      const rows = quickInput.root.locator('.quick-input-list .monaco-list-row');
      const titles = await rows
        .locator('.quick-input-list-row:first-child .label-name')
        .allInnerTexts();
      if (titles.length === 1 && titles[0] === chat.title) {
        await quickInput.input.press('Enter', { timeout: 1000 });
        await tabs.tab(chat.title, 3000);
        return true;
      }
      return false;
    });
    await this.isWhole(chat);
    this.tally.count('opened from the history');
  }

  /** Reloads the window, and finds all panels again. */
  async reload(): Promise<void> {
    const { page, workbench, driver } = this.editor;
    this.tell('reload');
    const reloaded = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
    await driver.start('workbench.action.reloadWindow');
    await reloaded;
    await workbench.ready(themes.dark.className);
    await driver.started();
    this.tally.count('window reloaded');
    for (const chat of [...this.chats]) {
      await this.isWhole(chat);
    }
  }

  /** Waits until a panel shows all that is known of its conversation. */
  async isWhole(chat: Chat): Promise<void> {
    const { frame } = await this.panel(chat);
    for (const [index, turn] of chat.turns.entries()) {
      const section = frame.locator('section.turn').nth(index);
      if (turn.text !== '') {
        const shown = showing(frame, turn.text, turn.whole !== undefined);
        await section.and(shown).waitFor({ state: 'attached' });
      }
      if (turn.whole !== undefined) {
        // More of it may have come while the panel closed.
        turn.text = (await section.locator('.reply > article').innerText()).trim();
        assert.ok(turn.whole.startsWith(turn.text));
        delete turn.whole;
      }
    }
  }

  /** The id under which a conversation that has just begun is kept. */
  async newId(): Promise<string> {
    const id = await until('a new conversation to be kept', async () => {
      const ids = await this.kept.ids();
      return ids.find((each) => !this.knownIds.includes(each));
    });
    this.knownIds = [...this.knownIds, id];
    return id;
  }

  /** Rejects where a server got a request, or a conversation was kept, that nothing led to. */
  async check(): Promise<void> {
    for (const { name, agreedTo, got } of Object.values(this.servers)) {
      assert.equal(got, agreedTo, `requests to ${name}, of which so many were agreed to`);
    }
    assert.deepEqual((await this.kept.ids()).sort(), [...this.knownIds].sort(), 'what is kept');
  }

  /** Forgets what is open, after something went wrong. */
  async startAnew(): Promise<void> {
    const { page, driver } = this.editor;
    await page.keyboard.press('Escape');
    this.chats = [];
    await driver.run('workbench.action.closeAllEditors');
    await this.closed();
    for (const server of Object.values(this.servers)) {
      server.forget();
    }
    this.knownIds = await this.kept.ids();
  }

  private touch(chat: Chat): void {
    this.chats = [...this.chats.filter((other) => other !== chat), chat];
  }
}
