import { resolved } from './paths';

/** Where a reference's target is. */
export type Candidates =
  /** Paths that may be the image's, the likeliest first. */
  | { readonly kind: 'file'; readonly paths: readonly string[] }
  | { readonly kind: 'url'; readonly url: string }
  /** In the document itself, or attached to it. */
  | { readonly kind: 'data' | 'attachment' | 'unknown' };

/** What tells where paths begin; all paths are absolute, with `/`. */
export interface TargetPlace {
  readonly documentPath: string;
  /** The folders that paths from a site's root begin in, the likeliest first. */
  readonly siteRoots: readonly string[];
  /** A folder below the document's that its relative paths begin in, with a `/` at its end. */
  readonly imageFolder?: string;
}

/** Finds where the image of a target may be. Nothing is read for it. */
export function candidatesOf(target: string, place: TargetPlace): Candidates {
  const bare = target.trim();
  if (bare === '') {
    return { kind: 'unknown' };
  }
  if (/^https?:\/\//i.test(bare) || bare.startsWith('//')) {
    const url = bare.startsWith('//') ? `https:${bare}` : bare;
    return URL.canParse(url) ? { kind: 'url', url } : { kind: 'unknown' };
  }
  if (/^(?:data|blob):/i.test(bare)) {
    return { kind: 'data' };
  }
  if (/^attachment:/i.test(bare)) {
    return { kind: 'attachment' };
  }
  const isFile = /^file:/i.test(bare);
  if ((!isFile && /^[a-z][a-z\d+.-]+:/i.test(bare)) || /[{}<>]/.test(bare)) {
    return { kind: 'unknown' };
  }
  const path = bare.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/i, '').replaceAll('\\', '/');
  const paths = spellingsOf(path).flatMap((spelling) => pathsOf(spelling, isFile, place));
  return { kind: 'file', paths: [...new Set(paths)] };
}

/** As written and decoded, with and without what follows on a `?` or `#`. */
function spellingsOf(path: string): string[] {
  const withoutQuery = path.split(/[?#]/)[0] ?? path;
  const all = [decoded(withoutQuery), decoded(path), withoutQuery, path];
  return [...new Set(all)].filter((spelling) => spelling !== '');
}

function pathsOf(path: string, isFile: boolean, place: TargetPlace): string[] {
  const { documentPath, siteRoots, imageFolder } = place;
  const folder = documentPath.slice(0, documentPath.lastIndexOf('/') + 1);
  if (/^\/?[a-z]:\//i.test(path)) {
    return [resolved(path.startsWith('/') ? path : `/${path}`)];
  }
  const rooted = /^(?:\/|[@~](?:site|assets)?\/)(.*)$/.exec(path)?.[1];
  if (rooted !== undefined) {
    const inSites = siteRoots.map((root) => resolved(`${root.replace(/\/$/, '')}/${rooted}`));
    return path.startsWith('/') && isFile ? [resolved(path)] : [...inSites, resolved(path)];
  }
  const below = imageFolder === undefined ? [] : [resolved(`${folder}${imageFolder}${path}`)];
  return [...below, resolved(folder + path)];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The folder of a site's static files, by a file that is at its project's root. */
const markers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^docusaurus\.config\.[cm]?[jt]s$/, ['static']],
  [/^mkdocs\.ya?ml$/, ['docs']],
  [/^(?:hugo|config)\.toml$/, ['static', 'assets']],
  [/^svelte\.config\.[cm]?[jt]s$/, ['static']],
  [/^(?:next|vite|astro|nuxt|gatsby-config|vitepress)(?:\.config)?\.[cm]?[jt]s$/, ['public']],
  [/^_config\.ya?ml$/, ['']],
  [/^antora\.ya?ml$/, ['modules/ROOT/images']],
  [/^book\.toml$/, ['src']],
  [/^\.vuepress$/, ['.vuepress/public']],
  [/^\.vitepress$/, ['public']],
];

/** The folders below a project's root, given the names in it, in which its site's root may be. */
export function siteRootsOf(names: readonly string[]): string[] {
  const found = markers.flatMap(([marker, folders]) =>
    names.some((name) => marker.test(name)) ? folders : [],
  );
  return [...new Set(found)];
}
