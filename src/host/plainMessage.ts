import type { QuickInput } from './quickInput';

/**
 * A text as VS Code shows it without making links of it: in messages, progress and below input boxes,
 * `[words](command:…)` is a link that runs a command, and what servers, models, documents and the names of
 * files say may hold one.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** `vscode.window`, whose messages hold no links. */
export function plainMessages(window: QuickInput): QuickInput {
  return {
    createQuickPick: () => window.createQuickPick(),
    createInputBox: () => window.createInputBox(),
    showInformationMessage: (message, ...rest) =>
      window.showInformationMessage(withoutLinks(message), ...rest),
    showWarningMessage: (message, ...rest) =>
      window.showWarningMessage(withoutLinks(message), ...rest),
    showErrorMessage: (message, ...rest) => window.showErrorMessage(withoutLinks(message), ...rest),
  };
}
