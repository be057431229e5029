import assert from 'node:assert/strict';
import path from 'node:path';
import { measureSvg } from '../../../../src/imaging/formats/svg';
import { readContent } from '../../../../src/imaging/svg/limits';
import { root } from '../../../support/paths';

const drawing = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">${content}</svg>`;

describe('the content of a drawing', () => {
  const cases: readonly [string, ReturnType<typeof readContent>['limits'], boolean][] = [
    ['<text>Ελλάδα, Україна, ﻣﺮﺣﺒﺎ</text>', [], false],
    ['<title>部署</title><desc>部署</desc><!-- 部署 --><rect class="部署"/>', [], false],
    ['<text>部署</text>', ['glyphs'], false],
    ['<text><tspan>&#x0E44;&#3607;</tspan></text>', ['glyphs'], false],
    ['<text>Launch 🚀</text>', [], true],
    ['<foreignObject><p>Label</p></foreignObject>', [], true],
    ['<foreignObject><p>배포</p></foreignObject>', ['glyphs'], true],
    ['<image width="9" href="logo.png"/>', ['outside'], false],
    ["<image xlink:href='https://pictures.example/a.png'/>", ['outside'], false],
    ['<use href="icons.svg#a"/>', ['outside'], false],
    ['<svg:image x="1"\n  ns1:href="a.png"/>', ['outside'], false],
    ['<a href="https://example.com"><use href="#a"/></a><image href=""/>', [], false],
    ['<image href="data:image/png;base64,AAAA"/>', [], false],
  ];
  for (const [content, limits, isRough] of cases) {
    it(`tells what no style explains: ${content}`, () =>
      assert.deepEqual(readContent(drawing(content)), { limits, isRough }));
  }
});

/** Runs in the built thread: `npm run build` comes first. */
describe('the trial of a drawing', function () {
  this.timeout(60_000);

  it('tells whether it is quick, and its size also where it is not', async () => {
    const bytes = Buffer.from(drawing('<rect width="9" height="9"/>'));
    const options = { folder: path.join(root, 'dist'), mostPixels: 1e6 };
    const natural = { width: 90, height: 90 };
    const trial = () => ({ width: 900, height: 900 });
    assert.deepEqual(await measureSvg(bytes, { ...options, trial }), {
      natural,
      limits: [],
      isQuick: true,
    });
    assert.deepEqual(await measureSvg(bytes, { ...options, trial, quickMilliseconds: 0 }), {
      natural,
      limits: [],
      isQuick: false,
    });
  });
});
