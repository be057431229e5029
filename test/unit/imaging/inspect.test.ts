import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import type { VisionErrorKind } from '../../../src/core/errors';
import { maxImageBytes, mostImagePixels, type Trait } from '../../../src/core/images/images';
import { inspectImage } from '../../../src/imaging/index';
import { refusal } from './refusal';
import { height, pixelBomb, pixels, samples, width, type Sample } from './samples';

describe('inspectImage', function () {
  this.timeout(60_000);
  let all: Sample[];
  before(async () => {
    all = await samples();
  });

  it('knows every kind of image with its type and size', async () => {
    assert.ok(all.length > 20);
    for (const { kind, name, type, bytes } of all) {
      const { traits, ...image } = await inspectImage(name, bytes);
      assert.deepEqual(image, { name, type, bytes, width, height }, kind);
      assert.deepEqual(traits.toSorted(), expectedTraits(kind), kind);
    }
  });

  it('notices what else is in a file', async () => {
    const exif = { IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
    const cases: readonly (readonly [Sharp, Trait[]])[] = [
      [pixels().jpeg().withExif(exif), ['metadata']],
      [pixels().png().withExif(exif), ['metadata']],
      [pixels().webp().withExif(exif), ['metadata']],
      [pixels().jpeg().withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'), ['metadata']],
      [pixels().jpeg().withIccProfile('p3'), ['profile']],
      [pixels().png().withIccProfile('p3'), ['profile']],
      [pixels().webp().withIccProfile('p3'), ['profile']],
      [pixels().toColourspace('rgb16').png(), ['deep']],
      [pixels().toColourspace('cmyk').jpeg(), ['deep']],
      [pixels(0, 4).png({ palette: true }), ['alpha']],
    ];
    for (const [picture, traits] of cases) {
      const image = await inspectImage('a', await picture.toBuffer());
      assert.deepEqual(image.traits.toSorted(), traits, `${image.type} ${traits.join()}`);
    }
    const comment = Buffer.from([0xff, 0xfe, 0, 9, ...Buffer.from('at home')]);
    const jpeg = await pixels().jpeg().toBuffer();
    const commented = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    assert.deepEqual((await inspectImage('a', commented)).traits, ['metadata']);
    const segment = (code: number, text: string): Buffer =>
      Buffer.from([0xff, code, 0, text.length + 2, ...Buffer.from(text, 'latin1')]);
    for (const part of [
      segment(0xed, 'Adobe_Photoshop2.5:8BIM caption'),
      segment(0xe1, 'JFIFsecret'),
      segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01RGB'),
      segment(0xee, 'Adobe\0\x64\0\0\0\0\x01 at home'),
      segment(0xf4, 'at home'),
      segment(0x10, 'at home'),
      Buffer.from('at home'),
    ]) {
      // Behind JFIF's own segment.
      const file = Buffer.concat([jpeg.subarray(0, 20), part, jpeg.subarray(20)]);
      assert.deepEqual((await inspectImage('a', file)).traits, ['metadata'], part.toString());
    }
    const restarted = await pixels().jpeg({ progressive: true, quality: 95 }).toBuffer();
    assert.deepEqual((await inspectImage('a', restarted)).traits, []);
    const arithmetic = Buffer.from(jpeg);
    arithmetic[arithmetic.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc9;
    assert.deepEqual((await inspectImage('a', arithmetic)).traits, ['deep']);
    const gif = await pixels().gif().toBuffer();
    const screen = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
    const note = Buffer.from([0x21, 0xfe, 2, 65, 65, 0]);
    const noted = Buffer.concat([gif.subarray(0, screen), note, gif.subarray(screen)]);
    assert.deepEqual((await inspectImage('a', noted)).traits.includes('metadata'), true);
  });

  it('refuses a picture of too many pixels by its header', async () => {
    const bomb = await pixelBomb(50_000, 50_000);
    assert.ok(bomb.length < 1024);
    assert.deepEqual(await refusal('bomb.png', bomb), {
      kind: 'imageTooManyPixels',
      details: { image: 'bomb.png', actual: 2_500_000_000, limit: mostImagePixels },
    });
  });

  it('believes the bytes where the name says otherwise', async () => {
    for (const { kind, type, bytes } of all) {
      for (const name of ['photo.png', 'photo.JPG', 'photo.bmp', 'notes.txt', 'photo', '']) {
        assert.equal((await inspectImage(name, bytes)).type, type, `${kind} as ${name}`);
      }
    }
  });

  it('reads a view into a larger buffer', async () => {
    for (const { kind, type, bytes } of all) {
      const larger = Buffer.concat([Buffer.alloc(5, 0xff), bytes, Buffer.alloc(5, 0xff)]);
      const view = larger.subarray(5, 5 + bytes.length);
      assert.equal((await inspectImage('view', view)).type, type, kind);
    }
  });

  it('takes the largest file that is allowed and refuses one byte more', async () => {
    const png = await pixels().png().toBuffer();
    const atLimit = Buffer.concat([png, Buffer.alloc(maxImageBytes - png.length)]);
    assert.equal((await inspectImage('at-limit.png', atLimit)).width, width);
    const over = Buffer.concat([atLimit, Buffer.alloc(1)]);
    assert.deepEqual(await refusal('over.png', over), {
      kind: 'imageTooLarge',
      details: { image: 'over.png', actual: maxImageBytes + 1, limit: maxImageBytes },
    });
  });

  const text = Buffer.from('Just some notes, long enough to be a file.');
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  const isoFile = (brand: string): Buffer => Buffer.from(`\0\0\0\x14ftyp${brand}\0\0\0\0mif1`);
  const bitmap = Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), Buffer.from([40, 0, 0, 0])]);
  const icon = Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), Buffer.alloc(40)]);
  const cases: [string, string, Buffer, VisionErrorKind, type?: string][] = [
    ['no byte', 'a.png', Buffer.alloc(0), 'imageEmpty'],
    ['text', 'notes.txt', text, 'imageUnknownType'],
    ['a file without ending', 'LICENSE', text, 'imageUnknownType'],
    [
      'text that begins like a bitmap',
      'BMW.txt',
      Buffer.from('BMW and others'),
      'imageUnknownType',
    ],
    [
      'HTML with a picture in it',
      'a.html',
      Buffer.from(`<!doctype html><body>${svg}`),
      'imageUnknownType',
    ],
    ['text named PNG', 'a.png', text, 'imageDamaged', 'image/png'],
    ['text named JPEG', 'a.JPEG', text, 'imageDamaged', 'image/jpeg'],
    ['zeros named GIF', 'a.gif', Buffer.alloc(99), 'imageDamaged', 'image/gif'],
    ['text named WebP', 'a.webp', text, 'imageDamaged', 'image/webp'],
    ['part of a signature', 'a.png', Buffer.from('\x89PN', 'latin1'), 'imageDamaged', 'image/png'],
    [
      'a signature and no more',
      'a.png',
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      'imageTruncated',
      'image/png',
    ],
    ['a Photoshop file', 'a.psd', text, 'imageUnsupportedType', 'image/vnd.adobe.photoshop'],
    ['AVIF', 'a.png', isoFile('avif'), 'imageDamaged'],
    ['HEIC', 'a.jpg', isoFile('heic'), 'imageDamaged'],
    ['a bitmap', 'a.png', bitmap, 'imageDamaged'],
    ['an icon', 'favicon.png', icon, 'imageDamaged'],
  ];
  for (const [what, name, bytes, kind, type] of cases) {
    it(`refuses ${what} as ${kind}`, async () => {
      const details = { image: name, ...(type !== undefined && { type }) };
      assert.deepEqual(await refusal(name, bytes), { kind, details });
    });
  }

  it('knows SVG by its first element', async () => {
    for (const text of [
      svg,
      `\ufeff<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg>\n${svg}`,
    ]) {
      const { type } = await inspectImage('a.png', Buffer.from(text));
      assert.equal(type, 'image/svg+xml');
    }
  });

  it('reads the size of types that are never sent as they are', async () => {
    const png = await pixels().png().toBuffer();
    const files = {
      'image/tiff': await pixels().tiff().toBuffer(),
      'image/avif': await sharp(png).avif().toBuffer(),
    };
    for (const [type, bytes] of Object.entries(files)) {
      const image = await inspectImage('scan.jpg', bytes);
      assert.deepEqual([image.type, image.width, image.height], [type, width, height]);
    }
  });
});

/** The traits that a sample's kind promises. */
function expectedTraits(kind: string): Trait[] {
  return [
    // An animated GIF leaves out what stays from frame to frame.
    ...(/alpha|animated GIF/.test(kind) ? (['alpha'] as const) : []),
    ...(kind.startsWith('animated') ? (['animated'] as const) : []),
    ...(/metadata|thumbnail|second picture|trailing/.test(kind) ? (['metadata'] as const) : []),
  ];
}
