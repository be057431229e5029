import type { BrokenRule } from './rules';
import type { ImageRole } from './imageRole';
import type { HouseStyle } from './style';
import { brokenInWords, styleInWords } from './styleWords';
import { contextBlock, type Surroundings } from './surroundings';
import { visible } from './visible';

/** What is asked about one image. */
export interface AltTextAsked {
  readonly role: ImageRole;
  readonly surroundings: Surroundings;
  readonly style: HouseStyle;
  /** A language's name or tag; `auto` is that of the document. */
  readonly language: string;
  /** Whether a long description is wanted of an image that is complex. */
  readonly longDescription?: boolean;
  /** What the author adds, in their own words. */
  readonly hint?: string;
}

/**
 * The question for the alt text of one image, to be answered as `altTextSchema` says. The steps are those of
 * the W3C's "An alt Decision Tree", what a complex image needs that of its "Complex Images".
 */
export function altTextQuestion(asked: AltTextAsked): string {
  const { role, surroundings, style, language, longDescription = false, hint } = asked;
  const isLink = role === 'link';
  return paragraphs(
    'Write the alt text of this image for the document that shows it.',
    contextBlock(surroundings),
    roleInWords(role, surroundings),
    'Judge in these steps; the first that holds is the role of the image. Give your reasons in a sentence or two before you decide.\n' +
      list(
        isLink
          ? '"decorative": never for this image, as it is in a link or button.'
          : '"decorative": a reader misses nothing without it, as with an ornament. altText is empty.',
        isLink
          ? '"redundant": only where the link has text of its own, linkText, that says where it leads. altText is empty.'
          : '"redundant": its caption or the text beside it says all that it says. altText is empty.',
        '"functional": it is in a link or button. altText says where that leads or what it does, not what the image looks like.',
        '"informative": it says something that the text does not. altText says what a reader would miss; for an image of words, the words. ' +
          'Where it holds more than a sentence can say, as a chart, a map or a diagram does, the role is "complex": altText names its kind and its main message.',
      ),
    longDescription
      ? 'longDescription: for a complex image, all that it says, in order: parts, relations, values and trends, in plain paragraphs without markup. Empty for any other.'
      : 'longDescription: leave it empty.',
    rulesInWords(style),
    languageInWords(language),
    hint === undefined || hint.trim() === '' ? '' : `The author asks: ${hint.trim()}`,
  );
}

/** Asks once for a text that follows the rules that the last one broke. */
export function mendQuestion(
  text: string,
  broken: readonly BrokenRule[],
  style: HouseStyle,
): string {
  return paragraphs(
    `This alt text breaks rules: ${JSON.stringify(visible(text))}`,
    broken.map((rule) => `- ${brokenInWords(rule, style)}`).join('\n'),
    'Write it again so that it follows all the rules that were given, and keep what matters most. ' +
      'Say nothing that the image does not show. Reply in the same form as before.',
  );
}

/** Asks for the name of a link or button that shows nothing but this image, which has no text. */
export function namelessLinkQuestion({
  surroundings,
  style,
  language,
}: Pick<AltTextAsked, 'surroundings' | 'style' | 'language'>): string {
  return paragraphs(
    'This image is all that a link or button shows, and it has no alt text: people who cannot see it are told nothing of where it leads.',
    contextBlock(surroundings),
    'The role is "functional". Write an altText that names the link: where it leads or what it does, in a few words, not what the image looks like. ' +
      'It is never empty. longDescription: leave it empty.',
    rulesInWords(style),
    languageInWords(language),
  );
}

function roleInWords(role: ImageRole, { linkTarget, linkText }: Surroundings): string {
  switch (role) {
    case 'link': {
      const target = linkTarget === undefined ? '' : ' to the linkTarget above';
      return linkText === undefined || linkText.trim() === ''
        ? `The image is in a link or button that leads${target} and shows nothing else: altText is its only name and must not be empty.`
        : `The image is in a link or button that leads${target} and shows the linkText above as well.`;
    }
    case 'complex':
      return 'The document uses the image as one that holds more than a sentence can say. See whether it does.';
    case 'decorative':
      return 'The document marks the image as decorative. See whether it is.';
    case 'redundant':
      return 'The alt text so far repeats what stands beside the image. See what the image adds to that.';
    case 'informative':
      return '';
  }
}

function rulesInWords(style: HouseStyle): string {
  return `Rules for an altText that is not empty:\n${styleInWords(style)
    .concat('Quote visible text only where the reader needs it, and exactly.')
    .map((rule) => `- ${rule}`)
    .join('\n')}`;
}

function languageInWords(language: string): string {
  const name = visible(language);
  return name === 'auto' || name === ''
    ? 'Write altText and longDescription in the language of the document as quoted above; where that cannot be told, in English.'
    : `Write altText and longDescription in this language: ${name}.`;
}

function list(...steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
