import * as vscode from 'vscode';
import { imageName } from '../../../host/images/imageAddress';
import type { Services } from '../../../host/services';
import { AltTextActions } from './codeActions';
import { AltTextDiagnostics } from './diagnostics';
import { askEverywhere, placesOf, writeEverywhere, type Review } from './everywhere';
import { ImageHere, isOffline } from './here';
import { PastedImages } from './pastedImages';
import { DocumentReader, isPlaceArgument } from '../../../host/documents/place';

/** Alt texts of the images that documents show. */
export interface InDocuments {
  readonly actions: AltTextActions;
  readonly pasted: PastedImages;
  /** Begins to underline images without a text in open documents. */
  diagnose(): void;
  /** Writes the text of the image that a code action names or the cursor is in; false where there is none. */
  generate(argument: unknown): Promise<boolean>;
  /** Asks how the text of that image is to be changed, and changes it. */
  refine(argument: unknown): Promise<void>;
  /** Marks that image as decorative. */
  decorate(argument: unknown): Promise<void>;
  /** Writes the texts of image files wherever the workspace shows them. Gives those that it shows nowhere, all where no model is connected. */
  generateEverywhere(images: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]>;
  dispose(): void;
}

export function createInDocuments(
  services: Services,
  selector: vscode.DocumentSelector,
  review?: Review,
): InDocuments {
  const reader = new DocumentReader();
  const here = new ImageHere(services, reader);
  const pasted = new PastedImages(here);
  let diagnostics: AltTextDiagnostics | undefined;
  /** The image files whose texts are being asked for. */
  const running = new Set<string>();
  const tellNoImage = (): Promise<void> => {
    const words = vscode.l10n.t('Put the cursor in an image of a document.');
    void services.quickInput.showInformationMessage(words, {});
    return Promise.resolve();
  };
  return {
    actions: new AltTextActions(reader),
    pasted,
    diagnose: () => void (diagnostics ??= new AltTextDiagnostics(selector, reader)),
    generate: async (argument) => {
      const isAsked = argument === undefined || isPlaceArgument(argument);
      const place = isAsked ? await here.placeOf(argument) : undefined;
      await (place && here.generate(place));
      if (place === undefined && argument !== undefined && isAsked) {
        await tellNoImage();
      }
      return place !== undefined || (argument !== undefined && isAsked);
    },
    refine: async (argument) => {
      const place = await here.placeOf(argument);
      await (place ? here.refine(place) : tellNoImage());
    },
    decorate: async (argument) => {
      const place = await here.placeOf(argument);
      await (place ? here.decorate(place) : tellNoImage());
    },
    generateEverywhere: async (images) => {
      if (await isOffline(services)) {
        return images;
      }
      const nowhere: vscode.Uri[] = [];
      // What is asked already is not asked again: its progress is on show.
      for (const image of images.filter((one) => !running.has(String(one)))) {
        const places = await looking((signal) => placesOf(image, signal));
        if (places.length === 0) {
          nowhere.push(image);
        } else if (!running.has(String(image))) {
          running.add(String(image));
          const answers = await askEverywhere(services, image, places).finally(() =>
            running.delete(String(image)),
          );
          const about = { name: imageName(image), answers, all: places.length };
          await writeEverywhere(services, about, review);
        }
      }
      return nowhere;
    },
    dispose: () => {
      pasted.dispose();
      diagnostics?.dispose();
    },
  };
}

/** The status bar tells that the workspace is being searched. */
function looking<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const title = vscode.l10n.t('Looking for places that show the image…');
  const location = vscode.ProgressLocation.Window;
  return Promise.resolve(
    vscode.window.withProgress({ location, title }, () => work(new AbortController().signal)),
  );
}
