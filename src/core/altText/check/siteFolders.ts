import type { DocumentFacts } from '../facts';

/** The folder or file below the root of a site that a target begins in, after what templates put before it. */
const rooted = /^(?:\/|[{$%<][^/]*\/)([^/?#]*)(\/?)/;

/** What is known to be below the roots of the sites that documents are of. */
export class SiteFolders {
  private readonly names = new Set<string>();

  /** `images` are the paths of image files. */
  constructor(documents: readonly DocumentFacts[], images: readonly string[] = []) {
    for (const { references } of documents) {
      for (const { target, image } of references) {
        const name = firstFolder(target);
        if (name !== undefined && (image.kind === 'file' || image.kind === 'otherCase')) {
          this.names.add(name);
        }
      }
    }
    // What all have above them says nothing about the site.
    const above = commonFolders([...images, ...documents.map(({ path }) => path)]);
    for (const path of images) {
      const folders = path.split('/').slice(above, -1);
      folders.forEach((name) => this.names.add(name));
    }
  }

  /**
   * Whether a target is one that the documents' own folders would hold. False for one from the root of a
   * site that begins in a folder of which nothing is here: the site has that from somewhere else.
   */
  mayHold(target: string): boolean {
    const name = firstFolder(target);
    return name === undefined || this.names.has(name);
  }
}

/** Empty for a file beside the root; undefined for a target that is not from there. */
function firstFolder(target: string): string | undefined {
  const [, name, slash] = rooted.exec(target) ?? [];
  return slash === '' ? '' : name;
}

/** How many folders all of some paths begin with. */
function commonFolders(paths: readonly string[]): number {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  let count = first.length;
  for (const folders of others) {
    const different = folders.findIndex((name, index) => name !== first[index]);
    count = Math.min(count, different === -1 ? folders.length : different);
  }
  return count;
}
