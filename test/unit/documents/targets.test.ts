import assert from 'node:assert/strict';
import { candidatesOf, matchesIgnoringCase, siteRootsOf } from '../../../src/documents';
import type { TargetPlace } from '../../../src/documents/targets';

const place: TargetPlace = {
  documentPath: '/w/site/docs/guide/a.md',
  siteRoots: ['/w/site/static', '/w/site', '/w'],
};

const pathsOf = (target: string, more: Partial<TargetPlace> = {}): readonly string[] => {
  const found = candidatesOf(target, { ...place, ...more });
  return found.kind === 'file' ? found.paths : [found.kind];
};

describe('candidatesOf', () => {
  const only: [target: string, paths: string[]][] = [
    ['a.png', ['/w/site/docs/guide/a.png']],
    ['./img/a.png', ['/w/site/docs/guide/img/a.png']],
    ['../img/../b/a.png', ['/w/site/docs/b/a.png']],
    ['../../../../../../a.png', ['/a.png']],
    ['img\\a.png', ['/w/site/docs/guide/img/a.png']],
    ['a%20b.png', ['/w/site/docs/guide/a%20b.png', '/w/site/docs/guide/a b.png']],
    ['a%2.png', ['/w/site/docs/guide/a%2.png']],
    ['a.png?raw=true#x', ['/w/site/docs/guide/a.png?raw=true#x', '/w/site/docs/guide/a.png']],
    ['日本 1.png', ['/w/site/docs/guide/日本 1.png']],
    ['12:30.png', ['/w/site/docs/guide/12:30.png']],
    ['/img/a.png', ['/w/site/static/img/a.png', '/w/site/img/a.png', '/w/img/a.png']],
    ['/img/../../../a.png', ['/w/site/static/a.png', '/w/site/a.png', '/w/a.png']],
    ['file:///w/a%20b.png', ['/w/a%20b.png', '/w/a b.png']],
    ['file:/w/a.png', ['/w/a.png']],
    ['file://localhost/w/a.png', ['/w/a.png']],
    ['file:///C:/x/a.png', ['/C:/x/a.png']],
    ['C:\\x\\a.png', ['/C:/x/a.png']],
    ['c:/x/a.png', ['/c:/x/a.png']],
  ];
  for (const [target, paths] of only) {
    it(`gives the paths of ${target}`, () => assert.deepEqual(pathsOf(target), paths));
  }

  const among: [target: string, path: string][] = [
    ['@/assets/a.png', '/w/site/src/assets/a.png'],
    ['@/assets/a.png', '/w/site/assets/a.png'],
    ['~/assets/a.png', '/w/site/assets/a.png'],
    ['~~/assets/a.png', '/w/site/assets/a.png'],
    ['@site/static/img/a.png', '/w/site/static/img/a.png'],
    ['@assets/a.png', '/w/site/src/assets/a.png'],
    ['$lib/a.png', '/w/site/src/lib/a.png'],
    ['/w/site/static/a.png', '/w/site/static/a.png'],
    ['{{ site.baseurl }}/img/a.png', '/w/site/img/a.png'],
    ["{{ '/img/a.png' | relative_url }}", '/w/site/img/a.png'],
    ['%PUBLIC_URL%/img/a.png', '/w/site/static/img/a.png'],
  ];
  for (const [target, path] of among) {
    it(`holds ${path} for ${target}`, () => assert.ok(pathsOf(target).includes(path)));
  }

  it('begins relative paths in the base folder first', () => {
    assert.deepEqual(pathsOf('a.png', { baseFolder: 'images/' }), [
      '/w/site/docs/guide/images/a.png',
      '/w/site/docs/guide/a.png',
    ]);
    assert.equal(pathsOf('a.png', { baseFolder: '/w/img' })[0], '/w/img/a.png');
    assert.equal(
      pathsOf('b/a.png', { documentPath: '/w/modules/ROOT/pages/x/p.adoc' })[0],
      '/w/modules/ROOT/images/b/a.png',
    );
  });

  it('takes the folders above the document for roots where none is known', () => {
    assert.deepEqual(pathsOf('/a.png', { siteRoots: [] }), [
      '/w/site/docs/guide/a.png',
      '/w/site/docs/a.png',
      '/w/site/a.png',
      '/w/a.png',
      '/a.png',
    ]);
  });

  it('leads no path from the root out of the roots, and no alias above the topmost', () => {
    for (const target of ['/../../../x/a.png', '@site/../../../x/a.png', '/etc/a.png']) {
      const out = pathsOf(target).filter((path) => !path.startsWith('/w/'));
      assert.deepEqual(out, [], target);
    }
  });

  it('knows that the file of a wikilink may be anywhere', () => {
    const found = candidatesOf('a.png', { ...place, wikilink: true });
    assert.ok(found.kind === 'file' && found.anywhere && found.paths.includes('/w/a.png'));
    const inFolder = candidatesOf('img/a.png', { ...place, wikilink: true });
    assert.ok(inFolder.kind === 'file' && inFolder.anywhere === undefined);
    assert.ok(inFolder.paths.includes('/w/img/a.png'));
  });

  const others: [target: string, found: ReturnType<typeof candidatesOf>][] = [
    ['https://x.org/a.png?b', { kind: 'url', url: 'https://x.org/a.png?b' }],
    ['HTTP://x.org/a.png', { kind: 'url', url: 'HTTP://x.org/a.png' }],
    ['//x.org/a.png', { kind: 'url', url: 'https://x.org/a.png' }],
    ['https://', { kind: 'unknown' }],
    ['data:image/png;base64,AAAA', { kind: 'data' }],
    ['attachment:a.png', { kind: 'attachment' }],
    ['', { kind: 'unknown' }],
    ['#', { kind: 'unknown' }],
    ['?a', { kind: 'unknown' }],
    ['img/', { kind: 'unknown' }],
    ['javascript:alert(1)', { kind: 'unknown' }],
    ['blob:https://x.org/1', { kind: 'unknown' }],
    ['vscode://x/a.png', { kind: 'unknown' }],
    ['{{ page.image }}', { kind: 'unknown' }],
    ['${base}/a.png', { kind: 'unknown' }],
    ['{imagesdir}/a.png', { kind: 'unknown' }],
    ['<%= a %>', { kind: 'unknown' }],
    ['file://server/share/a.png', { kind: 'unknown' }],
    ['a\0.png', { kind: 'unknown' }],
  ];
  for (const [target, found] of others) {
    it(`tells ${JSON.stringify(target)} as ${found.kind}`, () =>
      assert.deepEqual(candidatesOf(target, place), found));
  }
});

describe('siteRootsOf', () => {
  const cases: [names: string[], roots: string[]][] = [
    [['docusaurus.config.js', 'package.json'], ['static']],
    [['docusaurus.config.ts'], ['static']],
    [['mkdocs.yml'], ['docs']],
    [['hugo.toml'], ['static', 'assets']],
    [['config.toml'], ['static', 'assets']],
    [['next.config.mjs'], ['public']],
    [['vite.config.ts'], ['public']],
    [['astro.config.mjs'], ['public']],
    [['nuxt.config.ts'], ['public']],
    [
      ['svelte.config.js', 'vite.config.js'],
      ['static', 'public'],
    ],
    [['_config.yml'], ['']],
    [['antora.yml'], ['modules/ROOT/images']],
    [['conf.py'], ['']],
    [['book.toml'], ['src']],
    [['.vuepress'], ['.vuepress/public']],
    [['.vitepress'], ['public', '.vitepress/public']],
    [['README.md', 'src', 'next.config.json', 'my-mkdocs.yml'], []],
  ];
  for (const [names, roots] of cases) {
    it(`${names.join(', ')}: ${JSON.stringify(roots)}`, () =>
      assert.deepEqual(siteRootsOf(names), roots));
  }
});

describe('matchesIgnoringCase', () => {
  it('tells paths that differ in case alone', () => {
    assert.ok(matchesIgnoringCase('/w/Img/A.PNG', '/w/img/a.png'));
    assert.ok(matchesIgnoringCase('/w/É.png', '/w/e\u0301.png'));
    assert.ok(!matchesIgnoringCase('/w/a.png', '/w/b.png'));
  });
});
