import type { Pixels } from '../../pixels';
import { advanceOf } from '../document/code';
import type { Ink } from '../ink';
import { linesOf } from '../lines';
import type { Word } from '../recognise';
import { stripsIn } from './detect';
import { withDoubts } from './doubts';
import type { Sign } from './ctc';
import type { Networks } from './runtime';
import { isMonospaced, wordsOfStrip } from './spacing';
import { cutStrip, type Strip } from './strip';
import { unreadPlaces } from './unread';

/** The mean confidence, 0 to 100, from which the networks are believed. */
const believed = 70;

/** The widest strip in its heights, and the widest run of words that is read again in those of a word. */
const longest = 70;
const longestRun = 16;

/** The confidence from which what Tesseract has not seen is believed. */
const certain = 88;

/** A word of Tesseract below this confidence is read again. */
const unsure = 75;

/** What is read again must have this share of the letters that Tesseract saw. */
const leastLetters = 0.6;

/** Up to this confidence a word with letters beyond ASCII gives way too. */
const doubtLimit = 70;

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

/**
 * Reads those parts of lines again that Tesseract is unsure of. What the networks read there takes the place of the
 * unsure words, if they are surer than Tesseract. `draw` makes the grey page, in whose pixels the words are; nothing is
 * started or drawn where Tesseract is sure of all. Places with ink that Tesseract saw nothing in are read too.
 */
export async function mendWords(
  start: () => Promise<Networks>,
  draw: () => Pixels,
  words: readonly Word[],
  { page: ink, letterHeight }: Pick<Ink, 'page' | 'letterHeight'>,
): Promise<Word[]> {
  const unread = unreadPlaces(ink, words, letterHeight);
  const runs = linesOf(words).flatMap(({ items }) => runsOf(withDoubts(items, ink)));
  if (unread.length === 0 && !runs.some((run) => run.some(isUnsure))) {
    return [...words];
  }
  const [networks, page] = [await start(), draw()];
  const isMono = advanceOf([{ words }]) !== undefined;
  const wordsIn = async (strip: Strip): Promise<Word[]> =>
    believedWords(await readStrip(networks, page, strip), isMono);
  const mended: Word[] = [];
  for (const run of runs) {
    mended.push(...(run.some(isUnsure) ? await mendedRun(wordsIn, run) : run));
  }
  for (const box of unread) {
    const found = await wordsIn(stripAround([{ box }], 0.35));
    mended.push(...found.filter(isFigureOrWord));
  }
  return mended;
}

/** Icons are taken for single letters and signs. */
function isFigureOrWord({ text, confidence }: Word): boolean {
  return confidence >= certain && (/^\P{L}*\d\P{L}*$/u.test(text) || /\p{L}{2}/u.test(text));
}

async function mendedRun(
  wordsIn: (strip: Strip) => Promise<Word[]>,
  run: readonly Word[],
): Promise<readonly Word[]> {
  const read = await wordsIn(stripAround(run));
  const kept = run.filter((word) => isBeyond(word, read));
  const better = read.filter((word) => !kept.some((other) => share(word, other) > 0.3));
  const replaced = run.filter((word) => !kept.includes(word));
  const isBetter =
    mean(better) > Math.max(believed, mean(replaced)) &&
    lettersIn(better) >= leastLetters * lettersIn(replaced);
  return isBetter ? [...kept, ...better] : run;
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
  return mean(words) >= believed ? words : [];
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

/** Parts of a line that are read in one go: not across wide gaps, nor longer than the recogniser likes. */
function runsOf(line: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  for (const word of line) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const height = word.box.bottom - word.box.top;
    const isFar =
      run === undefined ||
      last === undefined ||
      word.box.left - last.box.right > 1.5 * height ||
      word.box.right - (run[0]?.box.left ?? 0) > longestRun * height ||
      isUnsure(last) !== isUnsure(word);
    if (isFar) {
      runs.push([word]);
    } else {
      run.push(word);
    }
  }
  return runs;
}

/** The strip around some words of a line, with as much space around them as the recogniser knows lines with. */
function stripAround(words: readonly Pick<Word, 'box'>[], around = 0.2): Strip {
  const top = Math.min(...words.map(({ box }) => box.top));
  const bottom = Math.max(...words.map(({ box }) => box.bottom));
  const space = around * (bottom - top);
  return {
    left: Math.min(...words.map(({ box }) => box.left)) - space,
    right: Math.max(...words.map(({ box }) => box.right)) + space,
    top: top - space,
    bottom: bottom + space,
    slope: 0,
  };
}

function isUnsure({ confidence }: Word): boolean {
  return confidence < unsure;
}

/** The recogniser knows ASCII only: what else a word holds stays, currencies always, unless Tesseract is at a loss. */
function isBeyond({ text, confidence }: Word, read: readonly Word[]): boolean {
  const hasCurrency = /[^\P{Sc}$]/u.test(text);
  const isOther = confidence > doubtLimit && /[^\p{ASCII}“”‘’–—…]/u.test(text);
  return (hasCurrency || isOther) && read.length > 0;
}

/** How much of the narrower of two words of a line lies in the other, 0 to 1. */
function share(a: Word, b: Word): number {
  const shared = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
  return shared / Math.max(1, Math.min(a.box.right - a.box.left, b.box.right - b.box.left));
}

function mean(words: readonly Word[]): number {
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
