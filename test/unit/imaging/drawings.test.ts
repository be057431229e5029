import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import { sendableTypes } from '../../../src/core/images/images';
import { inspectImage, prepareImage, readText } from '../../../src/imaging/index';
import { colourAt, near, preparedFile } from './preparedFile';

const names = 'xmlns="http://www.w3.org/2000/svg"';

/** Squares of 40 pixels side by side; drawn at 512 pixels and more. */
const row = (squares: readonly string[], style = '', attributes = ''): string =>
  `<svg ${names} width="${squares.length * 40}" height="40" ${attributes}>${style}${squares
    .map((square, index) => `<g transform="translate(${index * 40})">${square}</g>`)
    .join('')}</svg>`;

/** Runs in the built worker: `npm run build` comes first. */
describe('an SVG drawing', function () {
  this.timeout(60_000);

  /** The colours in the middle of each square, of what is sent. */
  const colours = async (drawing: string, count: number): Promise<number[][]> => {
    const { sent } = await preparedFile(Buffer.from(drawing));
    const middle = (index: number): number => Math.floor(((index + 0.5) * sent.width) / count);
    return Promise.all(
      Array.from({ length: count }, (_, index) =>
        colourAt(sent.bytes, middle(index), sent.height >> 1),
      ),
    );
  };
  const check = async (
    drawing: string,
    expected: readonly (readonly [string, number[]])[],
  ): Promise<void> => {
    const found = await colours(drawing, expected.length);
    expected.forEach(([what, colour], index) => near(found[index] ?? [], colour, 2, what));
  };
  const square = (attributes: string): string => `<rect width="40" height="40" ${attributes}/>`;

  it('has the colours of rules that only browsers know', async () => {
    const style = `<style><![CDATA[
      :root { --tone: #fa0 }
      rect:not(.plain) { fill: #a00 }
      @media (prefers-color-scheme: dark) { rect { fill: #000 !important } }
      @media screen { rect.screen { fill: #123456 } }
      rect:is(.a, .b) { fill: #0a0 }
      .outer { & .inner { fill: #00a } .deep & { fill: #abc } }
      .outer { > rect { stroke: none } }
      #one { fill: #0ff } .two { fill: #f0f !important }
      rect.tone { fill: var(--tone) }
    ]]></style>`;
    await check(
      row(
        [
          square(''),
          square('class="plain" fill="#ddd"'),
          square('class="screen"'),
          square('class="b"'),
          `<g class="outer">${square('class="inner"')}</g>`,
          square('id="one" class="two"'),
          square('class="tone"'),
          square('style="--tone: #05a; fill: var(--tone)"'),
        ],
        style,
      ),
      [
        [':not()', [170, 0, 0]],
        ['an attribute', [221, 221, 221]],
        ['@media', [18, 52, 86]],
        [':is()', [0, 170, 0]],
        ['nesting', [0, 0, 170]],
        ['!important', [255, 0, 255]],
        ['var()', [255, 170, 0]],
        ['a variable of its own', [0, 85, 170]],
      ],
    );
  });

  it('has the colours of values that only browsers know', async () => {
    await check(
      row([
        square('fill="oklch(70% 0.15 200)"'),
        square('style="fill: light-dark(#fedcba, #012345)"'),
        square('fill="rgb(12 34 200 / 60%)"'),
        square('style="fill: var(--none, #2563eb)"'),
        square('fill="#123" style="fill: hwb(194 20% 30%)"'),
      ]),
      [
        ['oklch()', [0, 185, 195]],
        ['light-dark()', [254, 220, 186]],
        ['rgb() with a slash', [109, 122, 222]],
        ['a fallback', [37, 99, 235]],
        ['hwb()', [51, 149, 179]],
      ],
    );
    const dark = row(
      [square('style="fill: light-dark(#fff, #321)"')],
      '',
      'style="color-scheme: dark"',
    );
    await check(dark, [['a dark drawing', [51, 34, 17]]]);
  });

  it('stands on the background that it states', async () => {
    const dot = '<rect width="9" height="9" fill="#eee"/>';
    for (const style of [
      'background: #246',
      'background-color: light-dark(rgb(34 68 102), #000)',
    ]) {
      await check(row([dot], '', `style="${style}"`), [[style, [34, 68, 102]]]);
    }
    await check(
      row(['<rect width="40" height="9" fill="#246"/>'], '', 'style="background: transparent"'),
      [['none', [255, 255, 255]]],
    );
  });

  it('shows pictures of types that only browsers read', async () => {
    const picture = (): Sharp =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: '#c30' } });
    const image = (type: string, bytes: Buffer): string =>
      `<image width="40" height="40" href="data:image/${type};base64,${bytes.toString('base64')}"/>`;
    const drawing = row([
      image('webp', await picture().webp({ lossless: true }).toBuffer()),
      image('avif', await picture().avif({ lossless: true }).toBuffer()),
      image('png', await picture().png().toBuffer()),
    ]);
    const red = [204, 51, 0];
    await check(`<?xml version="1.0" encoding="utf-8"?>${drawing}`, [
      ['WebP', red],
      ['AVIF', red],
      ['PNG', red],
    ]);
  });

  const shapes: readonly [string, number, number][] = [
    ['width="120" viewBox="0 0 600 300"', 512, 256],
    ['height="90" viewBox="0 0 90 270"', 171, 512],
    ['width="100%" height="300" viewBox="0 0 200 100"', 600, 300],
    ['width="700" height="100%" viewBox="0 0 100 50"', 700, 350],
    ['viewBox="0 0 0.4 0.2"', 512, 256],
    ['viewBox="0 0 1.5 4.5"', 171, 512],
    ['style="width: 600px; height: 3in" viewBox="0 0 9 9"', 600, 288],
    ['width="2.5" height="1.25"', 512, 256],
  ];
  for (const [attributes, width, height] of shapes) {
    it(`has the shape that browsers give it: ${attributes}`, async () => {
      const drawing = `<svg ${names} ${attributes}><rect width="9" height="9" fill="#c30"/></svg>`;
      const { size, sent } = await preparedFile(Buffer.from(drawing));
      assert.deepEqual(size, { width, height });
      assert.deepEqual([sent.width, sent.height], [width, height]);
    });
  }

  it('has the text of HTML labels, in their place and colour', async () => {
    const label = (x: number, y: number, text: string, style = ''): string =>
      `<rect x="${x}" y="${y}" width="220" height="60" fill="#eef" stroke="#336"/>` +
      `<foreignObject x="${x + 10}" y="${y + 10}" width="200" height="40"><div ` +
      `xmlns="http://www.w3.org/1999/xhtml" style="font: 18px sans-serif; ${style}">${text}</div></foreignObject>`;
    const drawing =
      `<svg ${names} viewBox="0 0 600 300"><style>.name { color: #b00 }</style>` +
      `${label(20, 20, '<p>Order <b>received</b></p>')}${label(340, 20, '<span class="name">Payment failed</span>')}` +
      `${label(20, 200, 'Notify&#160;support<br/>on Monday', 'font-size: 14px')}</svg>`;
    const image = await inspectImage('flow.svg', Buffer.from(drawing));
    assert.equal(image.limits, undefined);
    const { lines } = await readText(image, new AbortController().signal);
    const text = lines.map((line) => line.text);
    for (const expected of ['Order received', 'Payment failed', 'support', 'on Monday']) {
      assert.ok(
        text.some((line) => line.includes(expected)),
        `${expected}: ${text.join('|')}`,
      );
    }
    const order = lines.flatMap(({ words }) => words).find((word) => word.text === 'Order')?.box;
    const scale = image.width / 600;
    assert.ok(order && order.left > 30 * scale && order.top > 30 * scale);
    assert.ok(order.top + order.height < 75 * scale);
    const { sent } = await preparedFile(Buffer.from(drawing));
    const raw = await sharp(sent.bytes).removeAlpha().raw().toBuffer();
    const hasRed = raw.some(
      (_, at) =>
        at % 3 === 0 && (raw[at] ?? 0) > 160 && (raw[at + 1] ?? 0) + (raw[at + 2] ?? 0) < 80,
    );
    assert.ok(hasRed, 'the colour of a rule');
  });

  it('has the ground of a label, so that it is read on a line', async () => {
    const drawing =
      `<svg ${names} viewBox="0 0 120 40" style="background-color: white"><path d="M0 20h120" stroke="#000" stroke-width="9"/>` +
      '<foreignObject x="20" y="5" width="80" height="30"><div xmlns="http://www.w3.org/1999/xhtml">' +
      '<p style="background-color: #fe9">to</p></div></foreignObject></svg>';
    const { sent } = await preparedFile(Buffer.from(drawing));
    const scale = sent.width / 120;
    near(
      await colourAt(sent.bytes, Math.round(30 * scale), Math.round(20 * scale)),
      [255, 238, 153],
    );
    near(await colourAt(sent.bytes, Math.round(10 * scale), Math.round(20 * scale)), [0, 0, 0]);
  });

  it('shows the text that a switch offers in the place of HTML, in its colours', async () => {
    const content =
      '<foreignObject width="100%" height="100%" requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility">' +
      '<div xmlns="http://www.w3.org/1999/xhtml">Payment failed</div></foreignObject>';
    const drawing =
      `<svg ${names} width="600" height="200"><rect x="9" y="9" width="400" height="90" style="fill: light-dark(#fff, #121212)" stroke="#000"/>` +
      `<switch>${content}<text x="40" y="60" font-size="30" fill="light-dark(#000, #fff)">Payment failed</text></switch></svg>`;
    const { text } = await readText(
      await inspectImage('flow.svg', Buffer.from(drawing)),
      new AbortController().signal,
    );
    assert.match(text, /Payment failed/);
  });

  it('says what is not drawn as a browser does', async () => {
    const limits = async (content: string): Promise<unknown> =>
      (
        await inspectImage(
          'a.svg',
          Buffer.from(`<svg ${names} width="90" height="90">${content}</svg>`),
        )
      ).limits;
    const html = '<div xmlns="http://www.w3.org/1999/xhtml">Labels</div>';
    assert.deepEqual(
      await limits(`<foreignObject width="100%" height="100%">${html}</foreignObject>`),
      ['html'],
    );
    assert.deepEqual(await limits('<style>rect:of-no-kind(2) { fill: red }</style><rect/>'), [
      'style',
    ]);
    assert.deepEqual(await limits(square('style="fill: rgb(from red r g b)"')), ['style']);
    assert.deepEqual(await limits('<text y="50">部署</text><image href="logo.png"/>'), [
      'glyphs',
      'outside',
    ]);
    assert.equal(
      await limits(`<style>a:hover { fill: red }</style>${square('fill="#fff"')}`),
      undefined,
    );
    assert.equal(
      await limits(`<foreignObject width="50" height="20">${html}</foreignObject>`),
      undefined,
    );
  });

  it('is for a browser where that draws it better, and is no burden to it', async () => {
    const isForBrowser = async (content: string, size = 'width="90" height="90"') => {
      const drawing = Buffer.from(`<svg ${names} ${size}>${content}</svg>`);
      return (await inspectImage('a.svg', drawing)).isForBrowser === true;
    };
    const html =
      '<foreignObject width="90" height="20"><div xmlns="http://www.w3.org/1999/xhtml">Labels</div></foreignObject>';
    assert.equal(await isForBrowser(html), true);
    assert.equal(await isForBrowser('<text y="50">部署</text>'), true);
    assert.equal(await isForBrowser('<image width="9" height="9" href="logo.png"/>'), false);
    assert.equal(await isForBrowser(html, ''), false, 'of no size');
    const filter = '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>';
    const many = `${filter}<g filter="url(#f)">`.repeat(150) + '</g>'.repeat(150);
    const large = 'width="4000" height="4000"';
    assert.equal(await isForBrowser(html + many, large), false, 'costly effects');
  });

  it('is sent as a browser has drawn it, where that was done', async () => {
    const image = await inspectImage('a.svg', Buffer.from(row([square('fill="#fff"')])));
    const drawing = await sharp({
      create: { width: image.width, height: image.height, channels: 3, background: '#0a7' },
    })
      .png()
      .toBuffer();
    const options = {
      rule: { kind: 'box', box: 1024 },
      accepted: sendableTypes,
      parts: 'never',
    } as const;
    const signal = new AbortController().signal;
    const { pictures } = await prepareImage({ ...image, drawing }, options, signal);
    assert.equal(pictures[0]?.type, 'image/png');
    near(await colourAt(Buffer.from(pictures[0].bytes ?? []), 9, 9), [0, 170, 119]);
    const { colours: main } = await readText({ ...image, drawing }, signal);
    assert.equal(main[0]?.hex, '#00aa77');
  });
});
