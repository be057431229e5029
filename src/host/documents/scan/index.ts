import * as vscode from 'vscode';
import { untilAborted } from '../../../core/abort';
import type { DocumentFacts } from '../../../core/altText/facts';
import type { FolderRoot, OpenDocument } from '../../../documents/repository';
import { loadDocuments } from '../../chunks';
import { readSettings } from '../../settings';
import { scanInThread, type Scan } from './thread';
import { workspaceFiles } from './workspaceFiles';

export { documentsIn, imagesIn } from './scope';

/** Other work of the extension host waits as long at most, in milliseconds, but for one document's reading. */
const longestTurn = 10;

export interface RepositoryScan {
  readonly signal: AbortSignal;
  /** Called with the number of documents that are done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * The image references of documents with their images, in the order of the documents: as the editor has
 * them where they are not saved, else as their files are. Documents of this computer are read in a thread
 * of their own, others here, with pauses. One that cannot be read comes with its problem. Rejects with the
 * signal's reason as soon as it aborts.
 */
export async function scanRepository(
  documents: readonly vscode.Uri[],
  { signal, onProgress }: RepositoryScan,
): Promise<readonly DocumentFacts[]> {
  const found = new Map<vscode.Uri, DocumentFacts>();
  for (const group of bySystem(documents)) {
    const [base] = group;
    const before = found.size;
    const told = (done: number): void => onProgress?.(before + done);
    const scan = scanOf(base, group);
    const isLocal = base.scheme === 'file' && base.authority === '';
    const facts = isLocal
      ? await scanInThread(scan, { signal, onProgress: told })
      : await untilAborted(scanHere(base, scan, signal, told), signal);
    group.forEach((uri, index) => {
      const own = facts[index];
      if (own !== undefined) {
        found.set(uri, own);
      }
    });
  }
  return documents.flatMap((uri) => found.get(uri) ?? []);
}

type Group = [vscode.Uri, ...vscode.Uri[]];

/** Documents of one file system each. */
function bySystem(documents: readonly vscode.Uri[]): Group[] {
  const groups = new Map<string, Group>();
  for (const uri of documents) {
    const key = `${uri.scheme}://${uri.authority}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [uri]);
    } else {
      group.push(uri);
    }
  }
  return [...groups.values()];
}

function scanOf(base: vscode.Uri, group: Group): Scan {
  const isOfSystem = ({ scheme, authority }: vscode.Uri): boolean =>
    scheme === base.scheme && authority === base.authority;
  const roots = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => isOfSystem(uri))
    .map(({ uri }): FolderRoot => {
      const { siteRoot } = readSettings(uri).altText;
      return { path: uri.path, siteRoot };
    });
  const open = new Map<string, OpenDocument>();
  for (const document of vscode.workspace.textDocuments) {
    if (isOfSystem(document.uri)) {
      const { languageId, isDirty } = document;
      // A document that is not changed may be older than its file.
      open.set(document.uri.path, { languageId, ...(isDirty && { text: document.getText() }) });
    }
  }
  return { paths: group.map(({ path }) => path), roots, open };
}

async function scanHere(
  base: vscode.Uri,
  { paths, roots, open }: Scan,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<DocumentFacts[]> {
  const { scanDocuments } = await loadDocuments();
  const options = { roots, open, pause: pauses() };
  const found: DocumentFacts[] = [];
  for await (const facts of scanDocuments(paths, workspaceFiles(base), options)) {
    signal.throwIfAborted();
    found.push(facts);
    onProgress(found.length);
  }
  return found;
}

/** Gives others their turn when this one has lasted long enough. */
function pauses(): () => Promise<void> | undefined {
  let last = performance.now();
  return () =>
    performance.now() - last < longestTurn
      ? undefined
      : new Promise((resolve) => {
          setImmediate(() => {
            last = performance.now();
            resolve();
          });
        });
}

/** The facts of one document, whose text is as given. */
export async function factsOf(uri: vscode.Uri, text: string): Promise<DocumentFacts> {
  const { documentFacts, Folders, languageIdOf } = await loadDocuments();
  const { roots, open } = scanOf(uri, [uri]);
  const languageId = languageIdOf(uri.path, open.get(uri.path)?.languageId ?? '');
  const folders = new Folders(workspaceFiles(uri).list, roots);
  return documentFacts({ path: uri.path, languageId, text }, folders);
}
