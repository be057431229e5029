/**
 * Files and folders that tell what made a site, with the folders beside them that its paths from the
 * root begin in; '' is the folder itself. As the documentation of each tool has it.
 */
const markers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^docusaurus\.config\.[cm]?[jt]s$/, ['static']],
  [/^mkdocs\.ya?ml$/, ['docs']],
  [/^(?:hugo\.(?:toml|ya?ml|json)|config\.toml)$/, ['static', 'assets']],
  [/^svelte\.config\.[cm]?[jt]s$/, ['static']],
  [/^gatsby-config\.[cm]?[jt]s$/, ['static']],
  [/^(?:next|vite|astro|nuxt)\.config\.[cm]?[jt]s$/, ['public']],
  [/^\.vuepress$/, ['.vuepress/public']],
  [/^\.vitepress$/, ['public', '.vitepress/public']],
  [/^antora\.yml$/, ['modules/ROOT/images']],
  [/^book\.toml$/, ['src']],
  [/^(?:_config\.ya?ml|conf\.py|_quarto\.yml|myst\.yml|\.eleventy\.[cm]?js)$/, ['']],
];

/**
 * The folders in which paths from the root of a site begin, below a folder with the given entries; they
 * are told by the names alone, so that a folder need not be there.
 */
export function siteRootsOf(names: readonly string[]): string[] {
  const roots = markers.flatMap(([marker, folders]) =>
    names.some((name) => marker.test(name)) ? folders : [],
  );
  return [...new Set(roots)];
}
