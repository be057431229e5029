import { functionWords, ownLetters } from './functionWords';

/** The language that a tag or a setting names, as BCP 47 writes it; `undefined` for what is no tag. */
export function languageTag(value: string | undefined): string | undefined {
  const tag = value?.trim().replaceAll('_', '-').split('.')[0] ?? '';
  if (!/^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,6}$/i.test(tag)) {
    return undefined;
  }
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** So much of a text is looked at. */
export const longestSample = 4000;

/**
 * The language of a text of up to some thousand characters, told by its script, its letters and its
 * commonest words; `undefined` where that is not sure.
 */
export function detectLanguage(text: string): string | undefined {
  const sample = text.slice(0, longestSample).normalize('NFC').toLowerCase();
  const found = sample.match(/\p{L}+/gu) ?? [];
  const letters = lengthOf(found);
  const count = (pattern: RegExp) => lengthOf(sample.match(pattern) ?? []);
  const most = (pattern: RegExp, share: number) => {
    const own = count(pattern);
    return own >= 6 && own >= letters * share;
  };
  // First, as no other script has its share of the letters then.
  if (isAscii(sample) ? letters >= 6 : most(/\p{Script=Latin}+/gu, 0.6)) {
    return byWords(sample, found);
  }
  if (most(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu, 0.4)) {
    const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]+/gu);
    // Japanese has kana in every sentence; a Chinese text may name a thing in them.
    return kana >= 4 && kana * 8 >= letters ? 'ja' : kana === 0 ? 'zh' : undefined;
  }
  const [script] = scripts.find(([, pattern]) => most(pattern, 0.5)) ?? [];
  if (script !== undefined) {
    return script;
  }
  if (most(/\p{Script=Arabic}+/gu, 0.6)) {
    return arabicScript(sample);
  }
  return most(/\p{Script=Cyrillic}+/gu, 0.6) ? cyrillicScript(sample, found) : undefined;
}

function lengthOf(parts: readonly string[]): number {
  let sum = 0;
  for (const part of parts) {
    sum += part.length;
  }
  return sum;
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

/** Scripts that one language of today is mostly written in. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['ko', /\p{Script=Hangul}+/gu],
  ['el', /\p{Script=Greek}+/gu],
  ['he', /\p{Script=Hebrew}+/gu],
  ['th', /\p{Script=Thai}+/gu],
  ['ka', /\p{Script=Georgian}+/gu],
  ['hy', /\p{Script=Armenian}+/gu],
  ['ta', /\p{Script=Tamil}+/gu],
  ['te', /\p{Script=Telugu}+/gu],
];

function arabicScript(text: string): string | undefined {
  if (/[ٹڈڑںےہ]/.test(text)) {
    return 'ur';
  }
  if (/[پچژگ]/.test(text)) {
    return /(?:^|\s)(?:و|در|به|از|که|این|است|را|با)(?=\s)/.test(text) ? 'fa' : undefined;
  }
  return /(?:^|\s)(?:في|من|على|إلى|هذا|هذه|أن|التي|الذي|مع)(?=\s)|(?:^|\s)ال\p{L}/u.test(text)
    ? 'ar'
    : undefined;
}

function cyrillicScript(text: string, found: readonly string[]): string | undefined {
  if (/[іїєґ]/.test(text)) {
    return /[ыэъё]/.test(text) ? undefined : 'uk';
  }
  if (/[јљњћђџѓќѕў]/.test(text)) {
    return undefined;
  }
  return /[ыэё]/.test(text) ? 'ru' : byWords(text, found);
}

const languages = Object.keys(functionWords);
/** For each function word the indexes of its languages. */
const words = new Map<string, readonly number[]>();
for (const [index, list] of Object.values(functionWords).entries()) {
  for (const word of list.split(' ')) {
    words.set(word, [...(words.get(word) ?? []), index]);
  }
}

/** By function words: those of several languages count for each of them by as much less. */
function byWords(text: string, found: readonly string[]): string | undefined {
  const scores = languages.map(() => 0);
  const add = (index: number, score: number) => (scores[index] = (scores[index] ?? 0) + score);
  for (const word of found) {
    const own = words.get(word);
    if (own !== undefined) {
      for (const index of own) {
        add(index, 1 / own.length);
      }
    }
  }
  for (const [language, pattern] of isAscii(text) ? [] : ownLetters) {
    add(languages.indexOf(language), Math.min(3, text.match(pattern)?.length ?? 0) / 2);
  }
  const [first = 0, second = 0] = scores.toSorted((one, other) => other - one);
  const isSure = first >= 2.5 && first >= found.length * 0.1 && first >= 1.3 * second;
  return isSure ? languages[scores.indexOf(first)] : undefined;
}
