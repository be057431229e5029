import * as vscode from 'vscode';
import { registerImageCommand, tabTitle } from '../../host/imageCommand';
import type { Services } from '../../host/services';
import { askImageUrl } from './askImageUrl';
import { choosePrompt } from './choosePrompt';

/**
 * Ask About Image… and Ask About Image URL…: a preset, a prompt used before, or free text. Ask About Clipboard
 * Image…: a panel in which the picture is pasted, as VS Code gives extensions no more than the clipboard's text.
 */
export function registerAskAboutImage(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerImageCommand('sightline.askAboutImage', services, async (uris) => {
      const prompt = await choosePrompt(services, uris[0]);
      return prompt === undefined ? undefined : { title: title(uris), addresses: uris, prompt };
    }),
    vscode.commands.registerCommand('sightline.askImageUrl', async () => {
      const url = await askImageUrl(services.quickInput);
      const prompt = url && (await choosePrompt(services));
      if (url && prompt !== undefined) {
        await services.conversations.ask({ title: title([url]), addresses: [url], prompt });
      }
    }),
    vscode.commands.registerCommand('sightline.askClipboardImage', () =>
      services.conversations.begin(vscode.l10n.t('Ask: clipboard image')),
    ),
  );
}

function title(addresses: Parameters<typeof tabTitle>[1]): string {
  return tabTitle(vscode.l10n.t('Ask'), addresses);
}
