import type { DocumentFacts } from '../facts';
import { nameOf } from './atReference';
import { realPath } from './sameImage';

/** Of the paths of image files those that no document shows. */
export function unshownImages(
  documents: readonly DocumentFacts[],
  images: readonly string[],
): string[] {
  const shown = new Set<string>();
  for (const { references } of images.length === 0 ? [] : documents) {
    for (const { image } of references) {
      if (image.kind === 'file' || image.kind === 'otherCase') {
        shown.add((image.kind === 'file' ? image.path : realPath(image)).normalize('NFC'));
      }
    }
  }
  return images.filter((path) => !shown.has(path.normalize('NFC')));
}

/** Whether an image file is among names as `imageNamesIn` finds them: a text may use it, though none shows it. */
export function isNamed(path: string, names: ReadonlySet<string>): boolean {
  return imageNamesIn(nameOf(path)).every((name) => names.has(name));
}

const ending =
  /\.(?:png|apng|jpe?g|jfif|gif|webp|avif|hei[cf]|tiff?|bmp|ico|svg)(?![\p{L}\p{N}])/giu;
/** What names of files end at in markup and code, the space too. */
const delimiter = /[\s"'`()<>[\]{}|\\/:,;=?#*!]/;
const longestName = 255;

/**
 * The names of image files that a text holds, wherever: as the sources of a picture, in links, in styles.
 * Without folders, decoded, in small letters; of names with spaces the last word.
 */
export function imageNamesIn(text: string): string[] {
  const names: string[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ending)) {
    const end = index + found.length;
    const whole = text.slice(Math.max(done, index - longestName), end);
    names.push(
      lastWord(decoded(lastWord(whole)))
        .normalize('NFC')
        .toLowerCase(),
    );
    done = end;
  }
  return names;
}

function lastWord(text: string): string {
  let start = text.length;
  while (start > 0 && !delimiter.test(text.charAt(start - 1))) {
    start--;
  }
  return text.slice(start);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
