import * as vscode from 'vscode';
import { withoutLinks } from './plainMessage';
import type { PickOptions, PickSeveralOptions, Position, TextOptions } from './questions';

type ShowMessage = (
  message: string,
  options: vscode.MessageOptions,
  ...buttons: string[]
) => Thenable<string | undefined>;

/** What asks and tells the user something: `vscode.window`, or what stands for it in a test. */
export interface QuickInput {
  createQuickPick<Item extends vscode.QuickPickItem>(): vscode.QuickPick<Item>;
  createInputBox(): vscode.InputBox;
  readonly showInformationMessage: ShowMessage;
  readonly showWarningMessage: ShowMessage;
  readonly showErrorMessage: ShowMessage;
}

const separator = vscode.QuickPickItemKind.Separator;

/** The user chose the Back button. */
export const back = Symbol('back');

/**
 * Asks one question after another. What was answered stays on show until the next question takes its
 * place: in between, the focus would go to where the user was, and a page takes it late.
 */
export class QuickInputSession implements vscode.Disposable {
  private shown: vscode.QuickInput | undefined;
  private readonly controller = new AbortController();

  constructor(private readonly quickInput: QuickInput) {}

  /** Aborts when the user escapes, from a question or from the wait for the next one. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Asks for a line of text; the trimmed text, Back or undefined for Escape comes out. */
  text(options: TextOptions): Promise<string | typeof back | undefined> {
    const input = this.quickInput.createInputBox();
    input.ignoreFocusOut = true;
    input.prompt = withoutLinks(options.prompt);
    input.placeholder = options.placeholder;
    input.value = options.value ?? '';
    input.password = options.password ?? false;
    const check = (): string | undefined => {
      const problem = options.validate?.(input.value.trim());
      return problem && withoutLinks(problem);
    };
    input.onDidChangeValue(() => {
      input.validationMessage = input.value.trim() === '' ? undefined : check();
    });
    return this.show(input, options, () => {
      input.validationMessage = check();
      return input.validationMessage === undefined ? input.value.trim() : undefined;
    });
  }

  /** Asks to choose an item; the item, Back or undefined for Escape comes out. */
  pick<Item extends vscode.QuickPickItem>(
    options: PickOptions<Item>,
  ): Promise<Item | typeof back | undefined> {
    const { more = [], arranged = (found: readonly Item[]) => [...found, ...options.items] } =
      options;
    const input = this.quickInput.createQuickPick<Item>();
    let items = options.items;
    let typed: Item | undefined;
    let preferred: Item | undefined;
    let isOnShow = true;
    const show = (list: readonly Item[]): void => {
      // The same items again would take the focus off them for a moment, in which Enter takes nothing.
      if (list.length !== input.items.length || list.some((item, at) => item !== input.items[at])) {
        isOnShow = false;
        input.items = list;
      }
    };
    const refresh = (): void => {
      const text = input.value.trim();
      const known = items.find(({ label, kind }) => label === text && kind !== separator);
      typed = text === '' || known ? undefined : options.typed?.(text);
      preferred = known ?? (typed && options.preferred?.(typed));
      show(typed ? [...items, typed] : items);
      if (preferred) {
        isOnShow = false;
        input.activeItems = [preferred];
      }
    };
    decorate(input, options);
    input.onDidChangeValue(refresh);
    input.onDidChangeActive(([active]) => {
      isOnShow ||= active !== undefined && (active === typed || active === preferred);
    });
    refresh();
    const found: (readonly Item[])[] = more.map(() => []);
    const arrivals = more.map(async (coming, index) => {
      found[index] = await coming;
      const { activeItems } = input;
      items = arranged(found.flat());
      refresh();
      input.activeItems = activeItems;
    });
    input.busy = arrivals.length > 0;
    void Promise.allSettled(arrivals).then(() => {
      input.busy = false;
    });
    return this.show(input, options, () => {
      // Enter can come before what was typed is on show: what is selected then is another item.
      const late = isOnShow ? undefined : preferred;
      const chosen = late ?? input.selectedItems[0] ?? input.activeItems[0];
      return chosen ?? firstWith(input.value, input.items);
    });
  }

  /**
   * Asks to tick items, or to take the one that has the focus; Escape gives undefined. While typing,
   * the first item that holds what was typed gets the focus.
   */
  async pickSeveral<Item extends vscode.QuickPickItem>(
    options: PickSeveralOptions<Item>,
  ): Promise<readonly Item[] | undefined> {
    const { items } = options;
    const input = this.quickInput.createQuickPick<Item>();
    decorate(input, options);
    input.canSelectMany = true;
    input.items = items;
    const best = (): Item | undefined => firstWith(input.value, items);
    const focus = (): void => {
      const item = best();
      input.activeItems = item ? [item] : [];
    };
    input.onDidChangeValue(focus);
    focus();
    const picked = await this.show(input, options, () => {
      if (input.selectedItems.length > 0) {
        return input.selectedItems;
      }
      const item = input.activeItems[0] ?? best();
      return item && [item];
    });
    return picked === back ? undefined : picked;
  }

  /** Takes the last question away. */
  dispose(): void {
    const { shown } = this;
    this.shown = undefined;
    shown?.dispose();
  }

  private show<T>(
    input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
    { title, step, totalSteps }: Position,
    accept: () => T | undefined,
  ): Promise<T | typeof back | undefined> {
    if (this.signal.aborted) {
      input.dispose();
      return Promise.resolve(undefined);
    }
    input.title = title;
    input.step = step;
    input.totalSteps = totalSteps;
    input.buttons = (step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
    return new Promise((resolve) => {
      const answer = (value: T | typeof back): void => {
        input.busy = true;
        resolve(value);
      };
      input.onDidTriggerButton(() => answer(back));
      input.onDidAccept(() => {
        const value = accept();
        if (value !== undefined) {
          answer(value);
        }
      });
      input.onDidHide(() => {
        // Otherwise another question took its place.
        if (this.shown === input) {
          this.shown = undefined;
          this.controller.abort();
        }
        resolve(undefined);
        input.dispose();
      });
      this.shown = input;
      input.show();
    });
  }
}

/** Asks in a session that ends when `ask` does. */
export async function asking<T>(
  quickInput: QuickInput,
  ask: (session: QuickInputSession) => Promise<T>,
): Promise<T> {
  const session = new QuickInputSession(quickInput);
  try {
    return await ask(session);
  } finally {
    session.dispose();
  }
}

/** The first item that holds a text in its label, or else in its description. */
function firstWith<Item extends vscode.QuickPickItem>(
  text: string,
  items: readonly Item[],
): Item | undefined {
  const wanted = text.trim().toLowerCase();
  const holds = (part = ''): boolean => part.toLowerCase().includes(wanted);
  const real = items.filter(({ kind }) => kind !== separator);
  return (
    real.find(({ label }) => holds(label)) ?? real.find(({ description }) => holds(description))
  );
}

function decorate<Item extends vscode.QuickPickItem>(
  input: vscode.QuickPick<Item>,
  { placeholder, step }: PickOptions<Item> | PickSeveralOptions<Item>,
): void {
  input.placeholder = placeholder;
  input.matchOnDescription = true;
  input.ignoreFocusOut = step !== undefined;
}
