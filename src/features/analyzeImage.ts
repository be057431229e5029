import * as vscode from 'vscode';
import { analyzeImagePrompt } from '../core/conversation/prompts';
import { visionConnection } from '../host/connections/connections';
import { askAboutImages, tabTitle } from '../host/imageCommand';
import type { Inquiry } from '../host/inquiry';
import type { Services } from '../host/services';

/** The job by which a question is put to Azure AI Vision again, also after a restart. */
const job = 'imageAnalysis';

/**
 * Find Text and Objects with Azure AI Vision: asks the resource that a connection names, which nothing else
 * does. A follow-up goes to the connection in use. Menus show the command where the setting has a resource, by
 * their `when`, so that Sightline need not be loaded for that.
 */
export function registerAnalyzeImage(services: Services): vscode.Disposable {
  const answerer = () => services.connections.imageAnalysis();
  return vscode.Disposable.from(
    services.jobs.register(job, () => Promise.resolve({ answerer })),
    vscode.commands.registerCommand(
      'sightline.analyzeImage',
      (clicked?: unknown, selected?: unknown) => analyzeImage(services, clicked, selected),
    ),
  );
}

/** Does what the command does; `clicked` and `selected` are what VS Code calls it with. */
export async function analyzeImage(
  services: Services,
  clicked?: unknown,
  selected?: unknown,
): Promise<void> {
  if (visionConnection() === undefined) {
    await tellHow(services);
    return;
  }
  const inquire = (uris: readonly vscode.Uri[]): Inquiry => ({
    title: tabTitle(vscode.l10n.t('Text and objects'), uris),
    addresses: uris,
    command: vscode.l10n.t('Find Text and Objects with Azure AI Vision'),
    prompt: analyzeImagePrompt,
    job,
    answerer: () => services.connections.imageAnalysis(),
  });
  await askAboutImages(services, inquire, clicked, selected);
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
