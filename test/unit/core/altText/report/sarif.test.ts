import assert from 'node:assert/strict';
import { findingsOf } from '../../../../../src/core/altText/check';
import { sarifReport } from '../../../../../src/core/altText/report';
import { documentOf, optionsOf, type Sketch } from '../check/facts';
import { findingOf, hostile, mixed, reportOf } from './sample';

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: {
      artifactLocation: { uri: string; uriBaseId?: string };
      region?: { startLine: number; startColumn: number };
    };
  }[];
  partialFingerprints: Record<string, string>;
}

interface Log {
  $schema: string;
  version: string;
  runs: {
    tool: {
      driver: {
        name: string;
        version: string;
        rules: { id: string; shortDescription: { text: string }; help: { text: string } }[];
      };
    };
    columnKind: string;
    originalUriBaseIds: Record<string, { uri: string }>;
    results: Result[];
  }[];
}

function logOf(...report: Parameters<typeof reportOf>): Log {
  return JSON.parse(sarifReport(reportOf(...report))) as Log;
}

function runOf(...report: Parameters<typeof reportOf>): Log['runs'][0] {
  return logOf(...report).runs[0] ?? assert.fail();
}

function uriOf({ locations }: Result): string {
  return locations[0]?.physicalLocation.artifactLocation.uri ?? assert.fail();
}

// The forms are those of the schema of the OASIS Standard with errata 01, which allows no other properties.
describe('the SARIF report', () => {
  it('is a log of one run of the tool', () => {
    const { runs, ...log } = logOf(mixed);
    assert.deepEqual(log, {
      $schema:
        'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
    });
    const [{ results, tool, ...run } = assert.fail()] = runs;
    assert.deepEqual(run, {
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { uri: 'file:///repo/' } },
    });
    const { rules, ...driver } = tool.driver;
    assert.deepEqual(driver, { name: 'sightline-alt-text', version: '1.2.3' });
    assert.equal(new Set(rules.map(({ id }) => id)).size, 19);
    for (const { id, shortDescription, help, ...others } of rules) {
      assert.deepEqual(others, {}, id);
      assert.match(shortDescription.text, /^[A-Z].*[^.]$/);
      assert.match(help.text, /^[A-Z].*\.$/);
    }
    for (const { ruleId, ruleIndex } of results) {
      assert.equal(rules[ruleIndex]?.id, ruleId);
    }
  });

  it('has each finding with its place', () => {
    const results = runOf(mixed).results.map(({ ruleIndex: _, partialFingerprints, ...result }) => {
      assert.match(partialFingerprints['sightlineAltText/v1'] ?? '', /^[\da-f]{16}$/);
      return result;
    });
    const region = { startLine: 3, startColumn: 5 };
    const artifactLocation = { uri: 'docs/a.md', uriBaseId: '%SRCROOT%' };
    const locations = [{ physicalLocation: { artifactLocation, region } }];
    assert.deepEqual(results, [
      {
        ruleId: 'missing',
        level: 'error',
        message: { text: 'The image “img/a.png” has no alt text.' },
        locations,
      },
      {
        ruleId: 'repeatedText',
        level: 'warning',
        message: {
          text: 'Other images have the alt text “The form” too: docs/b.md:7 and 2 more.',
        },
        locations,
      },
      {
        ruleId: 'unreferencedImage',
        level: 'note',
        message: { text: 'No document shows this image.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'img/old%20logo.png', uriBaseId: '%SRCROOT%' },
            },
          },
        ],
      },
    ]);
  });

  it('has an empty list where nothing was found', () => {
    assert.deepEqual(runOf([]).results, []);
  });

  const roots: [root: string, base: string, path: string, uri: string][] = [
    ['/', 'file:///', '/a b.md', 'a%20b.md'],
    ['/my repo', 'file:///my%20repo/', '/my repo/ü/#1?.md', '%C3%BC/%231%3F.md'],
    ['/c:/repo', 'file:///c:/repo/', '/c:/repo/a:b.md', 'a%3Ab.md'],
    ['/c:/repo', 'file:///c:/repo/', '/d:/other/a.md', 'file:///d:/other/a.md'],
    ['//server/share/repo', 'file://server/share/repo/', '//server/share/repo/a.md', 'a.md'],
    ['/repo', 'file:///repo/', '/repository/a.md', 'file:///repository/a.md'],
  ];
  for (const [root, base, path, uri] of roots) {
    it(`names ${path} from ${root}`, () => {
      const { originalUriBaseIds, results } = runOf([findingOf({ path })], { root });
      assert.equal(originalUriBaseIds['%SRCROOT%']?.uri, base);
      const location = results[0]?.locations[0]?.physicalLocation.artifactLocation;
      assert.deepEqual(
        location,
        uri.startsWith('file:') ? { uri } : { uri, uriBaseId: '%SRCROOT%' },
      );
    });
  }

  for (const text of hostile) {
    it(`holds ${JSON.stringify(text)} in valid URIs and in a message without links`, () => {
      const path = `/repo/${text}.md`;
      const [result = assert.fail()] = runOf([findingOf({ path, target: text })]).results;
      const uri = uriOf(result);
      assert.match(uri, /^(?:[\w.~!$&'()*+,;=@/-]|%[\dA-F]{2})+$/);
      assert.equal(decodeURIComponent(uri), `${text.replace('\ud800', '\ufffd')}.md`);
      assert.doesNotMatch(result.message.text, /\]\(/);
      assert.doesNotMatch(result.message.text.replaceAll(/\{\{|\}\}/g, ''), /[{}]/);
    });
  }

  describe('fingerprints', () => {
    const fingerprints = (sketches: readonly Sketch[]): string[] =>
      runOf(findingsOf([documentOf('a.md', sketches)], optionsOf())).results.map(
        ({ partialFingerprints }) => partialFingerprints['sightlineAltText/v1'] ?? '',
      );
    const one: Sketch = { target: 'one.png' };
    const two: Sketch = { target: 'two.png' };

    it('stay where a place moves', () => {
      const [before] = fingerprints([one]);
      const [, after] = fingerprints([two, { ...one, line: 70, start: 900, end: 950 }]);
      assert.equal(after, before);
    });

    it('differ for all findings, equal ones too', () => {
      const all = fingerprints([one, two, one, { ...one, alt: 'image', state: 'placeholder' }]);
      assert.equal(new Set(all).size, 4);
    });
  });
});
