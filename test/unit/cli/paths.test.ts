import assert from 'node:assert/strict';
import path from 'node:path';
import { folderOf, nativePath, slashed } from '../../../src/cli/paths';

const onWindows: [native: string, folder: string, path: string, back: string][] = [
  ['docs\\a.md', 'C:\\repo', '/c:/repo/docs/a.md', 'c:/repo/docs/a.md'],
  ['docs/a.md', 'c:\\repo', '/c:/repo/docs/a.md', 'c:/repo/docs/a.md'],
  ['..', 'C:\\repo\\docs', '/c:/repo', 'c:/repo'],
  ['D:\\Other\\', 'C:\\repo', '/d:/Other', 'd:/Other'],
  ['C:\\', 'C:\\repo', '/c:', 'c:/'],
  ['\\\\server\\share\\a', 'C:\\repo', '//server/share/a', '//server/share/a'],
];

const elsewhere: [native: string, folder: string, path: string, back: string][] = [
  ['docs/a.md', '/repo', '/repo/docs/a.md', '/repo/docs/a.md'],
  ['.', '/repo/', '/repo', '/repo'],
  ['/', '/repo', '', '/'],
  ['a\\b.md', '/repo', '/repo/a\\b.md', '/repo/a\\b.md'],
  ['c:/x.md', '/repo', '/repo/c:/x.md', '/repo/c:/x.md'],
];

describe('the paths of the command line', () => {
  for (const [system, table] of [
    [path.win32, onWindows],
    [path.posix, elsewhere],
  ] as const) {
    for (const [native, folder, plain, back] of table) {
      it(`are ${plain || '(the root)'} for ${native} in ${folder}`, () => {
        assert.equal(slashed(native, folder, system), plain);
        assert.equal(nativePath(plain, system), back);
      });
    }
  }

  it('have folders', () => {
    assert.deepEqual(['/a/b', '/a', ''].map(folderOf), ['/a', '', '']);
  });
});
