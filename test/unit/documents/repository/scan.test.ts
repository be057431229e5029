import assert from 'node:assert/strict';
import type { DocumentFacts } from '../../../../src/core/altText/facts';
import {
  largestDocument,
  scanDocuments,
  type Files,
  type ScanOptions,
} from '../../../../src/documents/repository';
import { mostContexts } from '../../../../src/documents/repository/scan';
import { filesOf, type Tree } from './tree';

const roots = [{ path: '/w' }];

async function scan(
  tree: Tree,
  options: Partial<ScanOptions> = {},
  files: Files = filesOf(tree),
): Promise<DocumentFacts[]> {
  const facts: DocumentFacts[] = [];
  for await (const document of scanDocuments(Object.keys(tree), files, { roots, ...options })) {
    facts.push(document);
  }
  return facts;
}

/** The contexts of all references of a tree, in order. */
async function contexts(tree: Tree): Promise<string[]> {
  return (await scan(tree)).flatMap(({ references }) => references.map(({ context }) => context));
}

describe('the scan of documents', () => {
  it('tells all that is known of a reference', async () => {
    const text =
      '---\nlang: de\n---\r\n# Titel\r\n\r\n😀 ![](a.png#only-dark) [![Ein Bild](b.png)](c.md)\n';
    const [facts] = await scan({ '/w/a.md': text, '/w/a.png': '' });
    const contexts = facts?.references.map(({ context }) => context) ?? [];
    assert.match(contexts.join(' '), /^[\da-f]{16} [\da-f]{16}$/);
    const [first, second] = [text.indexOf('![]'), text.indexOf('[![')];
    assert.deepEqual(facts, {
      path: '/w/a.md',
      languageId: 'markdown',
      references: [
        {
          index: 0,
          target: 'a.png#only-dark',
          state: 'missing',
          role: 'informative',
          computed: false,
          theme: 'dark',
          start: first,
          end: first + '![](a.png#only-dark)'.length,
          line: 6,
          column: 4,
          language: 'de',
          context: contexts[0],
          image: { kind: 'file', path: '/w/a.png' },
        },
        {
          index: 1,
          target: 'b.png',
          alt: 'Ein Bild',
          state: 'present',
          role: 'link',
          computed: false,
          linkTarget: 'c.md',
          start: second + 1,
          end: second + '[![Ein Bild](b.png)'.length,
          line: 6,
          column: second - first + 5,
          language: 'de',
          context: contexts[1],
          image: { kind: 'missing', path: '/w/b.png' },
        },
      ],
    });
  });

  it('reads documents of all kinds, in order', async () => {
    const html = '<figure><img src="a.png"><figcaption>A form</figcaption></figure>';
    const facts = await scan({
      '/w/b.html': html,
      '/w/a.MD': '![](a.png)',
      '/w/a.js': 'const a = <img src="a.png" alt={c} />;',
      '/w/a.rst': '.. image:: a.png\n',
      '/w/a.ipynb': '{"cells":[{"cell_type":"markdown","source":["![](a.png)"]}]}',
      '/w/a.txt': '![](a.png)',
    });
    assert.deepEqual(
      facts.map(({ languageId, references }) => [languageId, references.length]),
      [
        ['html', 1],
        ['markdown', 1],
        ['javascript', 1],
        ['restructuredtext', 1],
        ['ipynb', 1],
        ['', 0],
      ],
    );
    assert.equal(facts[0]?.references[0]?.caption, 'A form');
    assert.equal(facts[2]?.references[0]?.computed, true);
  });

  it('gives equal contexts to equal surroundings, whatever the image', async () => {
    const text = (image: string) => `# Sign in\n\nOpen the form.\n\n${image}\n\nType your name.\n`;
    const [first, ...others] = await contexts({
      '/w/a.md': text('![](a.png)'),
      '/w/b/c.md': text('![An alt text](b.png)'),
      '/w/d.html':
        '<h1>Sign in</h1><p>Open the form.</p><p><img src="b.png"></p><p>Type your name.</p>',
    });
    assert.deepEqual(others, [first, first]);
  });

  it('gives different contexts to different surroundings', async () => {
    const texts = [
      '# Sign in\n\n## One\n\nOpen it.\n\n![](a.png)\n\nType.',
      '# Sign out\n\n## One\n\nOpen it.\n\n![](a.png)\n\nType.',
      '# Sign in\n\n## Two\n\nOpen it.\n\n![](a.png)\n\nType.',
      '# Sign in\n\n## One\n\nOpen that.\n\n![](a.png)\n\nType.',
      '# Sign in\n\n## One\n\nOpen it.\n\n![](a.png)\n\nWait.',
      '# Sign in\n\n## One\n\nOpen it. Type.\n\n![](a.png)',
      '# Sign in\n\n## One\n\nOpen it.\n\n[![](a.png)](b.md)\n\nType.',
      '# Sign in\n\n## One\n\nOpen it.\n\n[![](a.png)](c.md)\n\nType.',
      '# Sign in\n\n## One\n\nOpen it.\n\n[![](a.png) All](c.md)\n\nType.',
      '# Sign in\n\n## One\n\nOpen it.\n\n<figure><img src="a.png"><figcaption>A form</figcaption></figure>\n\nType.',
      '![](a.png)',
    ];
    const tree = Object.fromEntries(texts.map((text, index) => [`/w/${index}.md`, text]));
    const found = await contexts(tree);
    assert.equal(found.length, texts.length);
    assert.equal(new Set(found).size, texts.length);
  });

  it('gives contexts of their own to the last references of very many', async () => {
    const text = '![](a.png)\n\n'.repeat(mostContexts + 10);
    const found = await contexts({ '/w/a.md': text });
    assert.equal(found.length, mostContexts + 10);
    assert.equal(new Set(found.slice(0, mostContexts)).size, 1);
    assert.equal(new Set(found).size, 11);
  });

  it('says why a document has no references, and goes on', async () => {
    const large = `![](a.png)${' '.repeat(largestDocument)}`;
    const facts = await scan({
      '/w/empty.md': '',
      '/w/large.md': large,
      '/w/whole.md': large.slice(0, largestDocument),
      '/w/folder.md': new Error('EISDIR'),
      '/w/binary.md': new TextEncoder().encode('PK\u0003\u0004\0\0 ![](a.png)'),
      '/w/latin.md': Uint8Array.of(0xe4, 0xff, ...new TextEncoder().encode('\n![](a.png)')),
      '/w/mark.md': '\ufeff![](a.png)',
      '/w/windows.md': Uint8Array.of(0xff, 0xfe, ...Buffer.from('![](ä.png)', 'utf16le')),
      '/w/last.md': '![](a.png)',
    });
    assert.deepEqual(
      facts.map(({ path, references, problem }) => [path, problem ?? references[0]?.start]),
      [
        ['/w/empty.md', undefined],
        ['/w/large.md', 'tooLarge'],
        ['/w/whole.md', 0],
        ['/w/folder.md', 'unreadable'],
        ['/w/binary.md', 'unreadable'],
        ['/w/latin.md', 3],
        ['/w/mark.md', 0],
        ['/w/windows.md', 0],
        ['/w/last.md', 0],
      ],
    );
  });

  it('costs a document whose reading fails no other', async () => {
    const tree = { '/w/a.md': '![](a.png)', '/w/b/b.md': '![](b.png)', '/w/c.md': '![](c.png)' };
    const files = filesOf(tree);
    const list: Files['list'] = (folder) => {
      if (folder === '/w/b') {
        throw new Error('A mistake of ours');
      }
      return files.list(folder);
    };
    const facts = await scan(tree, {}, { ...files, list });
    assert.deepEqual(
      facts.map(({ problem, references }) => problem ?? references.length),
      [1, 'unreadable', 1],
    );
  });

  it('takes texts and languages from the editor', async () => {
    const tree = {
      '/w/a.md': '![](a.png)',
      '/w/b.txt': '![](b.png)',
      '/w/c.md': new Error('Gone'),
    };
    const open = new Map([
      ['/w/a.md', { languageId: 'markdown', text: '![](new.png)' }],
      ['/w/b.txt', { languageId: 'markdown' }],
      ['/w/c.md', { languageId: 'markdown', text: 'x'.repeat(largestDocument + 1) }],
    ]);
    const facts = await scan(tree, { open });
    assert.deepEqual(
      facts.map(({ references, problem }) => problem ?? references[0]?.target),
      ['new.png', 'b.png', 'tooLarge'],
    );
  });

  it('says where it is, and pauses for others', async () => {
    const tree = { '/w/a.md': '![](a.png) ![](b.png)', '/w/b.md': new Error('Gone') };
    const events: (number | string)[] = [];
    const pause = (): undefined => void events.push('pause');
    await scan(tree, { pause, onStart: (index) => events.push(index) });
    assert.deepEqual(events, [0, 'pause', 'pause', 'pause', 1, 'pause']);
  });

  it('reads few documents ahead', async () => {
    const tree = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`/w/${index}.md`, '']),
    );
    const files = filesOf(tree);
    let read = 0;
    let most = 0;
    let done = 0;
    const counted: Files = {
      ...files,
      read: (path, limit) => {
        most = Math.max(most, ++read - done);
        return files.read(path, limit);
      },
    };
    for await (const { problem } of scanDocuments(Object.keys(tree), counted, { roots })) {
      assert.equal(problem, undefined);
      done++;
    }
    assert.equal(done, 100);
    assert.ok(most > 1 && most < 20);
  });
});
