import assert from 'node:assert/strict';
import { pathFilter } from '../../../../src/documents/repository';
import { globMatcher } from '../../../../src/documents/repository/glob';
import { cpuMilliseconds } from '../../../support/cpuTime';

/** Globs with the paths that they match, and those that they do not. */
const globs: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['docs', ['docs', 'docs/a.md', 'docs/b/a.md'], ['doc', 'docs.md', 'a/docs', 'docs2/a.md']],
  ['docs/', ['docs', 'docs/a.md'], ['docs2/a.md']],
  ['./docs', ['docs/a.md'], ['a/docs/a.md']],
  ['docs/**', ['docs/a.md', 'docs/b/a.md'], ['a.md', 'docs2/a.md']],
  ['**/docs', ['docs', 'docs/a.md', 'a/docs/b.md', 'a/b/docs'], ['adocs', 'docsb/a.md']],
  ['**', ['a.md', 'a/b.md', '.a/b'], []],
  ['*', ['a.md', 'a/b.md', '.a'], []],
  ['*.md', ['a.md', '.md'], ['a.mdx', 'a/b.md', 'a.md.txt']],
  ['**/*.md', ['a.md', 'a/b.md', 'a/.b/c.md'], ['a.mdx', 'a.md.txt']],
  ['a/**/b', ['a/b', 'a/c/b', 'a/c/d/b', 'a/b/c'], ['a/cb', 'ab', 'a/c']],
  ['a**b', ['ab', 'acb'], ['a/b']],
  ['a?c', ['abc'], ['ac', 'a/c', 'abbc']],
  ['v[0-9]', ['v1', 'v2/a'], ['va', 'v10', 'v/']],
  ['v[!0-9]', ['va'], ['v1', 'v/']],
  ['v[]a-]', ['v]', 'va', 'v-'], ['v', 'vb']],
  ['v[1', ['v[1'], ['v1']],
  ['{a,b/c}/d', ['a/d', 'b/c/d/e'], ['b/d', 'a/c/d', '{a,b/c}/d']],
  ['*.{md,{htm,html}}', ['a.md', 'a.htm', 'a.html'], ['a.', 'a.md,']],
  ['a{,.b}', ['a', 'a.b'], ['ab']],
  ['{a', ['{a'], ['a']],
  ['{**/x,y}', ['x', 'a/x', 'y/z'], ['a/y']],
  ['a\\*', ['a*'], ['ab', 'a']],
  ['!a', ['!a'], ['b']],
  ['docs/日本*.md', ['docs/日本語.md'], ['docs/日.md']],
  ['a+(b).c', ['a+(b).c'], ['abc', 'abbxc']],
];

describe('globs of a repository', () => {
  for (const [glob, matched, others] of globs) {
    it(`match as they are meant: ${glob}`, () => {
      const matches = globMatcher(glob);
      assert.deepEqual(
        [...matched, ...others].filter((path) => matches(path)),
        matched,
      );
    });
  }

  it('take time in proportion to their length, whatever they are', () => {
    const path = `${'a'.repeat(2000)}/${'a/'.repeat(1000)}b`;
    const start = cpuMilliseconds();
    for (const piece of ['*a', '**/a/', '{a,*}', '{a,{a,', '[a-z]*', '?*', '***']) {
      const glob = piece.repeat(Math.floor(199 / piece.length));
      assert.equal(typeof globMatcher(`${glob}x`)(path), 'boolean');
    }
    assert.ok(cpuMilliseconds() - start < 5000);
  });

  it('say what is looked at: an exclude goes before an include', () => {
    const filter = pathFilter({ include: ['docs', '*.md'], exclude: ['docs/old', '**/*.html'] });
    const paths = ['a.md', 'b/a.md', 'docs/a.md', 'docs/old/a.md', 'docs/b/a.md', 'docs/a.html'];
    assert.deepEqual(paths.filter(filter.takesFile), ['a.md', 'docs/a.md', 'docs/b/a.md']);
    assert.deepEqual(['docs', 'docs/old', 'b'].filter(filter.entersFolder), ['docs', 'b']);
    const all = pathFilter({ include: [], exclude: [] });
    assert.deepEqual(paths.filter(all.takesFile), paths);
  });
});
