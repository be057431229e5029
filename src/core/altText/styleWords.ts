import type { BrokenRule } from './rules';
import type { HouseStyle } from './style';

/** The rules of a style as instructions to a model, one sentence or more in each. */
export function styleInWords(style: HouseStyle): string[] {
  return [
    ...style.advice,
    ...lengthInWords(style),
    ...openingInWords(style),
    ...(style.redundantOpening === undefined ? [] : [redundantInWords(style.redundantOpening)]),
    ...(style.finalPunctuation === 'period' ? ['End with a period, or with ? or !.'] : []),
    ...(style.finalPunctuation === 'none' ? ['Put no period at the end.'] : []),
    ...(style.forbidden.length > 0 ? [`Never use these words: ${quoted(style.forbidden)}.`] : []),
    ...(style.glossary.size > 0 ? [`Use the right terms: ${termsOf(style.glossary)}.`] : []),
    'One line of plain text: no Markdown, no HTML, no quotation marks around the whole, no label, no file name.',
  ];
}

/** What is wrong with a text, each broken rule as a sentence. */
export function brokenInWords(broken: BrokenRule, style: HouseStyle): string {
  const { rule, detail = '' } = broken;
  const [length = ''] = lengthInWords(style);
  switch (rule) {
    case 'tooLong':
      return `It has ${detail} characters, which is too long. ${length}`;
    case 'tooShort':
      return `It has ${detail} characters, which is too short. ${length}`;
    case 'opening':
      return `It begins wrongly. ${openingInWords(style).join(' ')}`;
    case 'redundantOpening':
      return `${JSON.stringify(detail)} only says that there is an image: leave it out.`;
    case 'finalPunctuation':
      return style.finalPunctuation === 'none'
        ? 'It ends with a period: leave that out.'
        : 'It does not end with a period.';
    case 'forbidden':
      return `It uses ${JSON.stringify(detail)}, which is not to be used.`;
    case 'glossary':
      return `It uses a wrong term (wrong → right): ${detail}.`;
    case 'fileName':
      return 'It is the name of a file, not what the image says.';
    case 'repeatsCaption':
      return 'It repeats the caption: say what the caption does not say.';
    case 'markup':
      return `It holds markup, ${JSON.stringify(detail)}: write plain text.`;
    case 'newLine':
      return 'It has several lines: write one.';
  }
}

function lengthInWords({ minLength, maxLength, isLengthAdvice }: HouseStyle): string[] {
  const where = isLengthAdvice ? ' where that is possible' : '';
  if (minLength !== undefined && maxLength !== undefined) {
    return [`Use ${minLength} to ${maxLength} characters${where}.`];
  }
  return [
    ...(maxLength === undefined ? [] : [`Use fewer than ${maxLength + 1} characters${where}.`]),
    ...(minLength === undefined ? [] : [`Use at least ${minLength} characters${where}.`]),
  ];
}

function openingInWords({ opening }: HouseStyle): string[] {
  if (opening === undefined) {
    return [];
  }
  return opening === 'kind'
    ? [
        'Begin with the kind of image, as in "Screenshot of" or "Diagram that shows", in the language that you write in.',
      ]
    : [`Begin with one of these: ${quoted(opening)}.`];
}

function redundantInWords(kinds: 'image' | 'photo'): string {
  return kinds === 'image'
    ? 'Do not begin with "Image of", "Picture of" or "Graphic of".'
    : 'Do not begin with "Image of", "Picture of" or "Photo of".';
}

function quoted(phrases: readonly string[]): string {
  return phrases.map((phrase) => JSON.stringify(phrase)).join(', ');
}

function termsOf(glossary: ReadonlyMap<string, string>): string {
  return [...glossary]
    .map(([wrong, right]) => `${JSON.stringify(right)}, not ${JSON.stringify(wrong)}`)
    .join('; ');
}
