import assert from 'node:assert/strict';
import { matchTarget, relativePath, urlPath } from '../../../src/documents/paths';

describe('relativePath', () => {
  const cases: [document: string, image: string, path: string | undefined][] = [
    ['/docs/guide/a.md', '/docs/guide/b.png', 'b.png'],
    ['/docs/guide/a.md', '/docs/img/b.png', '../img/b.png'],
    ['/docs/a.md', '/docs/img/deep/b.png', 'img/deep/b.png'],
    ['/docs/guide/a.md', '/other/b.png', '../../other/b.png'],
    ['/docs/a.md', '/docs/100% #1?.png', '100% #1?.png'],
    ['/a.md', '/b.png', 'b.png'],
    ['/c:/docs/a.md', '/C:/docs/img/b.png', 'img/b.png'],
    ['/c:/Docs/a.md', '/c:/docs/Img/B.png', 'Img/B.png'],
    ['/c:/docs/a.md', '/d:/docs/b.png', undefined],
    ['/docs/a.md', '/d:/docs/b.png', undefined],
  ];
  for (const [document, image, path] of cases) {
    it(`${document} → ${image}`, () => assert.equal(relativePath(document, image), path));
  }
});

describe('urlPath', () => {
  const cases: [path: string, url: string][] = [
    ['../img/a b.png', '../img/a b.png'],
    ['100% #1?.png', '100%25 %231%3F.png'],
    ['Größe 日本.png', 'Größe 日本.png'],
    ['12:30.png', './12:30.png'],
    ['a/12:30.png', 'a/12:30.png'],
    ['a|{b}"<c>`^\\.png', 'a%7C%7Bb%7D%22%3Cc%3E%60%5E%5C.png'],
    ['a&lt;b&c.png', 'a%26lt;b&c.png'],
    ['a\nb.png', 'a%0Ab.png'],
  ];
  for (const [path, url] of cases) {
    it(JSON.stringify(path), () => assert.equal(urlPath(path), url));
  }
});

describe('matchTarget', () => {
  const image = '/site/docs/img/a b.png';
  const cases: [target: string, match: 'path' | 'end' | undefined][] = [
    ['img/a b.png', 'path'],
    ['./img/a%20b.png', 'path'],
    ['../docs/img/a%20b.png?raw=true#x', 'path'],
    ['img\\a b.png', 'path'],
    ['/site/docs/img/a b.png', 'path'],
    ['file:///site/docs/img/a%20b.png', 'path'],
    ['/img/a b.png', 'end'],
    ['@/img/a b.png', 'end'],
    ['~/docs/img/a b.png', 'end'],
    ['a b.png', undefined],
    ['img/A b.png', undefined],
    ['/g/a b.png', undefined],
    ['https://example.com/img/a%20b.png', undefined],
    ['//example.com/img/a b.png', undefined],
    ['data:image/png;base64,AAAA', undefined],
    ['img/a%2', undefined],
    ['', undefined],
  ];
  for (const [target, match] of cases) {
    it(JSON.stringify(target), () =>
      assert.equal(matchTarget(target, '/site/docs/', image), match),
    );
  }

  it('takes no capital for another on Windows, and composed letters for decomposed ones', () => {
    assert.equal(matchTarget('IMG/a.png', '/c:/docs/', '/C:/docs/img/A.png'), 'path');
    assert.equal(matchTarget('C:/docs/img/a.png', '/c:/x/', '/c:/docs/img/a.png'), 'path');
    assert.equal(matchTarget('caf\u00e9.png', '/d/', '/d/cafe\u0301.png'), 'path');
  });
});
