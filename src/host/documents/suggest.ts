import * as vscode from 'vscode';
import { altTexts } from '../../core/altText/altTexts';
import { brokenRules, type BrokenRule } from '../../core/altText/rules';
import { altTextQuestion, mendQuestion, namelessLinkQuestion } from '../../core/altText/question';
import { parseAltTextReply, type AltTextSuggestion } from '../../core/altText/reply';
import { shownReply, type Turn } from '../../core/conversation/turn';
import { isVisionError } from '../../core/errors';
import { loadDocuments } from '../chunks';
import { imageName, type ImageAddress } from '../images/imageAddress';
import type { QuietConversation, QuietStart } from '../conversation/quietConversation';
import { readSettings } from '../settings';
import type { Change } from './edits';
import { houseRulesFor } from './houseRules';
import type { Place } from './place';

/** The job of questions about an image in its document, by the name that it is registered under. */
const job = 'altTextInDocument';

/** A text for an image in its document. */
export interface Suggestion {
  /** Empty where the model takes the image for decorative. */
  readonly text: string;
  readonly reasons: string;
  readonly longDescription: string;
  /** What it still breaks of the house style after it was asked for once more. */
  readonly broken: readonly BrokenRule[];
}

/** Why there is none: `stopped` also where a panel tells what is wrong. */
export type NoSuggestion = 'stopped' | 'offline' | 'nameless';

/** What is asked for. */
export interface Wish {
  readonly address: ImageAddress;
  readonly place: Place;
  /** How the user wants the present text changed. */
  readonly hint?: string;
}

/**
 * Asks for the text of an image by its role at a place, in the house's style and the document's language.
 * A text that breaks a rule is asked for once more. `lead` begins the conversation. Rejects where that does.
 */
export async function suggest(
  lead: (start: QuietStart, signal: AbortSignal) => Promise<QuietConversation>,
  { address, place, hint }: Wish,
  signal: AbortSignal,
): Promise<Suggestion | NoSuggestion> {
  const { surroundingsOf } = await loadDocuments();
  const { reference, uri } = place;
  const { style, language: set } = await houseRulesFor(uri);
  const surroundings = surroundingsOf(place.text, place.languageId, reference);
  const language = set ?? surroundings.language ?? 'auto';
  const { role, caption } = reference;
  const asked = { surroundings, style, language };
  const conversation = await lead(
    { title: vscode.l10n.t('Alt text: {0}', imageName(address)), addresses: [address] },
    signal,
  );
  const ask = async (text: string, command: string): Promise<AltTextSuggestion | NoSuggestion> =>
    suggestionIn(await conversation.ask({ text, command, job }));
  try {
    if (signal.aborted) {
      return 'stopped';
    }
    const question = altTextQuestion({
      ...asked,
      role,
      longDescription: readSettings(uri).altText.longDescription !== 'off',
      ...(hint !== undefined && { hint: refinement(reference.alt ?? '', hint) }),
    });
    let found = await ask(question, vscode.l10n.t('Generate Alt Text'));
    if (typeof found === 'string') {
      return found;
    }
    if (found.altText === '' && role === 'link') {
      const named = await ask(
        namelessLinkQuestion(asked),
        vscode.l10n.t('Ask for the Link’s Name'),
      );
      if (typeof named === 'string' || named.altText === '') {
        return typeof named === 'string' ? named : 'nameless';
      }
      found = named;
    }
    const about = {
      language,
      fileName: imageName(address),
      isLink: role === 'link',
      ...(caption !== undefined && { caption }),
    };
    // What a guide recommends only is no reason to pay twice.
    const breaks = (text: string): BrokenRule[] =>
      brokenRules(text, style, about).filter(({ isAdvice }) => isAdvice !== true);
    let broken = breaks(found.altText);
    if (broken.length > 0) {
      const mended = await ask(
        mendQuestion(found.altText, broken, style),
        vscode.l10n.t('Mend the Style'),
      ).catch(keptAnyway);
      if (typeof mended !== 'string' && mended.altText !== '') {
        const still = breaks(mended.altText);
        if (still.length <= broken.length) {
          found = { ...found, altText: mended.altText };
          broken = still;
        }
      }
    }
    const { altText: text, reasons, longDescription } = found;
    return { text, reasons, longDescription, broken };
  } finally {
    await conversation.end();
  }
}

/** The text that is to be mended was paid for: it is kept where the mending fails. */
function keptAnyway(error: unknown): NoSuggestion {
  if (isVisionError(error)) {
    return 'stopped';
  }
  throw error;
}

/** What a reply suggests; plain text where a server gives no JSON. */
export function suggestionIn(turn: Turn): AltTextSuggestion | NoSuggestion {
  const { state, data, text, by } = shownReply(turn);
  if (by?.isOffline) {
    return 'offline';
  }
  if (state !== 'done') {
    return 'stopped';
  }
  if (data !== undefined) {
    return parseAltTextReply(data) ?? 'stopped';
  }
  const [plain = ''] = altTexts(text, 1);
  return plain === ''
    ? 'stopped'
    : { subject: '', role: 'informative', reasons: '', altText: plain, longDescription: '' };
}

/** What the user wants changed of the text that is there. */
function refinement(text: string, hint: string): string {
  return `${hint}\nThe alt text so far is: ${JSON.stringify(text)}`;
}

/** What a reference is to become by a suggestion that is not empty. */
export function changeBy(
  { text, longDescription }: Pick<Suggestion, 'text' | 'longDescription'>,
  { uri }: Pick<Place, 'uri'>,
): Change {
  const form = readSettings(uri).altText.longDescription;
  const label = vscode.l10n.t('Image description');
  return longDescription === '' || form === 'off'
    ? { alt: text }
    : { alt: text, description: { text: longDescription, form, label } };
}
