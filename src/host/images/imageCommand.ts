import * as vscode from 'vscode';
import type { Inquiry } from '../conversation/inquiry';
import { imageName, type ImageAddress } from './imageAddress';
import { imagesOf } from './imageFiles';
import type { Services } from '../services';

/**
 * Registers a command about images: it finds them, lets `inquire` say what to ask (undefined: the
 * user escaped), and asks in a panel.
 */
export function registerImageCommand(
  id: string,
  services: Services,
  inquire: (uris: readonly vscode.Uri[]) => Inquiry | undefined | Promise<Inquiry | undefined>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (clicked?: unknown, selected?: unknown) => {
    const uris = await imagesOf(services.quickInput, clicked, selected);
    const inquiry = uris.length > 0 ? await inquire(uris) : undefined;
    if (inquiry) {
      await services.panels.ask(inquiry);
    }
  });
}

/** A tab's title: what is done, and the image's name or how many there are. */
export function tabTitle(action: string, uris: readonly ImageAddress[]): string {
  const [only, another] = uris;
  return only === undefined || another !== undefined
    ? vscode.l10n.t('{0}: {1} images', action, uris.length)
    : `${action}: ${imageName(only)}`;
}
