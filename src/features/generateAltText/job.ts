import * as vscode from 'vscode';
import { altTexts } from '../../core/altText/altTexts';
import { altTextSchema, parseAltTextReply, type AltTextSuggestion } from '../../core/altText/reply';
import { altTextLimit, shortenAltTextPrompt } from '../../core/conversation/prompts';
import { shownReply, type Turn } from '../../core/conversation/turn';
import type { ImageRecord } from '../../host/images/imageStore';
import type { Item, Job, TurnExtras } from '../../host/jobs';
import type { ItemView } from '../../protocol/conversation';
import { insertAltText } from './insert';
import { altTextStructure, textsIn } from './structure';

export { trackEditor } from './insert';

/** What stands with the alt texts of a reply: Insert, and Shorten where one is too long. */
export const altTextJob: Job = {
  structure: altTextStructure,
  extras,
  act: async (action, turn, images, item) => {
    if (action === 'shorten') {
      const command = vscode.l10n.t('Shorten');
      return {
        text: shortenAltTextPrompt,
        command,
        ...(turn.job !== undefined && { job: turn.job }),
      };
    }
    await insert(turn, images, item);
    return undefined;
  },
};

/** Inserts the text of one image as the user left it, or those of all. */
async function insert(turn: Turn, images: readonly ImageRecord[], item?: Item): Promise<void> {
  const texts = textsOf(turn, images);
  for (const [index, { id, address }] of images.entries()) {
    const text = item === undefined ? texts[index] : item.id === id ? item.text : undefined;
    if (text !== undefined && !(address instanceof URL)) {
      await insertAltText(address, text);
    }
  }
}

/** The text of each image by its index, or undefined where the reply has none for it. */
function textsOf(turn: Turn, images: readonly ImageRecord[]): (string | undefined)[] {
  const { data, text } = shownReply(turn);
  return data === undefined ? altTexts(text, images.length) : textsIn(data, images);
}

function extras(turn: Turn, images: readonly ImageRecord[]): TurnExtras {
  const texts = textsOf(turn, images);
  const found = texts.filter((text) => text !== undefined);
  const insert = { action: 'insert', label: vscode.l10n.t('Insert') };
  if (images.length > 1) {
    return {
      items: images.map((image, index) => itemOf(image, texts[index])),
      actions: found.length > 0 ? [{ ...insert, label: vscode.l10n.t('Insert All') }] : [],
    };
  }
  const [text = ''] = found;
  const shorten = { action: 'shorten', label: vscode.l10n.t('Shorten') };
  return {
    notices: text.length >= altTextLimit ? [{ text: lengthNote(text), actions: [shorten] }] : [],
    actions: found.length > 0 ? [insert] : [],
  };
}

function itemOf({ id, name }: ImageRecord, text: string | undefined): ItemView {
  const label = vscode.l10n.t('Alt text');
  if (text === undefined) {
    const note = vscode.l10n.t('The reply has no text for this image.');
    return { id, title: name, label, note, actions: [] };
  }
  return {
    id,
    title: name,
    label,
    text,
    ...(text.length >= altTextLimit && { note: lengthNote(text) }),
    actions: [{ action: 'insert', label: vscode.l10n.t('Insert') }],
  };
}

function lengthNote({ length }: string): string {
  return vscode.l10n.t(
    'This alt text has {0} characters; under {1} is read out in one go.',
    length,
    altTextLimit,
  );
}

/** An image in its document: a structured reply, and Insert below it where a panel shows it. */
export const suggestionJob: Job = {
  structure: () => ({
    schema: altTextSchema,
    parse: (value) => parseAltTextReply(value),
    format: suggestionInWords,
  }),
  extras: (turn) => ({
    actions:
      suggestedText(turn) === '' ? [] : [{ action: 'insert', label: vscode.l10n.t('Insert') }],
  }),
  act: async (_, turn, images) => {
    const [image] = images;
    if (image && !(image.address instanceof URL)) {
      await insertAltText(image.address, suggestedText(turn));
    }
    return undefined;
  },
};

function suggestionInWords({ altText, reasons }: AltTextSuggestion): string {
  return altText === '' ? vscode.l10n.t('Decorative: {0}', reasons) : altText;
}

function suggestedText(turn: Turn): string {
  const { data, text } = shownReply(turn);
  return data === undefined
    ? (altTexts(text, 1)[0] ?? '')
    : (parseAltTextReply(data)?.altText ?? '');
}
