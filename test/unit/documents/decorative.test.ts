import assert from 'node:assert/strict';
import { decorated, facts } from './edits';

describe('decorativeEdit', () => {
  const cases: [language: string, text: string, decorative: string | undefined][] = [
    ['html', '<img src="a.png">', '<img src="a.png" alt="">'],
    ['html', "<img src='a.png' alt='x'>", "<img src='a.png' alt=''>"],
    ['html', '<a href="b"><img src="a.png"></a>', undefined],
    ['vue', '<template><img src="a.png" :alt="x"></template>', undefined],
    ['javascriptreact', 'const a = <img src="a.png" />;', 'const a = <img src="a.png" alt="" />;'],
    ['svelte', '<img src="a.png" alt="x">', '<img src="a.png" alt="">'],
    ['astro', '<img src="a.png" alt="x" />', '<img src="a.png" alt="" />'],
    ['asciidoc', 'image::a.png[]', 'image::a.png[alt=""]'],
    ['asciidoc', 'image::a.png[Old,300]', 'image::a.png[alt="",300]'],
    ['asciidoc', 'A image:a.png[alt="Old"].', 'A image:a.png[alt=""].'],
    ['restructuredtext', '.. image:: a.png', '.. image:: a.png\n   :alt:'],
    ['restructuredtext', '.. image:: a.png\n   :alt: Old', '.. image:: a.png\n   :alt:'],
    [
      'markdown',
      'A ![x](<a b.png> "It\'s &quot;c&quot;") b',
      'A <img src="a b.png" title="It\'s &quot;c&quot;" alt=""> b',
    ],
    ['markdown', '![x](a.png?b&amp;c)', '<img src="a.png?b&amp;c" alt="">'],
    [
      'markdown',
      '![x][y]\n\n[y]: a.png "t"',
      '<img src="a.png" title="t" alt="">\n\n[y]: a.png "t"',
    ],
    [
      'markdown',
      "![Y ][] b\n\n[ y]: a.png\n  'It\\'s\n  &quot;t&quot;'\n[y]: b.png",
      '<img src="a.png" title="It\'s &quot;t&quot;" alt=""> b\n\n[ y]: a.png\n  \'It\\\'s\n  &quot;t&quot;\'\n[y]: b.png',
    ],
    [
      'mdx',
      '![x][y]\n\n[y]: /a.png (t {u})',
      '<img src="/a.png" title="t {u}" alt="" />\n\n[y]: /a.png (t {u})',
    ],
    ['markdown', '![x][y]\n\n[y]: a.png\n"t" u', '<img src="a.png" alt="">\n\n[y]: a.png\n"t" u'],
    ['markdown', '![y]\n\n[y]: a.png', '<img src="a.png" alt="">\n\n[y]: a.png'],
    [
      'markdown',
      '![y] (see "t")\n\n[y]: a.png',
      '<img src="a.png" alt=""> (see "t")\n\n[y]: a.png',
    ],
    ['markdown', '[![x](a.png)](b)', undefined],
    ['markdown', '![x|100](a.png)', '<img src="a.png" width="100" alt="">'],
    ['markdown', '![x]({{ site.base }}/a.png)', '<img src="{{ site.base }}/a.png" alt="">'],
    ['mdx', '![x](a.png)', undefined],
    ['mdx', '![x](./a.png)', undefined],
    ['mdx', '![x](/a.png)', '<img src="/a.png" alt="" />'],
    ['mdx', '![x](https://b.c/a.png)', '<img src="https://b.c/a.png" alt="" />'],
  ];
  for (const [language, text, decorative] of cases) {
    it(`makes ${JSON.stringify(decorative)} of ${language} ${JSON.stringify(text)}`, () => {
      const changed = decorated(text, language);
      assert.equal(changed, decorative);
      if (changed !== undefined) {
        const [before] = facts(text, language);
        const [after, ...others] = facts(changed, language);
        assert.deepEqual(others, []);
        assert.equal(after?.state, 'decorative');
        assert.equal(after.target, before?.target);
      }
    });
  }

  it('keeps the Markdown below, which a tag alone on its line would end', () => {
    for (const [text, expected] of [
      ['![x](a.png)\n![B c](b.png)', '<img src="a.png"\nalt="">\n![B c](b.png)'],
      [
        '> ![x](a.png)\r\n> *c* ![B c](b.png)',
        '> <img src="a.png"\r\n> alt="">\r\n> *c* ![B c](b.png)',
      ],
      ['- ![x](a.png)\n  ![B c](b.png)', '- <img src="a.png"\n  alt="">\n  ![B c](b.png)'],
    ] as const) {
      assert.equal(decorated(text, 'markdown'), expected);
      assert.deepEqual(
        facts(expected, 'markdown').map(({ target, state }) => [target, state]),
        [
          ['a.png', 'decorative'],
          ['b.png', 'present'],
        ],
      );
    }
  });
});
