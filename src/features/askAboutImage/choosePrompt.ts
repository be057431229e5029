import * as vscode from 'vscode';
import { readSettings } from '../../host/settings';

const recentKey = 'recentPrompts';
const mostRecent = 10;

interface PromptItem extends vscode.QuickPickItem {
  /** Undefined on separators. */
  readonly prompt?: string;
}

/**
 * Lets the user choose a preset, a prompt used before, or type one, and remembers what was typed.
 * `scope` is the file whose presets hold; undefined comes out for Escape.
 */
export async function choosePrompt(
  memory: vscode.Memento,
  scope?: vscode.Uri,
): Promise<string | undefined> {
  const presets = readSettings(scope).prompts;
  const recent = memory.get<string[]>(recentKey, []);
  const prompt = await pickPrompt([
    ...section(
      vscode.l10n.t('Recent'),
      recent.map((text) => ({ label: oneLine(text), prompt: text })),
    ),
    ...section(
      vscode.l10n.t('Prompts'),
      presets.map(({ label, prompt: text }) => ({ label, detail: oneLine(text), prompt: text })),
    ),
  ]);
  if (prompt !== undefined && !presets.some((preset) => preset.prompt === prompt)) {
    const others = recent.filter((text) => text !== prompt);
    await memory.update(recentKey, [prompt, ...others].slice(0, mostRecent));
  }
  return prompt;
}

/** What was typed stands first, so that Enter asks it; the undefined outcome is Escape. */
function pickPrompt(known: readonly PromptItem[]): Promise<string | undefined> {
  const input = vscode.window.createQuickPick<PromptItem>();
  input.title = vscode.l10n.t('Ask About Image');
  input.placeholder = vscode.l10n.t('Type a question, or choose a prompt');
  input.items = known;
  let typed: PromptItem | undefined;
  let isTypedShown = false;
  input.onDidChangeValue((value) => {
    const text = value.trim();
    typed =
      text === ''
        ? undefined
        : {
            label: `$(comment) ${text}`,
            description: vscode.l10n.t('ask this'),
            alwaysShow: true,
            prompt: text,
          };
    isTypedShown = false;
    input.items = typed ? [typed, ...known] : known;
  });
  input.onDidChangeActive(([active]) => {
    isTypedShown ||= active !== undefined && active === typed;
  });
  return new Promise((resolve) => {
    input.onDidAccept(() => {
      // Enter can come before the list with what was typed: what is selected then is another item.
      const item = typed && !isTypedShown ? typed : input.selectedItems[0];
      resolve(item?.prompt);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function section(label: string, items: PromptItem[]): PromptItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
