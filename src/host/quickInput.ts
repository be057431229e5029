import * as vscode from 'vscode';

/** The user chose the Back button. */
export const back = Symbol('back');

/** What a step answers: the next draft, Back, undefined for Escape, or `skip` where it does not apply. */
export type StepOutcome<Draft> = Draft | typeof back | 'skip' | undefined;

export type Step<Draft> = (draft: Draft, position: Position) => Promise<StepOutcome<Draft>>;

/** Where in the flow a step stands, for its title bar. */
export interface Position {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/**
 * Runs a guided flow from `first` on, with Back to the step before. The finished draft comes out,
 * or undefined when the user escaped.
 */
export async function runSteps<Draft>(
  title: string,
  steps: readonly Step<Draft>[],
  draft: Draft,
  first = 0,
): Promise<Draft | undefined> {
  const shown: { readonly index: number; readonly draft: Draft }[] = [];
  let current = draft;
  for (let index = first; index < steps.length; index++) {
    const position = { title, step: index + 1, totalSteps: steps.length };
    const outcome = await steps[index]?.(current, position);
    if (outcome === undefined) {
      return undefined;
    }
    if (outcome === back) {
      const before = shown.pop();
      index = (before?.index ?? 0) - 1;
      current = before?.draft ?? draft;
    } else if (outcome !== 'skip') {
      shown.push({ index, draft: current });
      current = outcome;
    }
  }
  return current;
}

export interface TextOptions extends Position {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** A message where the text cannot be taken; asked while typing. */
  readonly validate?: (text: string) => string | undefined;
}

/** Asks for a line of text; the trimmed text, Back or undefined for Escape comes out. */
export function askText(options: TextOptions): Promise<string | typeof back | undefined> {
  const input = vscode.window.createInputBox();
  decorate(input, options);
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.value = options.value ?? '';
  input.password = options.password ?? false;
  const check = (): string | undefined => options.validate?.(input.value.trim());
  input.onDidChangeValue(() => {
    input.validationMessage = input.value === '' ? undefined : check();
  });
  return outcomeOf(input, () => {
    input.validationMessage = check();
    return input.validationMessage === undefined ? input.value.trim() : undefined;
  });
}

export interface PickOptions<Item extends vscode.QuickPickItem> extends Position {
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** Items that are still being looked for; they are put before the others when they come. */
  readonly more?: Promise<readonly Item[]>;
  /** Makes an item of what was typed, where free text is allowed. */
  readonly typed?: (text: string) => Item;
}

/** Asks to choose an item; the item, Back or undefined for Escape comes out. */
export function askPick<Item extends vscode.QuickPickItem>(
  options: PickOptions<Item>,
): Promise<Item | typeof back | undefined> {
  const input = vscode.window.createQuickPick<Item>();
  let items = options.items;
  const refresh = (): void => {
    const text = input.value.trim();
    const isKnown = items.some(({ label }) => label === text);
    input.items =
      options.typed && text !== '' && !isKnown ? [...items, options.typed(text)] : items;
  };
  decorate(input, options);
  input.placeholder = options.placeholder;
  input.matchOnDescription = true;
  input.onDidChangeValue(refresh);
  refresh();
  if (options.more) {
    input.busy = true;
    void options.more.then((found) => {
      input.busy = false;
      if (found.length > 0) {
        items = [...found, ...items];
        refresh();
      }
    });
  }
  return outcomeOf(input, () => input.selectedItems[0] ?? input.activeItems[0]);
}

function decorate(input: vscode.QuickInput, { title, step, totalSteps }: Position): void {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
}

function outcomeOf<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  accept: () => T | undefined,
): Promise<T | typeof back | undefined> {
  input.buttons = (input.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    input.onDidTriggerButton(() => {
      resolve(back);
      input.hide();
    });
    input.onDidAccept(() => {
      const value = accept();
      if (value !== undefined) {
        resolve(value);
        input.hide();
      }
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
