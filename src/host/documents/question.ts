import { altTextQuestion } from '../../core/altText/question';
import type { ImageRole } from '../../core/altText/imageRole';
import { brokenRules, type BrokenRule } from '../../core/altText/rules';
import type { HouseStyle } from '../../core/altText/style';
import type { Surroundings } from '../../core/altText/surroundings';
import { imageName, type ImageAddress } from '../images/imageAddress';
import { readSettings } from '../settings';
import { houseRulesFor } from './houseRules';
import type { Place } from './place';

/** The job of questions about an image in its document, by the name that it is registered under. */
export const altTextInDocument = 'altTextInDocument';

/** What is asked for. */
export interface Wish {
  readonly address: ImageAddress;
  readonly place: Place;
  /** How the user wants the present text changed. */
  readonly hint?: string;
}

/** A question for the text of an image at a place, and what the text is to follow. */
export interface PlaceQuestion {
  readonly text: string;
  readonly surroundings: Surroundings;
  readonly style: HouseStyle;
  /** A language's name or tag; `auto` is that of the document. */
  readonly language: string;
}

/** Makes the question by the image's role at the place, in the house's style and the document's language. */
export async function questionAt({ place, hint }: Omit<Wish, 'address'>): Promise<PlaceQuestion> {
  const { reference, uri } = place;
  const { style, language: set } = await houseRulesFor(uri);
  const surroundings = place.surroundings();
  const language = set ?? surroundings.language ?? 'auto';
  const text = altTextQuestion({
    surroundings,
    style,
    language,
    role: reference.role,
    longDescription: readSettings(uri).altText.longDescription !== 'off',
    ...(hint !== undefined && { hint: refinement(reference.alt ?? '', hint) }),
  });
  return { text, surroundings, style, language };
}

/** What a text breaks, but for what a guide recommends only, which is no reason to pay twice. */
export function breaksOf(
  text: string,
  { style, language }: Pick<PlaceQuestion, 'style' | 'language'>,
  about: { readonly address: ImageAddress; readonly role: ImageRole; readonly caption?: string },
): BrokenRule[] {
  const { address, role, caption } = about;
  return brokenRules(text, style, {
    language,
    fileName: imageName(address),
    isLink: role === 'link',
    ...(caption !== undefined && { caption }),
  }).filter(({ isAdvice }) => isAdvice !== true);
}

/** What the user wants changed of the text that is there. */
function refinement(text: string, hint: string): string {
  return `${hint}\nThe alt text so far is: ${JSON.stringify(text)}`;
}
