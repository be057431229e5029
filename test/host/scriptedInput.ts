import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { QuickInput } from '../../src/host/quickInput';
import { until } from '../support/editor/until';

/** A message that waits for one of its buttons. */
interface Message {
  readonly words: string;
  readonly buttons: readonly string[];
  readonly answer: (button: string | undefined) => void;
}

/**
 * Stands for the quick input and the messages of VS Code: a test answers what a flow asks, one question
 * after the other, as a user does. Each answer waits for its question, and fails where another is on show.
 */
export class ScriptedInput implements QuickInput {
  /** What was told and asked in messages, in order. */
  readonly messages: string[] = [];
  /** The title and step of each question, in order. */
  readonly asked: string[] = [];
  /** How often nothing was on show while a flow was under way. */
  gaps = 0;
  private shown: FakePick | FakeBox | undefined;
  private pending: Message[] = [];

  createQuickPick<Item extends vscode.QuickPickItem>(): vscode.QuickPick<Item> {
    return new FakePick<Item>(this.stage);
  }

  createInputBox(): vscode.InputBox {
    return new FakeBox(this.stage);
  }

  readonly showInformationMessage = this.ask.bind(this);
  readonly showWarningMessage = this.ask.bind(this);
  readonly showErrorMessage = this.ask.bind(this);

  /** Waits for a list, and chooses the item with this label as a click does. */
  async pick(label: string): Promise<void> {
    const list = await this.list();
    await until(`the item ${label}`, () => list.labels().includes(label));
    list.click(label);
  }

  /** Waits for the list that says `placeholder`; the labels of its items on show come out. */
  async labels(placeholder?: string): Promise<string[]> {
    return (await this.list(placeholder)).labels();
  }

  /** Waits for a list; the item with this label comes out. */
  async item(label: string): Promise<vscode.QuickPickItem> {
    const list = await this.list();
    await until(`the item ${label}`, () => list.labels().includes(label));
    return list.find(label);
  }

  /** Waits for a list or a box that says `words`, types, and presses Enter. */
  async submit(words: string, text: string): Promise<void> {
    const input = await this.question(words);
    input.type(text);
    input.enter();
  }

  /** Waits for a list or a box that says `words`, and types. */
  async type(words: string, text: string): Promise<void> {
    (await this.question(words)).type(text);
  }

  /** Presses Enter in the question that says `words`, once it offers `value`. */
  async accept(words: string, value: string): Promise<void> {
    const input = await this.question(words);
    assert.equal(input.value, value);
    input.enter();
  }

  /** Types and presses Enter so fast that no item has the focus yet. */
  async submitEarly(words: string, text: string): Promise<void> {
    const input = await this.question(words);
    input.type(text);
    assert.ok(input instanceof FakePick);
    input.activeItems = [];
    input.enter();
  }

  /** How often the list that says `words` was given items. */
  async fillings(words: string): Promise<number> {
    return (await this.list(words)).fillings;
  }

  /** Waits for a box that says `words`, its refusal of what was typed included; the box comes out. */
  async box(words: string): Promise<vscode.InputBox> {
    const input = await this.question(words);
    assert.ok(input instanceof FakeBox);
    return input;
  }

  /** Presses Escape in the question that says `words`. */
  async escape(words: string): Promise<void> {
    (await this.question(words)).hide();
  }

  /** Presses Escape in what is still on show after an answer. */
  escapeWait(): void {
    assert.equal(this.shown?.busy, true);
    this.shown.hide();
  }

  async back(words: string): Promise<void> {
    (await this.question(words)).back();
  }

  /** Waits for a message with `words`, and presses one of its buttons, or closes it. Its words come out. */
  async press(words: string, button?: string): Promise<string> {
    const message = await until(`a message ${words}`, () =>
      this.pending.find((each) => each.words.includes(words)),
    );
    if (button !== undefined) {
      assert.ok(message.buttons.includes(button), message.buttons.join());
    }
    this.pending = this.pending.filter((each) => each !== message);
    message.answer(button);
    return message.words;
  }

  /** Waits until a message with `words` has been told; all of its words come out. */
  async told(words: string): Promise<string> {
    return until(`the message ${words}`, () => this.messages.find((text) => text.includes(words)));
  }

  /** Nothing is on show, and no message waits. */
  get isIdle(): boolean {
    return this.shown === undefined && this.pending.length === 0;
  }

  private readonly stage: Stage = {
    show: (input) => {
      const former = this.shown;
      if (former === undefined) {
        this.gaps++;
      }
      this.shown = input;
      this.asked.push([input.title ?? '', input.step ?? ''].join(' ').trim());
      former?.hidden();
    },
    hide: (input) => {
      if (this.shown === input) {
        this.shown = undefined;
        input.hidden();
      }
    },
  };

  private async list(placeholder = ''): Promise<FakePick> {
    const list = await this.question(placeholder);
    assert.ok(list instanceof FakePick);
    return list;
  }

  private question(words: string): Promise<FakePick | FakeBox> {
    return until(`a question that says ${words}`, () => {
      const { shown } = this;
      return shown && !shown.isAnswered && shown.words.some((text) => text.includes(words))
        ? shown
        : undefined;
    });
  }

  private ask(
    message: string,
    { detail = '' }: vscode.MessageOptions,
    ...buttons: string[]
  ): Promise<string | undefined> {
    const words = [message, detail].filter(Boolean).join('\n');
    this.messages.push(words);
    return buttons.length === 0
      ? Promise.resolve(undefined)
      : new Promise((answer) => this.pending.push({ words, buttons, answer }));
  }
}

interface Stage {
  show(input: FakePick | FakeBox): void;
  hide(input: FakePick | FakeBox): void;
}

/** What a pick and a box have in common. */
abstract class FakeInput {
  title: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  placeholder: string | undefined;
  enabled = true;
  busy = false;
  ignoreFocusOut = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  value = '';
  isAnswered = false;
  protected readonly changed = new vscode.EventEmitter<string>();
  protected readonly accepted = new vscode.EventEmitter<void>();
  private readonly pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  private readonly gone = new vscode.EventEmitter<void>();
  readonly onDidChangeValue = this.changed.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidTriggerButton = this.pressed.event;
  readonly onDidHide = this.gone.event;

  constructor(private readonly stage: Stage) {}

  abstract readonly words: readonly string[];

  protected abstract get self(): FakePick | FakeBox;

  show(): void {
    this.stage.show(this.self);
  }

  hide(): void {
    this.stage.hide(this.self);
  }

  dispose(): void {
    this.hide();
  }

  /** It is on show no more. */
  hidden(): void {
    this.isAnswered = true;
    this.gone.fire();
  }

  type(text: string): void {
    this.value = text;
    this.changed.fire(text);
  }

  back(): void {
    assert.ok(this.buttons.includes(vscode.QuickInputButtons.Back), 'there is no Back');
    this.isAnswered = true;
    this.pressed.fire(vscode.QuickInputButtons.Back);
  }

  abstract enter(): void;
}

class FakeBox extends FakeInput implements vscode.InputBox {
  valueSelection: readonly [number, number] | undefined;
  password = false;
  prompt: string | undefined;
  validationMessage: string | undefined;

  get words(): string[] {
    return [this.prompt ?? '', this.validationMessage ?? '', this.placeholder ?? ''];
  }

  protected get self(): this {
    return this;
  }

  enter(): void {
    this.accepted.fire();
    this.isAnswered ||= this.validationMessage === undefined;
  }
}

class FakePick<Item extends vscode.QuickPickItem = vscode.QuickPickItem> extends FakeInput {
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  fillings = 0;
  selectedItems: readonly Item[] = [];
  private focused: readonly Item[] = [];
  private all: readonly Item[] = [];
  private readonly active = new vscode.EventEmitter<readonly Item[]>();
  readonly onDidChangeActive = this.active.event;
  readonly onDidChangeSelection = new vscode.EventEmitter<readonly Item[]>().event;
  readonly onDidTriggerItemButton = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<Item>>()
    .event;

  get words(): string[] {
    return [this.placeholder ?? ''];
  }

  protected get self(): this {
    return this;
  }

  get activeItems(): readonly Item[] {
    return this.focused;
  }

  set activeItems(items: readonly Item[]) {
    this.focused = items;
    this.active.fire(items);
  }

  get items(): readonly Item[] {
    return this.all;
  }

  /** As VS Code does: the first on show gets the focus, unless several may be ticked. */
  set items(items: readonly Item[]) {
    this.fillings++;
    this.all = items;
    this.focusFirst();
  }

  labels(): string[] {
    return this.visible().map(({ label }) => label);
  }

  find(label: string): Item {
    const item = this.visible().find((each) => each.label === label);
    assert.ok(item, `${label} is not among ${this.labels().join()}`);
    return item;
  }

  override type(text: string): void {
    super.type(text);
    if (this.activeItems.every((item) => !this.visible().includes(item))) {
      this.focusFirst();
    }
  }

  /** Moves the focus, as the arrow keys do. */
  move(label: string): void {
    this.activeItems = [this.find(label)];
  }

  click(label: string): void {
    this.move(label);
    if (this.canSelectMany) {
      this.selectedItems = [...this.selectedItems, this.find(label)];
      return;
    }
    this.enter();
  }

  enter(): void {
    if (!this.canSelectMany) {
      this.selectedItems = this.activeItems.slice(0, 1);
    }
    this.accepted.fire();
    this.isAnswered = this.visible().length > 0;
  }

  private focusFirst(): void {
    this.activeItems = this.canSelectMany ? [] : this.visible().slice(0, 1);
  }

  private visible(): readonly Item[] {
    const text = this.value.toLowerCase();
    return this.all.filter(
      ({ kind, label, description, alwaysShow }) =>
        kind !== vscode.QuickPickItemKind.Separator &&
        (alwaysShow === true ||
          [label, this.matchOnDescription ? description : ''].some((part) =>
            part?.toLowerCase().includes(text),
          )),
    );
  }
}
