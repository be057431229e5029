import assert from 'node:assert/strict';
import { findAgain, findImageReferences, twinOf } from '../../../src/documents';

const find = (text: string) => findImageReferences(text, 'markdown');

/** The target and alt text of what is found again for the reference of that index. */
function again(before: string, index: number, after: string): string | undefined {
  const references = find(before);
  const reference = references[index];
  assert.ok(reference);
  const found = findAgain(references, reference, find(after));
  return found && after.slice(found.range.start, found.range.end);
}

describe('a reference in a document that has changed', () => {
  it('is found where the text around it moved', () => {
    assert.equal(again('![](a.png)', 0, 'New.\n\n![](a.png)\n\nMore.'), '![](a.png)');
  });

  it('is found beside others of the same image, by its place among them', () => {
    const text = '![A](a.png) and ![](a.png)';
    assert.equal(again(text, 1, `Before ${text}`), '![](a.png)');
    assert.equal(again('![](a.png) ![](a.png)', 1, 'x ![](a.png) y ![](a.png)'), '![](a.png)');
  });

  it('is found where another of the same image went, if it alone has such a text', () => {
    assert.equal(again('![A](a.png) ![](a.png)', 1, 'x ![](a.png)'), '![](a.png)');
  });

  it('is not found where it went, where its text changed, or where it may be one of several', () => {
    assert.equal(again('![](a.png)', 0, '![](b.png)'), undefined);
    assert.equal(again('![](a.png)', 0, '![By hand](a.png)'), undefined);
    assert.equal(again('![](a.png) ![](a.png)', 0, '![](a.png)'), undefined);
    assert.equal(again('![](a.png)', 0, '![](a.png) ![](a.png)'), undefined);
  });

  it('is not found where markup of another kind shows the image', () => {
    assert.equal(again('![](a.png)', 0, '<img src="a.png">'), undefined);
  });
});

describe('the twin of a reference', () => {
  it('is none where it has no theme', () => {
    const [one] = find('![](a.png) ![](b.png)');
    assert.ok(one);
    assert.equal(twinOf(find('![](a.png) ![](b.png)'), one), undefined);
  });

  const twins = (...targets: string[]): (string | undefined)[] => {
    const references = find(targets.map((target) => `![](${target}-mode-only)`).join('\n'));
    return references.map((one) => twinOf(references, one)?.target.replace('-mode-only', ''));
  };

  it('is the one of its own pair where pairs follow one another', () => {
    const [a, b] = [
      ['a#gh-light', 'a-2#gh-dark'],
      ['b#gh-light', 'b-2#gh-dark'],
    ] as const;
    assert.deepEqual(twins(...a, ...b), [a[1], a[0], b[1], b[0]]);
  });

  it('is none beside another of the same theme', () => {
    assert.deepEqual(twins('a#gh-light', 'b#gh-light', 'b-2#gh-dark'), [
      undefined,
      'b-2#gh-dark',
      'b#gh-light',
    ]);
  });
});
