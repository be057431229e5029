import * as vscode from 'vscode';
import type { Row, RowSuggestion } from '../../core/altText/review/row';
import type { BrokenRule } from '../../core/altText/rules';
import type { Answerer } from '../../host/connections/answerer';
import { loadDocuments } from '../../host/chunks';
import { houseRulesFor } from '../../host/documents/houseRules';
import type { Place } from '../../host/documents/place';
import { suggest, type NoSuggestion } from '../../host/documents/suggest';
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

/**
 * A text for a row: from the journal where the same was asked of the same model, else from the model, and
 * then into the journal before it is shown. Rejects with a VisionError, or the signal's reason.
 */
export async function ask(
  { row, place, image, hint, isAnew = false }: Wish,
  { services, answerer, journal }: AskingPorts,
  signal: AbortSignal,
): Promise<Asked> {
  const start = { title: '', addresses: [image], answerer };
  const conversation = await services.conversations.lead(start, signal);
  try {
    const hash = await conversation.hash();
    const key = await keyFor(row, place, answerer.label, hash ?? String(image));
    const known = { key, ...(hash !== undefined && { hash }) };
    const kept = journal.get(keyOfEntry({ type: 'suggestion', key }));
    if (kept?.type === 'suggestion' && hint === undefined && !isAnew) {
      return { suggestion: { ...suggestionOf(kept), isKept: true }, ...known };
    }
    const wish = { address: image, place, ...(hint !== undefined && { hint }) };
    const found = await suggest(() => Promise.resolve(conversation), wish, signal);
    if (typeof found === 'string') {
      signal.throwIfAborted();
      return { problem: noSuggestionText(found) };
    }
    const entry: SuggestionEntry = {
      type: 'suggestion',
      key,
      text: found.text,
      isDecorative: found.text === '',
      reasons: found.reasons,
      longDescription: found.longDescription,
      broken: [...found.broken],
    };
    await journal.add(entry);
    return { suggestion: suggestionOf(entry), ...known };
  } finally {
    await conversation.end();
  }
}

/** The suggestion of an entry. */
export function suggestionOf(entry: SuggestionEntry): RowSuggestion {
  const { text, isDecorative, reasons, longDescription, broken } = entry;
  // What another version of the program knew as a rule is shown by its name.
  const known = broken as unknown as readonly BrokenRule[];
  return { text, isDecorative, reasons, longDescription, broken: known, isKept: false };
}

async function keyFor(row: Row, place: Place, model: string, image: string): Promise<string> {
  const { surroundingsOf } = await loadDocuments();
  const { style, language } = await houseRulesFor(place.uri);
  const surroundings = surroundingsOf(place.text, place.languageId, place.reference);
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

function noSuggestionText(reason: NoSuggestion): string {
  switch (reason) {
    case 'stopped':
      return vscode.l10n.t('The model gave no text that can be used.');
    case 'nameless':
      return vscode.l10n.t('The model has no text that says where the link leads.');
    case 'offline':
      return vscode.l10n.t('Alt text is written by a vision model, and none is connected.');
  }
}
