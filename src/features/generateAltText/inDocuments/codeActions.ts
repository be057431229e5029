import * as vscode from 'vscode';
import { loadDocuments } from '../../../host/chunks';
import type { DocumentReader, Place, PlaceArgument } from '../../../host/documents/place';

/** Where the diagnostics of alt texts come from. */
export const diagnosticSource = 'Sightline';

/** What the light bulb offers at an image. Nothing is sent before one of them is chosen. */
export class AltTextActions implements vscode.CodeActionProvider {
  constructor(private readonly reader: DocumentReader) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const place = await this.reader.placeAt(document, document.offsetAt(range.start));
    if (place === undefined || place.reference.computed) {
      return [];
    }
    const { state } = place.reference;
    const isFault = state === 'missing' || state === 'placeholder';
    const kind = isFault ? vscode.CodeActionKind.QuickFix : vscode.CodeActionKind.RefactorRewrite;
    const mends = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    const action = (title: string, command: string, isPreferred = false): vscode.CodeAction => {
      const offered = new vscode.CodeAction(title, kind);
      const { start } = place.reference.range;
      const argument: PlaceArgument = { document: document.uri, offset: start };
      offered.command = { title, command, arguments: [argument] };
      offered.diagnostics = isFault ? [...mends] : [];
      offered.isPreferred = isPreferred;
      return offered;
    };
    return [
      action(vscode.l10n.t('Generate Alt Text'), 'sightline.generateAltText', isFault),
      ...(state === 'present'
        ? [action(vscode.l10n.t('Refine Alt Text…'), 'sightline.refineAltText')]
        : []),
      ...((await mayBeDecorative(place))
        ? [action(vscode.l10n.t('Mark as Decorative'), 'sightline.markAsDecorative')]
        : []),
    ];
  }
}

async function mayBeDecorative({ text, reference }: Place): Promise<boolean> {
  const { decorativeEdit } = await loadDocuments();
  return reference.state !== 'decorative' && decorativeEdit(text, reference) !== undefined;
}
