import type { RegionView, TurnView } from '../../protocol/conversation';
import type { LocatedPiece } from '../markdown/locatedText';
import type { Sentence, ViewedRegion } from '../viewer/picture';

/** The id of a turn's region by its index, in the page. */
function regionId(turn: number, index: number): string {
  return `${turn}-${index}`;
}

/** The turn of a region by its id. */
export function turnOf(region: string): number {
  return Number(region.split('-', 1)[0]);
}

/** The pieces of a turn's reply that speak of regions. */
export function piecesOf({ id: turn, regions = [] }: TurnView): LocatedPiece[] {
  return regions.flatMap(({ offset, length }, index) =>
    offset !== undefined && length !== undefined
      ? [{ id: regionId(turn, index), offset, length }]
      : [],
  );
}

/** The regions of a turn on one picture, numbered on each picture from 1. */
export function regionsOn(
  { id: turn, regions = [], reply }: TurnView,
  picture: string,
): ViewedRegion[] {
  const views = regions.map((region, index) => ({ region, id: regionId(turn, index) }));
  return views
    .filter(({ region: { image } }) => image === picture)
    .map(({ region, id }, index) => {
      const sentence = sentenceOf(reply, region);
      return {
        id,
        number: index + 1,
        label: region.text,
        region: region.region,
        source: region.source,
        ...(sentence && { sentence }),
      };
    });
}

/** So much of a sentence is shown before and after the piece, in characters. */
const farthest = 160;

/** The sentence in which a piece stands, without the commonest marks of Markdown. */
function sentenceOf(reply: string, { offset, length = 0 }: RegionView): Sentence | undefined {
  if (offset === undefined) {
    return undefined;
  }
  const end = offset + length;
  const begun = reply.slice(Math.max(0, offset - farthest), offset);
  const last = [...begun.matchAll(sentenceEnd)].at(-1);
  const rest = reply.slice(end, end + farthest);
  const [next] = rest.matchAll(sentenceEnd);
  return {
    before: bare(begun.slice(last ? last.index + last[0].length : 0)),
    piece: bare(reply.slice(offset, end)),
    after: bare(next ? rest.slice(0, next.index + next[0].length) : rest).trimEnd(),
  };
}

const sentenceEnd = /[.!?](?=\s)|[。！？]|\n/g;

function bare(markdown: string): string {
  return markdown.replace(/^(?:\s*(?:[-*+>]|#{1,6}|\d+[.)])\s+)+/, '').replace(/[*_`]+/g, '');
}
