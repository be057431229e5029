import assert from 'node:assert/strict';
import { findImageReferences, longDescriptionEdits } from '../../../src/documents';
import type { LongDescriptionForm } from '../../../src/core/altText/longDescription';
import { made } from './edits';

function written(
  text: string,
  languageId: string,
  form: LongDescriptionForm,
  index = 0,
): string | undefined {
  const before = findImageReferences(text, languageId);
  const reference = before[index];
  assert.ok(reference);
  const words = 'Sales rise <fast>.\n\nThen they fall.';
  const edits = longDescriptionEdits(text, reference, { text: words, form, label: 'Description' });
  const result = edits?.toReversed().reduce(made, text);
  if (result !== undefined) {
    const after = findImageReferences(result, languageId);
    assert.deepEqual(
      after.map(({ target, alt }) => [target, alt]),
      before.map(({ target, alt }) => [target, alt]),
    );
  }
  return result;
}

const fold =
  '<details>\n<summary>Description</summary>\n<p>Sales rise &lt;fast&gt;.</p>\n<p>Then they fall.</p>\n</details>';
const indented = (text: string, indent: string): string =>
  text
    .split('\n')
    .map((line) => indent + line)
    .join('\n');

describe('the long description of an image', () => {
  it('stands folded behind its paragraph', () => {
    assert.equal(
      written('A\n![c](a.png) and\nmore.\n\nB\n', 'markdown', 'details'),
      `A\n![c](a.png) and\nmore.\n\n${fold}\n\nB\n`,
    );
    assert.equal(
      written('1. Step\n\n   ![c](a.png)\n', 'markdown', 'details'),
      `1. Step\n\n   ![c](a.png)\n\n${indented(fold, '   ')}\n`,
    );
    assert.equal(
      written('- ![c](a.png)', 'markdown', 'details'),
      `- ![c](a.png)\n\n${indented(fold, '  ')}`,
    );
  });

  it('keeps the line breaks of the document', () => {
    assert.equal(
      written('![c](a.png)\r\n\r\nB\r\n', 'markdown', 'details'),
      `![c](a.png)\r\n\r\n${fold.replaceAll('\n', '\r\n')}\r\n\r\nB\r\n`,
    );
  });

  it('stands in a section of its own with a link to it', () => {
    assert.equal(
      written('![c](a.png)\n\n# Description\n', 'markdown', 'section'),
      '![c](a.png)\n\n[Description 2](#description-2)\n\n# Description\n\n## Description 2\n\nSales rise \\<fast\\>.\n\nThen they fall.\n',
    );
    assert.equal(
      written('<main>\n  <p>A <img src="a.png" alt="c"> b</p>\n</main>\n', 'html', 'section'),
      '<main>\n  <p>A <img src="a.png" alt="c"> b</p>\n  <p><a href="#description">Description</a></p>\n' +
        '<section id="description">\n<h2>Description</h2>\n<p>Sales rise &lt;fast&gt;.</p>\n<p>Then they fall.</p>\n</section>\n</main>\n',
    );
  });

  it('is the caption of a figure that has none', () => {
    assert.equal(
      written(
        '<figure>\n  <a href="x"><img src="a.png" alt="c"></a>\n</figure>\n',
        'html',
        'figcaption',
      ),
      '<figure>\n  <a href="x"><img src="a.png" alt="c"></a>\n  <figcaption>\n  <p>Sales rise &lt;fast&gt;.</p>\n  <p>Then they fall.</p>\n  </figcaption>\n</figure>\n',
    );
    assert.equal(
      written(
        '<figure><img src="a.png" alt="c"><figcaption>F</figcaption></figure>\n',
        'html',
        'figcaption',
      ),
      `<figure><img src="a.png" alt="c"><figcaption>F</figcaption></figure>\n${fold}\n`,
    );
  });

  it('stands behind the paragraph of HTML, not in it', () => {
    assert.equal(
      written('<p><img src="a.png" alt="c"></p><p>B</p>', 'html', 'details'),
      `<p><img src="a.png" alt="c"></p>\n${fold}<p>B</p>`,
    );
    assert.equal(
      written('<div>\n  <img src="a.png" alt="c">\n  <p>B</p>\n</div>', 'html', 'details'),
      `<div>\n  <img src="a.png" alt="c">\n${indented(fold, '  ')}\n  <p>B</p>\n</div>`,
    );
  });

  it('is nowhere where it is not wanted, or cannot stand', () => {
    assert.equal(written('![c](a.png)', 'markdown', 'off'), '![c](a.png)');
    for (const [text, languageId] of [
      ['> ![c](a.png)', 'markdown'],
      ['| a |\n| - |\n| ![c](a.png) |', 'markdown'],
      ['const a = <img src="a.png" alt="c" />;', 'javascriptreact'],
      ['image::a.png[c]', 'asciidoc'],
    ] as const) {
      assert.equal(written(text, languageId, 'details'), undefined, text);
    }
  });
});
