import { jpegEnd } from '../structure/jpeg';
import { pixelsOf, type Codec, type Handles } from './codec';
import { Refused } from './faults';

/** The rows in which a scan ends: those of a block of 8 × 8 pixels, sampled at most 4 times as wide. */
const lastRows = 32;

/** Bits that stand for something else than the zeros that libjpeg takes after the end. */
const other = Uint8Array.from({ length: 64 }, (_, at) => (at % 2 === 0 ? 0xa5 : 0x5a));

/**
 * Throws `Refused` (`imageTruncated`) unless all pixels of a JPEG are there whose end-of-image marker was
 * added: they are where further bytes behind its last scan make no difference to its last rows.
 */
export function checkWholeJpeg(vips: Codec, bytes: Uint8Array, handles: Handles): void {
  const scan = bytes.subarray(0, bytes.length - jpegEnd.length);
  const header = handles.keep(vips.Image.newFromBuffer(bytes));
  // A trailer behind the last of many scans is warned of, behind an only scan it is not looked at.
  const strict = header.getTypeof('jpeg-multiscan') === 0 ? 'warning' : 'error';
  const last = lastPixels(vips, bytes, strict, handles);
  const longer = lastPixels(vips, Buffer.concat([scan, other, jpegEnd]), 'error', handles);
  if (last === undefined || longer === undefined || !last.equals(longer)) {
    throw new Refused({ kind: 'imageTruncated' });
  }
}

/** Undefined where something fails. */
function lastPixels(
  vips: Codec,
  bytes: Uint8Array,
  failOn: 'warning' | 'error',
  { keep }: Handles,
): Buffer | undefined {
  try {
    const picture = keep(
      vips.Image.newFromBuffer(bytes, `[fail_on=${failOn}]`, { access: 'sequential' }),
    );
    const top = Math.max(0, picture.height - lastRows);
    const rows = keep(picture.crop(0, top, picture.width, picture.height - top));
    return Buffer.from(pixelsOf(rows).data);
  } catch {
    return undefined;
  }
}
