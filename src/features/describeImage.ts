import * as vscode from 'vscode';
import { describePrompt } from '../core/conversation/prompts';
import { registerImageCommand, tabTitle } from '../host/imageCommand';
import type { Services } from '../host/services';
import { readSettings } from '../host/settings';

/** Describe Image: asks the prompt of `sightline.describePrompt`. */
export function registerDescribeImage(services: Services): vscode.Disposable {
  return registerImageCommand('sightline.describeImage', services, (uris) => ({
    title: tabTitle(vscode.l10n.t('Describe'), uris),
    addresses: uris,
    command: vscode.l10n.t('Describe Image'),
    prompt: readSettings(uris[0]).describePrompt || describePrompt,
  }));
}
