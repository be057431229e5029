import * as vscode from 'vscode';
import { asking, back } from '../../host/quickInput';
import type { Services } from '../../host/services';
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
  { memory, quickInput, log }: Pick<Services, 'memory' | 'quickInput' | 'log'>,
  scope?: vscode.Uri,
): Promise<string | undefined> {
  const presets = readSettings(scope).prompts.map(({ label, prompt }): PromptItem => {
    return { label, detail: oneLine(prompt), prompt };
  });
  const recent = memory.get<string[]>(recentKey, []);
  const picked = await asking(quickInput, (session) =>
    session.pick<PromptItem>({
      title: vscode.l10n.t('Ask About Image'),
      placeholder: vscode.l10n.t('Type a question, or choose a prompt'),
      items: [
        ...section(
          vscode.l10n.t('Recent'),
          recent.map((text) => ({ label: oneLine(text), prompt: text })),
        ),
        ...section(vscode.l10n.t('Prompts'), presets),
      ],
      typed: (text) => ({
        label: `$(comment) ${text}`,
        description: vscode.l10n.t('ask this'),
        alwaysShow: true,
        prompt: text,
      }),
      // Who types the beginning of a preset's name means the preset; all else is a question.
      preferred: (typed) =>
        presets.find(({ label }) => startsWith(label, typed.prompt ?? '')) ?? typed,
    }),
  );
  const prompt = picked === back ? undefined : picked?.prompt;
  if (prompt !== undefined && !presets.some((preset) => preset.prompt === prompt)) {
    const others = recent.filter((text) => text !== prompt);
    // What cannot be remembered is asked all the same.
    memory
      .update(recentKey, [prompt, ...others].slice(0, mostRecent))
      .then(undefined, (error: unknown) => {
        log.error(error);
      });
  }
  return prompt;
}

function startsWith(label: string, text: string): boolean {
  return label.toLowerCase().startsWith(text.toLowerCase());
}

function section(label: string, items: PromptItem[]): PromptItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
