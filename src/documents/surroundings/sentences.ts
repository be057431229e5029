import { marks } from '../outline';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** What may end a sentence before the end of a text. */
const terminal = /[\p{Sentence_Terminal}.\u2024\ufe52\uff0e].|[\u0085\u2028]/u;
/** After these, and after a single letter, a full stop ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:\p{L}|e\.g|i\.e|[zdsuo]\. ?[bhaäÄ]|abb|approx|art|bspw|bzw|ca|cf|dr|ed|eq|etc|fig|inkl|mr|mrs|ms|no|nr|nº|p|pp|pág|prof|sr|sra|st|tab|usw|vgl|vol|vs)\.\s*$/iu;

/** Text in, its sentences out, in order, white space taken together and without what is no text. */
export function sentencesOf(text: string): string[] {
  return text.split(marks.end).flatMap((part) => {
    const sentences: string[] = [];
    let open = '';
    const words = plain(part);
    for (const { segment } of terminal.test(words)
      ? segmenter.segment(words)
      : [{ segment: words }]) {
      open += segment;
      if (!abbreviation.test(open.slice(-12))) {
        sentences.push(open.trim());
        open = '';
      }
    }
    return [...sentences, open.trim()].filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  });
}

const untidy = /[\ufff9-\ufffc]|[^\S ]| {2}|^ | $/;

/** Text of a block in, the same in one line and without marks out. */
export function plain(text: string): string {
  if (!untidy.test(text)) {
    return text;
  }
  return text
    .replaceAll(/[\ufff9-\ufffb]/g, '')
    .replaceAll(/[\s\ufffc]+/g, ' ')
    .trim();
}

/** The first words of a text, by at most so many characters. */
export function firstWords(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  if (most < 2) {
    return '';
  }
  const cut = text.slice(0, most - 1);
  const space = /\s/.test(text.charAt(most - 1)) ? cut.length : cut.search(/\s\S*$/);
  // Scripts without spaces are cut between characters.
  const end = space > most / 2 ? space : wholeCharacter(cut, text);
  return `${cut.slice(0, end).trimEnd()}…`;
}

/** The last words of a text, by at most so many characters. */
function lastWords(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  if (most < 2) {
    return '';
  }
  const from = text.length - (most - 1);
  const cut = text.slice(from);
  const space = /\s/.test(text.charAt(from - 1)) ? 0 : cut.search(/\s/);
  const low = cut.charCodeAt(0);
  const split = low >= 0xdc00 && low < 0xe000 ? 1 : 0;
  return `…${cut.slice(space !== -1 && space < most / 2 ? space : split).trimStart()}`;
}

function wholeCharacter(cut: string, text: string): number {
  const next = text.charCodeAt(cut.length);
  return next >= 0xdc00 && next < 0xe000 ? cut.length - 1 : cut.length;
}

/** Sentences from a given end as far as they go into so many characters; the first is cut, if need be. */
export function fitting(
  sentences: readonly string[],
  most: number,
  side: 'before' | 'after',
): string {
  const ordered = side === 'before' ? sentences.toReversed() : sentences;
  const taken: string[] = [];
  let left = most;
  for (const sentence of ordered) {
    const length = sentence.length + (taken.length > 0 ? 1 : 0);
    if (length > left) {
      break;
    }
    left -= length;
    taken.push(sentence);
  }
  const [nearest] = ordered;
  if (taken.length === 0 && nearest !== undefined) {
    return side === 'before' ? lastWords(nearest, most) : firstWords(nearest, most);
  }
  return joined(side === 'before' ? taken.toReversed() : taken);
}

/** Scripts without spaces have none between sentences. */
function joined(sentences: readonly string[]): string {
  return sentences.join(' ').replaceAll(/(?<=[。．！？」』]) (?=[^\p{Script=Latin}])/gu, '');
}
