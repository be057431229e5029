import * as vscode from 'vscode';
import { altTexts } from '../../core/altText/altTexts';
import type { BrokenRule } from '../../core/altText/rules';
import { mendQuestion, namelessLinkQuestion } from '../../core/altText/question';
import { parseAltTextReply, type AltTextSuggestion } from '../../core/altText/reply';
import { jsonIn } from '../../core/conversation/replyJson';
import { dataIn } from '../../core/conversation/structured';
import { shownReply, type Turn } from '../../core/conversation/turn';
import { isVisionError } from '../../core/errors';
import { imageName } from '../images/imageAddress';
import type { QuietConversation, QuietStart } from '../conversation/quietConversation';
import { readSettings } from '../settings';
import type { Change } from './edits';
import type { Place } from './place';
import { altTextInDocument as job, breaksOf, questionAt, type Wish } from './question';

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

/**
 * Asks for the text of an image by its role at a place, in the house's style and the document's language.
 * A text that breaks a rule is asked for once more. `lead` begins the conversation. Rejects where that does.
 */
export async function suggest(
  lead: (start: QuietStart, signal: AbortSignal) => Promise<QuietConversation>,
  wish: Wish,
  signal: AbortSignal,
): Promise<Suggestion | NoSuggestion> {
  const asked = await questionAt(wish);
  const { address, place } = wish;
  const { role, caption } = place.reference;
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
    let found = await ask(asked.text, vscode.l10n.t('Generate Alt Text'));
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
    const about = { address, role, ...(caption !== undefined && { caption }) };
    const breaks = (text: string): BrokenRule[] => breaksOf(text, asked, about);
    let broken = breaks(found.altText);
    if (broken.length > 0) {
      const mended = await ask(
        mendQuestion(found.altText, broken, asked.style),
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
  return (data === undefined ? plainSuggestion(text) : parseAltTextReply(data)) ?? 'stopped';
}

/** What a reply suggests that came whole, as JSON or else as plain text; undefined for nothing. */
export function suggestionInText(text: string): AltTextSuggestion | undefined {
  const isJson = jsonIn(text).next().done !== true;
  return isJson ? dataIn(text, parseAltTextReply) : plainSuggestion(text);
}

function plainSuggestion(text: string): AltTextSuggestion | undefined {
  const [altText = ''] = altTexts(text, 1);
  return altText === ''
    ? undefined
    : { subject: '', role: 'informative', reasons: '', altText, longDescription: '' };
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
