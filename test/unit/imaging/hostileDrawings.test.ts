import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import type { VisionErrorKind } from '../../../src/core/errors';
import { prepare, useWorker } from './hostileAttempts';
import { svg } from './hostileSamples';

describe('hostile drawings', function () {
  this.timeout(60_000);
  const worker = useWorker();

  it('are drawn at a useful size where they are vectors of any size', async () => {
    const large = svg('<rect width="9" height="9"/>', 'width="1000000" height="750000"');
    const { pictures } = await prepare(Buffer.from(large));
    assert.deepEqual([pictures[0]?.width, pictures[0]?.height], [40, 30]);
  });

  const chain = (unit: (at: number) => string): string =>
    Array.from({ length: 30 }, (_, at) => unit(at + 1)).join('');
  const doctype = (declarations: string): string => `<!DOCTYPE svg [${declarations}]>`;
  const entities = chain((at) => `<!ENTITY a${at} "${`&a${at - 1};`.repeat(10)}">`);
  const uses = chain((at) => `<g id="u${at}">${`<use xlink:href="#u${at - 1}"/>`.repeat(9)}</g>`);
  const drawings: [string, string, VisionErrorKind | 'prepared'][] = [
    ['uses itself', svg('<g id="a"><use xlink:href="#a"/></g>'), 'prepared'],
    [
      'uses itself by another',
      svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
      'imageDamaged',
    ],
    ['uses exponentially', svg(`<path id="u0"/>${uses}`), 'imageDamaged'],
    [
      'has exponential entities',
      `${doctype(`<!ENTITY a0 "ha">${entities}`)}${svg('<text>&a30;</text>')}`,
      'imageDamaged',
    ],
    ['is nested deeply', svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000)), 'imageDamaged'],
    [
      'has an endless filter',
      svg(
        '<filter id="f"><feTurbulence baseFrequency=".1" numOctaves="99999999"/></filter>' +
          '<rect width="60" height="40" filter="url(#f)"/>',
      ),
      'imageDamaged',
    ],
  ];
  for (const [what, text, expected] of drawings) {
    it(`are given up in bounded time where an SVG ${what}`, async () => {
      const began = Date.now();
      assert.equal(await worker.attempt(Buffer.from(text), what), expected);
      assert.ok(Date.now() - began < 15_000);
      await worker.isStillThere(what);
    });
  }

  it('load nothing from outside', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const content =
      `<style>@import url("${web}/a.css");</style><image width="9" height="9" href="${web}/b.png"/>` +
      `<use href="${web}/c.svg#x"/><rect width="9" height="9" fill="url(${web}/d#x)"/>`;
    const declared = `<?xml-stylesheet href="${web}/e.css"?><!DOCTYPE svg SYSTEM "${web}/f.dtd">`;
    const outside = doctype(`<!ENTITY g SYSTEM "${web}/g">`) + svg('<text>&g;</text>');
    assert.equal(
      await worker.attempt(Buffer.from(declared + svg(content)), 'references'),
      'prepared',
    );
    assert.equal(await worker.attempt(Buffer.from(outside), 'an entity'), 'imageDamaged');
    await worker.isStillThere('external references');
    await new Promise((resolve) => server.close(resolve));
    assert.equal(connections, 0);
  });
});
