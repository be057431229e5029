import assert from 'node:assert/strict';
import {
  decorativeEdit,
  findImageReferences,
  insertAltText,
  withAltText,
} from '../../../src/documents';
import { assertLinear } from '../../support/cpuTime';
import { applied, assertOnlyAltChanges, decorated, facts, made, pieces } from './edits';

const notebook = (...sources: (string | string[])[]): string =>
  JSON.stringify(
    {
      cells: [
        { cell_type: 'code', source: ['![x](no.png)'], outputs: [{ text: '[{"\\"' }] },
        ...sources.map((source) => ({
          attachments: { 'a.png': { 'image/png': 'iVBORw0KGgo=' } },
          cell_type: 'markdown',
          metadata: {},
          source,
        })),
        { cell_type: 'raw', source: '![x](no.png)' },
      ],
      metadata: { cells: [{ cell_type: 'markdown', source: '![x](no.png)' }] },
      nbformat: 4,
    },
    null,
    1,
  );

/** All Markdown of a notebook. */
const markdown = (json: string): string[] =>
  (JSON.parse(json) as { cells: { cell_type: string; source: string | string[] }[] }).cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => [source].flat().join(''));

describe('image references of notebooks', () => {
  const role = 'informative';

  it('are those of the Markdown cells', () => {
    const text = notebook('# T\n\n![Two fields](a.png)', [
      'é \\ "q"\t\n',
      '![](attachment:a.png) <img src="b.png" ',
      'alt="Two &quot;fields&quot;">',
    ]);
    for (const json of [text, `\ufeff${text}`, text.replaceAll('é', '\\u00e9')]) {
      for (const language of ['ipynb', 'jupyter']) {
        assert.deepEqual(facts(json, language), [
          { target: 'a.png', alt: 'Two fields', state: 'present', role },
          { target: 'attachment:a.png', state: 'missing', role },
          { target: 'b.png', alt: 'Two "fields"', state: 'present', role },
        ]);
      }
    }
    assert.deepEqual(pieces(text, 'ipynb').slice(1), [
      ['![](attachment:a.png)', undefined],
      ['<img src=\\"b.png\\" ",\n    "alt=\\"Two &quot;fields&quot;\\">', 'Two &quot;fields&quot;'],
    ]);
  });

  it('are none in a broken notebook', () => {
    const whole = notebook('![A b](c.png)');
    for (let length = 0; length < whole.length; length += 7) {
      assert.deepEqual(findImageReferences(whole.slice(0, length), 'ipynb'), []);
    }
    for (const text of ['', '[]', 'null', '{"cells":{}}', '{"cells":[1,"x",[],{}]}', '"cells"']) {
      assert.deepEqual(findImageReferences(text, 'ipynb'), []);
    }
    const odd = '{"cells":[{"cell_type":"markdown","source":[1,"![A b](c.png)",{}]},{"source":3}]}';
    assert.equal(findImageReferences(odd, 'ipynb').length, 1);
    assert.deepEqual(findImageReferences('['.repeat(1e5), 'ipynb'), []);
  });

  it('get another alt text in JSON, and all else stays as it is', () => {
    const text = notebook(['![old\n', 'words](a.png)\n', '\n', '![](b.png)'], '![[c.png|x y]] é');
    assertOnlyAltChanges(notebook(['![old\n', 'words](a.png) ![](b.png)']), 'ipynb');
    assertOnlyAltChanges(notebook('![A "b" \\[sic\\]](a.png) ![](b.png)'), 'ipynb');
    const changed = applied(text, 'ipynb', 'A "new" one', 1);
    assert.equal(changed, text.replace('![](b.png)', '![A \\"new\\" one](b.png)'));
    assert.deepEqual(markdown(applied(text, 'ipynb', 'A "new" one')), [
      '![A "new" one](a.png)\n\n![](b.png)',
      '![[c.png|x y]] é',
    ]);
    assert.equal(applied(text, 'ipynb', 'New', 2), text.replace('|x y', '|New'));
  });

  it('become decorative as in Markdown, but for attachments', () => {
    const text = notebook('A ![x](a.png) b', '![x](attachment:a.png)');
    assert.equal(
      decorated(text, 'ipynb'),
      text.replace('![x](a.png)', '<img src=\\"a.png\\" alt=\\"\\">'),
    );
    assert.equal(decorated(text, 'ipynb', 1), undefined);
  });

  it('come into the cell of the selection', () => {
    const text = notebook(['# T\n', '\n', 'Some words.']);
    const at = text.indexOf('words') + 2;
    const insertion = {
      text,
      languageId: 'ipynb',
      documentPath: '/w/a.ipynb',
      imagePath: '/w/b.png',
      alt: 'A "b"',
    };
    const result = insertAltText({ ...insertion, selection: { start: at, end: at } });
    assert.ok('edit' in result);
    assert.equal(
      made(text, result.edit),
      text.replace('Some words.', 'Some words ![A \\"b\\"](b.png).'),
    );
    const code = text.indexOf('no.png');
    assert.deepEqual(insertAltText({ ...insertion, selection: { start: code, end: code } }), {
      problem: 'code',
    });
  });

  it('cost no more than their length', () => {
    const text = notebook(Array.from({ length: 20_000 }, (_, row) => `![A "b" ${row}](a.png)\n`));
    const references = findImageReferences(text, 'ipynb');
    assert.equal(references.length, 20_000);
    const last = references.at(-1);
    assert.ok(last);
    assert.equal(
      made(text, withAltText(text, last, 'New')),
      text.replace('A \\"b\\" 19999', 'New'),
    );
  });

  it('get many alt texts in time that grows with their number', () => {
    for (const cell of ['one', 'many']) {
      assertLinear(400, (count) => {
        const images = Array.from({ length: count }, (_, row) => `![A ${row}](a.png)\n\n`);
        const text = cell === 'one' ? notebook(images) : notebook(...images);
        const references = findImageReferences(text, 'ipynb');
        assert.equal(references.length, count);
        return () => {
          for (const reference of references) {
            withAltText(text, reference, 'New');
            decorativeEdit(text, reference);
          }
        };
      });
    }
  });
});
