import * as vscode from 'vscode';
import { loadDocuments } from '../chunks';
import type { Candidates } from '../../documents';
import { imageName, type ImageAddress } from '../images/imageAddress';
import { readSettings } from '../settings';
import type { Place } from './place';

/** The image that a reference shows, or why there is none to ask about. */
export type FoundImage =
  | { readonly address: ImageAddress }
  | { readonly problem: 'missing' | 'embedded' | 'unknown' }
  | { readonly problem: 'otherCase'; readonly name: string };

/**
 * Finds the image of a reference: beside the document, from the site's root, by the framework's folder, or
 * at its URL. `missing`: no file is there; `otherCase`: one of that `name` is, but for capital letters; `embedded`: the document itself holds it; `unknown`: only the
 * running program knows which it is.
 */
export async function imageOf(place: Place): Promise<FoundImage> {
  const { uri } = place;
  const candidates = await candidatesFor(place, await siteRootsFor(uri));
  switch (candidates.kind) {
    case 'url':
      return { address: new URL(candidates.url) };
    case 'data':
    case 'attachment':
      return { problem: 'embedded' };
    case 'unknown':
      return { problem: 'unknown' };
    case 'file':
      for (const path of candidates.paths) {
        const address = fileAt(uri, path);
        if (await isFile(address)) {
          return { address };
        }
      }
      return candidates.anywhere ? anywhere(place) : missing(uri, candidates.paths);
  }
}

/** Where the target of a reference may be; `siteRoots` as `siteRootsFor` gives them. */
async function candidatesFor(
  { uri, text, languageId, reference }: Place,
  siteRoots: readonly string[],
): Promise<Candidates> {
  const { candidatesOf, imageFolderOf } = await loadDocuments();
  return candidatesOf(reference.target, {
    documentPath: uri.path,
    siteRoots,
    baseFolder: imageFolderOf(text, languageId),
    wikilink: reference.syntax === 'obsidian',
  });
}

/** Some file systems tell capital letters from small ones, and so do most servers. */
async function missing(document: vscode.Uri, paths: readonly string[]): Promise<FoundImage> {
  const { matchesIgnoringCase } = await loadDocuments();
  for (const path of paths) {
    const file = fileAt(document, path);
    const names = await namesIn(vscode.Uri.joinPath(file, '..'));
    const name = names.find((other) => matchesIgnoringCase(other, imageName(file)));
    if (name !== undefined) {
      return { problem: 'otherCase', name };
    }
  }
  return { problem: 'missing' };
}

/** A wikilink names a file wherever it is. */
async function anywhere({ uri, reference }: Place): Promise<FoundImage> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const name = reference.target.replaceAll(/[*?[\]{}]/g, '?');
  const [found] = folder
    ? await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/${name}`), null, 1)
    : [];
  return found ? { address: found } : { problem: 'missing' };
}

/** A path of the document's own file system; a notebook's cells are in that of the notebook. */
function fileAt(document: vscode.Uri, path: string): vscode.Uri {
  const notebook = vscode.workspace.notebookDocuments.find((candidate) =>
    candidate.getCells().some((cell) => String(cell.document.uri) === String(document)),
  );
  return (notebook?.uri ?? document).with({ path, query: '', fragment: '' });
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** The folders that paths from a site's root begin in: as set, else as the project's own files tell. */
export async function siteRootsFor(document: vscode.Uri): Promise<readonly string[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri;
  if (folder === undefined) {
    return [];
  }
  const { siteRoot } = readSettings(document).altText;
  if (siteRoot !== '') {
    return [vscode.Uri.joinPath(folder, siteRoot).path];
  }
  const { siteRootsOf } = await loadDocuments();
  const roots: string[] = [];
  // A repository may hold several sites: the nearest folder that is one comes first.
  for (let at = vscode.Uri.joinPath(document, '..'); at.path.startsWith(folder.path);) {
    const names = await namesIn(at);
    roots.push(...siteRootsOf(names).map((root) => vscode.Uri.joinPath(at, root).path));
    const above = vscode.Uri.joinPath(at, '..');
    if (at.path === folder.path || above.path === at.path) {
      break;
    }
    at = above;
  }
  return [...roots, folder.path];
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}
