import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import type { Purpose } from './desk';
import type { Reviews } from './reviews';

/** The type of the panels, by which VS Code brings them back after a reload. */
const viewType = 'sightline.altTextReview';

/** Add Missing Alt Text and Check Alt Text: the alt texts of a folder, a document or the workspace in one view. */
export function registerAltTextReview(services: Services): vscode.Disposable {
  let loaded: Promise<Reviews> | undefined;
  const reviews = (): Promise<Reviews> =>
    (loaded ??= import('./reviews').then(({ openReviews }) => openReviews(services, viewType)));
  const opens =
    (purpose: Purpose) =>
    async (clicked?: unknown, selected?: unknown): Promise<void> =>
      (await reviews()).open(purpose, clicked, selected);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sightline.addMissingAltText', opens('missing')),
    vscode.commands.registerCommand('sightline.checkAltText', opens('check')),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await reviews()).restore(panel, state),
    }),
    new vscode.Disposable(() => void loaded?.then((all) => all.dispose())),
  );
}
