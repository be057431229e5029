import assert from 'node:assert/strict';
import sharp from 'sharp';
import { browserText } from '../../../src/imaging';
import { colourAt, near } from '../../unit/imaging/preparedFile';
import type { PanelPage } from './panelPage';
import { useBrowser } from './useBrowser';

const names = 'xmlns="http://www.w3.org/2000/svg"';
const html = 'xmlns="http://www.w3.org/1999/xhtml"';

interface Answer {
  readonly id: number;
  readonly type: string;
  readonly png?: string;
  readonly reason?: string;
}

/** Asks the page to draw, as the host does, and gives the PNG or why there is none. */
async function draw(panel: PanelPage, params: object): Promise<Buffer | string> {
  const answer = await panel.page.evaluate<Answer>(`new Promise((resolve) => {
    const { recordMessage } = window;
    window.recordMessage = (message) => {
      window.recordMessage = recordMessage;
      const { png } = message.result ?? {};
      resolve({ ...message, png: png && btoa(png.reduce((all, byte) => all + String.fromCharCode(byte), '')) });
    };
    const data = { type: 'call', id: 7, name: 'draw', params: ${JSON.stringify(params)} };
    window.dispatchEvent(new MessageEvent('message', { data }));
  })`);
  assert.equal(answer.id, 7);
  return answer.type === 'result' ? Buffer.from(answer.png ?? '', 'base64') : (answer.reason ?? '');
}

/** The same for an SVG file, by what the host makes of it. */
async function drawn(
  panel: PanelPage,
  file: string | Buffer,
  width: number,
  height: number,
): Promise<Buffer> {
  const png = await draw(panel, { svg: browserText(Buffer.from(file)), width, height });
  assert.ok(Buffer.isBuffer(png), String(png));
  const found = await sharp(png).metadata();
  assert.deepEqual([found.format, found.width, found.height], ['png', width, height]);
  return png;
}

describe('a vector that the panel’s page draws', () => {
  const open = useBrowser();

  it('has its HTML labels, with their layout and colours', async () => {
    const panel = await open();
    const label =
      `<div ${html} style="display: flex; justify-content: flex-end; color: #c00"><p class="tag">` +
      'Order <b style="background: #0a0">████</b></p></div>';
    const drawing =
      `<svg ${names} viewBox="0 0 200 100" width="100%"><style>.tag { margin: 0; b { color: #00c } }</style>` +
      '<rect x="10" y="10" width="180" height="80" fill="#eef"/>' +
      `<foreignObject x="20" y="30" width="160" height="40">${label}</foreignObject></svg>`;
    const png = await drawn(panel, drawing, 400, 200);
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const places = (isWanted: (red: number, green: number, blue: number) => boolean): number[] => {
      const found: number[] = [];
      for (let at = 0; at < data.length; at += info.channels) {
        if (isWanted(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) {
          found.push((at / info.channels) % info.width);
        }
      }
      return found;
    };
    const red = places((r, g, b) => r > 180 && g < 60 && b < 60);
    const blue = places((r, g, b) => b > 180 && r < 60 && g < 60);
    assert.ok(red.length > 20 && blue.length > 100, `${red.length} and ${blue.length}`);
    assert.ok(Math.max(...red) < Math.max(...blue), 'the bold part comes last');
    assert.ok(Math.max(...blue) > 330, 'at the end of its box');
    near(await colourAt(png, 30, 30), [238, 238, 255]);
  });

  it('has the colours of styles that only browsers know, whatever the system’s are', async () => {
    const panel = await open({ theme: 'dark' });
    await panel.page.emulateMedia({ colorScheme: 'dark' });
    const style =
      '<style>:root { --tone: #246 } @media (prefers-color-scheme: dark) { rect { fill: #000 !important } }' +
      '@media (prefers-color-scheme: light) and (min-width: 1px) { .light { fill: #fa0 } }' +
      '@container (min-width: 1px) { .none { fill: #000 } }</style>';
    const fills = [
      ['style="fill: rgb(from #0a7 g r b)"', [170, 0, 119]],
      ['style="fill: light-dark(#c30, #000)"', [204, 51, 0]],
      ['class="light"', [255, 170, 0]],
      ['style="fill: color-mix(in srgb, var(--tone), #fff 0%)"', [34, 68, 102]],
    ] as const;
    const squares = fills.map(
      ([fill], at) => `<rect x="${at * 10}" width="10" height="10" ${fill}/>`,
    );
    const drawing = `<svg ${names} width="40" height="10">${style}${squares.join('')}</svg>`;
    const png = await drawn(panel, drawing, 400, 100);
    for (const [at, [fill, colour]] of fills.entries()) {
      near(await colourAt(png, at * 100 + 50, 50), colour, 2, fill);
    }
  });

  it('may be in UTF-16, state no size, be transparent, and be animated', async () => {
    const panel = await open();
    const drawing =
      `<?xml version="1.0" encoding="utf-16"?>\r\n<svg ${names} viewBox="0 0 90 30">` +
      `<rect width="30" height="30" fill="#09c"><animate attributeName="x" values="0;60" dur="100s"/></rect>` +
      `<foreignObject x="60" width="30" height="30"><div ${html} style="height: 30px; background: #c0c">ß</div></foreignObject></svg>`;
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(drawing, 'utf16le')]);
    const png = await drawn(panel, utf16, 512, 171);
    near(await colourAt(png, 100, 90), [0, 153, 204]);
    near(await colourAt(png, 500, 160), [204, 0, 204]);
    const [, , , alpha] = await sharp(png)
      .extract({ left: 250, top: 90, width: 1, height: 1 })
      .raw()
      .toBuffer();
    assert.equal(alpha, 0);
  });

  it('runs no script and loads nothing', async () => {
    const panel = await open();
    const web = 'http://pictures.example';
    const drawing =
      `<?xml-stylesheet href="${web}/a.css"?><svg ${names} width="60" height="20" onload="document.documentElement.remove()">` +
      `<script>document.documentElement.remove()</script><style>@import url(${web}/b.css); rect { fill: #090 }</style>` +
      `<rect width="60" height="20"/><image width="20" height="20" href="${web}/c.png"/><image width="20" height="20" href="d.png"/>` +
      `<foreignObject width="20" height="20"><img ${html} src="${web}/e.png"/><iframe ${html} src="${web}/f"/></foreignObject></svg>`;
    const png = await drawn(panel, drawing, 60, 20);
    near(await colourAt(png, 50, 10), [0, 153, 0]);
    // That nothing was asked for and no policy broken is found out when the panel is closed.
  });

  it('is told as a failure where it is none, or too large', async () => {
    const panel = await open();
    for (const svg of ['', 'nothing', '<svg', `<svg ${names}><g></svg>`, '\ud800']) {
      assert.match(String(await draw(panel, { svg, width: 9, height: 9 })), /Error/, svg);
    }
    const svg = `<svg ${names} width="9" height="9"/>`;
    for (const side of [0, 0.5, -9, 4097, 1e9, null]) {
      assert.equal(await draw(panel, { svg, width: 9, height: side }), 'not understood');
    }
    await drawn(panel, svg, 9, 9);
  });
});
