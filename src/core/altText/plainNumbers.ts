const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const ordinal = new RegExp(
  String.raw`^([\s>*_#•+-]{0,12})(?:the\s)?(${ordinals.join('|')})\s(image|picture|screenshot|photo|figure)(?=\s?(?:\*\*|__)?\s?(?:[:：–—(]|$))`,
  'i',
);
const circled = /^([\s>*_#•+-]{0,12})([①-⑳])[.、．]?\s*/u;
const hashed = /^([\s>*_•+-]{0,12})#(\d{1,4})\s+/u;
const wide = /^([\s>*_#•+-]{0,12}(?:\p{L}{1,20}\s?)?)([０-９]{1,4})([．：）])\s*/u;

/** A line of a list whose number is a word or a character of its own (`First image:`, `#1`, `①`, `１．`), with its number in plain digits. */
export function withPlainNumber(line: string): string {
  return line
    .replace(ordinal, (_, before: string, word: string, image: string) => {
      return `${before}${image} ${ordinals.indexOf(word.toLowerCase()) + 1}`;
    })
    .replace(circled, (_, before: string, sign: string) => {
      return `${before}${(sign.codePointAt(0) ?? 0) - 0x245f}. `;
    })
    .replace(hashed, '$1$2. ')
    .replace(wide, (_, before: string, digits: string, mark: string) => {
      return `${before}${digits.normalize('NFKC')}${mark === '：' ? ':' : '.'} `;
    });
}
