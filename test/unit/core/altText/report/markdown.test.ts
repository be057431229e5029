import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { markdownReport } from '../../../../../src/core/altText/report';
import { findingOf, hostile, mixed, reportOf } from './sample';

function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

const expected = `# Alt text check

1 error, 1 warning and 1 note in 2 documents with 5 images.

## \`docs/a.md\`

- **Error**, line 3: The image \`img/a.png\` has no alt text. (\`missing\`)
- **Warning**, line 3: Other images have the alt text \`The form\` too: \`docs/b.md\`:7 and 2 more. (\`repeatedText\`)

## \`img/old logo.png\`

- **Note**: No document shows this image. (\`unreferencedImage\`)
`;

describe('the Markdown report', () => {
  it('has a section for each file', () => {
    assert.equal(markdownReport(reportOf(mixed)), expected);
  });

  it('says where nothing was found', () => {
    assert.equal(
      markdownReport(reportOf([], { documents: 1 })),
      '# Alt text check\n\nNothing found in 1 document with 5 images.\n',
    );
  });

  for (const text of hostile) {
    it(`shows ${JSON.stringify(text)} as it is, in a path, a target and a text`, () => {
      const report = markdownReport(
        reportOf([
          findingOf({ path: `/repo/${text}.md`, target: text }),
          findingOf({ rule: 'placeholder', path: `/repo/${text}.md`, text }),
        ]),
      );
      const nodes = nodesOf(
        fromMarkdown(report, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
      );
      const types = new Set(nodes.map(({ type }) => type));
      assert.deepEqual(
        [...types].filter(
          (type) =>
            ![
              'root',
              'heading',
              'paragraph',
              'text',
              'list',
              'listItem',
              'strong',
              'inlineCode',
            ].includes(type),
        ),
        [],
      );
      assert.equal(nodes.filter(({ type }) => type === 'heading').length, 2);
      assert.equal(nodes.filter(({ type }) => type === 'listItem').length, 2);
      const words = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : [])).join('');
      assert.doesNotMatch(words, /evil|alert|add-mask|SUM/);
      // eslint-disable-next-line no-control-regex -- none may be left
      assert.doesNotMatch(report, /[\u0000-\u0009\u000b-\u001f\u202e]/);
    });
  }
});
