import { resolved } from '../paths';
import { siteRootsOf } from '../siteRoots';
import { isImage, type Entries, type Files } from './files';
import { filesBelow } from './walk';

/** A folder that is open as such: paths from the root of a site, and wikilinks, begin in it or below. */
export interface FolderRoot {
  readonly path: string;
  /** Where paths from the root of the site begin, from `path`, where a setting says it. */
  readonly siteRoot?: string;
}

/** A file as it is named on disk. */
export interface FoundFile {
  readonly path: string;
  /** Asked for by this very name; else with other capital letters. */
  readonly isExact: boolean;
}

/** Longer ones are none that a file system has. */
const longestPath = 4096;

/** The folders of a repository; each is listed once at most. */
export class Folders {
  private readonly roots: readonly FolderRoot[];
  private readonly listings = new Map<string, Promise<Listing | undefined>>();
  private readonly sites = new Map<string, Promise<readonly string[]>>();
  private readonly vaults = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly list: Files['list'],
    roots: readonly FolderRoot[],
  ) {
    this.roots = roots
      .map((root) => ({ ...root, path: root.path.replace(/(?<!\/)\/+$/, '') }))
      .sort((one, other) => other.path.length - one.path.length);
  }

  /** Looks for a file by the names in its folders, which tell capital letters on every system. */
  async find(path: string): Promise<FoundFile | undefined> {
    if (path.length > longestPath) {
      return undefined;
    }
    const parts = path.split('/').filter((part) => part !== '');
    // What is above the root is of no interest, and may not be listed.
    let at = this.rootOf(path)?.path ?? `/${parts.slice(0, -1).join('/')}`.replace(/^\/$/, '');
    let isExact = true;
    const first = at.split('/').length - 1;
    for (let index = first; index < parts.length; index++) {
      const kind = index === parts.length - 1 ? 'file' : 'folder';
      const entry = (await this.listing(at))?.find(parts[index] ?? '', kind);
      if (entry === undefined) {
        return undefined;
      }
      isExact &&= entry.isExact;
      at += `/${entry.name}`;
    }
    return { path: at, isExact };
  }

  /**
   * The folders that paths from the root of a site begin in, for a document: as set, else as the files of
   * the project tell, those of the nearest site first.
   */
  async siteRoots(document: string): Promise<readonly string[]> {
    const root = this.rootOf(document);
    if (root === undefined) {
      return [];
    }
    const { path, siteRoot = '' } = root;
    return siteRoot === ''
      ? this.sitesAbove(folderOf(document), path)
      : [resolved(`${path}/${siteRoot}`).replace(/(?<!\/)\/+$/, '')];
  }

  /** An image of that name anywhere in the root of a document, the one in the fewest folders. */
  async anywhere(document: string, name: string): Promise<string | undefined> {
    const root = this.rootOf(document)?.path;
    if (root === undefined) {
      return undefined;
    }
    const known = this.vaults.get(root) ?? this.vault(root);
    this.vaults.set(root, known);
    return (await known).get(folded(name));
  }

  private sitesAbove(folder: string, root: string): Promise<readonly string[]> {
    const known = this.sites.get(folder) ?? this.readSites(folder, root);
    this.sites.set(folder, known);
    return known;
  }

  private async readSites(folder: string, root: string): Promise<readonly string[]> {
    const names = (await this.listing(folder))?.names() ?? [];
    const own = siteRootsOf(names).map((site) => (site === '' ? folder : `${folder}/${site}`));
    // A repository may hold several sites.
    return folder === root
      ? [...own, root]
      : [...own, ...(await this.sitesAbove(folderOf(folder), root))];
  }

  private async vault(root: string): Promise<ReadonlyMap<string, string>> {
    const images = new Map<string, string>();
    const list = async (folder: string): Promise<Entries> =>
      (await this.listing(folder))?.entries ?? { files: [], folders: [], links: [] };
    for await (const path of filesBelow(root, list)) {
      if (isImage(path)) {
        const name = folded(path.slice(path.lastIndexOf('/') + 1));
        const other = images.get(name);
        if (other === undefined || isNearer(path, other)) {
          images.set(name, path);
        }
      }
    }
    return images;
  }

  private rootOf(path: string): FolderRoot | undefined {
    return this.roots.find((root) => path.startsWith(`${root.path}/`));
  }

  private listing(folder: string): Promise<Listing | undefined> {
    const known = this.listings.get(folder);
    if (known !== undefined) {
      return known;
    }
    const listing = this.list(folder === '' ? '/' : folder).then(
      (entries) => new Listing(entries),
      () => undefined,
    );
    this.listings.set(folder, listing);
    return listing;
  }
}

type Kind = 'file' | 'folder';

class Listing {
  private readonly kinds = new Map<string, Kind>();
  /** The names without what tells capital letters from small ones, made when it is asked for. */
  private foldedNames: Map<string, string[]> | undefined;

  constructor(readonly entries: Entries) {
    entries.files.forEach((name) => this.kinds.set(name, 'file'));
    [...entries.folders, ...entries.links].forEach((name) => this.kinds.set(name, 'folder'));
  }

  names(): string[] {
    return [...this.kinds.keys()];
  }

  find(name: string, kind: Kind): { readonly name: string; readonly isExact: boolean } | undefined {
    if (this.kinds.get(name) === kind) {
      return { name, isExact: true };
    }
    this.foldedNames ??= grouped(this.names());
    const all = this.foldedNames.get(folded(name)) ?? [];
    const found = all.find((other) => this.kinds.get(other) === kind);
    return found === undefined
      ? undefined
      : { name: found, isExact: found.normalize('NFC') === name.normalize('NFC') };
  }
}

function grouped(names: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = groups.get(folded(name));
    if (group === undefined) {
      groups.set(folded(name), [name]);
    } else {
      group.push(name);
    }
  }
  return groups;
}

/** macOS decomposes letters in the names of files. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isNearer(path: string, other: string): boolean {
  const [one, two] = [path.split('/').length, other.split('/').length];
  return one === two ? path < other : one < two;
}
