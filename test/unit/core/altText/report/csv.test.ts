import assert from 'node:assert/strict';
import { csvReport } from '../../../../../src/core/altText/report';
import { findingOf, hostile, mixed, reportOf } from './sample';

/** The cells of a CSV text by RFC 4180. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let row: string[] = [];
  while (pattern.lastIndex < text.length) {
    const [, quoted, bare = '', end] = pattern.exec(text) ?? assert.fail('no CSV');
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('the CSV report', () => {
  it('has a row for each finding below its header', () => {
    assert.deepEqual(csvReport(reportOf(mixed)).split('\r\n'), [
      'severity,rule,path,line,column,target,text,message',
      'error,missing,docs/a.md,3,5,img/a.png,,The image “img/a.png” has no alt text.',
      'warning,repeatedText,docs/a.md,3,5,img/a.png,The form,Other images have the alt text “The form” too: docs/b.md:7 and 2 more.',
      'note,unreferencedImage,img/old logo.png,,,,,No document shows this image.',
      '',
    ]);
  });

  for (const text of hostile) {
    it(`holds ${JSON.stringify(text)} as it is, and no formula`, () => {
      const path = `/repo/${text}.md`;
      const rows = parsed(csvReport(reportOf([findingOf({ path, target: text, text })])));
      assert.equal(rows.length, 2);
      const row = rows[1] ?? [];
      assert.equal(row.length, 8);
      assert.deepEqual(
        [row[2], row[5], row[6]].map((cell = '') => cell.replace(/^'/, '')),
        [`${text}.md`, text, text],
      );
      for (const cell of row) {
        assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/);
      }
    });
  }
});
