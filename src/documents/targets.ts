import { imageEnding } from '../core/images/endings';
import { comparable, decoded, resolved } from './paths';

/** Where a document is, and where its project has its images. */
export interface TargetPlace {
  /** Absolute, with `/`, on Windows as `/c:/…`. */
  readonly documentPath: string;
  /** The absolute folders that paths from the root of the site may begin in, the likeliest first. */
  readonly siteRoots: readonly string[];
  /** The folder that relative paths begin in before the document's own, as from it or absolute. */
  readonly baseFolder?: string;
  /** The target is of a wikilink: without a folder it may be anywhere in the vault. */
  readonly wikilink?: boolean;
}

/**
 * What a target may mean: files by their absolute paths, the likeliest first; a URL; an image that the
 * document itself holds; or what only the running program knows.
 */
export type Candidates =
  | {
      readonly kind: 'file';
      readonly paths: readonly string[];
      /** A file of that name in any folder may be meant. */
      readonly anywhere?: true;
    }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'data' }
  | { readonly kind: 'attachment' }
  | { readonly kind: 'unknown' };

const endsAsImage = new RegExp(`${imageEnding}$`, 'i');
const isDrive = /^[a-z]:[\\/]/i;
const scheme = /^([a-z][a-z\d+.-]*):/i;
/** What template languages put before a path from the root of the site. */
const siteUrl =
  /^(?:\{\{-?\s*(?:site\.(?:baseurl|url|base_path)|base_?url|base_path|pathto\(['"]['"]\s*(?:,\s*)?1?\))\s*-?\}\}|%PUBLIC_URL%|\$?\{(?:import\.meta\.env\.BASE_URL|process\.env\.PUBLIC_URL)\})+\/?/i;
const filtered =
  /^\{\{-?\s*(["'])([^"'{}]{1,500})\1\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL|asset_url)\s*-?\}\}$/;
const template = /\{\{|\$\{|\{%|<%|<\?|^\{[\w-]+\}/;

/**
 * Where the target of a reference may be, as it is written there: relative, from the root of the site, by
 * an alias of a bundler, as a `file:` URL; percent-encoded or not; with a query or a fragment, which may
 * as well be of the name. Whether a file is there is not asked.
 */
export function candidatesOf(target: string, place: TargetPlace): Candidates {
  const bare = target.trim();
  const name = isDrive.test(bare) ? undefined : scheme.exec(bare)?.[1]?.toLowerCase();
  if (name === 'data' || name === 'attachment') {
    return { kind: name };
  }
  if (name === 'http' || name === 'https' || /^\/\/[^/]/.test(bare)) {
    const url = name === undefined ? `https:${bare}` : bare;
    return URL.canParse(url) ? { kind: 'url', url } : { kind: 'unknown' };
  }
  const site = bare.replace(filtered, (_, __, path: string) => path).replace(siteUrl, '/');
  const isOther = name !== undefined && name !== 'file' && !mayBeFileName(bare);
  if (isOther || bare === '' || template.test(site)) {
    return { kind: 'unknown' };
  }
  const paths = [...new Set(spellingsOf(site).flatMap((path) => pathsOf(path, place)))];
  const anywhere = place.wikilink === true && !/[\\/]/.test(site);
  return paths.length === 0
    ? { kind: 'unknown' }
    : { kind: 'file', paths, ...(anywhere ? { anywhere } : {}) };
}

/** Whether two paths are the same but for capital letters, as some file systems have it. */
export function matchesIgnoringCase(one: string, other: string): boolean {
  return comparable(one).toLowerCase() === comparable(other).toLowerCase();
}

/** With a colon in it, but an image by its ending. */
function mayBeFileName(target: string): boolean {
  return !/^[a-z+.-]+:\/\//i.test(target) && endsAsImage.test(target);
}

function spellingsOf(target: string): string[] {
  const slashes = target.replaceAll('\\', '/');
  const short = slashes.split(/[?#]/)[0] ?? '';
  // A query or a fragment alone is of the document itself.
  const all =
    short === '' && !endsAsImage.test(target)
      ? []
      : [slashes, decoded(slashes), short, decoded(short)];
  return [...new Set(all)].filter(
    (path) => path !== '' && !path.includes('\0') && !path.endsWith('/'),
  );
}

function pathsOf(path: string, place: TargetPlace): string[] {
  const { documentPath, siteRoots } = place;
  const local = path.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/i, '');
  if (isDrive.test(local.replace(/^\//, ''))) {
    return [resolved(local.replace(/^\/?/, '/'))];
  }
  if (local !== path) {
    return local.startsWith('/') && !local.startsWith('//') ? [resolved(local)] : [];
  }
  if (path.startsWith('/')) {
    const below = resolved(path);
    const own = siteRoots.some((root) => below.startsWith(`${trimmed(root)}/`)) ? [below] : [];
    const roots = siteRoots.length > 0 ? siteRoots : foldersAbove(documentPath);
    return [...roots.map((root) => trimmed(root) + below), ...own];
  }
  const aliased = aliasOf(path);
  const folder = documentPath.slice(0, documentPath.lastIndexOf('/') + 1);
  const bases = [...basesOf(place, folder), folder];
  const relative = bases.map((base) => resolved(base + path));
  const vault = place.wikilink === true ? siteRoots.map((root) => `${trimmed(root)}/${path}`) : [];
  return [...relative, ...aliased.flatMap((below) => inProjects(below, siteRoots)), ...vault];
}

/** Where relative paths begin besides in the document's folder. */
function basesOf({ baseFolder = '' }: TargetPlace, folder: string): string[] {
  const base = baseFolder === '' ? '' : `${trimmed(baseFolder)}/`;
  // Antora has the images of a module beside its pages.
  const module = /^(.*\/modules\/[^/]+\/)(?:pages|partials)\//.exec(folder)?.[1];
  return [
    ...(base === '' ? [] : [base.startsWith('/') ? base : folder + base]),
    ...(module === undefined ? [] : [`${module}images/`]),
  ];
}

/** What an alias of a bundler or framework stands for, from the folder of the project. */
function aliasOf(path: string): string[] {
  const [, alias = '', rest = ''] =
    /^(@site|@@|~~|[@~](?=\/)|@assets|~assets|\$lib)\/(.+)$/.exec(path) ?? [];
  switch (alias) {
    case '':
      return [];
    case '@site':
    case '@@':
    case '~~':
      return [rest];
    case '@assets':
    case '~assets':
      return [`src/assets/${rest}`, `assets/${rest}`];
    case '$lib':
      return [`src/lib/${rest}`];
    default:
      return [`src/${rest}`, rest, `app/${rest}`];
  }
}

/** Below the projects that the roots are of: the roots themselves, and the folders that hold them. */
function inProjects(path: string, siteRoots: readonly string[]): string[] {
  const top = siteRoots
    .map(trimmed)
    .reduce((one, other) => (other.length < one.length ? other : one), siteRoots[0] ?? '');
  return siteRoots.flatMap((root) => {
    const folder = trimmed(root);
    const above = folder.slice(0, folder.lastIndexOf('/'));
    const projects = above.length >= top.length ? [above, folder] : [folder];
    return projects.map((project) => project + resolved(`/${path}`));
  });
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, 20);
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('/'));
}

function trimmed(folder: string): string {
  return folder.replace(/(?<!\/)\/+$/, '');
}
