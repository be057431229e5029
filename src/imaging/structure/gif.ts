import type { Trait } from '../../core/images/images';
import { asciiAt, byteAt, littleEndian, sized, type Structure } from './bytes';

const headerLength = 13;
const label = { graphicControl: 0xf9, application: 0xff };
const introducer = { padding: 0x00, extension: 0x21, image: 0x2c, trailer: 0x3b };

/**
 * Walks the blocks of a GIF (87a or 89a, also an animated one) up to its trailer. Many writers
 * leave the trailer out or pad after a frame, so a file that ends or goes on otherwise between two
 * blocks is whole once it has shown a frame. Source: GIF89a Specification, W3C copy.
 */
export function walkGif(bytes: Uint8Array): Structure {
  if (bytes.length < headerLength) {
    return 'truncated';
  }
  let width = littleEndian(bytes, 6, 2);
  let height = littleEndian(bytes, 8, 2);
  const traits = new Set<Trait>();
  let frames = 0;
  let offset = headerLength + colourTableLength(byteAt(bytes, 10));
  for (;;) {
    const block = byteAt(bytes, offset);
    if (block === introducer.padding) {
      offset++;
    } else if (block === introducer.extension) {
      const trait = traitOfExtension(bytes, offset);
      if (trait !== undefined) {
        traits.add(trait);
      }
      offset = skipSubBlocks(bytes, offset + 2);
    } else if (block === introducer.image) {
      // Some writers leave the screen's size at zero.
      width ||= littleEndian(bytes, offset + 5, 2);
      height ||= littleEndian(bytes, offset + 7, 2);
      const tableLength = colourTableLength(byteAt(bytes, offset + 9));
      offset = skipSubBlocks(bytes, offset + 11 + tableLength);
      frames++;
      if (frames > 1) {
        traits.add('animated');
      }
    } else if (frames > 0) {
      if (block !== -1 && offset + 1 < bytes.length) {
        traits.add('metadata');
      }
      return sized(width, height, traits);
    } else {
      return block === -1 ? 'truncated' : 'damaged';
    }
    if (offset === -1) {
      return 'truncated';
    }
  }
}

/** Only a counter of loops is of no concern among the extensions of applications and comments. */
function traitOfExtension(bytes: Uint8Array, offset: number): Trait | undefined {
  switch (byteAt(bytes, offset + 1)) {
    case label.graphicControl:
      return (byteAt(bytes, offset + 3) & 1) === 1 ? 'alpha' : undefined;
    case label.application:
      return /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(asciiAt(bytes, offset + 3, 11))
        ? undefined
        : 'metadata';
    default:
      return 'metadata';
  }
}

function colourTableLength(packed: number): number {
  return packed !== -1 && (packed & 0x80) !== 0 ? 3 << ((packed & 7) + 1) : 0;
}

/** The offset past a chain of sub-blocks and its terminator, or -1 where the file ends before. */
function skipSubBlocks(bytes: Uint8Array, from: number): number {
  for (let offset = from; ;) {
    const length = byteAt(bytes, offset);
    if (length <= 0) {
      return length === 0 ? offset + 1 : -1;
    }
    offset += 1 + length;
  }
}
