import type { Pixels } from '../../pixels';
import type { Word } from '../recognise';
import { stripsIn } from './detect';
import type { Sign } from './ctc';
import type { Networks } from './runtime';
import { isMonospaced, wordsOfStrip } from './spacing';
import { cutStrip, type Strip } from './strip';

/** The mean confidence, 0 to 100, from which the networks are believed. */
const believed = 70;

/** The widest strip in its heights. */
const longest = 70;

/** The detector looks at pictures of this many pixels at most on their longer side. */
export const detectorSide = 1280;

/**
 * Finds the lines of a grey page with the networks and reads them. `small` is the same page scaled by `factor`, as
 * the detector is to see it. Words are in pixels of the page, in no useful order.
 */
export async function readWithNetworks(
  networks: Networks,
  page: Pixels,
  small: Pixels,
  factor: number,
): Promise<Word[]> {
  const padded = toMultiplesOf32(small);
  const shares = await networks.detect(padded);
  const read: Read[] = [];
  for (const strip of stripsIn(shares, padded.width, padded.height)) {
    const scaled = {
      left: strip.left / factor,
      top: strip.top / factor,
      right: Math.min(page.width, strip.right / factor),
      bottom: strip.bottom / factor,
      slope: strip.slope,
    };
    read.push(...(await readStrip(networks, page, scaled)));
  }
  const isMono = isMonospaced(read.map(({ signs }) => signs));
  return read.flatMap((part) => believedWords([part], isMono));
}

/** A strip with what the recogniser gave for it. */
interface Read {
  readonly strip: Strip;
  readonly cut: ReturnType<typeof cutStrip>;
  readonly signs: readonly Sign[];
  readonly steps: number;
}

async function readStrip(networks: Networks, page: Pixels, strip: Strip): Promise<Read[]> {
  if (strip.bottom - strip.top < 4 || strip.right - strip.left < 3) {
    return [];
  }
  const read: Read[] = [];
  for (const part of partsOf(strip)) {
    const cut = cutStrip(page, part);
    read.push({ strip: part, cut, ...(await networks.recognise(cut.data, cut.width)) });
  }
  return read;
}

/** The words in some strips of one line; none where they are not believed. */
function believedWords(read: readonly Read[], isMono: boolean): Word[] {
  const words = read.flatMap((part) => wordsOfStrip(part, part.cut, part.strip, isMono));
  return meanConfidence(words) >= believed ? words : [];
}

/** Halves of a strip that is too long, and halves of these. */
function partsOf(strip: Strip): Strip[] {
  const length = strip.right - strip.left;
  const count = Math.ceil(length / (longest * (strip.bottom - strip.top)));
  if (count <= 1) {
    return [strip];
  }
  return Array.from({ length: count }, (_, index) => ({
    ...strip,
    left: strip.left + (index * length) / count,
    right: strip.left + ((index + 1) * length) / count,
  }));
}

/** The mean confidence of words by their letters, 0 to 100; 0 for none. */
export function meanConfidence(words: readonly Word[]): number {
  const sum = words.reduce((total, { text, confidence }) => total + text.length * confidence, 0);
  return sum / Math.max(1, lettersIn(words));
}

function lettersIn(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + text.length, 0);
}

function toMultiplesOf32({ data, width, height }: Pixels): Pixels {
  const [across, down] = [width, height].map((side) => Math.ceil(side / 32) * 32) as [
    number,
    number,
  ];
  const padded = new Uint8Array(across * down).fill(data[data.length - 1] ?? 0);
  for (let y = 0; y < height; y++) {
    padded.set(data.subarray(y * width, (y + 1) * width), y * across);
  }
  return { data: padded, width: across, height: down };
}
