import {
  parseRepositoryFile,
  repositoryFileLimit,
  repositoryFileName,
  type RepositoryFile,
} from '../core/altText/repository';
import type { Entries, Files } from '../documents';
import { Refusal } from './options';
import { folderOf, nativePath } from './paths';

/** What holds for a path. */
export interface Project {
  /** The folder that globs and paths from the root of a site begin in. */
  readonly folder: string;
  readonly file?: RepositoryFile;
}

/** Why a `.sightline.json` cannot be followed. */
const problems = {
  tooLarge: 'it is larger than 64 KB',
  notJson: 'it is not valid JSON',
  notAnObject: 'it holds no object',
};

/** Finds the projects of paths; each `.sightline.json` is read once. */
export class Projects {
  private readonly known = new Map<string, Promise<RepositoryFile | undefined>>();

  /** `warn` gets the keys that a file has and that mean nothing. */
  constructor(
    private readonly files: Files,
    private readonly workingFolder: string,
    private readonly warn: (words: string) => void,
  ) {}

  /**
   * The project of a folder: that of the working directory where its own `.sightline.json` is and holds
   * the folder, else of the nearest file above up to the folder with `.git`. Rejects with a `Refusal` where
   * such a file is broken.
   */
  async of(folder: string): Promise<Project> {
    const { workingFolder } = this;
    const isBelow = `${folder}/`.startsWith(`${workingFolder}/`);
    const own = isBelow ? await this.fileIn(workingFolder) : undefined;
    if (own !== undefined) {
      return { folder: workingFolder, file: own };
    }
    for (const at of foldersUp(folder)) {
      const file = await this.fileIn(at);
      if (file !== undefined) {
        return { folder: at, file };
      }
      if (await this.isRepository(at)) {
        return { folder: at };
      }
    }
    return { folder: isBelow ? workingFolder : folder };
  }

  /** The folder with `.git` that a folder is in. */
  async repositoryOf(folder: string): Promise<string | undefined> {
    for (const at of foldersUp(folder)) {
      if (await this.isRepository(at)) {
        return at;
      }
    }
    return undefined;
  }

  private async isRepository(folder: string): Promise<boolean> {
    const { files, folders, links } = await this.entriesOf(folder);
    // In a work tree and in a submodule it is a file.
    return [files, folders, links].some((names) => names.includes('.git'));
  }

  private async entriesOf(folder: string): Promise<Entries> {
    try {
      return await this.files.list(folder);
    } catch {
      return { files: [], folders: [], links: [] };
    }
  }

  private fileIn(folder: string): Promise<RepositoryFile | undefined> {
    const known = this.known.get(folder) ?? this.readFileIn(folder);
    this.known.set(folder, known);
    return known;
  }

  private async readFileIn(folder: string): Promise<RepositoryFile | undefined> {
    if (!(await this.entriesOf(folder)).files.includes(repositoryFileName)) {
      return undefined;
    }
    const path = `${folder}/${repositoryFileName}`;
    const shown = nativePath(path);
    const bytes = await this.files.read(path, 4 * repositoryFileLimit).catch((error: unknown) => {
      throw new Refusal(`${shown} cannot be read: ${String(error)}`);
    });
    const file = bytes && parseRepositoryFile(new TextDecoder().decode(bytes));
    const problem = file === undefined ? 'tooLarge' : file.problem;
    if (file === undefined || problem !== undefined) {
      throw new Refusal(`${shown} cannot be followed: ${problems[problem ?? 'tooLarge']}.`);
    }
    if (file.ignored.length > 0) {
      this.warn(`${shown}: not known, and ignored: ${file.ignored.join(', ')}`);
    }
    return file;
  }
}

/** A folder and those that it is in, the nearest first. */
function foldersUp(folder: string): string[] {
  return folder === '' ? [''] : [folder, ...foldersUp(folderOf(folder))];
}
