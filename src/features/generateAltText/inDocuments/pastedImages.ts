import * as vscode from 'vscode';
import { sendableTypes } from '../../../core/images/images';
import { loadDocuments } from '../../../host/chunks';
import { copyDestinations } from '../../../host/settings';
import { copyPath, numbered } from './copyDestination';
import type { ImageHere } from './here';
import { placesIn } from '../../../host/documents/place';

/** Markup for an image that comes with a paste or a drop, and the file that it shows. */
interface Arrival {
  readonly document: vscode.TextDocument;
  readonly markup: string;
  readonly file: vscode.Uri;
  readonly insertText: string;
  readonly additionalEdit: vscode.WorkspaceEdit;
}

const root = vscode.DocumentDropOrPasteEditKind.Empty.append('sightline');
const plainKind = root.append('image');
const altTextKind = root.append('altText');
/** The editor's own ways come first. */
const others = [
  vscode.DocumentDropOrPasteEditKind.Text,
  vscode.DocumentDropOrPasteEditKind.Empty.append('markdown'),
  vscode.DocumentDropOrPasteEditKind.Empty.append('uri'),
];

/** So many names are tried for a new file. */
const mostNames = 1000;
/** How long it is waited for the file to be there, in milliseconds. */
const patience = 10_000;

/**
 * Offers to save an image that is pasted or dropped beside the document and to show it there: with alt
 * text, where the user chooses that from the paste options, and else without. Nothing is sent for what is
 * on offer only.
 */
export class PastedImages
  implements vscode.DocumentPasteEditProvider, vscode.DocumentDropEditProvider, vscode.Disposable
{
  private readonly arrivals = new WeakMap<object, Arrival>();
  /** What the user chose and the document does not hold yet. */
  private chosen: Arrival | undefined;
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
    const arrival = range && (await arrivalOf(document, range, transfer));
    return arrival
      ? this.offered(
          arrival,
          (title, kind) => new vscode.DocumentPasteEdit(arrival.insertText, title, kind),
        )
      : [];
  }

  /** Called for the one that the user chose. */
  resolveDocumentPasteEdit(edit: vscode.DocumentPasteEdit): vscode.DocumentPasteEdit {
    this.chosen = this.arrivals.get(edit);
    return edit;
  }

  async provideDocumentDropEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    transfer: vscode.DataTransfer,
  ): Promise<vscode.DocumentDropEdit[]> {
    const arrival = await arrivalOf(document, new vscode.Range(position, position), transfer);
    return arrival
      ? this.offered(
          arrival,
          (title, kind) => new vscode.DocumentDropEdit(arrival.insertText, title, kind),
        )
      : [];
  }

  /** Called for the one that the user chose. */
  resolveDocumentDropEdit(edit: vscode.DocumentDropEdit): vscode.DocumentDropEdit {
    this.chosen = this.arrivals.get(edit);
    return edit;
  }

  private offered<Edit extends vscode.DocumentPasteEdit | vscode.DocumentDropEdit>(
    arrival: Arrival,
    make: (title: string, kind: vscode.DocumentDropOrPasteEditKind) => Edit,
  ): Edit[] {
    const plain = make(vscode.l10n.t('Insert image'), plainKind);
    plain.yieldTo = others;
    const described = make(vscode.l10n.t('Insert image with alt text'), altTextKind);
    described.yieldTo = [...others, plainKind];
    this.arrivals.set(described, arrival);
    for (const edit of [plain, described]) {
      edit.additionalEdit = arrival.additionalEdit;
    }
    return [plain, described];
  }

  /** The text is asked for once the markup is there. */
  private changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const { chosen } = this;
    const isThere = contentChanges.some(({ text }) => chosen && text.includes(chosen.markup));
    if (chosen && isThere && String(chosen.document.uri) === String(document.uri)) {
      this.chosen = undefined;
      void this.write(chosen);
    }
  }

  private async write({ document, file, markup }: Arrival): Promise<void> {
    const [shown] = await placesIn(document.uri, document.languageId, markup);
    const { uri, languageId } = document;
    if (await appears(file)) {
      const places = await placesIn(uri, languageId, document.getText());
      const place = places.find(({ reference }) => reference.target === shown?.reference.target);
      await (place && this.here.generate(place));
    }
  }
}

async function arrivalOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  transfer: vscode.DataTransfer,
): Promise<Arrival | undefined> {
  const image = imageOf(transfer);
  if (image === undefined || document.isUntitled) {
    return undefined;
  }
  const file = await newFile(document, image.name);
  const { insertAltText, languageIdOf } = await loadDocuments();
  const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const result = insertAltText({
    text: document.getText(),
    languageId: languageIdOf(document.uri.path, document.languageId),
    documentPath: document.uri.path,
    imagePath: file.path,
    selection,
    alt: '',
  });
  if ('problem' in result || result.replaced) {
    return undefined;
  }
  const { start, end, text: markup } = result.edit;
  const additionalEdit = new vscode.WorkspaceEdit();
  additionalEdit.createFile(file, { contents: await image.data() });
  const isThere = start === selection.start && end === selection.end;
  if (!isThere) {
    const at = new vscode.Range(document.positionAt(start), document.positionAt(end));
    additionalEdit.replace(document.uri, at, markup);
  }
  return { document, markup, file, insertText: isThere ? markup : '', additionalEdit };
}

/** Resolves to true once a file is there: VS Code writes it behind the markup that shows it. */
async function appears(file: vscode.Uri): Promise<boolean> {
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
