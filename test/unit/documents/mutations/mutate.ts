/** Whole numbers from 0 to below a limit; the same seed gives the same numbers (mulberry32). */
export type Random = (below: number) => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What breaks, opens or closes something in one of the languages. */
const pieces = [
  ...Array.from('[]()<>{}"\'`|\\!&#:*_~=/%^$+-;'),
  ...['\0', '\ud83d', '\ude00', '\ufeff', '\u2028', '\t', '\r', '\r\n', '\n', '\n\n', '    '],
  ...['![', '](', '![[', ']]', '```', '~~~', ':::', '<!--', '-->', '{{', '}}', '{%', '%}', '{/*'],
  ...[
    '{{<',
    '>}}',
    '*/}',
    '/>',
    '</',
    '<img ',
    'alt="',
    "alt='",
    'alt={',
    'src=',
    '${',
    '{:',
    '---',
  ],
  ...[
    'image::',
    'image:',
    '....',
    '----',
    '|===',
    '++++',
    '////',
    '.. ',
    '::',
    '.. image:: ',
    '> ',
  ],
  ...['- ', '1. ', '<a ', '</a>', '<script>', '<pre>', '<template>', '\\"', '\\n', '\\u0000', '",'],
];

/** How many edits a mutated document got at most. */
const most = 4;

/** A document in, a part of it or all of it with some edits at random out. */
export function mutated(text: string, random: Random, longest = 900): string {
  const start = text.length > longest ? random(text.length - longest + 1) : 0;
  const part = text.slice(start, start + longest);
  // Most parts begin with a line, and some in its middle.
  let result = start === 0 || random(8) === 0 ? part : part.slice(part.indexOf('\n') + 1);
  for (let edits = 1 + random(most); edits > 0; edits--) {
    result = mutatedOnce(result, random);
  }
  return random(10) === 0 ? result.replaceAll('\n', '\r\n') : result;
}

function mutatedOnce(text: string, random: Random): string {
  const at = random(text.length + 1);
  const end = Math.min(text.length, at + 1 + random(40));
  const slice = text.slice(at, end);
  const before = text.slice(0, at);
  const behind = text.slice(end);
  switch (random(6)) {
    case 0:
      return before + behind;
    case 1:
      return before + slice + slice + behind;
    case 2: {
      const other = random(at + 1);
      return text.slice(0, other) + slice + text.slice(other, at) + behind;
    }
    default:
      return before + (pieces[random(pieces.length)] ?? '') + text.slice(at);
  }
}
