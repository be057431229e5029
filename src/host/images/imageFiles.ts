import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { isVisionError, VisionError } from '../../core/errors';
import {
  imageExtensions,
  maxImageBytes,
  type ImageFile,
  type SourceImage,
} from '../../core/images/images';
import { loadImaging } from '../chunks';
import { imageName, type ImageAddress } from './imageAddress';

const glob = `**/*.{${imageExtensions.flatMap((ending) => [ending, ending.toUpperCase()]).join(',')}}`;
const mostFiles = 5000;

/**
 * The images that a command is about: those it was called with (from the Explorer, in the order
 * selected), else the active image tab, else what the user picks. Empty when the user escapes.
 */
export async function imagesOf(clicked?: unknown, selected?: unknown): Promise<vscode.Uri[]> {
  const uris = Array.isArray(selected) ? selected.filter((item) => item instanceof vscode.Uri) : [];
  if (uris.length > 0) {
    return uris;
  }
  if (clicked instanceof vscode.Uri) {
    return [clicked];
  }
  const active = activeImage();
  return active ? [active] : pickImages();
}

/**
 * Reads an image, in remote and virtual workspaces too. Throws a VisionError where the file cannot be read, is too large, or is no whole image that models take.
 */
export async function readImageFile(uri: vscode.Uri, signal?: AbortSignal): Promise<ImageFile> {
  const name = imageName(uri);
  const [{ inspectImage }, bytes] = await Promise.all([loadImaging(), readBytes(uri, name)]);
  return inspectImage(name, bytes, signal && { signal });
}

/** Reads a file, as `readImageFile` does; a URL is left to whoever answers. */
export async function readImage(address: ImageAddress, signal: AbortSignal): Promise<SourceImage> {
  signal.throwIfAborted();
  return address instanceof URL
    ? { name: imageName(address), url: address.href }
    : readImageFile(address, signal);
}

interface Files {
  stat(uri: vscode.Uri): PromiseLike<{ readonly size: number }>;
  readFile(uri: vscode.Uri): PromiseLike<Uint8Array>;
}

/** Files of this machine are read directly: workspace.fs asks the window first, even for those. */
function filesOf({ scheme }: vscode.Uri): Files {
  return scheme === 'file'
    ? { stat: ({ fsPath }) => fs.stat(fsPath), readFile: ({ fsPath }) => fs.readFile(fsPath) }
    : vscode.workspace.fs;
}

async function readBytes(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  try {
    const files = filesOf(uri);
    const { size } = await files.stat(uri);
    if (size > maxImageBytes) {
      throw new VisionError('imageTooLarge', { image: name, actual: size, limit: maxImageBytes });
    }
    return await files.readFile(uri);
  } catch (error) {
    if (isVisionError(error)) {
      throw error;
    }
    throw new VisionError('imageNotReadable', { image: name }, { cause: error });
  }
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

async function pickImages(): Promise<vscode.Uri[]> {
  const items = vscode.workspace.findFiles(glob, '**/node_modules/**', mostFiles).then((uris) => {
    if (uris.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This workspace has no images.'));
    }
    return uris
      .map((uri) => ({ uri, label: imageName(uri), description: folderOf(uri) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  });
  if ((await items).length === 0) {
    return [];
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Images'),
    placeHolder: vscode.l10n.t('Choose one or more images'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return (picked ?? []).map(({ uri }) => uri);
}

function folderOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
}
