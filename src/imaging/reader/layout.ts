import { splitColumns, splitRows, type Piece } from './columns';
import { linesOf, usualHeight } from './lines';
import { isSurelyText, letters, withoutNoise } from './noise';
import { joinBlocks, type TextLine } from './paragraphs';
import type { Plates } from './plates';
import type { Word } from './recognise';
import { regionsOf, type Region } from './regions';

/** A word and the plate that it stands on, or -1. */
export interface PlacedWord extends Word {
  readonly plate: number;
}

interface WordPiece extends Piece {
  readonly isRegion: false;
  readonly word: PlacedWord;
}

interface RegionPiece extends Piece {
  readonly isRegion: true;
  readonly region: Region<PlacedWord>;
}

/** The text of a page, and its lines with their words from left to right. */
export interface Arranged {
  readonly text: string;
  readonly lines: readonly TextLine[];
}

/** Gaps in a line wider than this many line heights stay visible, as between table columns. */
const wideGap = 2;

/**
 * Words in any order in, text in reading order out: regions and columns one after the other, rows
 * of tables on one line, a blank line between blocks, noise left out.
 */
export function arrange(words: readonly PlacedWord[], plates: Plates | undefined): Arranged {
  let read = words.filter(({ confidence, text }) => confidence >= 60 || letters(text) >= 4);
  if (plates === undefined) {
    // Without flat areas the picture is a photo.
    read = linesOf(read)
      .filter(({ items }) => isSurelyText(items))
      .flatMap(({ items }) => items);
  }
  const page = regionsOf(read, plates, (some) => linesOf(some).length);
  const lines = linesIn(page).filter(({ text }) => text !== '');
  return { text: joinBlocks(lines), lines };
}

function linesIn({ words, regions }: Region<PlacedWord>): TextLine[] {
  return order(
    [
      ...words.map((word): WordPiece => ({
        box: word.box,
        isRegion: false,
        isFigure: /\d/.test(word.text) && !/\p{L}{2}/u.test(word.text),
        word,
      })),
      ...regions.map((region): RegionPiece => ({
        box: region.box,
        isRegion: true,
        isFigure: false,
        region,
      })),
    ],
    Symbol(),
  );
}

/** A recursive XY-cut: columns first, else the rows that let columns appear, else plain lines. */
function order(pieces: readonly (WordPiece | RegionPiece)[], group: symbol): TextLine[] {
  const words = pieces.filter((piece) => !piece.isRegion);
  const only = pieces[0];
  if (pieces.length === 1 && only?.isRegion) {
    return linesIn(only.region);
  }
  const lineHeight = usualHeight(words.length > 0 ? words : pieces);
  const columns = splitColumns(pieces, lineHeight);
  if (columns) {
    return columns.flatMap((column) => order(column, Symbol()));
  }
  const rows = splitRows(pieces, lineHeight);
  if (rows) {
    return rows.flatMap((row) => order(row, group));
  }
  const lines = linesOf(words).map(({ items, top, bottom }) => ({
    top,
    lines: [{ ...lineOf(items.map(({ word }) => word)), top, bottom, group }],
  }));
  const regions = pieces
    .filter((piece) => piece.isRegion)
    .sort((a, b) => a.box.left - b.box.left)
    .map(({ box, region }) => ({ top: box.top, lines: linesIn(region) }));
  return [...lines, ...regions].sort((a, b) => a.top - b.top).flatMap((part) => part.lines);
}

function lineOf(line: readonly PlacedWord[]): Pick<TextLine, 'text' | 'words'> {
  let text = '';
  let end = 0;
  const height = usualHeight(line);
  const words = withoutNoise(line);
  for (const { text: word, box } of words) {
    const space = box.left - end > wideGap * height ? '   ' : ' ';
    text += text === '' ? word : space + word;
    end = box.right;
  }
  return { text, words };
}
