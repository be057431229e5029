import assert from 'node:assert/strict';
import { githubReport, jsonReport, textReport } from '../../../../../src/core/altText/report';
import { findingOf, hostile, mixed, reportOf } from './sample';

describe('the text report', () => {
  it('has a line for each finding, and the numbers', () => {
    assert.deepEqual(textReport(reportOf(mixed)).split('\n'), [
      'docs/a.md:3:5  error  The image “img/a.png” has no alt text.  missing',
      'docs/a.md:3:5  warning  Other images have the alt text “The form” too: docs/b.md:7 and 2 more.  repeatedText',
      'img/old logo.png  note  No document shows this image.  unreferencedImage',
      '',
      '1 error, 1 warning and 1 note in 2 documents with 5 images.',
      '',
    ]);
  });

  it('is coloured where that is wanted', () => {
    const [line] = textReport(reportOf(mixed), { isColoured: true }).split('\n');
    assert.equal(
      line,
      'docs/a.md:3:5  \u001b[31merror\u001b[0m  The image “img/a.png” has no alt text.  \u001b[2mmissing\u001b[0m',
    );
  });

  it('names a file outside of its folder in full', () => {
    const report = reportOf([findingOf({ path: '/repository/a.md' })]);
    assert.match(textReport(report), /^\/repository\/a\.md:3:5 {2}/);
    const onWindows = reportOf([findingOf({ path: '/d:/a.md' })], { root: '/c:/repo' });
    assert.match(textReport(onWindows), /^d:\/a\.md:3:5 {2}/);
    const ofRoot = reportOf([findingOf({ path: '/a.md' })], { root: '/' });
    assert.match(textReport(ofRoot), /^a\.md:3:5 {2}/);
  });

  for (const text of hostile) {
    it(`shows ${JSON.stringify(text)} on one line that commands nothing`, () => {
      const lines = textReport(reportOf([findingOf({ path: `/repo/${text}.md`, target: text })]));
      assert.equal(lines.split(/[\r\n\u2028\u2029]/).length, 4);
      assert.doesNotMatch(lines, /##\[|^\s*::/m);
      // eslint-disable-next-line no-control-regex -- a terminal would obey them
      assert.doesNotMatch(lines, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    });
  }
});

describe('the report for GitHub Actions', () => {
  it('has a command for each finding', () => {
    assert.deepEqual(githubReport(reportOf(mixed)).split('\n'), [
      '::error file=docs/a.md,line=3,col=5,title=No alt text::The image “img/a.png” has no alt text. (missing)',
      '::warning file=docs/a.md,line=3,col=5,title=One alt text for several images::Other images have the alt text “The form” too: docs/b.md:7 and 2 more. (repeatedText)',
      '::notice file=img/old logo.png,title=Image that no document shows::No document shows this image. (unreferencedImage)',
      '1 error, 1 warning and 1 note in 2 documents with 5 images.',
      '',
    ]);
  });

  /** As the runner reads a command: its name, the unescaped properties and the message. */
  function commandIn(line: string) {
    const [, name, list = '', message] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? assert.fail(line);
    const unescaped = (text: string) =>
      text
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
    const properties = list.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), unescaped(pair.slice(at + 1))] as const;
    });
    return { name, properties: Object.fromEntries(properties), message: unescaped(message ?? '') };
  }

  for (const text of hostile) {
    it(`holds ${JSON.stringify(text)} without another command`, () => {
      const path = `/repo/${text}.md`;
      const lines = githubReport(reportOf([findingOf({ path, target: text })])).split('\n');
      assert.equal(lines.length, 3);
      const { name, properties } = commandIn(lines[0] ?? '');
      assert.equal(name, 'error');
      assert.deepEqual(properties, {
        file: `${text}.md`,
        line: '3',
        col: '5',
        title: 'No alt text',
      });
    });
  }
});

describe('the JSON report', () => {
  it('names its version, the tool, the numbers and each finding', () => {
    const parsed: unknown = JSON.parse(jsonReport(reportOf(mixed)));
    assert.deepEqual(parsed, {
      version: 1,
      tool: { name: 'sightline-alt-text', version: '1.2.3' },
      summary: { documents: 2, images: 5, errors: 1, warnings: 1, notes: 1 },
      findings: [
        {
          rule: 'missing',
          severity: 'error',
          message: 'The image “img/a.png” has no alt text.',
          path: 'docs/a.md',
          line: 3,
          column: 5,
          start: 20,
          end: 40,
          target: 'img/a.png',
        },
        {
          rule: 'repeatedText',
          severity: 'warning',
          message: 'Other images have the alt text “The form” too: docs/b.md:7 and 2 more.',
          path: 'docs/a.md',
          line: 3,
          column: 5,
          start: 20,
          end: 40,
          target: 'img/a.png',
          text: 'The form',
          others: { count: 3, places: [{ path: 'docs/b.md', line: 7, column: 1 }] },
        },
        {
          rule: 'unreferencedImage',
          severity: 'note',
          message: 'No document shows this image.',
          path: 'img/old logo.png',
        },
      ],
    });
  });

  for (const text of hostile) {
    it(`holds ${JSON.stringify(text)} as it is, and nothing that a terminal obeys`, () => {
      const json = jsonReport(reportOf([findingOf({ target: text })]));
      const { findings } = JSON.parse(json) as { findings: { target: string }[] };
      assert.equal(findings[0]?.target, text);
      // eslint-disable-next-line no-control-regex -- a terminal would obey them
      assert.doesNotMatch(json, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    });
  }
});
