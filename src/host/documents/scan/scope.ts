import * as vscode from 'vscode';
import { imageExtensions } from '../../../core/images/endings';
import { loadDocuments } from '../../chunks';
import { repositoryFileIn } from '../houseRules';

/**
 * The documents of a folder, or of the workspace, in the order of their paths: without `files.exclude`,
 * folders of packages and the like, and what `.sightline.json` leaves out. A document is its own.
 */
export async function documentsIn(
  scope: vscode.Uri | undefined,
  signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
  if (scope !== undefined && !(await isFolder(scope))) {
    return [scope];
  }
  const { documentExtensions, isDocument } = await loadDocuments();
  return filesIn(scope, documentExtensions, isDocument, signal);
}

/** The image files of a folder or of the workspace, as `documentsIn` gives documents; a document has none. */
export async function imagesIn(
  scope: vscode.Uri | undefined,
  signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
  if (scope !== undefined && !(await isFolder(scope))) {
    return [];
  }
  const { isImage } = await loadDocuments();
  return filesIn(scope, imageExtensions, isImage, signal);
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false; // A document that is not saved yet, for one.
  }
}

async function filesIn(
  folder: vscode.Uri | undefined,
  extensions: readonly string[],
  isWanted: (path: string) => boolean,
  signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
  const { leftOutFolders } = await loadDocuments();
  // Globs tell capital letters where the file system does.
  const endings = extensions.flatMap((ending) => [
    ending,
    ending.toUpperCase(),
    ending.charAt(0).toUpperCase() + ending.slice(1),
  ]);
  const glob = `**/*.{${[...new Set(endings)].join(',')}}`;
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    const found = await vscode.workspace.findFiles(
      folder === undefined ? glob : new vscode.RelativePattern(folder, glob),
      `**/{${leftOutFolders.join(',')}}/**`,
      undefined,
      source.token,
    );
    signal.throwIfAborted();
    const isTaken = await repositoryFilter();
    return found
      .filter((uri) => isWanted(uri.path) && isTaken(uri))
      .sort((one, other) => (one.path < other.path ? -1 : 1));
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** What the `.sightline.json` of the folders that are open let be looked at. */
async function repositoryFilter(): Promise<(uri: vscode.Uri) => boolean> {
  const { pathFilter } = await loadDocuments();
  const filters = new Map<string, ReturnType<typeof pathFilter>>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const repository = await repositoryFileIn(uri);
    if (repository !== undefined) {
      filters.set(String(uri), pathFilter(repository.folders));
    }
  }
  return (uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const filter = folder && filters.get(String(folder));
    return (
      folder === undefined ||
      filter === undefined ||
      filter.takesFile(uri.path.slice(folder.path.length + 1))
    );
  };
}
