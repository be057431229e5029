import assert from 'node:assert/strict';
import { assertAdded } from './added';
import { described } from './described';

const image = '<img src="a.png" alt="c">';
const link = '<p><a href="#description">Description</a></p>';
const section =
  '<section id="description">\n<h2>Description</h2>\n<p>Sales rise &lt;fast&gt;.</p>\n<p>Then they fall.</p>\n</section>';

/** `§` stands for an image, `@` for the link to a section, and `%` for the section. */
const written = (text: string): string =>
  text.replaceAll('§', image).replace(/\n?@/, '').replace(/\n?%/, '');
const withSection = (text: string): string =>
  text.replaceAll('§', image).replace('@', link).replace('%', section);

const ends: readonly [languageId: string, text: string][] = [
  ['html', '<p>§</p>\n@\n<p>B</p>\n%\n'],
  ['html', '<p>§</p>\n@\n%'],
  ['html', '<p>§</p>\n@\n%  \n\n'],
  ['html', '<main><p>§</p>\n@\n%\n</main><footer>B</footer>'],
  ['html', '<body><main>B</main><p>§</p>\n@\n%</body></html>'],
  ['html', '<BODY>\n<p>§</p>\n@<script>"</body>"</script>\n%\n</BODY >\n'],
  ['html', '<body>\n<p>§</p>\n@<!-- </body> -->\n%\n</body>\n<!-- </body> -->'],
  ['html', '<body>\n<p>§</p>\n@<template><p>B</p></template>\n%\n</body>'],
  ['html', '<html>\n<p>§</p>\n@\n<p>B</p>\n%\n</html>\n'],
  ['html', '<html><body>\n<p>§</p>\n@\n<p>B\n%\n</html>\n'],
  ['html', '<ul><li>§\n@</ul>\n%'],
  ['svelte', '{#if a}<p>§</p>\n@{/if}\n<style>p {}</style>\n%\n'],
  ['svelte', '<Layout><p>§</p>\n@\n%</Layout>\n<style>p {}</style>\n'],
  ['vue', '<template><div><p>§</p>\n@\n%\n</div></template>\n<script>"</template>"</script>'],
  ['vue', '<template><p>§</p>\n@\n%</template>\n<style>p {}</style>'],
  ['vue', '<template><ul><li>§\n@</li></ul>\n%</template>'],
  ['astro', '<Layout><div><p>§</p>\n@</div>\n%</Layout>\n<style>p {}</style>'],
  ['astro', '<html><body><slot /><p>§</p>\n@\n%\n</body></html>'],
];

describe('a section with a long description', () => {
  for (const [languageId, text] of ends) {
    it(`stands at the end in ${languageId}: ${JSON.stringify(text)}`, () => {
      const changed = described(written(text), languageId, 'section');
      assert.equal(changed, withSection(text));
      assertAdded(written(text), changed, languageId);
    });
  }

  for (const text of [
    '<div><p>§</p><script>"',
    '<p>§</p><!-- ',
    '<p>§</p><p title="',
    '<p>§</p><div>B',
    '<main><p>§</p><table><tr></main>',
    '<p>§</p><b>B',
  ]) {
    it(`stands nowhere where something is open to the end: ${JSON.stringify(text)}`, () => {
      assert.equal(described(written(text), 'html', 'section'), undefined);
      assert.ok(described(written(text), 'html', 'details'));
    });
  }

  it('is indented as what is before it', () => {
    assert.equal(
      described(`<main>\n  <p>${image}</p>\n  <p>B</p>\n</main>\n`, 'html', 'section'),
      `<main>\n  <p>${image}</p>\n  ${link}\n  <p>B</p>\n  ${section.replaceAll('\n', '\n  ')}\n</main>\n`,
    );
  });
});

/** As github-slugger documents them. */
const slugs: readonly [label: string, id: string][] = [
  ['Foo bar baz', 'foo-bar-baz'],
  ['Привет non-latin 你好', 'привет-non-latin-你好'],
  ['😄 emoji', '-emoji'],
  ['snake_case', 'snake_case'],
  ['A  &  B', 'a----b'],
  ['हिन्दी', 'हिन्दी'],
  ['I ♥ unicode', 'i--unicode'],
  ['Dash—dash', 'dashdash'],
  ['C++ (new)', 'c-new'],
  ['Ⅷ and ²', 'ⅷ-and-'],
  ['*[a](b)* <c> `d`', 'ab-c-d'],
  ['Ärger', 'ärger'],
];

describe('the title of a section with a long description', () => {
  for (const [label, id] of slugs) {
    it(`has the id ${id}, and is text: ${label}`, () => {
      const markdown = described('![c](a.png)\n', 'markdown', 'section', { label });
      const [, link, heading] = /\[(.*)\]\(#(?:.*)\)\n\n## (.*)\n/.exec(markdown ?? '') ?? [];
      assert.equal(link, heading);
      assert.ok(markdown?.includes(`](#${id})\n`), markdown);
      const html = described(`<p>${image}</p>`, 'html', 'section', { label });
      assert.ok(html?.includes(`<section id="${id}">`) && html.includes(`href="#${id}"`), html);
    });
  }

  const taken: readonly [heading: string, id: string][] = [
    ['# Description', 'description-2'],
    ['Description\n===', 'description-2'],
    ['## *Desc*ription ##', 'description-2'],
    ['- ### [Description](x)', 'description-2'],
    ['<h2>\nDescription\n</h2>', 'description-2'],
    ['# DESCRIPTION!', 'description-2'],
    ['# Other {#description}', 'description-2'],
    ['<a name="Description"></a>', 'description-2'],
    ["<a id = 'description'></a>", 'description-2'],
    ['# Description\n\n# Description 2', 'description-3'],
    ['# Description\n\n# Description\n\n# Description', 'description-3'],
    ['# Description\n\n# Description-1\n\n# Description', 'description-3'],
    ['## Description more', 'description'],
    ['```\n# Description\n```', 'description'],
    ['The # Description', 'description'],
    ['<!-- # Description -->', 'description'],
  ];
  for (const [heading, id] of taken) {
    it(`leads to ${id} beside ${JSON.stringify(heading)}`, () => {
      const changed = described(`![c](a.png)\n\n${heading}\n`, 'markdown', 'section');
      const number = /\d/.exec(id)?.[0];
      const title = number === undefined ? 'Description' : `Description ${number}`;
      for (const part of [`\n[${title}](#${id})\n`, `\n## ${title}\n\nSales`]) {
        assert.ok(changed?.includes(part), changed);
      }
    });
  }

  it('is free in HTML as well', () => {
    const text = `<p>${image}</p>\n<h2>Description</h2>\n<p id=description-2>B</p>`;
    assert.ok(described(text, 'html', 'section')?.includes('<h2>Description 3</h2>'));
  });

  it('has a number where the label has neither letters nor digits', () => {
    const changed = described('![c](a.png)\n', 'markdown', 'section', { label: '!!!' });
    assert.ok(changed?.includes('\n[!!! 2](#-2)\n'), changed);
  });
});
