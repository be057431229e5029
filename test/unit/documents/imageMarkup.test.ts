import assert from 'node:assert/strict';
import { imageMarkup, relativePath } from '../../../src/documents/imageMarkup';

const alt = { text: 'A "form" with [3] errors & more.', path: '../img/a b.png' };
const at = (languageId: string, before = '', after = '') => ({ languageId, before, after });

describe('imageMarkup', () => {
  const cases: [language: string, markup: string][] = [
    ['markdown', '![A "form" with \\[3\\] errors & more.](<../img/a b.png>)'],
    ['mdx', '![A "form" with \\[3\\] errors & more.](<../img/a b.png>)'],
    ['html', '<img src="../img/a b.png" alt="A &quot;form&quot; with [3] errors &amp; more.">'],
    [
      'typescriptreact',
      '<img src="../img/a b.png" alt="A &quot;form&quot; with [3] errors &amp; more." />',
    ],
    ['asciidoc', 'image::../img/a b.png["A \\"form\\" with [3] errors & more."]'],
    ['restructuredtext', '.. image:: ../img/a b.png\n   :alt: A "form" with [3] errors & more.'],
    ['plaintext', alt.text],
  ];
  for (const [language, markup] of cases) {
    it(language, () => assert.equal(imageMarkup(at(language), alt), markup));
  }

  it('gives the bare text inside an alt text that is already there', () => {
    assert.equal(
      imageMarkup(at('markdown', 'See ![', '](a.png)'), alt),
      'A "form" with \\[3\\] errors & more.',
    );
    assert.equal(
      imageMarkup(at('html', '<img src="a.png" alt="', '">'), alt),
      'A &quot;form&quot; with [3] errors &amp; more.',
    );
    assert.equal(
      imageMarkup(at('markdown', "<img alt='", "' src='a.png'>"), alt),
      'A &quot;form&quot; with [3] errors &amp; more.',
    );
  });

  it('gives markup after a finished image', () => {
    assert.match(imageMarkup(at('markdown', '![x](a.png) ', ' [link]'), alt), /^!\[/);
    assert.match(imageMarkup(at('html', '<img alt="x" src="', '">'), alt), /^<img/);
  });
});

describe('relativePath', () => {
  const cases: [document: string, image: string, path: string][] = [
    ['/docs/guide/a.md', '/docs/guide/b.png', 'b.png'],
    ['/docs/guide/a.md', '/docs/img/b.png', '../img/b.png'],
    ['/docs/a.md', '/docs/img/deep/b.png', 'img/deep/b.png'],
    ['/docs/guide/a.md', '/other/b.png', '../../other/b.png'],
    ['/docs/a.md', '/docs/100% #1?.png', '100%25 %231%3F.png'],
    ['/a.md', '/b.png', 'b.png'],
  ];
  for (const [document, image, path] of cases) {
    it(`${document} → ${image}`, () => assert.equal(relativePath(document, image), path));
  }
});
