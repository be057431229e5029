import assert from 'node:assert/strict';
import { findingsOf, imageNamesIn, isNamed } from '../../../../../src/core/altText/check';
import { cpuMilliseconds } from '../../../../support/cpuTime';
import { documentOf, optionsOf, type Sketch } from './facts';

function unreferenced(sketches: readonly Sketch[], images: readonly string[]): string[] {
  return findingsOf([documentOf('a.md', sketches)], optionsOf({ style: 'custom' }, { images }))
    .filter(({ rule }) => rule === 'unreferencedImage')
    .map(
      ({ path, severity, place }) =>
        `${severity} ${path}${place === undefined ? '' : ' at a place'}`,
    );
}

describe('an image that no document shows', () => {
  it('is a note on its file', () => {
    assert.deepEqual(unreferenced([{ target: 'a.png' }], ['/repo/a.png', '/repo/b/a.png']), [
      'note /repo/b/a.png',
    ]);
  });

  it('is none where the target differs in capitals, or the name is composed otherwise', () => {
    const image = { kind: 'otherCase', path: '/repo/a.png', name: 'A.png' } as const;
    assert.deepEqual(unreferenced([{ image }], ['/repo/A.png']), []);
    const inFolder = { kind: 'otherCase', path: '/repo/img/a.png', name: 'Img/A.png' } as const;
    assert.deepEqual(unreferenced([{ image: inFolder }], ['/repo/Img/A.png']), []);
    assert.deepEqual(
      unreferenced([{ target: 'ü.png'.normalize('NFC') }], [`/repo/${'ü.png'.normalize('NFD')}`]),
      [],
    );
  });

  it('is none without a list of images', () => {
    assert.deepEqual(findingsOf([documentOf('a.md', [])], optionsOf()), []);
  });
});

const named: [text: string, names: string[]][] = [
  ['![x](img/a.png) and <img src="b.svg?x=1">', ['a.png', 'b.svg']],
  ['srcset="a.png 1x, a@2x.png 2x"', ['a.png', 'a@2x.png']],
  ["url('../img/bg.webp')", ['bg.webp']],
  ['image: cover.JPEG', ['cover.jpeg']],
  ['My%20Screen%20shot.png', ['shot.png']],
  ['日本語.png', ['日本語.png']],
  ['a.pngx, no.pn, png', []],
  ['100%.png', ['100%.png']],
];

describe('the names of images in a text', () => {
  for (const [text, names] of named) {
    it(`in ${text}`, () => assert.deepEqual(imageNamesIn(text), names));
  }

  it('tell whether a file is among them', () => {
    const names = new Set(imageNamesIn('cover: /img/cover.png and ![](my%20shot.png)'));
    assert.deepEqual(
      ['/repo/Cover.PNG', '/repo/my shot.png', '/repo/other.png'].map((path) =>
        isNamed(path, names),
      ),
      [true, true, false],
    );
  });

  for (const part of ['a', '.png', 'a.png', ' .png', '%20.png']) {
    it(`take linear time for many of ${part}`, () => {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      const begun = cpuMilliseconds();
      imageNamesIn(text);
      const time = cpuMilliseconds() - begun;
      assert.ok(time < 3000, `${time} ms`);
    });
  }
});
