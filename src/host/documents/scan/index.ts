import * as vscode from 'vscode';
import type { DocumentFacts } from '../../../core/altText/facts';
import {
  documentFacts,
  Folders,
  isDocument,
  isImage,
  scanDocuments,
} from '../../../documents/repository';
import { languageIdOf } from '../../../documents/languages';
import { readSettings } from '../../settings';
import { nodeFiles } from './nodeFiles';

export { isDocument };

/** Documents with images, as a glob of VS Code. */
export const documentPattern =
  '**/*.{md,markdown,mkd,mdx,qmd,Rmd,rmd,html,htm,vue,svelte,astro,js,mjs,jsx,tsx,adoc,asciidoc,rst,ipynb}';

const mostDocuments = 50_000;

async function filesIn(scope: readonly vscode.Uri[], pattern: string): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const none = scope.length === 0;
  for (const uri of none ? [undefined] : scope) {
    if (uri && isDocument(uri.path)) {
      found.push(uri);
      continue;
    }
    found.push(
      ...(await vscode.workspace.findFiles(
        uri ? new vscode.RelativePattern(uri, pattern) : pattern,
        '**/{node_modules,.git}/**',
        mostDocuments,
      )),
    );
  }
  return [...new Map(found.map((uri) => [String(uri), uri])).values()].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

export async function documentsIn(scope: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  return (await filesIn(scope, documentPattern)).filter(({ path }) => isDocument(path));
}

export async function imagesIn(scope: readonly vscode.Uri[]): Promise<string[]> {
  return (await filesIn(scope, '**/*')).map(({ path }) => path).filter(isImage);
}

function roots() {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({
    path: uri.path,
    siteRoot: readSettings(uri).altText.siteRoot,
  }));
}

export async function scanRepository(
  documents: readonly vscode.Uri[],
  signal: AbortSignal,
  onFacts: (facts: readonly DocumentFacts[]) => void,
): Promise<void> {
  const open = new Map(
    vscode.workspace.textDocuments.map((document) => [
      document.uri.path,
      {
        languageId: document.languageId,
        ...(document.isDirty && { text: document.getText() }),
      },
    ]),
  );
  for await (const facts of scanDocuments(
    documents.map(({ path }) => path),
    nodeFiles,
    { roots: roots(), open, pause: () => new Promise((resolve) => setImmediate(resolve)) },
  )) {
    signal.throwIfAborted();
    onFacts([facts]);
  }
}

export function factsOf(uri: vscode.Uri, text: string): Promise<DocumentFacts> {
  const open = vscode.workspace.textDocuments.find((one) => String(one.uri) === String(uri));
  const languageId = languageIdOf(uri.path, open?.languageId ?? '');
  return documentFacts({ path: uri.path, languageId, text }, new Folders(nodeFiles.list, roots()));
}
