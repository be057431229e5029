import type { Row } from './row';

/** How many references of a folder there are, and how many lack a text. */
export interface FolderCounts {
  readonly folder: string;
  references: number;
  lacking: number;
}

/** What a scan found. */
export interface ReviewCounts {
  /** Different images, by file or URL. */
  readonly images: number;
  readonly references: number;
  readonly missing: number;
  readonly placeholder: number;
  readonly decorative: number;
  /** The file is not there, or another spelling of its name is. */
  readonly broken: number;
  readonly remote: number;
  /** By the folder of the document, in order of their names. */
  readonly folders: readonly FolderCounts[];
}

/** Counts the rows of a review; what is gone is left out. `folderOf` names the folder of a document. */
export function countsOf(
  rows: Iterable<Row>,
  folderOf: (document: string) => string,
): ReviewCounts {
  const images = new Set<string>();
  const folders = new Map<string, FolderCounts>();
  const counts = { references: 0, missing: 0, placeholder: 0, decorative: 0, broken: 0, remote: 0 };
  for (const { document, reference, state } of rows) {
    if (state === 'gone') {
      continue;
    }
    const { image, state: alt } = reference;
    counts.references++;
    counts.missing += Number(alt === 'missing');
    counts.placeholder += Number(alt === 'placeholder');
    counts.decorative += Number(alt === 'decorative');
    counts.broken += Number(image.kind === 'missing' || image.kind === 'otherCase');
    counts.remote += Number(image.kind === 'url');
    if (image.kind === 'file' || image.kind === 'url') {
      images.add(image.kind === 'file' ? image.path : image.url);
    }
    const folder = folderOf(document);
    const known = folders.get(folder) ?? { folder, references: 0, lacking: 0 };
    known.references++;
    known.lacking += Number(alt === 'missing' || alt === 'placeholder');
    folders.set(folder, known);
  }
  const inOrder = [...folders.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return { images: images.size, ...counts, folders: inOrder };
}
