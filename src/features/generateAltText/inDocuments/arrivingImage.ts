import * as vscode from 'vscode';
import { imageEnding } from '../../../core/images/endings';
import { sendableTypes } from '../../../core/images/images';
import { copyDestinations } from '../../../host/settings';
import { copyPath, numbered } from './copyDestination';

/** An image that comes with a paste or a drop. */
export interface ArrivingImage {
  readonly file: vscode.Uri;
  /** To be written there; absent for a file of the workspace, which stays where it is. */
  readonly contents?: Uint8Array;
}

const isImage = new RegExp(`${imageEnding}$`, 'i');

/** So many names are tried for a new file. */
const mostNames = 1000;
/** How long it is waited for the file to be there, in milliseconds. */
const patience = 10_000;

/**
 * The image that a paste or a drop brings: a file of the workspace, as from the Explorer, or bytes, with the place
 * that VS Code's own setting gives them. Undefined for several files, and for what is none.
 */
export async function arrivingImage(
  document: vscode.TextDocument,
  transfer: vscode.DataTransfer,
): Promise<ArrivingImage | undefined> {
  const named = await namedFile(transfer);
  if (named) {
    return { file: named };
  }
  const image = bytesIn(transfer);
  return image && { file: await newFile(document, image.name), contents: await image.data() };
}

async function namedFile(transfer: vscode.DataTransfer): Promise<vscode.Uri | undefined> {
  const list = (await transfer.get('text/uri-list')?.asString()) ?? '';
  const lines = list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const [line = ''] = lines;
  // What has no path of one slash is no file, and cannot be parsed.
  if (lines.length !== 1 || !/^[a-z][a-z\d+.-]*:(?:\/\/[^/]*)?\/(?!\/)/i.test(line)) {
    return undefined;
  }
  const uri = vscode.Uri.parse(line);
  const isOurs = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isOurs && isImage.test(uri.path) ? uri : undefined;
}

function bytesIn(transfer: vscode.DataTransfer): vscode.DataTransferFile | undefined {
  for (const [type, item] of transfer) {
    const file = sendableTypes.some((known) => known === type) ? item.asFile() : undefined;
    if (file) {
      return file;
    }
  }
  return undefined;
}

/** Resolves to true once a file is there: VS Code writes it behind the markup that shows it. */
export async function appears(file: vscode.Uri): Promise<boolean> {
  const folder = vscode.Uri.joinPath(file, '..');
  const pattern = new vscode.RelativePattern(folder, file.path.slice(folder.path.length + 1));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  let timer: NodeJS.Timeout | undefined;
  const created = new Promise<void>((resolve) => {
    watcher.onDidCreate(() => resolve());
    timer = setTimeout(resolve, patience);
  });
  try {
    if (!(await isThereNow(file))) {
      await created;
    }
    return await isThereNow(file);
  } finally {
    clearTimeout(timer);
    watcher.dispose();
  }
}

async function isThereNow(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

/** Where VS Code's own setting puts files that are pasted into Markdown, under a name that is free. */
async function newFile(document: vscode.TextDocument, fileName: string): Promise<vscode.Uri> {
  const { uri } = document;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const found = copyDestinations(uri).find(({ glob }) => matches(document, folder, glob));
  const about = { documentPath: uri.path, folderPath: folder?.path, fileName, now: new Date() };
  const path = copyPath(found?.destination ?? '', about);
  for (let number = 0; number < mostNames; number++) {
    const candidate = uri.with({ path: numbered(path, number) });
    if (!(await isThereNow(candidate))) {
      return candidate;
    }
  }
  return uri.with({ path: numbered(path, Date.now()) });
}

/** A glob of that setting: it begins in the workspace folder with a `/`, else anywhere. */
function matches(
  document: vscode.TextDocument,
  folder: vscode.Uri | undefined,
  glob: string,
): boolean {
  const pattern = glob.startsWith('/')
    ? `${folder?.path ?? ''}${glob}`
    : glob.startsWith('**')
      ? glob
      : `**/${glob}`;
  return vscode.languages.match({ pattern }, document) > 0;
}
