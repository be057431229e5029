import { cut, visible } from '../visible';
import type { Finding } from './finding';

/** How what comes from documents is put into a sentence. */
export interface FindingWords {
  /** A path as it is shown. */
  readonly nameOf: (path: string) => string;
  /** Words of a document, which are on one line and not long, set apart from the sentence. */
  readonly quote: (words: string) => string;
}

/** The most that is quoted of a text, in UTF-16 units. */
const longestQuote = 160;

const plain: FindingWords = { nameOf: (path) => path, quote: (words) => `“${words}”` };

/** What a finding says, as an English sentence on one line. */
export function findingText(finding: Finding, words: Partial<FindingWords> = {}): string {
  const { nameOf, quote } = { ...plain, ...words };
  const { rule, detail = '', text = '', target } = finding;
  const quoted = (words: string) => quote(shortened(words));
  const image =
    target === undefined || /^(?:data|attachment):/i.test(target)
      ? 'The image'
      : `The image ${quoted(target)}`;
  switch (rule) {
    case 'missing':
      return `${image} has no alt text.`;
    case 'namelessLink':
      return `${image} of a link has no alt text, which is to say where the link leads.`;
    case 'placeholder':
      return `${quoted(text)} says nothing about the image.`;
    case 'fileName':
      return `The alt text ${quoted(text)} is a file name.`;
    case 'tooShort':
      return `The alt text is too short (${detail}).`;
    case 'tooLong':
      return `The alt text is too long (${detail}).`;
    case 'opening':
      return 'The alt text does not begin as the style asks.';
    case 'redundantOpening':
      return `The alt text begins with ${quoted(detail)}.`;
    case 'finalPunctuation':
      return 'The end of the alt text is not punctuated as the style asks.';
    case 'forbidden':
      return `The alt text holds the forbidden phrase ${quoted(detail)}.`;
    case 'glossary':
      return `The alt text does not follow the glossary: ${quoted(detail)}.`;
    case 'repeatsCaption':
      return 'The alt text says the caption again.';
    case 'markup':
      return `The alt text holds markup: ${quoted(detail)}.`;
    case 'newLine':
      return 'The alt text holds a line break.';
    case 'repeatedText':
      return `Other images have the alt text ${quoted(text)} too: ${placesOf(finding, nameOf)}.`;
    case 'brokenImage':
      return detail === 'elsewhere'
        ? `${image} is not in these folders; the site may have it from elsewhere.`
        : `${image} is not there.`;
    case 'otherCase':
      return `${image} is there as ${quoted(detail)} only, with other capital letters.`;
    case 'changedImage':
      return detail === 'recompressed'
        ? `${image} is another file than when its alt text was written, but looks the same.`
        : `${image} has changed since its alt text was written.`;
    case 'unreferencedImage':
      return 'No document shows this image.';
  }
}

function placesOf({ others }: Finding, nameOf: FindingWords['nameOf']): string {
  const { places = [], count = 0 } = others ?? {};
  const named = places.map(({ path, line }) => `${nameOf(path)}:${line}`);
  const more = count - places.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

/** Words on one line without invisible characters, cut where they are long. */
export function shortened(words: string, limit = longestQuote): string {
  const line = visible(words.slice(0, 4 * limit));
  return line.length > limit ? `${cut(line, 0, limit)}…` : line;
}
