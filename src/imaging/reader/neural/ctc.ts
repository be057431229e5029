/** One character as the network gives it: how sure it is (0 to 1), and where, in steps of its output. */
export interface Sign {
  readonly text: string;
  readonly sureness: number;
  readonly from: number;
  /** The first step after it. */
  readonly to: number;
}

/**
 * The characters that the English recogniser of PP-OCRv4 tells apart, by class, the first being "none": `en_dict.txt` of
 * PaddleOCR (0 to ~, then ! to /), and the space, which it has twice.
 */
export const englishSigns: readonly string[] = [
  '',
  ...range('0', '~'),
  ...range('!', '/'),
  ' ',
  ' ',
];

/**
 * Decodes a line greedily (connectionist temporal classification): the likeliest class of each step, repeats
 * joined, "none" left out. `scores` has `signs.length` shares for each step.
 */
export function decodeSigns(scores: Float32Array, signs: readonly string[]): Sign[] {
  const classes = signs.length;
  const found: { text: string; sureness: number; from: number; to: number }[] = [];
  let before = 0;
  for (let step = 0; step * classes < scores.length; step++) {
    let best = 0;
    let most = -1;
    for (let index = 0; index < classes; index++) {
      const score = scores[step * classes + index] ?? 0;
      if (score > most) {
        most = score;
        best = index;
      }
    }
    const last = found.at(-1);
    if (best !== 0 && best === before && last !== undefined) {
      last.to = step + 1;
      last.sureness = Math.max(last.sureness, most);
    } else if (best !== 0) {
      found.push({ text: signs[best] ?? '', sureness: most, from: step, to: step + 1 });
    }
    before = best;
  }
  return found;
}

function range(first: string, last: string): string[] {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
}
