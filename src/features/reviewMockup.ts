import * as vscode from 'vscode';
import { reviewMockupPrompt } from '../core/conversation/prompts';
import { registerImageCommand, tabTitle } from '../host/imageCommand';
import type { Services } from '../host/services';

/** Review UI Mockup: numbered findings by severity, with what to change. */
export function registerReviewMockup(services: Services): vscode.Disposable {
  return registerImageCommand('sightline.reviewMockup', services, (uris) => ({
    title: tabTitle(vscode.l10n.t('Review'), uris),
    addresses: uris,
    command: vscode.l10n.t('Review UI Mockup'),
    prompt: reviewMockupPrompt,
  }));
}
