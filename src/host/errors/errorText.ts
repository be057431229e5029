import * as vscode from 'vscode';
import type { VisionError } from '../../core/errors';
import { connectionErrors } from './connectionErrorText';
import type { Sentence, Words } from './words';
import { imageErrors } from './imageErrorText';
import { requestErrors } from './requestErrorText';
import { urlErrors } from './urlErrorText';

const networkErrors = { ...connectionErrors, ...requestErrors };
const words: Required<Words> = { ...imageErrors, ...urlErrors, ...networkErrors };

/** What a card says of a failure, and the ids of the actions that mend it. */
export interface ErrorText {
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly string[];
}

/** A failure in; its words and what mends it out. */
export function errorText(error: VisionError): ErrorText {
  const [title, detail, ...actions] = wordsOf(error);
  const { status, code, requestId } = error.details;
  const isFromNetwork = error.kind in networkErrors && (status ?? code ?? requestId) !== undefined;
  return { title, detail, actions: isFromNetwork ? [...actions, 'copyDetails'] : actions };
}

/** What happened, in a few words. */
export function errorTitle(error: VisionError): string {
  return wordsOf(error)[0];
}

/** A failure as one sentence, for a notification. */
export function errorSentence(error: VisionError): string {
  const [title, detail] = wordsOf(error);
  return `${title}. ${detail}`;
}

function wordsOf({ kind, details }: VisionError): Sentence {
  return words[kind]({
    ...details,
    image: details.image ?? vscode.l10n.t('The image'),
    host: details.host ?? vscode.l10n.t('the server'),
  });
}
