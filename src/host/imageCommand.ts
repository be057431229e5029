import * as vscode from 'vscode';
import { isVisionError } from '../core/errors';
import type { Inquiry } from './inquiry';
import { errorSentence } from './errors/errorText';
import { imageName, type ImageAddress } from './images/imageAddress';
import { imagesOf } from './images/imageFiles';
import type { QuickInput } from './quickInput';
import type { Services } from './services';
import { titleOf } from './title';
import { checkTogether } from './images/together';

/** What to ask about some images; undefined where the user escaped, or nothing is left to ask. */
export type Inquire = (
  uris: readonly vscode.Uri[],
) => Inquiry | undefined | Promise<Inquiry | undefined>;

/** Registers a command about images: it finds them, lets `inquire` say what to ask, and asks in a panel. */
export function registerImageCommand(
  id: string,
  services: Services,
  inquire: Inquire,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, (clicked?: unknown, selected?: unknown) =>
    askAboutImages(services, inquire, clicked, selected),
  );
}

/** Does what a command about images does; `clicked` and `selected` are what VS Code calls it with. */
export async function askAboutImages(
  services: Services,
  inquire: Inquire,
  clicked?: unknown,
  selected?: unknown,
): Promise<void> {
  const uris = await imagesOf(services.quickInput, clicked, selected);
  const isFine = await areNotTooMany(uris, services.quickInput);
  const inquiry = uris.length > 0 && isFine ? await inquire(uris) : undefined;
  if (inquiry) {
    await services.conversations.ask(inquiry);
  }
}

async function areNotTooMany(
  uris: readonly vscode.Uri[],
  quickInput: QuickInput,
): Promise<boolean> {
  try {
    await checkTogether(uris);
    return true;
  } catch (error) {
    if (isVisionError(error)) {
      void quickInput.showErrorMessage(errorSentence(error), {});
      return false;
    }
    throw error;
  }
}

/** A tab's title: what is done, and the image's name or how many there are. */
export function tabTitle(action: string, uris: readonly ImageAddress[]): string {
  return titleOf(action, uris.map(imageName));
}
