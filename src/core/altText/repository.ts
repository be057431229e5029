import { isRecord } from '../record';
import { glossaryFrom, rulesFrom, type AltTextRules } from './customRules';
import { styleNames, type StyleName } from './style';

/** The name of the file in which a repository says how its alt text is written. */
export const repositoryFileName = '.sightline.json';

/** The most that is read of it, in UTF-16 units: 64 KB. */
export const repositoryFileLimit = 65_536;

/** What a repository may say: how its alt text is written and where, and nothing about who is asked. */
export interface RepositoryFile {
  readonly style?: StyleName;
  readonly rules: AltTextRules;
  /** The language of alt text, as its name or tag. */
  readonly language?: string;
  /** Globs, each relative to the folder of the file. */
  readonly folders: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** The keys that were not understood, or that no repository may set, as `altText.rules.opening[2]`. */
  readonly ignored: readonly string[];
  /** Why nothing could be read. */
  readonly problem?: 'tooLarge' | 'notJson' | 'notAnObject';
}

const mostIgnored = 20;
const mostGlobs = 100;
const longestName = 80;

/** The text of a `.sightline.json` in, what it says out. Never throws. */
export function parseRepositoryFile(text: string): RepositoryFile {
  const nothing = { rules: {}, folders: { include: [], exclude: [] }, ignored: [] };
  if (text.length > repositoryFileLimit) {
    return { ...nothing, problem: 'tooLarge' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ...nothing, problem: 'notJson' };
  }
  if (!isRecord(value)) {
    return { ...nothing, problem: 'notAnObject' };
  }
  const { altText, folders, ...others } = value;
  const ignored = Object.keys(others);
  const said = { ...altTextOf(altText, ignored), folders: foldersOf(folders, ignored) };
  return { ...said, ignored: ignored.slice(0, mostIgnored).map(shown) };
}

function altTextOf(
  value: unknown,
  ignored: string[],
): Pick<RepositoryFile, 'style' | 'rules' | 'language'> {
  if (!isRecord(value)) {
    ignored.push(...(value === undefined ? [] : ['altText']));
    return { rules: {} };
  }
  const { style, rules: written, glossary: terms, language, ...others } = value;
  ignored.push(...Object.keys(others).map((key) => `altText.${key}`));
  const known = styleNames.find((name) => name === style);
  if (style !== undefined && known === undefined) {
    ignored.push('altText.style');
  }
  const tongue = languageOf(language);
  if (language !== undefined && tongue === undefined) {
    ignored.push('altText.language');
  }
  const { rules, ignored: unread } = rulesFrom(written);
  ignored.push(...unread.map((key) => (key === '' ? 'altText.rules' : `altText.rules.${key}`)));
  const read = terms === undefined ? undefined : glossaryFrom(terms);
  if (terms !== undefined) {
    ignored.push(
      ...(read?.ignored.map((key) => `altText.glossary.${key}`) ?? ['altText.glossary']),
    );
  }
  const glossary = new Map([...(rules.glossary ?? []), ...(read?.glossary ?? [])]);
  return {
    ...(known !== undefined && { style: known }),
    ...(tongue !== undefined && { language: tongue }),
    rules: glossary.size > 0 ? { ...rules, glossary } : rules,
  };
}

/** A language's name or tag, which goes into the question as it is. Undefined for anything else. */
export function languageOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\p{L}\p{M}\p{N} ,()_-]{1,50}$/u.test(value)
    ? value.trim() || undefined
    : undefined;
}

function foldersOf(value: unknown, ignored: string[]): RepositoryFile['folders'] {
  if (!isRecord(value)) {
    ignored.push(...(value === undefined ? [] : ['folders']));
    return { include: [], exclude: [] };
  }
  const { include, exclude, ...others } = value;
  ignored.push(...Object.keys(others).map((key) => `folders.${key}`));
  return {
    include: globsIn(include, 'folders.include', ignored),
    exclude: globsIn(exclude, 'folders.exclude', ignored),
  };
}

function globsIn(value: unknown, key: string, ignored: string[]): string[] {
  if (!Array.isArray(value)) {
    ignored.push(...(value === undefined ? [] : [key]));
    return [];
  }
  const globs: string[] = [];
  for (const [index, item] of (value as unknown[]).entries()) {
    if (isGlob(item) && globs.length < mostGlobs) {
      globs.push(item);
    } else {
      ignored.push(`${key}[${index}]`);
    }
  }
  return globs;
}

/** True for what stays in the folder: no absolute path, no `..`, no scheme or drive. */
function isGlob(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= 200 &&
    !/^[/\\~]|^[a-z][a-z\d+.-]*:|\p{Cc}/iu.test(value) &&
    !value.split(/[/\\,{}]/).includes('..')
  );
}

/** A key of a foreign file as it can be shown. */
function shown(key: string): string {
  const line = key.replaceAll(/[\s\p{C}]+/gu, ' ');
  return line.length > longestName ? `${line.slice(0, longestName)}…` : line;
}
