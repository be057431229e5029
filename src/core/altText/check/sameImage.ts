import type { DocumentFacts, ReferenceFacts } from '../facts';
import { Sets } from './sets';

/** A reference in its document. */
export interface Placed {
  readonly reference: ReferenceFacts;
  readonly document: DocumentFacts;
}

/**
 * Keys that are equal where two references show the same picture: the same file or URL, or the twins that
 * a page shows in its light and its dark theme. Undefined where that is not known.
 */
export function imageKeys(
  documents: readonly DocumentFacts[],
): (placed: Placed) => string | undefined {
  const sets = new Sets();
  for (const document of documents) {
    for (const [light, dark] of twinsIn(document)) {
      const one = keyOf({ reference: light, document });
      const other = keyOf({ reference: dark, document });
      if (one !== undefined && other !== undefined) {
        sets.join(one, other);
      }
    }
  }
  return (placed) => {
    const key = keyOf(placed);
    return key === undefined ? undefined : sets.of(key);
  };
}

/**
 * Some places in, in the order of their documents, each with the key of its image; keys out that are equal
 * too where the images may be one in two versions or languages of the documentation: they have the same
 * name, or are as far down in pages of the same name and folder. Two of one document never are.
 */
export function versionKeys(places: readonly (Placed & { readonly image: string })[]): string[] {
  const sets = new Sets();
  let document: DocumentFacts | undefined;
  let seen = new Map<string, Map<string, number>>();
  /** Which of the images of the document that have something in common this one is. */
  const rank = (common: string, image: string): number => {
    const ranks = seen.get(common) ?? new Map<string, number>();
    seen.set(common, ranks);
    const own = ranks.get(image) ?? ranks.size;
    ranks.set(image, own);
    return own;
  };
  for (const place of places) {
    if (place.document !== document) {
      ({ document } = place);
      seen = new Map();
    }
    const page = document.path.split('/').slice(-2).join('/');
    const name = nameOf(place.reference);
    sets.join(place.image, `page:${page}#${rank('', place.image)}`);
    if (name !== undefined) {
      sets.join(place.image, `name:${name}#${rank(name, place.image)}`);
    }
  }
  return places.map(({ image }) => sets.of(image));
}

/** Two references side by side, the one for the light and the other for the dark theme. */
function twinsIn({ references }: DocumentFacts): (readonly [ReferenceFacts, ReferenceFacts])[] {
  const twins: (readonly [ReferenceFacts, ReferenceFacts])[] = [];
  for (let at = 0; at + 1 < references.length; at++) {
    const [one, other] = [references[at], references[at + 1]];
    if (one?.theme !== undefined && other?.theme !== undefined && one.theme !== other.theme) {
      twins.push([one, other]);
      at++;
    }
  }
  return twins;
}

function keyOf({ reference: { image, target }, document: { path } }: Placed): string | undefined {
  switch (image.kind) {
    case 'file':
    case 'missing':
      return `file:${image.path.normalize('NFC')}`;
    case 'otherCase':
      return `file:${realPath(image).normalize('NFC')}`;
    case 'url':
      return image.url.split('#')[0];
    case 'embedded':
      // Each document has attachments of its own.
      return /^data:/i.test(target) ? target : `${path}#${target}`;
    case 'unknown':
      return undefined;
  }
}

function nameOf({ image }: ReferenceFacts): string | undefined {
  const path = 'path' in image ? image.path : image.kind === 'url' ? image.url : undefined;
  return path?.split(/[?#]/)[0]?.split('/').at(-1)?.toLowerCase();
}

/** The path of the file that differs in capital letters from the one that is asked for; `name` is its end. */
export function realPath({ path, name }: { readonly path: string; readonly name: string }): string {
  const asked = path.split('/');
  return [...asked.slice(0, -name.split('/').length), name].join('/');
}
