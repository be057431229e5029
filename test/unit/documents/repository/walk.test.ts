import assert from 'node:assert/strict';
import {
  filesBelow,
  isDocument,
  isImage,
  leftOutFolders,
  pathFilter,
} from '../../../../src/documents/repository';
import { filesOf } from './tree';

async function all(walk: AsyncIterable<string>): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of walk) {
    paths.push(path);
  }
  return paths.sort();
}

describe('the files of a repository', () => {
  it('are those in all folders but the ones that are left out', async () => {
    const own = ['/w/a.md', '/w/.github/b.md', '/w/c/d/e.html', '/w/dist/f.md'];
    const out = leftOutFolders.map((name) => `/w/c/${name}/g.md`);
    const tree = Object.fromEntries([...own, ...out, '/x/h.md'].map((path) => [path, '']));
    assert.deepEqual(await all(filesBelow('/w', filesOf(tree).list)), own.toSorted());
  });

  it('are told by a filter, which saves the listing of folders', async () => {
    const tree = filesOf({ '/w/a/b.md': '', '/w/a/old/c/d.md': '', '/w/e.md': '' });
    const filter = pathFilter({ include: ['a'], exclude: ['**/old'] });
    assert.deepEqual(await all(filesBelow('/w', tree.list, filter)), ['/w/a/b.md']);
    assert.deepEqual(tree.listed, ['/w', '/w/a']);
  });

  it('are not looked for behind links to folders, nor where nothing can be listed', async () => {
    const { list } = filesOf({ '/w/a.md': '', '/w/b/c.md': '', '/w/d/e.md': '' }, ['/w/b/up']);
    const some = (folder: string) =>
      folder === '/w/d' ? Promise.reject(new Error('Forbidden')) : list(folder);
    assert.deepEqual(await all(filesBelow('/w', some)), ['/w/a.md', '/w/b/c.md']);
  });

  it('are documents and images by their names', () => {
    const documents = ['/w/a.md', '/w/a.MD', '/w/a.b.Rmd', '/a.js', '/a.tsx', '/a.ipynb', '/a.rst'];
    const images = ['/w/a.png', '/w/a.b.JPEG', '/w/a.svg', '/w/a.heic'];
    const others = ['/w/md', '/w/.md/a', '/w/a.min.js', '/w/a.ts', '/w/a.txt', '/w/.png', '/png'];
    const paths = [...documents, ...images, ...others];
    assert.deepEqual(paths.filter(isDocument), documents);
    assert.deepEqual(paths.filter(isImage), images);
  });
});
