/**
 * The relative path from a document to an image, as it is, nothing encoded; both are absolute paths
 * with `/`. `undefined` where none leads there: they are on different drives.
 */
export function relativePath(document: string, image: string): string | undefined {
  const from = document.split('/').slice(0, -1);
  const to = image.split('/');
  const drives = isDrive(from[1]) || isDrive(to[1]);
  if (drives && from[1]?.toLowerCase() !== to[1]?.toLowerCase()) {
    return undefined;
  }
  // Windows does not tell capital letters from small ones.
  const same = drives
    ? (one?: string, other?: string) => one?.toLowerCase() === other?.toLowerCase()
    : (one?: string, other?: string) => one === other;
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && same(from[shared], to[shared])) {
    shared++;
  }
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

function isDrive(segment: string | undefined): boolean {
  return segment !== undefined && /^[a-z]:$/i.test(segment);
}

/**
 * A relative path in, the same as a URL out. Spaces and letters of any language stay as they are, as
 * people write them; what has a meaning of its own in URLs or in markup is percent-encoded.
 */
export function urlPath(path: string): string {
  const encoded = path.replaceAll(
    // eslint-disable-next-line no-control-regex -- control characters break lines and markup
    /[\u0000-\u001f\u007f%?#\\"<>`{}|^]|&(?=#?\w{1,32};)/g,
    percent,
  );
  const first = encoded.split('/')[0] ?? '';
  return first.includes(':') ? `./${encoded}` : encoded;
}

/** The characters of a text as percent-encoded UTF-8. */
export function percent(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** How surely a target is an image: by its path, or by the end of it where the root is not known. */
export type Match = 'path' | 'end' | undefined;

/**
 * Whether a target in a document leads to an image. `folder` is where relative targets begin, with a
 * `/` at its end. A target from the root of a site, or by an alias (`@/`, `~/`), leads there as far as
 * is known where the image's path ends in it.
 */
export function matchTarget(target: string, folder: string, image: string): Match {
  const bare = target.trim();
  if (/^(?:[a-z][a-z\d+.-]+:|\/\/)/i.test(bare) && !/^file:/i.test(bare)) {
    return undefined;
  }
  const slashes = bare.replaceAll('\\', '/');
  // A `#`, `?` or `\` may be of the file's name where the language has paths and not URLs.
  const spellings = [bare, decoded(bare), slashes, decoded(slashes.split(/[?#]/)[0] ?? '')];
  for (const spelling of new Set(spellings)) {
    const found = matchPath(spelling, folder, image);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function matchPath(path: string, folder: string, image: string): Match {
  const local = path.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/i, '');
  const absolute = /^(?:\/|[a-z]:\/)/i.test(local);
  const full = absolute ? local.replace(/^(?=[a-z]:)/i, '/') : `${folder}${local}`;
  if (comparable(resolved(full)) === comparable(image)) {
    return 'path';
  }
  const rooted = /^(?:\/|[@~]\/?(?=[\w/]))(.+)$/.exec(local)?.[1];
  return rooted !== undefined && comparable(image).endsWith(comparable(`/${resolved(rooted)}`))
    ? 'end'
    : undefined;
}

/** A path without `.` and `..`. */
export function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      // Above the root there is nothing.
      parts.length -= parts.length > (parts[0] === '' ? 1 : 0) ? 1 : 0;
    } else if (part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** macOS decomposes letters in the names of files; Windows does not tell capital letters. */
export function comparable(path: string): string {
  const composed = path.normalize('NFC');
  return /^\/[a-z]:\//i.test(composed) ? composed.toLowerCase() : composed;
}

/** A path without its percent-encoding; as it is where that is broken. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
