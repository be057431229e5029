import * as vscode from 'vscode';
import type { ImageRecord } from '../images/imageStore';
import type { Log } from '../log';

/** A file of an image with its regions, as a page made it. */
export interface RegionsFile {
  readonly form: 'png' | 'json';
  readonly bytes: Uint8Array;
}

/** Asks where a file with an image's regions is to be kept, beside the image at first, and writes it there. */
export async function saveRegions(
  { name, address }: Pick<ImageRecord, 'name' | 'address'>,
  { form, bytes }: RegionsFile,
  log: Log,
): Promise<void> {
  const file = `${name.replace(/\.[^.]*$/, '')}.regions.${form}`;
  const folder =
    address instanceof URL
      ? vscode.workspace.workspaceFolders?.[0]?.uri
      : vscode.Uri.joinPath(address, '..');
  const filter = form === 'png' ? { [vscode.l10n.t('PNG image')]: ['png'] } : { JSON: ['json'] };
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, file) }),
    filters: filter,
  });
  try {
    await (target && vscode.workspace.fs.writeFile(target, bytes));
  } catch (error) {
    log.error(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The file could not be saved.'));
  }
}
