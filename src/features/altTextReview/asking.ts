import * as vscode from 'vscode';
import type { Row, RowSuggestion } from '../../core/altText/review/row';
import type { BrokenRule } from '../../core/altText/rules';
import type { Answerer } from '../../host/connections/answerer';
import { houseRulesFor } from '../../host/documents/houseRules';
import type { Place } from '../../host/documents/place';
import { suggest, type NoSuggestion } from '../../host/documents/suggest';
import type { RunConversation } from '../../host/conversation/runConversation';
import type { Services } from '../../host/services';
import { readSettings } from '../../host/settings';
import { keyOfEntry, suggestionKey, type Entry, type SuggestionEntry } from './entries';

/** What came of asking about a row. */
export type Asked =
  | { readonly suggestion: RowSuggestion; readonly key: string; readonly hash?: string }
  | { readonly problem: string };

/** What is asked about, and how. */
export interface Wish {
  readonly row: Row;
  readonly place: Place;
  readonly image: vscode.Uri | URL;
  /** How the text is to change. */
  readonly hint?: string;
  /** Past the journal. */
  readonly isAnew?: boolean;
}

/** What asking needs. */
export interface AskingPorts {
  readonly services: Services;
  readonly answerer: Answerer;
  readonly journal: {
    get(key: string): Entry | undefined;
    add(entry: Entry): Promise<void>;
  };
}

/** What a row's text is known by. */
export interface Known {
  readonly key: string;
  /** Of the image's bytes; absent for one at a URL. */
  readonly hash?: string;
}

/**
 * A text for a row: from the journal where the same was asked of the same model, else from the model, and
 * then into the journal before it is shown. Rejects with a VisionError, or the signal's reason.
 */
export async function ask(wish: Wish, ports: AskingPorts, signal: AbortSignal): Promise<Asked> {
  const { place, image, hint } = wish;
  return withImage(wish, ports, signal, async (conversation, known) => {
    const kept = keptSuggestion(wish, known, ports);
    if (kept) {
      return kept;
    }
    const about = { address: image, place, ...(hint !== undefined && { hint }) };
    const found = await suggest(() => Promise.resolve(conversation), about, signal);
    if (typeof found === 'string') {
      signal.throwIfAborted();
      return { problem: noSuggestionText(found) };
    }
    const { text, reasons, longDescription, broken } = found;
    const made = { text, isDecorative: text === '', reasons, longDescription, broken };
    return keepSuggestion(made, known, ports);
  });
}

/** Reads a row's image and leads a conversation about it. */
export async function withImage<T>(
  { row, place, image }: Wish,
  { services, answerer }: AskingPorts,
  signal: AbortSignal,
  work: (conversation: RunConversation, known: Known) => Promise<T>,
): Promise<T> {
  const start = { title: '', addresses: [image], answerer };
  const conversation = await services.conversations.lead(start, signal);
  try {
    const hash = await conversation.hash();
    const key = await keyFor(row, place, answerer.label, hash ?? String(image));
    return await work(conversation, { key, ...(hash !== undefined && { hash }) });
  } finally {
    await conversation.end();
  }
}

/** What the journal has for a wish, unless it is to be asked anew. */
export function keptSuggestion(
  { hint, isAnew = false }: Wish,
  known: Known,
  { journal }: Pick<AskingPorts, 'journal'>,
): Extract<Asked, { suggestion: unknown }> | undefined {
  const kept = journal.get(keyOfEntry({ type: 'suggestion', key: known.key }));
  return kept?.type === 'suggestion' && hint === undefined && !isAnew
    ? { suggestion: { ...suggestionOf(kept), isKept: true }, ...known }
    : undefined;
}

/** Puts a text that was paid for into the journal. */
export async function keepSuggestion(
  made: Omit<RowSuggestion, 'isKept'>,
  known: Known,
  { journal }: Pick<AskingPorts, 'journal'>,
): Promise<Extract<Asked, { suggestion: unknown }>> {
  const { broken, ...texts } = made;
  const entry: SuggestionEntry = {
    type: 'suggestion',
    key: known.key,
    ...texts,
    broken: [...broken],
  };
  await journal.add(entry);
  return { suggestion: suggestionOf(entry), ...known };
}

/** The suggestion of an entry. */
export function suggestionOf(entry: SuggestionEntry): RowSuggestion {
  const { text, isDecorative, reasons, longDescription, broken } = entry;
  // What another version of the program knew as a rule is shown by its name.
  const known = broken as unknown as readonly BrokenRule[];
  return { text, isDecorative, reasons, longDescription, broken: known, isKept: false };
}

async function keyFor(row: Row, place: Place, model: string, image: string): Promise<string> {
  const { style, language } = await houseRulesFor(place.uri);
  const surroundings = place.surroundings();
  return suggestionKey({
    image,
    role: row.reference.role,
    context: JSON.stringify(surroundings),
    model,
    style,
    language: language ?? 'auto',
    longDescription: readSettings(place.uri).altText.longDescription !== 'off',
  });
}

/** Why there is no text, for people. */
export function noSuggestionText(reason: NoSuggestion): string {
  switch (reason) {
    case 'stopped':
      return vscode.l10n.t('The model gave no text that can be used.');
    case 'nameless':
      return vscode.l10n.t('The model has no text that says where the link leads.');
    case 'offline':
      return vscode.l10n.t('Alt text is written by a vision model, and none is connected.');
  }
}
