import { jpegEnd } from '../structure/jpeg';
import type { Codec, Handles } from './codec';
import { Refused } from './faults';

/** Bits that stand for something else than the zeros that libjpeg takes after the end. */
const other = Uint8Array.from({ length: 64 }, (_, at) => (at % 2 === 0 ? 0xa5 : 0x5a));

/**
 * Throws `Refused` (`imageTruncated`) unless all pixels of a JPEG are there whose end-of-image marker was
 * added: they are where further bytes behind its last scan make no difference to any of them.
 */
export function checkWholeJpeg(vips: Codec, bytes: Uint8Array, handles: Handles): void {
  const scan = bytes.subarray(0, bytes.length - jpegEnd.length);
  const header = handles.keep(vips.Image.newFromBuffer(bytes));
  // A trailer behind the last of many scans is warned of, behind an only scan it is not looked at.
  const strict = header.getTypeof('jpeg-multiscan') === 0 ? 'warning' : 'error';
  const longer = Buffer.concat([scan, other, jpegEnd]);
  if (!areEqual(vips, [bytes, strict], [longer, 'error'], handles)) {
    throw new Refused({ kind: 'imageTruncated' });
  }
}

type Decoding = readonly [bytes: Uint8Array, failOn: 'warning' | 'error'];

/** False where the pixels differ, or one of the files fails to be decoded. */
function areEqual(vips: Codec, one: Decoding, other: Decoding, { keep }: Handles): boolean {
  try {
    const [first, second] = [one, other].map(([bytes, failOn]) =>
      keep(vips.Image.newFromBuffer(bytes, `[fail_on=${failOn}]`, { access: 'sequential' })),
    );
    if (first === undefined || second === undefined) {
      return false;
    }
    const difference = keep(keep(first.subtract(second)).abs());
    return difference.max() === 0;
  } catch {
    return false;
  }
}
