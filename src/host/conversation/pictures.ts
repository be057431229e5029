import * as vscode from 'vscode';
import { imageExtensions } from '../../core/images/endings';
import { VisionError } from '../../core/errors';
import { endingOf, freeName } from '../../core/images/fileName';
import type { ImageId } from '../../core/images/imageId';
import { isRemote, type ImageType } from '../../core/images/images';
import type { Answers } from '../../protocol/channel';
import type { hostCalls, PageMessage } from '../../protocol/conversation';
import { loadImaging } from '../chunks';
import { errorSentence } from '../errors/errorText';
import { droppedFile } from '../images/droppedFile';
import { imageName, type ImageAddress } from '../images/imageAddress';
import type { ImageStore } from '../images/imageStore';
import type { Log } from '../log';
import { shownAsItIs } from '../panel/imageViews';
import { Additions, type Added } from './additions';
import type { Session } from './session';

/** What the pictures of a panel are worked on with. */
export interface PictureServices {
  readonly images: ImageStore;
  /** Where a pasted picture is kept. */
  readonly pastedAddress: (id: ImageId, type: ImageType) => ImageAddress;
  /** What asks for files and tells of failures: `vscode.window`, or what stands for it in a test. */
  readonly dialogs: Pick<
    typeof vscode.window,
    'showOpenDialog' | 'showSaveDialog' | 'showErrorMessage'
  >;
  readonly log: Log;
}

/** What a page tells about one of its images. */
export type PictureMessage = Extract<
  PageMessage,
  { type: 'removeImage' | 'openImage' | 'saveImage' }
>;

type AddCall = 'addBytes' | 'addUris' | 'chooseImages';

/** Adds images to the conversation of a panel, and does what the user wants with one of them. */
export class Pictures {
  private readonly additions: Additions;

  constructor(
    private readonly session: Session,
    private readonly services: PictureServices,
    /** Where the panel is on show. */
    private readonly column: () => vscode.ViewColumn | undefined,
    signal: AbortSignal,
  ) {
    const { images, pastedAddress: addressOf } = services;
    const ports = {
      images,
      addressOf,
      inspect: async (name: string, bytes: Uint8Array, wanted: AbortSignal) => {
        const { inspectImage } = await loadImaging();
        return inspectImage(name, bytes, { signal: wanted });
      },
      pastedName: vscode.l10n.t('pasted'),
    };
    this.additions = new Additions(session, ports, signal);
  }

  /** What a page asks that images are added. */
  readonly answers: Answers<Pick<typeof hostCalls, AddCall>> = {
    addBytes: async ({ name, bytes }) => {
      const added = await this.additions.bytes(name, bytes);
      const [id] = added.ids;
      const image = id === undefined ? undefined : this.services.images.known(id);
      const isShown = image && !isRemote(image) && shownAsItIs(image.type);
      return { ...this.told(added), ...(isShown && { mediaType: image.type }) };
    },
    addUris: async ({ uris }) => {
      const files = uris.map((uri) => [uri, droppedFile(uri)] as const);
      const added = await this.additions.files(files.flatMap(([, file]) => file ?? []));
      const refused = files.flatMap(([uri, file]) => (file ? [] : [noImage(uri)]));
      return this.told({ ...added, problems: [...added.problems, ...refused] });
    },
    chooseImages: async () => {
      const files = await this.services.dialogs.showOpenDialog({
        canSelectMany: true,
        openLabel: vscode.l10n.t('Add'),
        title: vscode.l10n.t('Add Images'),
        filters: { [vscode.l10n.t('Images')]: [...imageExtensions] },
      });
      return this.told(await this.additions.files(files ?? []));
    },
  };

  /** Does what the user wants with an image; of no effect for one that is not of the conversation. */
  async receive({ type, image: id }: PictureMessage): Promise<void> {
    if (!this.session.images.includes(id)) {
      return;
    }
    switch (type) {
      case 'removeImage':
        this.additions.remove(id);
        break;
      case 'openImage':
        await this.open(id);
        break;
      case 'saveImage':
        await this.save(id);
        break;
    }
  }

  /** In VS Code's own preview, beside the panel; VS Code asks before it follows a URL. */
  private async open(id: ImageId): Promise<void> {
    const { address, isPasted } = this.services.images.record(id) ?? {};
    if (address instanceof URL) {
      await vscode.env.openExternal(vscode.Uri.parse(address.href, true));
    } else if (address && !isPasted) {
      const first = vscode.ViewColumn.One;
      const viewColumn = this.column() === first ? vscode.ViewColumn.Beside : first;
      await vscode.commands.executeCommand('vscode.open', address, { viewColumn });
    }
  }

  /** Saves a pasted picture as a file, which it is from then on. */
  private async save(id: ImageId): Promise<void> {
    const { images, dialogs, log } = this.services;
    const [record, image] = [images.record(id), images.known(id)];
    if (!record?.isPasted || image === undefined || isRemote(image)) {
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = await dialogs.showSaveDialog({
      title: vscode.l10n.t('Save to Workspace'),
      filters: { [vscode.l10n.t('Images')]: [endingOf(image.type)] },
      ...(folder && { defaultUri: await freeFile(folder, record.name) }),
    });
    if (file === undefined) {
      return;
    }
    try {
      await vscode.workspace.fs.writeFile(file, image.bytes);
    } catch (error) {
      log.error(error);
      const reason = error instanceof Error ? error.message : String(error);
      const words = vscode.l10n.t('{0} could not be saved: {1}', imageName(file), reason);
      void dialogs.showErrorMessage(words);
      return;
    }
    images.saved(id, file);
    this.session.refresh();
  }

  private told({ ids, problems }: Added) {
    problems.forEach((problem) => {
      if (problem.kind === 'internal') {
        this.services.log.error(problem);
      }
    });
    return { ids: [...ids], problems: problems.map(errorSentence) };
  }
}

function noImage(uri: string): VisionError {
  const last = uri.split(/[/\\]/).at(-1) ?? '';
  return new VisionError('imageUnknownType', { image: Array.from(last).slice(0, 80).join('') });
}

/** The save dialog asks before it replaces a file; a free name spares that. */
async function freeFile(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  const there = new Set<string>();
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    entries.forEach(([entry]) => there.add(entry.toLowerCase()));
  } catch {
    // The dialog tells what is wrong with the folder.
  }
  const free = freeName(name, (each) => there.has(each.toLowerCase()));
  return vscode.Uri.joinPath(folder, free);
}
