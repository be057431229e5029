import * as vscode from 'vscode';
import { isVisionError } from '../../../core/errors';
import type { QuickInput } from '../../quickInput';
import { readSettings } from '../../settings';
import { fetchLanguage, WrongArchive } from './fetchLanguage';
import { languageHost, offeredLanguages, type OfferedLanguage } from './offered';

/** A file with the data of one of Tesseract's languages. */
export interface LanguageFile {
  readonly code: string;
  /** Its path on this computer. */
  readonly file: string;
}

/** What the text reader is to read, and what there is to say about it, each a sentence. */
export interface ChosenLanguages {
  readonly files: readonly LanguageFile[];
  readonly notes: readonly string[];
}

/** What this needs of the extension. */
export interface LanguageSurroundings {
  /** Where downloaded data is kept. */
  readonly folder: vscode.Uri;
  readonly memory: vscode.Memento;
  readonly quickInput: Pick<QuickInput, 'showInformationMessage'>;
  readonly fetch?: typeof fetchLanguage;
}

/** In the memento: the codes of the languages that the user did not want to download. */
const declinedKey = 'sightline.declinedLanguages';

/** What a code looks like; nothing else becomes part of a path. */
const codeForm = /^[a-z]{3}(?:_[a-z]{3,4})?$/;

/** Beside the languages of the settings English is read always: its data comes with the extension. */
const bundled = 'eng';

/**
 * The data of the languages in `sightline.readText.languages`: from the folder in `sightline.readText.languageFolder`,
 * else as downloaded, else downloaded once the user has agreed. Where a language is not there, a note says why.
 */
export class Languages {
  /** What is asked or downloaded now, so that two images ask once. */
  private readonly pending = new Map<string, Promise<string | undefined>>();

  constructor(private readonly surroundings: LanguageSurroundings) {}

  async chosen(signal: AbortSignal): Promise<ChosenLanguages> {
    const { languages, languageFolder } = readSettings().readText;
    const files: LanguageFile[] = [];
    const notes: string[] = [];
    await this.forgetRemoved(languages);
    for (const code of new Set(languages)) {
      const found = codeForm.test(code) && (await this.found(code, languageFolder));
      if (code === bundled) {
        continue;
      }
      if (typeof found === 'string') {
        files.push({ code, file: found });
        continue;
      }
      const offered = offeredLanguages.find((language) => language.code === code);
      const note = offered ? await this.fetched(offered, signal) : unknown(code);
      const file = note === undefined ? await this.found(code, '') : undefined;
      if (file === undefined) {
        notes.push(note ?? notThere(offered?.name ?? code));
      } else {
        files.push({ code, file });
      }
    }
    return { files, notes };
  }

  private async found(code: string, languageFolder: string): Promise<string | undefined> {
    const given = languageFolder === '' ? [] : [vscode.Uri.file(languageFolder)];
    const names = [`${code}.traineddata.gz`, `${code}.traineddata`];
    for (const folder of [...given, this.surroundings.folder]) {
      for (const name of names) {
        const uri = vscode.Uri.joinPath(folder, name);
        const isThere = await vscode.workspace.fs.stat(uri).then(
          ({ type }) => (type & vscode.FileType.File) !== 0,
          () => false,
        );
        if (isThere) {
          return uri.fsPath;
        }
      }
    }
    return undefined;
  }

  /** Asks, downloads and keeps; what is to be said where there is no data then. */
  private fetched(language: OfferedLanguage, signal: AbortSignal): Promise<string | undefined> {
    const { code } = language;
    const pending =
      this.pending.get(code) ??
      this.fetch(language, signal).finally(() => this.pending.delete(code));
    this.pending.set(code, pending);
    return pending;
  }

  private async fetch(language: OfferedLanguage, signal: AbortSignal): Promise<string | undefined> {
    const { code, name, bytes } = language;
    const { memory, quickInput, folder, fetch = fetchLanguage } = this.surroundings;
    const declined = memory.get<string[]>(declinedKey, []);
    if (declined.includes(code)) {
      return notThere(name);
    }
    const yes = vscode.l10n.t('Download');
    const picked = await quickInput.showInformationMessage(
      vscode.l10n.t('Download the data to read {0}?', name),
      {
        modal: true,
        detail: vscode.l10n.t(
          '{0} MB from {1}. It is kept on this computer; images are read here and sent nowhere.',
          Math.ceil(bytes / 1_000_000),
          languageHost,
        ),
      },
      yes,
    );
    if (picked !== yes) {
      await memory.update(declinedKey, [...declined, code]);
      return notThere(name);
    }
    try {
      const data = await withProgress(language, signal, fetch);
      await vscode.workspace.fs.createDirectory(folder);
      const unfinished = vscode.Uri.joinPath(folder, `${code}.part`);
      await vscode.workspace.fs.writeFile(unfinished, data);
      const target = vscode.Uri.joinPath(folder, `${code}.traineddata.gz`);
      await vscode.workspace.fs.rename(unfinished, target, { overwrite: true });
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      return failure(name, code, error);
    }
  }

  /** A language that was taken out of the settings may be asked about when it comes back. */
  private async forgetRemoved(languages: readonly string[]): Promise<void> {
    const { memory } = this.surroundings;
    const declined = memory.get<string[]>(declinedKey, []);
    const kept = declined.filter((code) => languages.includes(code));
    if (kept.length < declined.length) {
      await memory.update(declinedKey, kept);
    }
  }
}

function withProgress(
  language: OfferedLanguage,
  signal: AbortSignal,
  fetch: typeof fetchLanguage,
): Thenable<Uint8Array> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Downloading the data to read {0}', language.name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    let told = 0;
    return fetch(language, AbortSignal.any([signal, cancel.signal]), (bytes) => {
      progress.report({ increment: (100 * (bytes - told)) / language.bytes });
      told = bytes;
    });
  });
}

function notThere(name: string): string {
  return vscode.l10n.t(
    'The data to read {0} is not there, so the text was read as English. To be asked about the download again, take the language out of the setting `sightline.readText.languages` and add it anew.',
    name,
  );
}

function unknown(code: string): string {
  return vscode.l10n.t(
    'There is no data to read `{0}`: it is none of the languages that can be downloaded, and the folder in `sightline.readText.languageFolder` does not hold `{0}.traineddata.gz`.',
    code,
  );
}

function failure(name: string, code: string, error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') {
    return vscode.l10n.t(
      'The download of the data to read {0} was cancelled, so the text was read as English. It is offered again with the next image.',
      name,
    );
  }
  if (error instanceof WrongArchive) {
    return vscode.l10n.t(
      'What {1} sent as the data to read {0} is not what was published, so it was not kept and the text was read as English. Where a proxy changes downloads, put `{2}.traineddata.gz` into a folder and name that in `sightline.readText.languageFolder`.',
      name,
      languageHost,
      code,
    );
  }
  const details = isVisionError(error) ? error.details : {};
  const reason = details.status ?? details.code ?? (error instanceof Error ? error.message : '');
  return vscode.l10n.t(
    'The data to read {0} could not be downloaded from {1} ({2}), so the text was read as English. Check the network and the proxy settings of VS Code, or put `{3}.traineddata.gz` into a folder and name that in `sightline.readText.languageFolder`.',
    name,
    languageHost,
    reason,
    code,
  );
}
