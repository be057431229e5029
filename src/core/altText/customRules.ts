import { isRecord } from '../record';

/** What an alt text has to end with; `period` takes any mark that ends a sentence. */
export type FinalPunctuation = 'period' | 'none' | 'any';

/** The rules that people write themselves; what is left out is not ruled. */
export interface AltTextRules {
  /** In characters as people count them. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The allowed beginnings. */
  readonly opening?: readonly string[];
  readonly finalPunctuation?: FinalPunctuation;
  readonly forbidden?: readonly string[];
  /** The right term by the wrong one. */
  readonly glossary?: ReadonlyMap<string, string>;
}

/** Rules as they could be read, and the keys of what could not be. */
export interface ReadRules {
  readonly rules: AltTextRules;
  readonly ignored: readonly string[];
}

/** Rules go into every question: these are the most that are taken of one. */
const mostPhrases = 50;
const mostTerms = 200;
const longestPhrase = 100;
const longestText = 10_000;

const punctuations: readonly FinalPunctuation[] = ['period', 'none', 'any'];

/**
 * Any value in, as settings files and repositories hold it, the rules in it out. What is of another type,
 * too long or unknown is left out and named by its key, as `opening[2]`. Never throws.
 */
export function rulesFrom(value: unknown): ReadRules {
  if (value === undefined || !isRecord(value)) {
    return { rules: {}, ignored: value === undefined ? [] : [''] };
  }
  const ignored: string[] = [];
  const rules: { -readonly [Key in keyof AltTextRules]: AltTextRules[Key] } = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === 'minLength' || key === 'maxLength') {
      if (isLength(item)) {
        rules[key] = item;
        continue;
      }
    } else if (key === 'finalPunctuation') {
      const known = punctuations.find((name) => name === item);
      if (known !== undefined) {
        rules.finalPunctuation = known;
        continue;
      }
    } else if (key === 'opening' || key === 'forbidden') {
      if (Array.isArray(item)) {
        rules[key] = phrasesIn(item, key, ignored);
        continue;
      }
    } else if (key === 'glossary') {
      const read = glossaryFrom(item);
      if (read !== undefined) {
        rules.glossary = read.glossary;
        ignored.push(...read.ignored.map((name) => `${key}.${name}`));
        continue;
      }
    }
    ignored.push(key);
  }
  return { rules, ignored };
}

/** The terms of an object of right words by wrong ones; undefined where it is none. */
export function glossaryFrom(
  value: unknown,
): { glossary: ReadonlyMap<string, string>; ignored: string[] } | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const glossary = new Map<string, string>();
  const ignored: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const [wrong, right] = [phraseOf(name), phraseOf(item)];
    if (wrong !== undefined && right !== undefined && glossary.size < mostTerms) {
      glossary.set(wrong, right);
    } else {
      ignored.push(name);
    }
  }
  return { glossary, ignored };
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= longestText;
}

function phrasesIn(items: readonly unknown[], key: string, ignored: string[]): string[] {
  const phrases: string[] = [];
  for (const [index, item] of items.entries()) {
    const phrase = phraseOf(item);
    if (phrase === undefined || phrases.length === mostPhrases) {
      ignored.push(`${key}[${index}]`);
    } else {
      phrases.push(phrase);
    }
  }
  return phrases;
}

/** A phrase on one line, or undefined for none. */
function phraseOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > longestPhrase) {
    return undefined;
  }
  const phrase = value.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return phrase === '' ? undefined : phrase;
}
