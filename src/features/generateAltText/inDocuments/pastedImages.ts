import * as vscode from 'vscode';
import { loadDocuments } from '../../../host/chunks';
import { appears, arrivingImage } from './arrivingImage';
import type { ImageHere } from './here';
import { placesIn } from '../../../host/documents/place';

/** Markup for an image that comes with a paste or a drop, and the file that it shows. */
interface Arrival {
  readonly document: vscode.TextDocument;
  readonly markup: string;
  readonly file: vscode.Uri;
  readonly insertText: string;
  readonly additionalEdit: vscode.WorkspaceEdit;
  /** Where the markup begins. */
  readonly start: number;
}

type Kind = vscode.DocumentDropOrPasteEditKind;

/** What VS Code's own edits write in the place of an alt text. */
const placeholder = 'alt text';

const root = vscode.DocumentDropOrPasteEditKind.Empty.append('sightline');
const plainKind = root.append('image');
const altTextKind = root.append('altText');
/** The editor's own ways come first. */
const others = [
  vscode.DocumentDropOrPasteEditKind.Text,
  vscode.DocumentDropOrPasteEditKind.Empty.append('markdown'),
  vscode.DocumentDropOrPasteEditKind.Empty.append('uri'),
];

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
  /** What the last drop offers: VS Code does not tell which of its edits is chosen. */
  private dropped: Arrival | undefined;
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
    const make = ({ insertText }: Arrival, title: string, kind: Kind) =>
      new vscode.DocumentPasteEdit(insertText, title, kind);
    return arrival ? this.offered(arrival, arrival, make) : [];
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
    const range = new vscode.Range(position, position);
    const arrival = await arrivalOf(document, range, transfer);
    // By its words the other edit is told apart, which nothing is to be sent for.
    const plain = arrival && (await arrivalOf(document, range, transfer, placeholder));
    this.dropped = plain && arrival;
    const make = ({ insertText }: Arrival, title: string, kind: Kind) =>
      new vscode.DocumentDropEdit(insertText, title, kind);
    return plain ? this.offered(plain, arrival, make) : [];
  }

  private offered<Edit extends vscode.DocumentPasteEdit | vscode.DocumentDropEdit>(
    plainArrival: Arrival,
    arrival: Arrival,
    make: (arrival: Arrival, title: string, kind: Kind) => Edit,
  ): Edit[] {
    const plain = make(plainArrival, vscode.l10n.t('Insert image'), plainKind);
    plain.yieldTo = others;
    plain.additionalEdit = plainArrival.additionalEdit;
    const described = make(arrival, vscode.l10n.t('Insert image with alt text'), altTextKind);
    described.yieldTo = [...others, plainKind];
    described.additionalEdit = arrival.additionalEdit;
    this.arrivals.set(described, arrival);
    return [plain, described];
  }

  /** The text is asked for once the markup is there. */
  private changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    this.choose(event);
    const { chosen } = this;
    const change = contentChanges.find(({ text }) => chosen && text.includes(chosen.markup));
    if (chosen && change && String(chosen.document.uri) === String(document.uri)) {
      this.chosen = undefined;
      void this.write(chosen, change.rangeOffset + change.text.indexOf(chosen.markup));
    }
  }

  /**
   * A drop's edit is chosen where its very markup comes to its place. VS Code puts its own edit there first, and
   * takes it out again; whatever else is changed, the choice is over.
   */
  private choose({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const { dropped } = this;
    if (dropped && String(dropped.document.uri) === String(document.uri)) {
      const isAtPlace = contentChanges.every(({ rangeOffset }) => rangeOffset === dropped.start);
      const isOurs = contentChanges.some(({ text }) => text === dropped.markup);
      this.chosen = isAtPlace && isOurs && reason === undefined ? dropped : this.chosen;
      this.dropped = isAtPlace && this.chosen !== dropped ? dropped : undefined;
    }
  }

  /** The markup began at `start`; its place is looked for again where it has moved by then. */
  private async write({ document, file, markup }: Arrival, start: number): Promise<void> {
    const { uri, languageId } = document;
    const places = await placesIn(uri, languageId, document.getText());
    const end = start + markup.length;
    const place = places.find(
      ({ reference: { range } }) => range.start >= start && range.end <= end,
    );
    if (place && (await appears(file))) {
      await this.here.generate(place);
    }
  }
}

async function arrivalOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  transfer: vscode.DataTransfer,
  alt = '',
): Promise<Arrival | undefined> {
  const image = document.isUntitled ? undefined : await arrivingImage(document, transfer);
  if (image === undefined) {
    return undefined;
  }
  const { file, contents } = image;
  const { insertAltText, languageIdOf } = await loadDocuments();
  const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const result = insertAltText({
    text: document.getText(),
    languageId: languageIdOf(document.uri.path, document.languageId),
    documentPath: document.uri.path,
    imagePath: file.path,
    selection,
    alt,
    isNew: true,
  });
  if ('problem' in result) {
    return undefined;
  }
  const { start, end, text: markup } = result.edit;
  const additionalEdit = new vscode.WorkspaceEdit();
  if (contents) {
    additionalEdit.createFile(file, { contents });
  }
  const isThere = start === selection.start && end === selection.end;
  if (!isThere) {
    const at = new vscode.Range(document.positionAt(start), document.positionAt(end));
    additionalEdit.replace(document.uri, at, markup);
  }
  return { document, markup, file, insertText: isThere ? markup : '', additionalEdit, start };
}
