import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { disposeImaging, inspectImage } from '../../../src/imaging/index';
import { root } from '../../support/paths';
import { colourAt, near, preparedFile } from './preparedFile';

/** What `test/fixtures/README.md` says of the phone's file, upright, in sRGB. */
const phone = [
  [100, 100, [0x20, 0x50, 0xc0]],
  [660, 100, [0xc0, 0x20, 0x20]],
  [100, 900, [255, 255, 255]],
  [660, 900, [0x30, 0xa0, 0x50]],
] as const;

/** Two areas, coded arithmetically in progressive scans by jpegtran, which sharp cannot write. */
const arithmetic = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/ygARCAAgACgDASIAAhEBAxEB/8wABgAQARD/2gAMAwEAAhADEAAAAf8AcbxK3P4xgIQ917mf2MdelOcY/8wABBAF/9oACAEBAAEFAsAg+yCg/8wABBEF/9oACAEDAQE/AdMZafD/zAAEEQX/2gAIAQIBAT8B0mtc9epytLLA/8wABBAF/9oACAEBAAY/AsBQ/B0r6y9CoP/MAAQQBf/aAAgBAQABPyGrSNQeaID/2gAMAwEAAgADAAAAEPdq82co/8wABBEF/9oACAEDAQE/EKv3wh6o/8wABBEF/9oACAECAQE/EMBh+gKA/8wABBAF/9oACAEBAAE/ELYyKg80QP/Z',
  'base64',
);

/** Runs in the built worker: `npm run build` comes first. */
describe('a file as phones and their apps write it', function () {
  this.timeout(60_000);
  after(disposeImaging);

  it('is sent upright, in sRGB and without its place: HEIC of tiles with a gain map', async () => {
    const bytes = await readFile(path.join(root, 'test/fixtures/phone.heic'));
    const image = await inspectImage('IMG_0001.HEIC', bytes);
    assert.equal(image.type, 'image/heic');
    const { sent, size } = await preparedFile(bytes);
    assert.deepEqual(size, { width: 760, height: 1000 });
    for (const [left, top, colour] of phone) {
      near(await colourAt(sent.bytes, left, top), colour, 4, `${left}, ${top}`);
    }
    // Where four tiles meet, nothing is seen of it: 512 of 1000 and of 760, turned.
    near(await colourAt(sent.bytes, 760 - 514, 300), [0x20, 0x50, 0xc0], 4);
    near(await colourAt(sent.bytes, 760 - 514, 514), [255, 255, 255], 4);
    const { exif, xmp } = await sharp(sent.bytes).metadata();
    assert.deepEqual([exif, xmp], [undefined, undefined]);
  });

  it('is refused where one of its tiles is cut', async () => {
    const bytes = await readFile(path.join(root, 'test/fixtures/phone.heic'));
    const { length } = bytes;
    for (const end of [length - 400, length >> 1, 900]) {
      await assert.rejects(preparedFile(bytes.subarray(0, end)), /image(?:Damaged|Truncated)/);
    }
  });

  it('is made one that every server reads: a JPEG of arithmetic coding in scans', async () => {
    const { sent } = await preparedFile(arithmetic);
    assert.equal(sent.untouched, false);
    near(await colourAt(sent.bytes, 5, 5), [0x20, 0x40, 0x60], 5);
    near(await colourAt(sent.bytes, 35, 28), [0xe0, 0xc0, 0x20], 5);
  });

  it('is sent as its first picture: Ultra HDR with the index of its pictures', async () => {
    const { file, main } = await ultraHdr();
    const { sent, size } = await preparedFile(file);
    assert.deepEqual(size, { width: 80, height: 60 });
    near(await colourAt(sent.bytes, 40, 30), await colourAt(main, 40, 30), 3);
    assert.ok(!/MPF|xmpmeta|hdrgm/.test(sent.bytes.toString('latin1')));
    assert.ok(sent.bytes.length < main.length + 200, 'the gain map is not sent');
  });

  it('is sent as its first frame on its canvas: a WebP whose frame is a part of it', async () => {
    for (const lossless of [true, false]) {
      const { sent } = await preparedFile(await partialFrame(lossless));
      assert.deepEqual([sent.width, sent.height], [80, 60]);
      near(await colourAt(sent.bytes, 30, 20), [200, 30, 30], 6, 'inside of the frame');
      near(await colourAt(sent.bytes, 70, 50), [255, 255, 255], 2, 'beside it');
      assert.equal((await sharp(sent.bytes).metadata()).pages, undefined);
    }
  });
});

const plain = (background: string, width = 80, height = 60): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });

/** As Android writes it: XMP that lists the pictures, an MPF index with their places, then the gain map. */
async function ultraHdr(): Promise<{ file: Buffer; main: Buffer }> {
  const main = await plain('#2a7').jpeg().toBuffer();
  const gainMap = await plain('#777', 20, 15).greyscale().jpeg().toBuffer();
  const xmp =
    '<x:xmpmeta><rdf:RDF><rdf:Description hdrgm:Version="1.0"><Container:Directory>' +
    `<Item Semantic="Primary"/><Item Semantic="GainMap" Length="${gainMap.length}"/>` +
    '</Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>';
  const app1 = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`));
  const indexLength = 4 + 4 + 82;
  const start = main.length + app1.length + indexLength;
  const index = segment(0xe2, multiPicture(start, gainMap.length, 2 + app1.length + 8));
  assert.equal(index.length, indexLength);
  return {
    main,
    file: Buffer.concat([main.subarray(0, 2), app1, index, main.subarray(2), gainMap]),
  };
}

/** `MPF`, then the index of two pictures (CIPA DC-007): the first of `first` bytes, the other behind it. */
function multiPicture(first: number, second: number, tiffStart: number): Buffer {
  const tiff = Buffer.alloc(82);
  tiff.write('MM\0*\0\0\0\x08\0\x03', 'latin1');
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    tiff.writeUInt32BE(value, at + 8);
  };
  entry(10, 0xb000, 7, 4, 0x30313030);
  entry(22, 0xb001, 4, 1, 2);
  entry(34, 0xb002, 7, 32, 50);
  tiff.writeUInt32BE(0x030000, 50);
  tiff.writeUInt32BE(first, 54);
  tiff.writeUInt32BE(second, 70);
  tiff.writeUInt32BE(first - tiffStart, 74);
  return Buffer.concat([Buffer.from('MPF\0'), tiff]);
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** An animation on 80 × 60 whose first frame is 40 × 30 at 20, 10, and its second one all of it. */
async function partialFrame(lossless: boolean): Promise<Buffer> {
  const frame = async (background: string, x: number, y: number, width: number, height: number) => {
    const file = await plain(background, width, height).webp({ lossless }).toBuffer();
    const head = Buffer.alloc(16);
    head.writeUIntLE(x / 2, 0, 3);
    head.writeUIntLE(y / 2, 3, 3);
    head.writeUIntLE(width - 1, 6, 3);
    head.writeUIntLE(height - 1, 9, 3);
    head.writeUIntLE(100, 12, 3);
    return riffChunk('ANMF', Buffer.concat([head, file.subarray(12)]));
  };
  const canvas = Buffer.alloc(10);
  canvas[0] = 0x12; // Animation and alpha.
  canvas.writeUIntLE(79, 4, 3);
  canvas.writeUIntLE(59, 7, 3);
  const chunks = Buffer.concat([
    Buffer.from('WEBP'),
    riffChunk('VP8X', canvas),
    riffChunk('ANIM', Buffer.alloc(6)),
    await frame('rgb(200,30,30)', 20, 10, 40, 30),
    await frame('rgb(30,30,200)', 0, 0, 80, 60),
  ]);
  return riffChunk('RIFF', chunks);
}

function riffChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
