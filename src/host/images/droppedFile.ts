import * as vscode from 'vscode';
import { imageEnding } from '../../core/images/endings';

const isImage = new RegExp(`${imageEnding}$`, 'i');

/** Where files of the user are; what else VS Code can read is its own, or on the network. */
const fileSchemes = ['file', 'vscode-remote', 'vscode-vfs'];

/**
 * The image file that a page says was dropped on it; undefined for what is none. A page is not trusted, so
 * it names image files only, in file systems that this window has open, and no other computer that
 * Windows would sign in to.
 */
export function droppedFile(text: string): vscode.Uri | undefined {
  const uri = localUri(text);
  if (uri === undefined || !isImage.test(uri.path)) {
    return undefined;
  }
  const isHere = uri.authority === '' || uri.scheme !== 'file';
  return (isHere && fileSchemes.includes(uri.scheme)) || isOfWorkspace(uri) ? uri : undefined;
}

/** In a remote window the Explorer names files as the window sees them; here they are this machine's. */
function localUri(text: string): vscode.Uri | undefined {
  // What has no path of one slash cannot be parsed, and names no file.
  if (!/^[a-z][a-z\d+.-]*:(?:\/\/[^/]*)?\/(?!\/)/i.test(text)) {
    return undefined;
  }
  try {
    const uri = vscode.Uri.parse(text, true);
    return uri.scheme === 'vscode-remote' && vscode.env.remoteName !== undefined
      ? vscode.Uri.from({ scheme: 'file', path: uri.path })
      : uri.with({ query: '', fragment: '' });
  } catch {
    return undefined;
  }
}

function isOfWorkspace({ scheme, authority }: vscode.Uri): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.some(({ uri }) => uri.scheme === scheme && uri.authority === authority);
}
