import type { Surroundings } from '../surroundings';

/**
 * Surroundings in, a hash of them out: of titles, headings, caption, text and link; not of the language,
 * which facts name apart.
 */
export function contextOf(surroundings: Surroundings): string {
  const { title, headings, caption, before, after, linkTarget, linkText } = surroundings;
  return hash(JSON.stringify([title, headings, caption, before, after, linkTarget, linkText]));
}

/** 64 bits as 16 hexadecimal digits, by two lanes of MurmurHash3's mixing, as in the public-domain cyrb53. */
export function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return digits(high) + digits(low);
}

function digits(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
