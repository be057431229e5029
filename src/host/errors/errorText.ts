import * as vscode from 'vscode';
import type {
  FilterHit,
  VisionError,
  VisionErrorDetails,
  VisionErrorKind,
} from '../../core/errors';
import type { ErrorView, PanelAction } from '../../protocol';
import { actionViews } from '../panel/actions';
import { connectionErrors } from './connectionErrorText';
import { imageErrors } from './imageErrorText';
import { requestErrors } from './requestErrorText';
import { urlErrors } from './urlErrorText';

/** The details of a failure, with words where the image or the host is not known. */
export type ErrorFacts = VisionErrorDetails & { readonly image: string; readonly host: string };

/** What happened, why, and the actions that mend it, the best one first. */
export type Sentence = readonly [title: string, detail: string, ...actions: PanelAction[]];

/** The words for each kind. */
export type Words = Partial<Record<VisionErrorKind, (facts: ErrorFacts) => Sentence>>;

const networkErrors = { ...connectionErrors, ...requestErrors };
const words: Required<Words> = { ...imageErrors, ...urlErrors, ...networkErrors };

/** A failure in, its card out. */
export function errorView(error: VisionError): ErrorView {
  const [title, detail, ...actions] = wordsOf(error);
  const { status, code, requestId } = error.details;
  const isFromNetwork = error.kind in networkErrors && (status ?? code ?? requestId) !== undefined;
  return {
    title,
    detail,
    actions: actionViews(isFromNetwork ? [...actions, 'copyDetails'] : actions),
  };
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

/** For example `violence (high), self harm (medium)`. */
export function filterList(filters: readonly FilterHit[]): string {
  return filters
    .map(({ category, severity }) => {
      const name = category.replaceAll('_', ' ');
      return severity === undefined ? name : `${name} (${severity})`;
    })
    .join(', ');
}

function wordsOf({ kind, details }: VisionError): Sentence {
  return words[kind]({
    ...details,
    image: details.image ?? vscode.l10n.t('The image'),
    host: details.host ?? vscode.l10n.t('the server'),
  });
}
