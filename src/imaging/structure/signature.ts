import type { ImageType } from '../../core/images/images';
import { asciiAt, bigEndian, littleEndian } from './bytes';
import { decodeXml, firstElement } from './xml';

/** How far blanks may go before the first sign of an XML file. */
const textStart = 4096;
const bitmapHeaderLengths = [12, 40, 52, 56, 64, 108, 124];
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

const tests: readonly [ImageType, (bytes: Uint8Array) => boolean][] = [
  ['image/png', (bytes) => asciiAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', (bytes) => bigEndian(bytes, 0, 3) === 0xffd8ff],
  ['image/gif', (bytes) => ['GIF87a', 'GIF89a'].includes(asciiAt(bytes, 0, 6))],
  ['image/webp', (bytes) => asciiAt(bytes, 0, 4) === 'RIFF' && asciiAt(bytes, 8, 4) === 'WEBP'],
  ['image/avif', (bytes) => hasBrand(bytes, avifBrands)],
  ['image/heic', (bytes) => hasBrand(bytes, heicBrands)],
  ['image/tiff', isTiff],
  ['image/bmp', isBitmap],
  ['image/x-icon', isIcon],
  ['image/svg+xml', isSvg],
];

/** The type that a file's first bytes tell, or undefined if they are no known image's. */
export function typeBySignature(bytes: Uint8Array): ImageType | undefined {
  return tests.find(([, matches]) => matches(bytes))?.[0];
}

/** True where an ISO base media file (ISO/IEC 14496-12) names one of `brands` in its `ftyp` box. */
function hasBrand(bytes: Uint8Array, brands: readonly string[]): boolean {
  if (asciiAt(bytes, 4, 4) !== 'ftyp') {
    return false;
  }
  const end = Math.min(bigEndian(bytes, 0, 4), bytes.length, 256);
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    if (brands.includes(asciiAt(bytes, offset, 4))) {
      return true;
    }
  }
  return false;
}

function isTiff(bytes: Uint8Array): boolean {
  return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(asciiAt(bytes, 0, 4));
}

/** "BM" alone begins many texts, so the length of the header behind it counts too. */
function isBitmap(bytes: Uint8Array): boolean {
  return asciiAt(bytes, 0, 2) === 'BM' && bitmapHeaderLengths.includes(littleEndian(bytes, 14, 4));
}

function isIcon(bytes: Uint8Array): boolean {
  return (
    bigEndian(bytes, 0, 4) === 0x00000100 && littleEndian(bytes, 4, 2) > 0 && bytes.length > 22
  );
}

/** An `svg` element as the first element, after a byte order mark, declarations and comments. */
function isSvg(bytes: Uint8Array): boolean {
  const start = asciiAt(bytes, 0, textStart).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (!/^[\s\0]*</.test(start)) {
    return false;
  }
  try {
    const text = decodeXml(bytes, false);
    const first = firstElement(text);
    return first !== -1 && /^<(?:[\w.-]+:)?svg[\s>/]/.test(text.slice(first, first + 99));
  } catch {
    return false;
  }
}
