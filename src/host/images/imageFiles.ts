import * as vscode from 'vscode';
import { imageExtensions } from '../../core/images/endings';
import type { ImageFile, SourceImage } from '../../core/images/images';
import { loadImaging } from '../chunks';
import { asking, type QuickInput } from '../quickInput';
import { fileBytes } from './fileBytes';
import { imageName, type ImageAddress } from './imageAddress';

const glob = `**/*.{${imageExtensions.flatMap((ending) => [ending, ending.toUpperCase()]).join(',')}}`;
const mostFiles = 5000;

/**
 * The images that a command is about: those it was called with (from the Explorer, in the order
 * selected), else the active image tab, else what the user picks. Empty when the user escapes.
 */
export async function imagesOf(
  quickInput: QuickInput,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly vscode.Uri[]> {
  const uris = Array.isArray(selected) ? selected.filter((item) => item instanceof vscode.Uri) : [];
  if (uris.length > 0) {
    return uris;
  }
  if (clicked instanceof vscode.Uri) {
    return [clicked];
  }
  const active = activeImage();
  return active ? [active] : pickImages(quickInput);
}

/**
 * Reads an image, in remote and virtual workspaces too. Throws a VisionError where the file cannot be
 * read, is too large, or is no whole image that models take; rejects when `signal` aborts.
 */
export async function readImageFile(uri: vscode.Uri, signal: AbortSignal): Promise<ImageFile> {
  const [{ inspectImage }, bytes] = await Promise.all([loadImaging(), fileBytes(uri, signal)]);
  return inspectImage(imageName(uri), bytes, { signal });
}

/** Reads a file, as `readImageFile` does; a URL is left to whoever answers. */
export async function readImage(address: ImageAddress, signal: AbortSignal): Promise<SourceImage> {
  signal.throwIfAborted();
  return address instanceof URL
    ? { name: imageName(address), url: address.href }
    : readImageFile(address, signal);
}

function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
      ? input.uri
      : undefined;
  const ending = uri?.path.split('.').at(-1)?.toLowerCase() ?? '';
  return imageExtensions.includes(ending) ? uri : undefined;
}

async function pickImages(quickInput: QuickInput): Promise<readonly vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles(glob, '**/node_modules/**', mostFiles);
  if (uris.length === 0) {
    const words = vscode.l10n.t('This workspace has no images.');
    void quickInput.showInformationMessage(words, {});
    return [];
  }
  const items = uris
    .map((uri) => ({ uri, label: imageName(uri), description: folderOf(uri) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const picked = await asking(quickInput, (session) =>
    session.pickSeveral({
      title: vscode.l10n.t('Images'),
      placeholder: vscode.l10n.t('Choose one or more images'),
      items,
    }),
  );
  return (picked ?? []).map(({ uri }) => uri);
}

function folderOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
}
