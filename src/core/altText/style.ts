import type { AltTextRules, FinalPunctuation } from './customRules';

export type StyleName = 'w3c' | 'github' | 'microsoft' | 'custom';

export const styleNames: readonly StyleName[] = ['w3c', 'github', 'microsoft', 'custom'];

/** How alt text is to be written. */
export interface HouseStyle {
  readonly name: StyleName;
  /** In characters as people count them. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The guide recommends its lengths and does not demand them. */
  readonly isLengthAdvice: boolean;
  /** `kind`: with the kind of image, as "Screenshot of"; a list: with one of these; else with anything. */
  readonly opening: 'kind' | readonly string[] | undefined;
  /** Beginnings that only say that there is an image: `photo` takes "Photo of" for one of them too. */
  readonly redundantOpening: 'image' | 'photo' | undefined;
  readonly finalPunctuation: FinalPunctuation;
  readonly forbidden: readonly string[];
  /** The right term by the wrong one. */
  readonly glossary: ReadonlyMap<string, string>;
  /** What of the guide no program can check, in sentences for a model. */
  readonly advice: readonly string[];
}

const free = { isLengthAdvice: false, forbidden: [], glossary: new Map<string, string>() };

/**
 * The guides, as far as they can be put into rules. Sources:
 * W3C WAI Images Tutorial, "Tips and Tricks", "Complex Images" and "An alt Decision Tree": the most concise
 * description of the image's purpose, a short phrase or sentence, the most important first, no "image" or
 * "picture"; it names no number of characters, the 125 are where common screen readers pause.
 * GitHub Docs style guide, "Alt text": 40 to 150 characters, a final punctuation mark, the kind of graphic
 * first, never "Image" or "Graphic", titles of several words in double quotes.
 * Microsoft Learn contributor guide, "Accessibility and alt text": about 40 to 150 characters when
 * possible, a final period, no "image of" or "graphic of", the kind where it helps.
 */
const presets: Readonly<Record<StyleName, HouseStyle>> = {
  w3c: {
    ...free,
    name: 'w3c',
    maxLength: 124,
    isLengthAdvice: true,
    opening: undefined,
    redundantOpening: 'photo',
    finalPunctuation: 'any',
    advice: [
      'Be as concise as the purpose of the image allows: a short phrase or one sentence, the most important first.',
      'Name the kind of image only where it matters to the reader. End a sentence with a period.',
    ],
  },
  github: {
    ...free,
    name: 'github',
    minLength: 40,
    maxLength: 150,
    opening: 'kind',
    redundantOpening: 'image',
    finalPunctuation: 'period',
    advice: [
      'Express the core idea of the image rather than every detail.',
      'Put names of several words, such as those of menu items, in double quotation marks.',
      'Where a part is highlighted or outlined, say which and how.',
    ],
  },
  microsoft: {
    ...free,
    name: 'microsoft',
    minLength: 40,
    maxLength: 150,
    isLengthAdvice: true,
    opening: undefined,
    redundantOpening: 'image',
    finalPunctuation: 'period',
    advice: [
      'Write a short sentence that begins with a capital letter and says what the image is for.',
      'Where the kind of image helps, begin with it, as in "Screenshot of" or "Diagram that shows".',
      'Include the product names, labels, highlighted areas, values or states that matter.',
    ],
  },
  custom: {
    ...free,
    name: 'custom',
    opening: undefined,
    redundantOpening: undefined,
    finalPunctuation: 'any',
    advice: [],
  },
};

/** A style by its name, and rules that go before those of the style. */
export interface StyleChoice {
  readonly style?: StyleName;
  readonly rules: AltTextRules;
}

/**
 * The style that holds: that of the user's settings with the user's rules, then that of the repository.
 * A repository that names a style has it whole, so that all who write for it follow the same: of the
 * user's rules only the glossary is kept. Glossaries are put together, other rules replaced.
 */
export function styleFrom(settings: StyleChoice, repository?: StyleChoice): HouseStyle {
  const own = withRules(presets[settings.style ?? 'w3c'], settings.rules);
  if (repository === undefined) {
    return own;
  }
  const base =
    repository.style === undefined ? own : { ...presets[repository.style], glossary: own.glossary };
  return withRules(base, repository.rules);
}

function withRules(style: HouseStyle, rules: AltTextRules): HouseStyle {
  const { minLength, maxLength, ...others } = { ...style, ...rules };
  const hasLength = rules.minLength !== undefined || rules.maxLength !== undefined;
  // A bound of the style gives way to one of the rules that contradicts it.
  const isContradiction =
    minLength !== undefined && maxLength !== undefined && minLength > maxLength;
  const isLowered = isContradiction && rules.maxLength !== undefined;
  return {
    ...others,
    ...(minLength !== undefined && !isLowered && { minLength }),
    ...(maxLength !== undefined && !(isContradiction && !isLowered) && { maxLength }),
    isLengthAdvice: style.isLengthAdvice && !hasLength,
    opening: rules.opening?.length === 0 ? undefined : others.opening,
    glossary: new Map([...style.glossary, ...(rules.glossary ?? [])]),
  };
}
