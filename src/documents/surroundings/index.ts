import type { Surroundings as ShownAround } from '../../core/altText/surroundings';
import { imageEnding } from '../../core/images/endings';
import { languageOf } from '../languages';
import type { Outline } from '../outline';
import type { ImageReference } from '../reference';
import { fileNamesOf, withoutFileNames } from './fileNames';
import { linkTextAt, Neighbourhood } from './neighbourhood';
import { detectLanguage, languageTag } from './naturalLanguage';
import { firstWords, fitting, plain, sentencesOf } from './sentences';

/** What a writer of alt text needs to know of the place of an image: the sentences are of its own section. */
export interface Surroundings extends ShownAround {
  /** Of the text around the image, as BCP 47 names languages; `undefined` where it is not sure. */
  readonly language?: string;
}

/** All texts of some surroundings together have at most so many characters. */
export const mostSurroundings = 600;

const most = { caption: 150, title: 70, headings: 100, linkText: 60, linkTarget: 80 };
const noPlace: Surroundings = { headings: [], before: '', after: '' };

/** `surroundingsIn` for one reference. */
export function surroundingsOf(
  text: string,
  languageId: string,
  reference: ImageReference,
): Surroundings {
  return surroundingsIn(text, languageId)(reference);
}

/**
 * Reads a document once in time that grows with its length, and gives what tells the surroundings of
 * the references found in it. `languageId` is VS Code's. Names of image files are left out.
 */
export function surroundingsIn(
  text: string,
  languageId: string,
): (reference: ImageReference) => Surroundings {
  return surroundingsBy(languageOf(languageId)?.outline?.(text) ?? { blocks: [] });
}

/** `surroundingsIn` of a text whose outline is known. */
export function surroundingsBy(outline: Outline): (reference: ImageReference) => Surroundings {
  const neighbourhood = new Neighbourhood(outline);
  return (reference) => surroundingsAt(neighbourhood, reference);
}

function surroundingsAt(neighbourhood: Neighbourhood, reference: ImageReference): Surroundings {
  const place = neighbourhood.at(reference.range);
  const names = fileNamesOf(reference.target);
  const clean = (text: string | undefined, length: number) => {
    const words = withoutFileNames(plain(text ?? ''), names);
    return words === '' ? undefined : firstWords(words, length);
  };
  const caption = clean(
    neighbourhood.captionAt(reference.range) ?? reference.caption,
    most.caption,
  );
  const title = clean(neighbourhood.title, most.title);
  const linkText = clean(linkTextAt(neighbourhood, place), most.linkText);
  const told = [caption, linkText];
  const target = reference.linkTarget?.trim() ?? '';
  const known = {
    ...(title === undefined ? {} : { title }),
    headings: headingsWithin(
      neighbourhood.headingsAbove(place).flatMap((heading) => clean(heading, most.headings) ?? []),
    ),
    ...(caption === undefined ? {} : { caption }),
    ...optional('linkTarget', linkTargetOf(target)),
    ...optional('linkText', linkText),
    ...optional(
      'language',
      languageTag(place.language ?? neighbourhood.language) ??
        detectLanguage(neighbourhood.sampleAt(place)),
    ),
  };
  const texts = (side: 'before' | 'after') =>
    neighbourhood
      .textsBeside(place, side, mostSurroundings)
      .flatMap(sentencesOf)
      .map((sentence) => withoutFileNames(sentence, names))
      .filter((sentence) => sentence !== '' && !told.some((text) => text?.includes(sentence)));
  const left = mostSurroundings - lengthOf(known);
  return { ...noPlace, ...known, ...shared(texts('before'), texts('after'), left) };
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}

const picture = new RegExp(`${imageEnding}(?:$|[?#])`, 'i');

/** A link to a picture, most often the same one in full size, tells no more than its name. */
function linkTargetOf(target: string): string | undefined {
  const isTold = target !== '' && target.length <= most.linkTarget && !picture.test(target);
  return isTold ? target : undefined;
}

/** The innermost headings tell most. */
function headingsWithin(headings: readonly string[]): string[] {
  const taken: string[] = [];
  let left = most.headings;
  for (const heading of headings.toReversed()) {
    left -= heading.length;
    if (left < 0) {
      break;
    }
    taken.unshift(heading);
  }
  return taken;
}

/** Half of the space for each side, and what one leaves for the other. */
function shared(
  before: readonly string[],
  after: readonly string[],
  space: number,
): Pick<Surroundings, 'before' | 'after'> {
  const half = Math.floor(space / 2);
  const needed = after.join(' ').length;
  const first = fitting(before, needed < half ? space - needed : half, 'before');
  return { before: first, after: fitting(after, space - first.length, 'after') };
}

function lengthOf(known: Readonly<Record<string, string | readonly string[] | undefined>>): number {
  return Object.values(known).reduce(
    (sum, value) =>
      sum + (typeof value === 'string' ? value.length : (value ?? []).join('').length),
    0,
  );
}
