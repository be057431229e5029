import assert from 'node:assert/strict';
import { GrowingMarkdown, type Growth } from '../../../src/webview/markdown/growingMarkdown';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';
import { piecesOf, renderGrowing } from './growth';

/** Every kind of block, next to every kind that can end or continue it. */
const document = `Intro line
goes on

# Heading
Text right below
===
- a
- b

  still b

      code in b
- c
***
1. one
   - nested

     loose
2. two

para with | pipe
| a | b |
|---|--:|
| 1 | 2 |
| 3 | 4 |
after the table

> quote
lazy line
> more

\`\`\`ts
const a = 1;

# not a heading
- not a list
\`\`\`
    indented

    goes on

~~~
\`\`\`
inside tildes
~~~
[ref]: https://a.test 'title'
Uses [ref] and [later].

Setext
---
* star
+ plus

[later]: https://b.test

End of it.`;

function pieces(text: string, next: () => number): string[] {
  const list: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + next();
    list.push(text.slice(at, at + length));
    at += length;
  }
  return list;
}

function settledOf(growth: Growth | undefined): string {
  return (growth?.settled ?? []).map(({ markdown }) => markdown).join('');
}

function generator(start: number, below: number): () => number {
  let seed = start;
  return () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
}

describe('GrowingMarkdown', () => {
  // A definition that follows its use is told only by the whole; ReplyArticle renders that at the end.
  const streamed = document.replace(' and [later]', '');

  it('yields the same as the whole, however the text arrives', () => {
    const whole = renderMarkdown(streamed, 'Copy code');
    for (let seed = 0; seed < 150; seed++) {
      assert.equal(renderGrowing(pieces(streamed, generator(seed, 1 + (seed % 40)))), whole);
    }
  });

  it('loses and repeats nothing', () => {
    const growing = new GrowingMarkdown();
    let settled = '';
    let open = '';
    for (const piece of pieces(document, generator(7, 9))) {
      growing.append(piece);
      const growth = growing.take();
      settled += settledOf(growth);
      open = growth?.open.markdown ?? open;
    }
    assert.equal(settled + open, document);
    assert.match(open, /^\[later\].*\n\nEnd of it\.$/);
  });

  it('takes every end of a line for one, also one that arrives in two pieces', () => {
    const growing = new GrowingMarkdown();
    for (const piece of ['a\r', '\nb\r', '', '\n\r\n', 'c\rd']) {
      growing.append(piece);
    }
    const growth = growing.take();
    assert.equal(settledOf(growth) + (growth?.open.markdown ?? ''), 'a\nb\n\nc\nd');
  });

  it('keeps the open rest of a reply small, so that each frame costs the same', () => {
    const growing = new GrowingMarkdown();
    let longest = 0;
    for (const piece of pieces(`${streamed}\n\n`.repeat(200), generator(3, 30))) {
      growing.append(piece);
      longest = Math.max(longest, growing.take()?.open.markdown.length ?? 0);
    }
    assert.ok(longest < streamed.length, `${longest} characters`);
  });

  for (const [name, source, content] of [
    ['items', '- item **of** a list\n'.repeat(3000), /<li>.*?<\/li>/g],
    ['numbers', '1. an item\n\n   and more\n'.repeat(2000), /<p>.*?<\/p>/g],
    ['rows', `| a | b |\n|---|---|\n${'| one | *two* |\n'.repeat(3000)}`, /<td>.*?<\/td>/g],
    ['lines of code', `~~~js\n${'const a = `1`;\n\n'.repeat(3000)}~~~\n`, /const a = `1`;/g],
    ['indented code', '    const a = 1;\n\n'.repeat(3000), /const a = 1;/g],
    ['quoted blocks', '> A *paragraph*.\n>\n> - item\n>\n'.repeat(2000), /<(p|li)>.*?<\/\1>/g],
    ['words', 'lorem ipsum dolor sit amet '.repeat(4000), /lorem|ipsum|dolor|sit|amet/g],
    ['letters', 'x'.repeat(60_000), /x/g],
  ] as const) {
    it(`keeps all ${name} of a block that it shows in parts`, () => {
      const parts = renderGrowing(piecesOf(source, 700)).match(content);
      assert.deepEqual(parts, renderMarkdown(source, 'Copy code').match(content));
    });
  }

  it('does not take a half line for a block', () => {
    const growing = new GrowingMarkdown();
    growing.append('text\n#');
    assert.equal(settledOf(growing.take()), '');
    growing.append('hashtag\n');
    assert.equal(settledOf(growing.take()), '');
    growing.append('# Heading\n');
    assert.equal(settledOf(growing.take()), 'text\n#hashtag\n');
  });
});
