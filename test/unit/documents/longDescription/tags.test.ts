import assert from 'node:assert/strict';
import { assertAdded } from './added';
import { described, fold, forms } from './described';

const image = '<img src="a.png" alt="c">';

/** `§` stands for an image, and a line break with `@` for what is added there, indented as its line. */
const written = (text: string, added = ''): string =>
  text.replaceAll('§', image).replaceAll(/^(.*)@/gm, (_, line: string) => {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const lines = added.split('\n').map((one) => `\n${indent}${one}`);
    return line + (added === '' ? '' : lines.join(''));
  });

const caption = fold()
  .replace(/<details>\n.*/, '<figcaption>')
  .replace('</details>', '</figcaption>');

/** Where a fold stands in each language. */
const places: readonly [languageId: string, ...texts: string[]][] = [
  [
    'html',
    '<p>§</p>@<p>B</p>',
    '<P>\n  §\n</P >@\n',
    '<div>\n  §@\n  <p>B</p>\n</div>',
    '<div>A § b <b>c</b>, d.@</div>',
    '<div>§ <!-- b -->\n  c@\n<div>B</div></div>',
    '<li>See § <em>here</em>.@<ul><li>B</li></ul></li>',
    // Elements that hold no blocks.
    ...'a b button code em h1 h6 label legend pre q s small span strong summary u'
      .split(' ')
      .map((name) => `<div><${name} x="y">A § b</${name}>@</div>`),
    '<div><a href="x"><div>§</div></a>@</div>',
    '<p><a href="x"><span>§</span></a> b</p>@',
    '<h2><a href="x">§</a></h2>@',
    '<picture><source srcset="b.avif">§</picture>@',
    '<div><select><option>§</select>@</div>',
    '<p>A <button>§</button> <svg><path d=""/></svg></p>@',
    '<figure>§<figcaption>F</figcaption></figure>@',
    '<div><figure><p>§</p><p>B</p></figure>@</div>',
    // Elements that hold blocks.
    ...'article aside blockquote body dd div fieldset form header main section td'
      .split(' ')
      .map((name) => `<${name}>\n§@\n</${name}>`),
    '<table>\n<tr><td>\n§@\n<tr><td>B</table>',
    '<ul>\n<li>§@\n<li>B\n</ul>',
    '<my-card>§@</my-card>',
    // End tags that are left out, or stray.
    '<p>§ b@\n<p>C',
    '<p>§ <x-b>b</x-b> c@\n<div>C</div>',
    '<p>§ <tr> b</p>@',
    '<a href="x"><main></a><p>§</p>@</main>',
    '<body><p>A §@</body>',
    '<html><head><title>T</title><p>A §@</html>',
    '<div>§ b</i> c@</div>',
    '<p><b>A</p><p>B</b></p><div>§@</div>',
    '<div/>\n§@\n<p>B</p>',
    // What is no tag.
    '<!-- <figure --><div>§@</div><!-- </figure> -->',
    '<div>§@</div><script>"</div></body>"</script>',
    '<div title="<b>">§@</div>',
    '<b><p a"</b>§</p></b>@',
  ],
  [
    'svelte',
    '{#each all as one}<p>§</p>@{/each}',
    '<div>{#if a}§@{:else}b{/if}</div>',
    '<div>{#each all as one}§@{/each}</div>',
    '<div>§ {a} b@{#if c}d{/if}</div>',
    '<ul>{#each all as one}<li>§@</li>{/each}</ul>',
    '<Card><p>§</p>@</Card>',
  ],
  [
    'vue',
    '<template>\n  <div>\n    <p>§</p>@\n  </div>\n</template>\n',
    '<template><div>§ {{ a }} b@</div></template>',
    '<template><div><img v-if="a" src="b.png"> <img v-else src="c.png">@</div></template>',
    '<template><div><Transition>§</Transition>@</div></template>',
    '<template><RouterLink to="/">§</RouterLink>@</template>',
  ],
  [
    'astro',
    '---\nconst a = "<p>";\n---\n<Layout>\n  <p>§</p>@\n</Layout>\n',
    '<ul>{all.map((one) => <li>§@</li>)}</ul>',
    '<div>§ {a} b@</div>',
    '<Fragment>§@</Fragment>',
  ],
];

const none: readonly [languageId: string, ...texts: string[]][] = [
  [
    'html',
    ...'dl menu ol table tbody tr ul'.split(' ').map((name) => `<${name}>§</${name}>`),
    '<div><a href="x">§</div>',
    '<span>§',
    '<p><b>A</p> <div>§</div>',
    '<html><head><noscript>§</noscript></head></html>',
  ],
  ['svelte', '<svelte:head>§</svelte:head>', '<ul>{#each all as one}§{/each}</ul>', '<p>§'],
  [
    'vue',
    '§',
    '<template><div><p v-if="a">§</p>\n<!-- b --><p v-else>C</p></div></template>',
    '<template><div><p v-if="a">§</p><p v-else-if="b">C</p></div></template>',
  ],
  ['astro', '<div>{a && §}</div>', '<Card icon={§} />'],
];

describe('a long description in a language of tags', () => {
  for (const [languageId, ...texts] of places) {
    for (const text of texts) {
      it(`stands behind the running text in ${languageId}: ${JSON.stringify(text)}`, () => {
        const before = written(text);
        const changed = described(before, languageId, 'details');
        assert.equal(changed, written(text, fold()));
        for (const form of forms) {
          const other = described(before, languageId, form);
          if (other !== undefined) {
            assertAdded(before, other, languageId);
          }
        }
      });
    }
  }

  for (const [languageId, ...texts] of none) {
    for (const text of texts) {
      it(`stands nowhere in ${languageId}: ${JSON.stringify(text)}`, () => {
        for (const form of forms) {
          assert.equal(described(written(text), languageId, form), undefined);
        }
      });
    }
  }

  const captions: readonly [languageId: string, text: string][] = [
    ['html', '<figure>\n  <a href="x">§</a>@\n</figure>\n'],
    ['html', '<FIGURE>§@</FIGURE >'],
    ['html', '<figure>§<img src="b.png"> <!-- <figcaption> -->@</figure>'],
    ['html', '<figure><figure>§@</figure><figcaption>F</figcaption></figure>'],
    ['html', '<figure><div><figure><figcaption>F</figcaption></figure></div>§@</figure>'],
    ['html', '<figure><p>§@</figure>'],
    ['html', '<figure><b>§</b>@</figure>'],
    ['svelte', '<figure>{#each all as one}§{/each}@</figure>'],
    ['vue', '<template><figure><p v-if="a">§</p><p v-else>B</p>@</figure></template>'],
    ['astro', '<figure>{a && §}@</figure>'],
  ];
  for (const [languageId, text] of captions) {
    it(`is the caption in ${languageId}: ${JSON.stringify(text)}`, () => {
      const changed = described(written(text), languageId, 'figcaption');
      // The end of a comment or of an expression belongs to what is before the caption.
      assert.equal(changed, written(text, caption));
      assertAdded(written(text), changed, languageId);
    });
  }

  const captioned: readonly string[] = [
    '<figure>§<figcaption>F</figcaption></figure>@',
    '<figure><FigCaption>F</FigCaption>§</figure>@',
    '<figure><div><figcaption>F</figcaption></div>§</figure>@',
    '<a href="x"><figure>§</figure></a>@',
    '<figure><section>§</figure>@',
  ];
  for (const text of captioned) {
    it(`is a fold behind a figure that takes no caption: ${JSON.stringify(text)}`, () => {
      const changed = described(written(text), 'html', 'figcaption');
      assert.equal(changed, written(text, fold()));
    });
  }

  it('keeps the line breaks of the document', () => {
    const text = written('<div>\r\n\t<p>§</p>@\r\n</div>', fold());
    assert.equal(
      described(`<div>\r\n\t<p>${image}</p>\r\n</div>`, 'html', 'details'),
      text.replaceAll(/\r?\n/g, '\r\n'),
    );
  });
});
