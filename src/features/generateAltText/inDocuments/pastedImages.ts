import * as vscode from 'vscode';
import { sendableTypes } from '../../../core/images/images';
import { loadDocuments } from '../../../host/chunks';
import { copyDestinations } from '../../../host/settings';
import { copyPath, numbered } from './copyDestination';
import type { ImageHere } from './here';
import { placesIn } from './place';

/** An image that comes with a paste or a drop, and the markup that shows it. */
interface Arrival {
  readonly insertText: string;
  readonly additionalEdit: vscode.WorkspaceEdit;
}

/** Markup that was offered and may be chosen yet, with the path that it shows. */
interface Offered {
  readonly document: string;
  readonly markup: string;
  readonly target: string;
}

const title = vscode.l10n.t('Insert image with alt text');

/** The kind of the paste and drop edits. */
const editKind = vscode.DocumentDropOrPasteEditKind.Empty.append('sightline', 'altText');
/** The editor's own ways come first: an image is sent only where the user chooses this one. */
const others = [
  vscode.DocumentDropOrPasteEditKind.Text,
  vscode.DocumentDropOrPasteEditKind.Empty.append('markdown'),
  vscode.DocumentDropOrPasteEditKind.Empty.append('uri'),
];

/** So many names are tried for a new file. */
const mostNames = 1000;

/** Offers to save an image that is pasted or dropped beside the document, show it there, and write its alt text. */
export class PastedImages
  implements vscode.DocumentPasteEditProvider, vscode.DocumentDropEditProvider, vscode.Disposable
{
  private offered: readonly Offered[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(private readonly here: ImageHere) {
    this.subscription = vscode.workspace.onDidChangeTextDocument((event) => this.changed(event));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    [range]: readonly vscode.Range[],
    transfer: vscode.DataTransfer,
  ): Promise<vscode.DocumentPasteEdit[]> {
    const arrival = range && (await this.arrivalOf(document, range, transfer));
    if (arrival === undefined) {
      return [];
    }
    const edit = new vscode.DocumentPasteEdit(arrival.insertText, title, editKind);
    edit.additionalEdit = arrival.additionalEdit;
    edit.yieldTo = others;
    return [edit];
  }

  async provideDocumentDropEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    transfer: vscode.DataTransfer,
  ): Promise<vscode.DocumentDropEdit | undefined> {
    const range = new vscode.Range(position, position);
    const arrival = await this.arrivalOf(document, range, transfer);
    if (arrival === undefined) {
      return undefined;
    }
    const edit = new vscode.DocumentDropEdit(arrival.insertText, title, editKind);
    edit.additionalEdit = arrival.additionalEdit;
    edit.yieldTo = others;
    return edit;
  }

  private async arrivalOf(
    document: vscode.TextDocument,
    range: vscode.Range,
    transfer: vscode.DataTransfer,
  ): Promise<Arrival | undefined> {
    const file = imageOf(transfer);
    if (file === undefined || document.isUntitled) {
      return undefined;
    }
    const uri = await newFile(document, file.name);
    const { insertAltText, languageIdOf } = await loadDocuments();
    const selection = {
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
    };
    const text = document.getText();
    const result = insertAltText({
      text,
      languageId: languageIdOf(document.uri.path, document.languageId),
      documentPath: document.uri.path,
      imagePath: uri.path,
      selection,
      alt: '',
    });
    if ('problem' in result || result.replaced) {
      return undefined;
    }
    const { edit } = result;
    const additionalEdit = new vscode.WorkspaceEdit();
    additionalEdit.createFile(uri, { contents: await file.data() });
    const isThere = edit.start === selection.start && edit.end === selection.end;
    if (!isThere) {
      const at = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
      additionalEdit.replace(document.uri, at, edit.text);
    }
    await this.offer(document, text, edit.text);
    return { insertText: isThere ? edit.text : '', additionalEdit };
  }

  /** Keeps what is on offer now: an earlier offer was not chosen. */
  private async offer(document: vscode.TextDocument, text: string, markup: string): Promise<void> {
    const before = await placesIn(document.uri, document.languageId, text);
    const known = new Set(before.map(({ reference: { target } }) => target));
    const shown = await placesIn(document.uri, document.languageId, markup);
    this.offered = shown
      .filter(({ reference: { target } }) => !known.has(target))
      .map(({ reference: { target } }) => ({ document: String(document.uri), markup, target }));
  }

  /** The text is written once the markup is there: the user chose it. */
  private changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const [chosen] = this.offered.filter(
      (offer) =>
        offer.document === String(document.uri) &&
        contentChanges.some(({ text }) => text.includes(offer.markup)),
    );
    if (chosen) {
      this.offered = [];
      void this.write(document, chosen.target);
    }
  }

  private async write(document: vscode.TextDocument, target: string): Promise<void> {
    const places = await placesIn(document.uri, document.languageId, document.getText());
    const place = places.find(({ reference }) => reference.target === target);
    await (place && this.here.generate(place));
  }
}

function imageOf(transfer: vscode.DataTransfer): vscode.DataTransferFile | undefined {
  for (const [type, item] of transfer) {
    const file = sendableTypes.some((known) => known === type) ? item.asFile() : undefined;
    if (file) {
      return file;
    }
  }
  return undefined;
}

/** Where VS Code's own setting puts files that are pasted into Markdown, under a name that is free. */
async function newFile({ uri }: vscode.TextDocument, fileName: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const found = copyDestinations(uri).find(({ glob }) => matches(uri, folder, glob));
  const about = { documentPath: uri.path, folderPath: folder?.path, fileName, now: new Date() };
  const path = copyPath(found?.destination ?? '', about);
  for (let number = 0; number < mostNames; number++) {
    const candidate = uri.with({ path: numbered(path, number) });
    try {
      await vscode.workspace.fs.stat(candidate);
    } catch {
      return candidate;
    }
  }
  return uri.with({ path: numbered(path, Date.now()) });
}

/** A glob of that setting: it begins in the workspace folder with a `/`, else anywhere. */
function matches(uri: vscode.Uri, folder: vscode.Uri | undefined, glob: string): boolean {
  const pattern = glob.startsWith('/')
    ? `${folder?.path ?? ''}${glob}`
    : glob.startsWith('**')
      ? glob
      : `**/${glob}`;
  const document = vscode.workspace.textDocuments.find((open) => String(open.uri) === String(uri));
  return document !== undefined && vscode.languages.match({ pattern }, document) > 0;
}
