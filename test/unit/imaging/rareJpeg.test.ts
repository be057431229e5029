import assert from 'node:assert/strict';
import sharp from 'sharp';
import { inspectImage } from '../../../src/imaging/index';
import { colourAt, near, preparedFile } from './preparedFile';

/** 40 × 32 pixels, light grey with a red quarter, coded arithmetically by jpegtran, which sharp cannot write. */
const arithmetic = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/yQARCAAgACgDAREAAhEBAxEB/8wACgAQEAUBEBEF/9oADAMBAAIRAxEAPwD/ANlv9pMc3WftX8uAxSAoGzGHRZqcASvMnlfWk9uygyLG7RuyyyqlPZ8NKRLrqxgOxFOGR3imXGlPt+aQUy/2sz/7PYD/2Q==',
  'base64',
);

/** Runs in the built worker: `npm run build` comes first. */
describe('a JPEG that is seldom met', function () {
  this.timeout(60_000);

  it('is made one that every server reads: arithmetic coding', async () => {
    const { sent } = await preparedFile(arithmetic);
    assert.equal(sent.untouched, false);
    near(await colourAt(sent.bytes, 5, 5), [176, 32, 32], 4);
    near(await colourAt(sent.bytes, 30, 5), [232, 232, 232], 4);
  });

  /** As phones save them: an index of the pictures in the file, what the further ones are for, and those. */
  const several = async (): Promise<Buffer> => {
    const picture = (background: string): Promise<Buffer> =>
      sharp({ create: { width: 80, height: 60, channels: 3, background } })
        .jpeg()
        .toBuffer();
    const segment = (marker: number, text: string): Buffer => {
      const data = Buffer.from(text, 'latin1');
      return Buffer.concat([Buffer.from([0xff, marker, 0, data.length + 2]), data]);
    };
    const main = await picture('#2a7');
    return Buffer.concat([
      main.subarray(0, 2),
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta hdrgm:Version="1.0"/>'),
      segment(0xe2, 'MPF\0MM\0*\0\0\0\b\0\0'),
      main.subarray(2),
      await picture('#777'),
      await picture('#123'),
    ]);
  };

  it('is sent as its first picture: several in one file, as Ultra HDR has them', async () => {
    const { sent, size } = await preparedFile(await several());
    assert.deepEqual(size, { width: 80, height: 60 });
    near(await colourAt(sent.bytes, 40, 30), [34, 170, 119], 3);
    assert.ok(!sent.bytes.includes('MPF') && !sent.bytes.includes('xmpmeta'));
  });

  it('is whole where only a further picture is cut', async () => {
    const file = await several();
    const { bytes } = await inspectImage('photo.jpg', file.subarray(0, file.length - 300));
    assert.equal(bytes.length, file.length - 300);
  });
});
