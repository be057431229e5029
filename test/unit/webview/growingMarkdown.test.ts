import assert from 'node:assert/strict';
import { GrowingMarkdown } from '../../../src/webview/markdown/growingMarkdown';
import { renderMarkdown, type References } from '../../../src/webview/markdown/markdown';

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

function generator(start: number, below: number): () => number {
  let seed = start;
  return () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
}

/** Renders each settled part once and the open rest at the end. */
function renderPieces(list: readonly string[]): string {
  const growing = new GrowingMarkdown();
  const references: References = {};
  let html = '';
  let open = '';
  for (const piece of list) {
    growing.append(piece);
    const growth = growing.take();
    html += renderMarkdown(growth.settled, 'Copy code', references);
    open = growth.open;
  }
  return html + renderMarkdown(open, 'Copy code', references);
}

describe('GrowingMarkdown', () => {
  // A definition that follows its use is told only by the whole; ReplyArticle renders that at the end.
  const streamed = document.replace(' and [later]', '');

  it('yields the same as the whole, however the text arrives', () => {
    const whole = renderMarkdown(streamed, 'Copy code');
    for (let seed = 0; seed < 150; seed++) {
      assert.equal(renderPieces(pieces(streamed, generator(seed, 1 + (seed % 40)))), whole);
    }
  });

  it('loses and repeats nothing', () => {
    const growing = new GrowingMarkdown();
    let settled = '';
    let open = '';
    for (const piece of pieces(document, generator(7, 9))) {
      growing.append(piece);
      const growth = growing.take();
      settled += growth.settled;
      open = growth.open;
    }
    assert.equal(settled + open, document);
    assert.match(open, /^\[later\].*\n\nEnd of it\.$/);
  });

  it('takes every end of a line for one, also one that arrives in two pieces', () => {
    const growing = new GrowingMarkdown();
    for (const piece of ['a\r', '\nb\r', '', '\n\r\n', 'c\rd']) {
      growing.append(piece);
    }
    const { settled, open } = growing.take();
    assert.equal(settled + open, 'a\nb\n\nc\nd');
  });

  it('keeps the open rest of a reply small, so that each frame costs the same', () => {
    const growing = new GrowingMarkdown();
    let longest = 0;
    for (const piece of pieces(`${streamed}\n\n`.repeat(200), generator(3, 30))) {
      growing.append(piece);
      longest = Math.max(longest, growing.take().open.length);
    }
    assert.ok(longest < streamed.length, `${longest} characters`);
  });

  it('does not take a half line for a block', () => {
    const growing = new GrowingMarkdown();
    growing.append('text\n#');
    assert.equal(growing.take().settled, '');
    growing.append('hashtag\n');
    assert.equal(growing.take().settled, '');
    growing.append('# Heading\n');
    assert.equal(growing.take().settled, 'text\n#hashtag\n');
  });
});
