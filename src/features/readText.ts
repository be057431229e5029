import * as vscode from 'vscode';
import { readTextPrompt } from '../core/conversation/prompts';
import { registerImageCommand, tabTitle } from '../host/imageCommand';
import type { Services } from '../host/services';

/** Read Text in Image: the text, word for word. */
export function registerReadText(services: Services): vscode.Disposable {
  return registerImageCommand('sightline.readText', services, (uris) => ({
    title: tabTitle(vscode.l10n.t('Text'), uris),
    addresses: uris,
    command: vscode.l10n.t('Read Text in Image'),
    prompt: readTextPrompt,
  }));
}
