import * as vscode from 'vscode';
import { altTextPrompt } from '../../core/conversation/prompts';
import { registerImageCommand, tabTitle } from '../../host/imageCommand';
import type { Services } from '../../host/services';

const job = 'altText';

/** Generate Alt Text: one sentence for each image, with Insert and, where it is too long, Shorten. */
export function registerGenerateAltText(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    services.jobs.register(job, async () => (await import('./job')).altTextJob),
    registerImageCommand('sightline.generateAltText', services, async (addresses) => {
      const { trackEditor } = await import('./job');
      trackEditor();
      return {
        title: tabTitle(vscode.l10n.t('Alt text'), addresses),
        addresses,
        command: vscode.l10n.t('Generate Alt Text'),
        prompt: altTextPrompt(addresses.length),
        job,
      };
    }),
  );
}
