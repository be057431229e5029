import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { VisionErrorKind } from '../../../src/core/errors';
import { maxImageBytes } from '../../../src/core/images';
import { inspectImage } from '../../../src/imaging/index';
import { refusal } from './refusal';
import { height, pixels, samples, width, type Sample } from './samples';

describe('inspectImage', () => {
  let all: Sample[];
  before(async () => {
    all = await samples();
  });

  it('knows every kind of image with its type and size', async () => {
    assert.ok(all.length > 20);
    for (const { kind, name, type, bytes } of all) {
      assert.deepEqual(await inspectImage(name, bytes), { name, type, bytes, width, height }, kind);
    }
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
    ['SVG', 'a.svg', Buffer.from(svg), 'imageUnsupportedType', 'image/svg+xml'],
    ['SVG named PNG', 'a.png', Buffer.from(svg), 'imageUnsupportedType', 'image/svg+xml'],
    [
      'SVG behind a declaration and a comment',
      'a',
      Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg>\n${svg}`),
      'imageUnsupportedType',
      'image/svg+xml',
    ],
    ['AVIF', 'a.png', isoFile('avif'), 'imageUnsupportedType', 'image/avif'],
    ['HEIC', 'a.jpg', isoFile('heic'), 'imageUnsupportedType', 'image/heic'],
    ['a bitmap', 'a.png', bitmap, 'imageUnsupportedType', 'image/bmp'],
    ['an icon', 'favicon.png', icon, 'imageUnsupportedType', 'image/x-icon'],
  ];
  for (const [what, name, bytes, kind, type] of cases) {
    it(`refuses ${what} as ${kind}`, async () => {
      const details = { image: name, ...(type !== undefined && { type }) };
      assert.deepEqual(await refusal(name, bytes), { kind, details });
    });
  }

  it('refuses a TIFF that a tool wrote', async () => {
    const tiff = await pixels().tiff().toBuffer();
    assert.equal((await refusal('scan.jpg', tiff))?.details.type, 'image/tiff');
  });

  it('refuses an AVIF that a tool wrote', async () => {
    const avif = await sharp(await pixels().png().toBuffer())
      .avif()
      .toBuffer();
    assert.equal((await refusal('photo.jpg', avif))?.details.type, 'image/avif');
  });
});
