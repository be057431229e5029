import * as vscode from 'vscode';
import { readSettings } from '../../../host/settings';
import { diagnosticSource } from './codeActions';
import { documentName, nameOf } from './here';
import { rangeOf, type DocumentReader, type Place } from '../../../host/documents/place';

/** How long nothing may have been typed before a document is looked at again, in milliseconds. */
const rest = 400;

/** Underlines the images of open documents that have no alt text, or one that says nothing, where that is wanted. */
export class AltTextDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('sightline.altText');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly selector: vscode.DocumentSelector,
    private readonly reader: DocumentReader,
  ) {
    const { workspace } = vscode;
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      workspace.onDidOpenTextDocument((document) => this.soon(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.soon(document)),
      workspace.onDidCloseTextDocument((document) => this.forget(document)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('sightline.altText.diagnostics')) {
          this.lookAtAll();
        }
      }),
    );
    this.lookAtAll();
  }

  dispose(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.subscriptions.dispose();
  }

  private lookAtAll(): void {
    vscode.workspace.textDocuments.forEach((document) => void this.look(document));
  }

  private soon(document: vscode.TextDocument): void {
    const key = String(document.uri);
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => void this.look(document), rest),
    );
  }

  private forget({ uri }: vscode.TextDocument): void {
    clearTimeout(this.timers.get(String(uri)));
    this.timers.delete(String(uri));
    this.collection.delete(uri);
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    const isWanted =
      vscode.languages.match(this.selector, document) > 0 && readSettings(uri).altText.diagnostics;
    if (!isWanted) {
      this.collection.delete(uri);
      return;
    }
    const places = await this.reader.places(document);
    if (document.version === version && !document.isClosed) {
      this.collection.set(
        uri,
        places.flatMap((place) => diagnosticOf(document, place) ?? []),
      );
    }
  }
}

function diagnosticOf(document: vscode.TextDocument, place: Place): vscode.Diagnostic | undefined {
  const { state, alt = '' } = place.reference;
  if (place.reference.computed || (state !== 'missing' && state !== 'placeholder')) {
    return undefined;
  }
  const message =
    state === 'missing'
      ? vscode.l10n.t('{0} has no alt text.', nameOf(place) || documentName(place))
      : vscode.l10n.t('“{0}” says nothing about the image.', alt);
  const range = rangeOf(document, place.reference);
  const found = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
  found.source = diagnosticSource;
  found.code = state === 'missing' ? 'missingAltText' : 'placeholderAltText';
  return found;
}
