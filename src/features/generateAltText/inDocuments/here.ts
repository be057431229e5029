import * as vscode from 'vscode';
import { ruleText } from '../../../host/documents/ruleText';
import { imageName } from '../../../host/images/imageAddress';
import type { Services } from '../../../host/services';
import { withoutLinks } from '../../../host/plainMessage';
import { asking, back } from '../../../host/quickInput';
import {
  applyTo,
  editProblemText,
  leftText,
  problemOf,
  type Change,
} from '../../../host/documents/edits';
import { imageOf, type FoundImage } from '../../../host/documents/image';
import { DocumentReader, isPlaceArgument, type Place } from '../../../host/documents/place';
import type { Wish } from '../../../host/documents/question';
import {
  changeBy,
  suggest,
  type NoSuggestion,
  type Suggestion,
} from '../../../host/documents/suggest';

/** What the commands do with the image at a place of a document: that of a code action, else the cursor's. */
export class ImageHere {
  private readonly running = new Set<string>();

  constructor(
    private readonly services: Services,
    private readonly reader: DocumentReader,
  ) {}

  /** The image reference that a command means; undefined where it means none. */
  async placeOf(argument: unknown): Promise<Place | undefined> {
    if (isPlaceArgument(argument)) {
      const document = await vscode.workspace.openTextDocument(argument.document);
      return this.reader.placeAt(document, argument.offset);
    }
    const editor = vscode.window.activeTextEditor;
    return (
      editor &&
      this.reader.placeAt(editor.document, editor.document.offsetAt(editor.selection.active))
    );
  }

  /** Asks for a text and writes it. */
  async generate(place: Place): Promise<void> {
    await this.write(place);
  }

  /** Asks the user how the text is to be changed, then the model. Escape sends nothing. */
  async refine(place: Place): Promise<void> {
    if (place.reference.state === 'missing') {
      await this.write(place);
      return;
    }
    const hint = await asking(this.services.quickInput, (session) =>
      session.text({
        title: vscode.l10n.t('Refine Alt Text'),
        prompt: vscode.l10n.t('How is “{0}” to be changed?', place.reference.alt ?? ''),
        placeholder: vscode.l10n.t('For example: shorter, or: name the selected tab'),
      }),
    );
    if (hint !== undefined && hint !== back && hint !== '') {
      await this.write(place, hint);
    }
  }

  /** Marks the image as decorative. */
  async decorate(place: Place): Promise<void> {
    await this.apply(place, { decorative: true });
  }

  private async write(place: Place, hint?: string): Promise<void> {
    const { quickInput } = this.services;
    const name = nameOf(place);
    const problem = problemOf(place);
    if (problem !== undefined) {
      this.tell(editProblemText(problem, documentName(place), name));
      return;
    }
    if (await isOffline(this.services)) {
      await this.tellNone('offline', name);
      return;
    }
    const image = await imageOf(place);
    if ('problem' in image) {
      this.tell(imageProblemText(image, place));
      return;
    }
    const found = await this.ask({
      address: image.address,
      place,
      ...(hint !== undefined && { hint }),
    });
    if (typeof found === 'string') {
      await this.tellNone(found, name);
      return;
    }
    const change =
      found.text === '' ? await this.confirmDecorative(name, found) : changeBy(found, place);
    if (change && (await this.apply(place, change)) && found.broken.length > 0) {
      const rules = found.broken.map(ruleText).join(' ');
      void quickInput.showWarningMessage(
        vscode.l10n.t('The alt text of {0} breaks the house style: {1}', name, rules),
        {},
      );
    }
  }

  /** One request at a time for an image at a place: its progress is on show. */
  private async ask(wish: Wish): Promise<Suggestion | NoSuggestion> {
    const { place, address } = wish;
    const key = `${String(place.uri)} ${place.references.indexOf(place.reference)}`;
    if (this.running.has(key)) {
      return 'stopped';
    }
    this.running.add(key);
    try {
      const title = vscode.l10n.t('Writing the alt text of {0}…', imageName(address));
      return await withProgress(title, (signal) =>
        suggest((...start) => this.services.conversations.quiet(...start), wish, signal),
      );
    } finally {
      this.running.delete(key);
    }
  }

  /** The model's word is a suggestion only. */
  private async confirmDecorative(
    name: string,
    { reasons }: Suggestion,
  ): Promise<Change | undefined> {
    const mark = vscode.l10n.t('Mark as Decorative');
    const question = vscode.l10n.t('{0} seems to be decorative. {1}', name, reasons).trim();
    const answer = await this.services.quickInput.showInformationMessage(question, {}, mark);
    return answer === mark ? { decorative: true } : undefined;
  }

  private async apply(place: Place, change: Change): Promise<boolean> {
    const { problem, left } = await applyTo(place, change);
    const [document, image] = [documentName(place), nameOf(place)];
    if (problem !== undefined) {
      const text = 'alt' in change ? change.alt : undefined;
      const label = vscode.l10n.t('Copy Alt Text');
      void this.tellUnwritten(editProblemText(problem, document, image), label, text);
    } else if (left !== undefined) {
      const label = vscode.l10n.t('Copy Long Description');
      void this.tellUnwritten(leftText(document, image), label, left);
    }
    return problem === undefined;
  }

  /** A text that was paid for can be taken along. */
  private async tellUnwritten(words: string, copy: string, text?: string): Promise<void> {
    const buttons = text === undefined ? [] : [copy];
    const answer = await this.services.quickInput.showInformationMessage(words, {}, ...buttons);
    if (answer === copy && text !== undefined) {
      await vscode.env.clipboard.writeText(text);
    }
  }

  private async tellNone(reason: NoSuggestion, name: string): Promise<void> {
    switch (reason) {
      case 'stopped':
        return;
      case 'nameless':
        this.tell(
          vscode.l10n.t(
            '{0} is all that its link shows, and the model has no text that says where it leads. Write one, or choose Refine Alt Text.',
            name,
          ),
        );
        return;
      case 'offline': {
        const add = vscode.l10n.t('Add Connection…');
        const answer = await this.services.quickInput.showInformationMessage(
          vscode.l10n.t('Alt text is written by a vision model, and none is connected.'),
          {},
          add,
        );
        if (answer === add) {
          await this.services.actions.run('addConnection', {});
        }
      }
    }
  }

  private tell(message: string): void {
    void this.services.quickInput.showInformationMessage(message, {});
  }
}

/** Whether nothing but the offline reader would answer, which reads the words of an image and no more. */
export async function isOffline({ connections }: Services): Promise<boolean> {
  try {
    return (await connections.next()).isOffline === true;
  } catch {
    return false; // What is wrong with the connection is told when it is asked.
  }
}

/** Shows progress that can be cancelled while `work` goes on. */
export function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: vscode.Progress<{ message?: string }>) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: withoutLinks(title), cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return work(controller.signal, progress);
    }),
  );
}

export function nameOf({ reference: { target } }: Place): string {
  return target.split(/[?#]/)[0]?.split('/').at(-1) ?? target;
}

export function documentName({ uri: { path } }: Place): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function imageProblemText(found: Exclude<FoundImage, { address: unknown }>, place: Place): string {
  const { target } = place.reference;
  switch (found.problem) {
    case 'otherCase':
      return vscode.l10n.t(
        '{0}, which {1} shows, is not there, but {2} is: many servers tell capital letters from small ones.',
        target,
        documentName(place),
        found.name,
      );
    case 'missing':
      return vscode.l10n.t('{0}, which {1} shows, is not there.', target, documentName(place));
    case 'embedded':
      return vscode.l10n.t(
        '{0} holds this image itself. Save it to a file first.',
        documentName(place),
      );
    case 'unknown':
      return vscode.l10n.t('Which file “{0}” is, only the running site knows.', target);
  }
}
