import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';

const shown = (source: string): string =>
  renderMarkdown(source, '').replaceAll(' dir="auto"', '').trim();

describe('formulas', () => {
  for (const formula of [
    '\\(a_1 * b_2 * c\\)',
    '\\(\\alpha\\_\\{x\\}\\)',
    '\\[ x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a} \\]',
    '$a_1 * b_2 * c_3$',
    '$\\{x \\mid x^2 = 1\\}$',
    '$\\$5 + \\$7$',
    '$x$',
    '$$E = mc^2 * **a**$$',
    '$$ a_1 + a_2 $$',
    '\\(`a`\\)',
    '\\([a](b)\\)',
  ]) {
    it(`stay as they are: ${formula}`, () => {
      assert.equal(shown(formula), `<p>${formula}</p>`);
      assert.equal(
        shown(`so *that* ${formula}, **or**`),
        `<p>so <em>that</em> ${formula}, <strong>or</strong></p>`,
      );
      assert.match(shown(`- ${formula}`), /<li>.*<\/li>/);
      assert.ok(shown(`| a |\n|---|\n| ${formula.replaceAll('|', '')} |`).includes(formula));
    });
  }

  for (const [name, source, html] of [
    ['displayed', '\\[\na_1 = b\n\\]', '<p class="formula" dir="ltr">\\[\na_1 = b\n\\]</p>'],
    [
      'with lines like lists',
      '$$\nx\n- y\n+ z\n= 1\n# a\n$$',
      '<p class="formula" dir="ltr">$$\nx\n- y\n+ z\n= 1\n# a\n$$</p>',
    ],
    [
      'below a line of text',
      'where\n\\[\n> 0\n\\].\nso',
      '<p>where</p>\n<p class="formula" dir="ltr">\\[\n&gt; 0\n\\].</p>\n<p>so</p>',
    ],
    [
      'in an item',
      '- a\n  $$\n  x_1\n  $$',
      '<ul>\n<li>a<p class="formula" dir="ltr">$$\nx_1\n$$</p>\n</li>\n</ul>',
    ],
    [
      'in a quote',
      '> $$\n> x\n> $$',
      '<blockquote>\n<p class="formula" dir="ltr">$$\nx\n$$</p>\n</blockquote>',
    ],
    ['over lines of a paragraph', 'a \\(b\n*c*\\) d', '<p>a \\(b<br>\n*c*\\) d</p>'],
    ['cut short', '$$\nx\n- y', '<p class="formula" dir="ltr">$$\nx\n- y</p>'],
    [
      'none without an end',
      '$$\nx\n- y\n\nz',
      '<p>$$<br>\nx</p>\n<ul>\n<li>y</li>\n</ul>\n<p>z</p>',
    ],
    [
      'none with text after it',
      '$$\n**x**\n$$ is *y*',
      '<p>$$<br>\n**x**<br>\n$$ is <em>y</em></p>',
    ],
    ['none in code', '`\\(a\\)` and `$x$`', '<p><code>\\(a\\)</code> and <code>$x$</code></p>'],
  ] as const) {
    it(`are ${name}`, () => {
      assert.equal(shown(source), html);
    });
  }

  for (const [source, html] of [
    ['costs $5, or **$10**', 'costs $5, or <strong>$10</strong>'],
    ['**$5**–**$7**', '<strong>$5</strong>–<strong>$7</strong>'],
    ['$5 and *$6* and $7', '$5 and <em>$6</em> and $7'],
    ['US$5 *or* US$6', 'US$5 <em>or</em> US$6'],
    ['`$a` and `$b`', '<code>$a</code> and <code>$b</code>'],
    ['a \\$ *b* \\$ c', 'a $ <em>b</em> $ c'],
    ['$', '$'],
    ['$$ *a*', '$$ <em>a</em>'],
    ['\\[a] *b*', '[a] <em>b</em>'],
    ['$a\n*b*$', '$a<br>\n<em>b</em>$'],
    ['\\(a *b*', '(a <em>b</em>'],
    ['\\\\(a *b*\\\\)', '\\(a <em>b</em>\\)'],
    ['a \\] *b*', 'a ] <em>b</em>'],
  ] as const) {
    it(`are not seen in ${JSON.stringify(source)}`, () => {
      assert.equal(shown(source), `<p>${html}</p>`);
    });
  }
});
