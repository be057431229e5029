import { isFileName } from './bareAltText';
import { beginsWithKind, redundantOpening } from './openings';
import { bareWords, folded, holdsPhrase, lengthOf } from './phrases';
import type { HouseStyle } from './style';
import { isToolName } from './toolName';

export type Rule =
  | 'tooShort'
  | 'tooLong'
  | 'opening'
  | 'redundantOpening'
  | 'finalPunctuation'
  | 'forbidden'
  | 'glossary'
  | 'fileName'
  | 'repeatsCaption'
  | 'markup'
  | 'newLine';

/** A rule that a text does not follow. */
export interface BrokenRule {
  readonly rule: Rule;
  /** What breaks it: the length, or the words; for `glossary` the wrong term and the right one. */
  readonly detail?: string;
  /** The style recommends this and does not demand it. */
  readonly isAdvice?: true;
}

/** What else is known of the image. */
export interface TextContext {
  readonly caption?: string;
  /** Of the image, without its folder. */
  readonly fileName?: string;
  /** A tag, an English name, or `auto`. */
  readonly language?: string;
  /** The text names a link or button: it says where that leads, so how descriptions are built is no rule. */
  readonly isLink?: boolean;
}

/** No alt text is longer: what comes between this many UTF-16 units and the end is not looked at. */
const mostChecked = 4000;

/** The rules of a style that an alt text breaks, in a fixed order; none for an empty one, which is a statement. */
export function brokenRules(
  whole: string,
  style: HouseStyle,
  context: TextContext = {},
): BrokenRule[] {
  const trimmed = whole.trim();
  if (trimmed === '') {
    return [];
  }
  const text =
    trimmed.length > mostChecked
      ? `${trimmed.slice(0, mostChecked - 100)} ${trimmed.slice(-100)}`
      : trimmed;
  return [
    ...length(trimmed, style, context),
    ...(context.isLink === true ? [] : opening(text, style, context)),
    ...redundant(text, style),
    ...(context.isLink === true ? [] : ending(text, style)),
    ...style.forbidden
      .filter((phrase) => holdsPhrase(text, phrase))
      .map((detail): BrokenRule => ({ rule: 'forbidden', detail })),
    ...wrongTerms(text, style.glossary),
    ...(isNameOfFile(text, context.fileName) ? [{ rule: 'fileName' } as const] : []),
    ...(repeats(text, context.caption) ? [{ rule: 'repeatsCaption' } as const] : []),
    ...markup(text),
    ...(/[\r\n\v\f\u0085\u2028\u2029]/.test(text) ? [{ rule: 'newLine' } as const] : []),
  ];
}

function length(text: string, style: HouseStyle, { isLink }: TextContext): BrokenRule[] {
  const { minLength = 0, maxLength = Infinity, isLengthAdvice } = style;
  const count = text.length > mostChecked ? text.length : lengthOf(text);
  const rule = count > maxLength ? 'tooLong' : count < minLength ? 'tooShort' : undefined;
  return rule === undefined || (rule === 'tooShort' && isLink === true)
    ? []
    : [{ rule, detail: String(count), ...(isLengthAdvice && { isAdvice: true }) }];
}

function opening(text: string, style: HouseStyle, { language }: TextContext): BrokenRule[] {
  const isRight =
    style.opening === undefined ||
    (style.opening === 'kind'
      ? beginsWithKind(text, language)
      : beginsWithOne(text, style.opening));
  return isRight ? [] : [{ rule: 'opening' }];
}

function beginsWithOne(text: string, allowed: readonly string[]): boolean {
  const start = folded(text.slice(0, 300)).replace(/^["“„«「]/u, '');
  return allowed.some((phrase) => {
    const wanted = folded(phrase);
    return start.startsWith(wanted) && holdsPhrase(start.slice(0, wanted.length + 2), wanted);
  });
}

function redundant(text: string, { redundantOpening: kinds, opening }: HouseStyle): BrokenRule[] {
  const isAllowed = Array.isArray(opening) && beginsWithOne(text, opening as readonly string[]);
  const detail = kinds === undefined || isAllowed ? undefined : redundantOpening(text, kinds);
  return detail === undefined ? [] : [{ rule: 'redundantOpening', detail }];
}

/** Marks that may stand behind the last one of a sentence: quotes, brackets, direction marks. */
const closing = /^[\s\p{Pe}\p{Pf}\p{Pi}"'`*_\u200e\u200f\u061c\u2066-\u2069]$/u;
/** Of scripts that end sentences by a space. */
const unpunctuated = /^[\p{Script=Thai}\p{Script=Lao}]$/u;

function ending(text: string, { finalPunctuation }: HouseStyle): BrokenRule[] {
  const characters = Array.from(text.slice(-50));
  const last = characters.findLast((character) => !closing.test(character)) ?? '';
  const isEnd = /^\p{Sentence_Terminal}$/u.test(last);
  const isPeriod = isEnd && !/^[!?！？؟‼⁇⁈⁉]$/u.test(last);
  const isWrong =
    finalPunctuation === 'period'
      ? !isEnd && !unpunctuated.test(last)
      : finalPunctuation === 'none' && isPeriod;
  return isWrong ? [{ rule: 'finalPunctuation' }] : [];
}

function wrongTerms(text: string, glossary: ReadonlyMap<string, string>): BrokenRule[] {
  const broken: BrokenRule[] = [];
  for (const [wrong, right] of glossary) {
    const isCaseOnly = folded(wrong) === folded(right);
    // "Code" is not wrong in "VS Code", where that is the right term.
    const isPart = !isCaseOnly && holdsPhrase(right, wrong);
    const rest = isPart ? folded(text).replaceAll(folded(right), '\n') : text;
    if (wrong !== right && holdsPhrase(rest, wrong, isCaseOnly)) {
      broken.push({ rule: 'glossary', detail: `${wrong} → ${right}` });
    }
  }
  return broken;
}

function isNameOfFile(text: string, name = ''): boolean {
  const trimmed = text.trim();
  const stem = name.replace(/\.\w{1,5}$/, '');
  const isStem = /[-_\d]/.test(stem) && trimmed.toLowerCase() === stem.toLowerCase();
  return (
    isFileName(trimmed) ||
    isToolName(trimmed) ||
    isStem ||
    (name !== '' && trimmed.toLowerCase() === name.toLowerCase())
  );
}

/** The same words, or some of the caption's that are a sentence of their own. */
function repeats(text: string, caption = ''): boolean {
  const [words, all] = [bareWords(text), bareWords(caption.slice(0, mostChecked))];
  return (
    words !== '' && (words === all || (words.length >= 20 && ` ${all} `.includes(` ${words} `)))
  );
}

const tag =
  /<\/?(?:a|abbr|b|br|code|div|em|figcaption|figure|h[1-6]|i|img|kbd|li|mark|ol|p|picture|s|small|span|strong|sub|sup|svg|u|ul)(?:\s[^<>]{0,300})?\/?>/i;
const markdown = /!?\[[^[\]]{0,300}\]\([^()\s]{1,500}\)|\*\*[^*\s][^*]{0,300}\*\*|`[^`]{1,200}`/;
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|nbsp|mdash|ndash|hellip);/i;

function markup(text: string): BrokenRule[] {
  const found = tag.exec(text) ?? markdown.exec(text) ?? entity.exec(text);
  return found === null ? [] : [{ rule: 'markup', detail: found[0] }];
}
