import * as vscode from 'vscode';
import type { QuickInput } from './quickInput';

/**
 * Runs a write of settings. Where it fails, `failed` and VS Code's own words are told, and it is tried
 * again while the user wants that. False where the user gave it up.
 */
export async function settingsWritten(
  quickInput: QuickInput,
  failed: string,
  write: () => Thenable<void>,
): Promise<boolean> {
  const open = vscode.l10n.t('Open Settings File');
  return written(quickInput, failed, write, { [open]: openSettingsFile });
}

/** The same for a write of secrets. */
export async function secretWritten(
  quickInput: QuickInput,
  failed: string,
  write: () => Thenable<void>,
): Promise<boolean> {
  return written(quickInput, failed, write, {});
}

async function written(
  quickInput: QuickInput,
  failed: string,
  write: () => Thenable<void>,
  others: Readonly<Record<string, () => Thenable<unknown>>>,
): Promise<boolean> {
  const again = vscode.l10n.t('Try Again');
  for (;;) {
    try {
      await write();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const words = `${failed} ${vscode.l10n.t('VS Code says: “{0}”', reason)}`;
      let picked: string | undefined;
      do {
        picked = await quickInput.showErrorMessage(words, {}, again, ...Object.keys(others));
        await others[picked ?? '']?.();
      } while (picked !== undefined && picked in others);
      if (picked === undefined) {
        return false;
      }
    }
  }
}

/** Connections belong to the machine: in a remote window they stand in a file of their own. */
async function openSettingsFile(): Promise<void> {
  await vscode.commands.executeCommand(
    vscode.env.remoteName === undefined
      ? 'workbench.action.openSettingsJson'
      : 'workbench.action.openRemoteSettingsFile',
  );
}
