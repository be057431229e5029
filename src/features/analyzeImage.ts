import * as vscode from 'vscode';
import { analyzeImagePrompt } from '../core/conversation/prompts';
import { visionConnection } from '../host/connections/connections';
import { askAboutImages, tabTitle } from '../host/imageCommand';
import type { Services } from '../host/services';

const job = 'imageAnalysis';

/**
 * Find Text and Objects with Azure AI Vision: asks the resource that a connection names, and nobody else does.
 * A follow-up goes to the connection in use. Menus show it where the setting has a resource, without
 * Sightline being loaded for that.
 */
export function registerAnalyzeImage(services: Services): vscode.Disposable {
  const answerer = () => services.connections.imageAnalysis();
  return vscode.Disposable.from(
    services.jobs.register(job, () => Promise.resolve({ answerer })),
    vscode.commands.registerCommand(
      'sightline.analyzeImage',
      async (clicked?: unknown, selected?: unknown) => {
        if (visionConnection() === undefined) {
          await tellHow(services);
          return;
        }
        const inquire = (uris: readonly vscode.Uri[]) => ({
          title: tabTitle(vscode.l10n.t('Text and objects'), uris),
          addresses: uris,
          command: vscode.l10n.t('Find Text and Objects with Azure AI Vision'),
          prompt: analyzeImagePrompt,
          job,
          answerer,
        });
        await askAboutImages(services, inquire, clicked, selected);
      },
    ),
  );
}

/** The palette has the command also where no connection has a resource. */
async function tellHow({ quickInput, actions }: Services): Promise<void> {
  const open = vscode.l10n.t('Open Settings');
  const words = vscode.l10n.t(
    'No connection has an Azure AI Vision resource. Add “vision” with the resource’s endpoint to one of your connections, then store its key with Set API Key….',
  );
  if ((await quickInput.showInformationMessage(words, {}, open)) === open) {
    await actions.run('openSettings', {});
  }
}
