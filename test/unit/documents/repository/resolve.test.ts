import assert from 'node:assert/strict';
import type { ReferencedImage } from '../../../../src/core/altText/facts';
import { findImageReferences } from '../../../../src/documents';
import { Folders, type FolderRoot } from '../../../../src/documents/repository';
import { resolverOf } from '../../../../src/documents/repository/resolve';
import { filesOf } from './tree';

const tree = filesOf(
  {
    '/w/a.md': '',
    '/w/logo.png': '',
    '/w/My Shot.png': '',
    '/w/a%20b.png': '',
    '/w/Images/Shot.PNG': '',
    '/w/images/other.png': '',
    '/w/folder.png/a.md': '',
    '/w/docs/docusaurus.config.js': '',
    '/w/docs/static/img/hero.png': '',
    '/w/docs/guide/a.md': '',
    '/w/docs/guide/cafe\u0301.png': '',
    '/w/public/img/set.png': '',
    '/w/vault/deep/er/note.png': '',
    '/w/vault/zz/note.png': '',
    '/w/vault/Only.png': '',
    '/w/node_modules/b/hidden.png': '',
    '/w/linked/one.png': '',
    '/elsewhere/e.png': '',
    '/e.png': '',
  },
  ['/w/link'],
);

const file = (path: string): ReferencedImage => ({ kind: 'file', path });
const missing = (path: string): ReferencedImage => ({ kind: 'missing', path });

/** Markdown of a document, and the image that it shows. */
const images: readonly (readonly [string, string, ReferencedImage])[] = [
  ['/w/a.md', '![](logo.png)', file('/w/logo.png')],
  ['/w/a.md', '![](./docs/../logo.png?raw=true#a)', file('/w/logo.png')],
  ['/w/a.md', '![](docs//guide/../static/img/hero.png)', file('/w/docs/static/img/hero.png')],
  ['/w/a.md', '![](My%20Shot.png)', file('/w/My Shot.png')],
  ['/w/a.md', '![](a%20b.png)', file('/w/a%20b.png')],
  ['/w/a.md', '![](images\\\\other.png)', file('/w/images/other.png')],
  ['/w/docs/guide/a.md', '![](caf\u00e9.png)', file('/w/docs/guide/cafe\u0301.png')],
  ['/w/docs/guide/a.md', '![](/img/hero.png)', file('/w/docs/static/img/hero.png')],
  ['/w/docs/guide/a.md', '![](@site/static/img/hero.png)', file('/w/docs/static/img/hero.png')],
  ['/w/docs/guide/a.md', '![](/logo.png)', file('/w/logo.png')],
  ['/w/docs/guide/a.md', '![](../../../e.png)', file('/e.png')],
  ['/w/docs/guide/a.md', '![](/elsewhere/e.png)', missing('/w/docs/static/elsewhere/e.png')],
  ['/w/a.md', '![](../elsewhere/e.png)', file('/elsewhere/e.png')],
  ['/w/a.md', '![](../nowhere/e.png)', missing('/nowhere/e.png')],
  ['/elsewhere/a.md', '![](e.png)', file('/elsewhere/e.png')],
  ['/w/a.md', '![](Logo.PNG)', { kind: 'otherCase', path: '/w/Logo.PNG', name: 'logo.png' }],
  [
    '/w/a.md',
    '![](IMAGES/shot.png)',
    { kind: 'otherCase', path: '/w/IMAGES/shot.png', name: 'Images/Shot.PNG' },
  ],
  ['/w/a.md', '![](gone%20now.png?x)', missing('/w/gone now.png')],
  ['/w/a.md', '![](gone/now.png)', missing('/w/gone/now.png')],
  ['/w/a.md', '![](folder.png)', missing('/w/folder.png')],
  ['/w/a.md', `![](${'a/'.repeat(5000)}b.png)`, missing(`/w/${'a/'.repeat(5000)}b.png`)],
  ['/w/a.md', '![[note.png]]', file('/w/vault/zz/note.png')],
  ['/w/a.md', '![[only.png]]', file('/w/vault/Only.png')],
  ['/w/vault/a.md', '![[only.png]]', file('/w/vault/Only.png')],
  ['/w/docs/guide/a.md', '![[vault/deep/er/note.png]]', file('/w/vault/deep/er/note.png')],
  ['/w/a.md', '![[hidden.png]]', missing('/w/hidden.png')],
  ['/elsewhere/a.md', '![[note.png]]', missing('/elsewhere/note.png')],
  ['/w/a.md', '![](https://a.example/b.png)', { kind: 'url', url: 'https://a.example/b.png' }],
  ['/w/a.md', '![](//a.example/b.png)', { kind: 'url', url: 'https://a.example/b.png' }],
  ['/w/a.md', '![](data:image/png;base64,AAAA)', { kind: 'embedded' }],
  ['/w/a.md', '![](attachment:b.png)', { kind: 'embedded' }],
  ['/w/a.md', '![]({{ page.image }})', { kind: 'unknown' }],
];

async function imageIn(
  path: string,
  text: string,
  { languageId = 'markdown', roots = [{ path: '/w' }] as readonly FolderRoot[] } = {},
): Promise<ReferencedImage | undefined> {
  const [reference] = findImageReferences(text, languageId);
  assert.ok(reference, text);
  return resolverOf({ path, languageId, text }, new Folders(tree.list, roots))(reference);
}

describe('the image of a reference in a repository', () => {
  for (const [path, text, image] of images) {
    it(`is ${image.kind}: ${text.slice(0, 60)} in ${path}`, async () => {
      assert.deepEqual(await imageIn(path, text), image);
    });
  }

  it('is looked for from the site root that is set, and from no other', async () => {
    const roots = [{ path: '/w', siteRoot: './public/' }];
    const set = await imageIn('/w/docs/guide/a.md', '![](/img/set.png)', { roots });
    assert.deepEqual(set, file('/w/public/img/set.png'));
    const told = await imageIn('/w/docs/guide/a.md', '![](/img/hero.png)', { roots });
    assert.deepEqual(told, missing('/w/public/img/hero.png'));
  });

  it('is looked for in the innermost folder that is open', async () => {
    const roots = [{ path: '/w' }, { path: '/w/vault/' }];
    assert.deepEqual(await imageIn('/w/vault/a.md', '![[hero.png]]', { roots }), {
      kind: 'missing',
      path: '/w/vault/hero.png',
    });
  });

  it('is looked for where the whole computer is open', async () => {
    const roots = [{ path: '/' }];
    assert.deepEqual(await imageIn('/w/a.md', '![](/e.png)', { roots }), file('/e.png'));
  });

  it('begins in the folder that the document names', async () => {
    const text = ':imagesdir: docs/static\n\nimage::img/hero.png[]\n';
    const image = await imageIn('/w/a.adoc', text, { languageId: 'asciidoc' });
    assert.deepEqual(image, file('/w/docs/static/img/hero.png'));
  });

  it('costs one listing of each folder, whatever the number of references', async () => {
    tree.listed.length = 0;
    const folders = new Folders(tree.list, [{ path: '/w' }]);
    const text = '![](img/b.png) ![](/logo.png) ![[gone.png]] ![](../x/y.png)\n\n'.repeat(50);
    for (const path of ['/w/a.md', '/w/docs/guide/a.md', '/w/docs/guide/b.md']) {
      const resolve = resolverOf({ path, languageId: 'markdown', text }, folders);
      await Promise.all(findImageReferences(text, 'markdown').map(resolve));
    }
    assert.equal(new Set(tree.listed).size, tree.listed.length);
    assert.ok(tree.listed.length < 20);
  });
});
