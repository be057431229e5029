import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import type { Size } from '../../../../src/core/images/fit';
import { TooManyPixels, type Raster } from '../../../../src/imaging/formats/raster';
import { renderSvg, type SvgOptions } from '../../../../src/imaging/formats/svg';
import { root } from '../../../support/paths';
import { decoderFolder } from './folder';
import { attack } from './hostile';

const names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const svg = (content: string, attributes = 'width="20" height="10"'): string =>
  `<svg ${names} ${attributes}>${content}</svg>`;

/** As large as it is, within 2,048 pixels. */
const within = ({ width, height }: Size): Size => {
  const scale = Math.min(1, 2048 / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
};

describe('SVG', function () {
  this.timeout(60_000);
  let folder: string;
  let remove: () => Promise<void>;
  before(async () => ({ folder, remove } = await decoderFolder()));
  after(() => remove());

  const render = (
    text: string | Uint8Array,
    options: Partial<SvgOptions> = {},
  ): Promise<{ raster: Raster; natural: Size }> =>
    renderSvg(Buffer.from(text), { fit: within, folder, mostPixels: 5_000_000, ...options });

  const pixel = ({ data, width }: Raster, x: number, y: number): number[] => [
    ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
  ];
  const ink = async (content: string): Promise<number> => {
    const { raster } = await render(svg(content, 'width="200" height="40"'));
    return raster.data.filter((value, at) => at % 4 === 3 && value > 128).length;
  };

  it('is drawn with straight alpha', async () => {
    const { raster, natural } = await render(
      svg('<rect width="10" height="10" fill="#f80" fill-opacity=".5"/>'),
    );
    assert.deepEqual(natural, { width: 20, height: 10 });
    assert.deepEqual([raster.width, raster.height], [20, 10]);
    assert.deepEqual(pixel(raster, 2, 2), [255, 135, 0, 128]);
    assert.deepEqual(pixel(raster, 15, 2), [0, 0, 0, 0]);
  });

  const sizes: [string, number, number][] = [
    ['viewBox="0 0 400 100"', 400, 100],
    ['viewBox="0 0 400 100" width="100%" height="100%"', 400, 100],
    ["viewBox='0,0,400,100' width='50'", 50, 13],
    ['width="210mm" height="297mm"', 794, 1123],
    ['width="1000000" height="500000"', 1_000_000, 500_000],
    ['width="1" height="20000"', 1, 20_000],
    ['width="20000" height="1"', 20_000, 1],
  ];
  for (const [attributes, width, height] of sizes) {
    it(`tells its natural size: ${attributes}`, async () => {
      const { raster, natural } = await render(svg('<rect width="9" height="9"/>', attributes));
      assert.deepEqual(
        { width: Math.round(natural.width), height: Math.round(natural.height) },
        { width, height },
      );
      const side = Math.max(raster.width, raster.height);
      assert.equal(
        side,
        Math.min(width, height) === 1 ? 20_000 : Math.min(2048, Math.max(width, height)),
      );
    });
  }

  it('is drawn at the size asked for, upright too', async () => {
    const rect = '<rect width="100" height="200" fill="red"/>';
    const { raster } = await render(svg(rect, 'width="100" height="400"'), {
      fit: () => ({ width: 25, height: 100 }),
    });
    assert.deepEqual([raster.width, raster.height], [25, 100]);
    assert.deepEqual(pixel(raster, 12, 40), [255, 0, 0, 255]);
    assert.equal(pixel(raster, 12, 60)[3], 0);
  });

  for (const family of ['', 'serif', 'sans-serif', 'monospace', 'cursive', 'No Such Family']) {
    it(`has its text drawn: ${family || 'no family'}`, async () => {
      const attribute = family === '' ? '' : `font-family="${family}"`;
      const text = (content: string, weight = 400): string =>
        `<text y="30" font-size="24" font-weight="${weight}" ${attribute}>${content}</text>`;
      const plain = await ink(text('Sightline'));
      assert.ok(plain > 300);
      assert.ok((await ink(text('Sightline', 700))) > plain);
      assert.ok((await ink(text('Ωжλ'))) > 150);
    });
  }

  it('may state another encoding', async () => {
    const text = `<?xml version="1.0" encoding="iso-8859-1"?><!-- \xe9 -->${svg('<rect width="9" height="9"/>')}`;
    assert.equal((await render(Buffer.from(text, 'latin1'))).natural.width, 20);
  });

  it('may have entities that stand for plain text', async () => {
    const text = `<!DOCTYPE svg [<!ENTITY c "#00ff00">]>${svg('<rect width="20" height="10" fill="&c;"/>')}`;
    assert.deepEqual(pixel((await render(text)).raster, 5, 5), [0, 255, 0, 255]);
  });

  it('shows raster images within it', async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#00f' } })
      .png()
      .toBuffer();
    const href = `data:image/png;base64,${png.toString('base64')}`;
    const { raster } = await render(svg(`<image width="20" height="20" href="${href}"/>`));
    assert.deepEqual(pixel(raster, 8, 5), [0, 0, 255, 255]);
  });

  it('loads nothing from outside and runs nothing', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = path.join(root, 'media/icon.png');
    const references = [`${web}/a.png`, file, pathToFileURL(file).href, 'media/icon.png'];
    const { raster } = await render(
      svg(
        `<style>@import url("${web}/b.css"); @font-face { font-family: a; src: url(${web}/c.ttf) }</style>` +
          `<script href="${web}/d.js">document.documentElement.innerHTML = ''</script>` +
          references
            .map((href) => `<image width="20" height="10" href="${href}" xlink:href="${href}"/>`)
            .join('') +
          `<use href="${web}/e.svg#x"/><use href="other.svg#x"/><rect width="9" height="9" opacity="0" fill="url(${web}/f#x)"/>` +
          `<foreignObject width="20" height="10"><img xmlns="http://www.w3.org/1999/xhtml" src="${web}/g.png"/></foreignObject>` +
          '<rect x="19" y="9" width="1" height="1" fill="red"/>',
      ),
    );
    server.close();
    assert.deepEqual(requests, []);
    assert.deepEqual(pixel(raster, 19, 9), [255, 0, 0, 255]);
    assert.equal(raster.data.filter((value, at) => at % 4 === 3 && value > 0).length, 1);
    await assert.rejects(
      render(
        `<!DOCTYPE svg [<!ENTITY a SYSTEM "${pathToFileURL(file).href}">]>${svg('<text>&a;</text>')}`,
      ),
    );
  });

  const large = 'width="2000" height="2000"';
  const square = '<rect width="2000" height="2000" filter="url(#f)"/>';
  const chain = (unit: (at: number) => string, count: number): string =>
    Array.from({ length: count }, (_, at) => unit(at + 1)).join('');
  const entities = chain((at) => `<!ENTITY a${at} "${`&a${at - 1};`.repeat(10)}">`, 30);
  const bombs: [string, string][] = [
    ['entities', `<!DOCTYPE svg [<!ENTITY a0 "ha">${entities}]>${svg('<text>&a30;</text>')}`],
    [
      'a long entity',
      `<!DOCTYPE svg [<!ENTITY a "${'ha'.repeat(100_000)}">]>${svg(`<text>${'&a;'.repeat(20_000)}</text>`)}`,
    ],
    ['deep groups', svg(`${'<g>'.repeat(100_000)}<path/>${'</g>'.repeat(100_000)}`)],
    ['layers', svg(`${'<g opacity=".9">'.repeat(900)}${square}${'</g>'.repeat(900)}`, large)],
    [
      'uses',
      svg(
        `<path id="u0"/>${chain((at) => `<g id="u${at}">${`<use xlink:href="#u${at - 1}"/>`.repeat(9)}</g>`, 30)}`,
      ),
    ],
    [
      'patterns',
      svg(
        `${chain((at) => `<pattern id="p${at}" width=".1" height=".1">${`<rect width="9" height="9" fill="url(#p${at - 1})"/>`.repeat(9)}</pattern>`, 12)}<rect width="2000" height="2000" fill="url(#p12)"/>`,
        large,
      ),
    ],
    [
      'turbulence',
      svg(
        `<filter id="f"><feTurbulence baseFrequency=".1" numOctaves="99999999"/></filter>${square}`,
        large,
      ),
    ],
    [
      'blur',
      svg(
        `<filter id="f" x="-99999" y="-99999" width="999999" height="999999"><feGaussianBlur stdDeviation="1e9"/></filter>${square}`,
        large,
      ),
    ],
    ['dashes', svg('<path d="M0 0L1e9 1e9" stroke="red" stroke-dasharray=".0001 .0001"/>', large)],
    ['size', svg('<rect width="100%" height="100%"/>', 'width="1e38" height="1e38"')],
  ];
  // Those which take no memory, and go on for as long as they are let.
  const endless = ['patterns', 'turbulence'];
  for (const [kind, text] of bombs) {
    it(`is given up, or small, in bounded time and memory: ${kind}`, async () => {
      const began = Date.now();
      let most = 0;
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
      const before = process.memoryUsage().rss;
      const limitMilliseconds = endless.includes(kind) ? 1_000 : 3_000;
      const result = await render(text, { limitMilliseconds }).catch((error: unknown) => error);
      clearInterval(watch);
      assert.ok(result instanceof Error || (result as { raster: Raster }).raster.data.length < 2e7);
      assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms`);
      assert.ok(most - before < 1.7e9, `${most - before} bytes`);
    });
  }

  it('is refused where it would be drawn too large, or is no SVG', async () => {
    await assert.rejects(
      render(svg(''), { fit: () => ({ width: 9000, height: 9000 }) }),
      TooManyPixels,
    );
    for (const text of ['', '<svg', '<html/>', svg('<g>'), svg('', 'width="0" height="0"')]) {
      await assert.rejects(render(text));
    }
  });

  it('survives damage', () => {
    const text = svg(
      '<g id="a"><rect width="9" height="9" fill="#123456"/></g><use href="#a" x="9"/>',
    );
    return attack(Buffer.from(text), render, { every: 20, rounds: 40 });
  });
});
