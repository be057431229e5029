import * as vscode from 'vscode';
import type { ImageRecord } from '../images/imageStore';

/** A file of an image with its regions, as a page made it. */
export interface RegionsFile {
  readonly form: 'png' | 'json';
  readonly bytes: Uint8Array;
}

/**
 * Asks where a file with an image's regions is to be kept, beside the image at first, and writes it there.
 * Rejects as the file system does.
 */
export async function saveRegions(
  { name, address }: Pick<ImageRecord, 'name' | 'address'>,
  { form, bytes }: RegionsFile,
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
  if (target) {
    await vscode.workspace.fs.writeFile(target, bytes);
  }
}
