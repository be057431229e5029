import assert from 'node:assert/strict';
import { survey } from '../../../../src/imaging/svg/survey';

const drawing = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${content}</svg>`;
const label = (content: string, style = ''): string =>
  `<g><foreignObject width="90" height="20"><div xmlns="http://www.w3.org/1999/xhtml" style="${style}">${content}</div></foreignObject></g>`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const image = (url: string): string => `<image width="9" height="9" href="${url}"/>`;
const nested = (content: string): string => `data:image/svg+xml;base64,${base64(drawing(content))}`;

describe('what a browser may have to do for a drawing', () => {
  it('is about its elements, for labels as diagram tools write them', () => {
    const style =
      '<style>.node rect { fill: #eef } @keyframes dash { to { stroke-dashoffset: 0 } }</style>';
    const text = 'Order <b>received</b><br/><ul><li>&#160;one</li></ul>';
    assert.equal(survey(drawing(style + label(text, 'display: table-cell; color: red'))), 9);
  });

  it('is many times that for effects, of all elements where a style sheet has them', () => {
    const squares = '<rect/>'.repeat(8);
    assert.equal(survey(drawing(squares)), 9);
    assert.equal(survey(drawing(`${squares}<rect filter="url(#a)"/>`)), 20);
    const shadow = '<filter id="a"><feOffset/><feGaussianBlur/></filter>';
    assert.equal(survey(drawing(`${shadow}<rect style="filter: url(#a)"/>`)), 5 + 10 * 2);
    for (const sheet of [
      'rect { filter: drop-shadow(1px 2px 2px #999) }',
      '@container (width > 1px) { * { -webkit-mask: none } }',
      '@keyframes a { from { f&#105;lter: blur(9px) } }',
    ]) {
      const made = survey(drawing(`<style>${sheet}</style>${squares}`));
      assert.equal(made, 10 + 10 * 10, sheet);
    }
    const set = '<set attributeName="class" to="b"/>';
    assert.ok((survey(drawing(`${squares}${set}`)) ?? 0) > 100);
  });

  it('is bounded where its pictures are of types that are drawn here too', () => {
    for (const url of [
      'data:image/png;base64,AAAA',
      'data:image/jpeg;base64,AAAA',
      nested('<rect/>'),
      '#a',
      'other.png',
    ]) {
      assert.equal(survey(drawing(image(url))), 2, url);
    }
    assert.ok(survey(drawing('<style>@font-face { src: url(data:font/woff2;base64,AA) }</style>')));
  });

  const endless: Record<string, string> = {
    'has filters without bounds': '<filter><feTurbulence numOctaves="99999999"/></filter>',
    'has filters that are slow': '<filter><feMorphology radius="4000"/></filter>',
    'has a vector within HTML': label('<svg><use href="#a"/></svg>'),
    'has pictures within HTML': label('<img src="data:image/png;base64,AAAA"/>'),
    'has pages within HTML': label('<iframe src="a.html"/>'),
    'has a script': '<script>for (;;);</script>',
    'is nested deeply': '<g>'.repeat(10_000) + '</g>'.repeat(10_000),
    'has too many elements': '<g/>'.repeat(30_000),
    'is too long': `<desc>${'a'.repeat(3_000_000)}</desc>`,
    'has escapes in a style sheet': '<style>rect { f\\69lter: blur(9px) }</style>',
    'has escapes in a style': '<rect style="f\\69lter: blur(9px)"/>',
    'has pictures in a style': '<style>div { background: url("data:,a") }</style>',
    'loads a style sheet': '<style>@import "data:text/css,*{filter:blur(9px)}";</style>',
    'has pictures that are not drawn here': image('data:image/webp;base64,AAAA'),
    'has pictures that hide their type': image('d&#97;ta:;base64,AAAA'),
    'has drawings in drawings': image(nested(label('a'))),
    'has drawings that are not in base64': image('data:image/svg+xml,%3Csvg%3E%3Cstyle%3E'),
  };
  for (const [what, content] of Object.entries(endless)) {
    it(`has no known bounds where it ${what}`, () =>
      assert.equal(survey(drawing(content)), undefined));
  }

  it('has no known bounds where it has entities or a style sheet elsewhere', () => {
    const entity = '<!DOCTYPE svg [<!ENTITY a "<style>*{filter:blur(9px)}</style>">]>';
    assert.equal(survey(entity + drawing('&a;')), undefined);
    const sheet = '<?xml-stylesheet href="data:text/css,*{filter:blur(9px)}"?>';
    assert.equal(survey(sheet + drawing('')), undefined);
  });
});
