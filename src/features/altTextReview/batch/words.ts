import * as vscode from 'vscode';
import type { VisionError } from '../../../core/errors';
import { errorSentence } from '../../../host/errors/errorText';
import type { RunProgress } from '../../../providers';

/** What a batch is doing, in the user's words. */
export function batchWords(
  { requests, sent, completed, failed, isWaiting }: RunProgress,
  { isPaused, isCancelled, trouble }: BatchMood,
): string {
  const answered = vscode.l10n.t('Batch: {0} of {1} answered', number(completed), number(requests));
  return [
    answered,
    ...(failed > 0 ? [vscode.l10n.t('{0} failed', number(failed))] : []),
    ...(sent > 0 ? [vscode.l10n.t('{0} at the service', number(sent))] : []),
    ...(isCancelled
      ? [vscode.l10n.t('being cancelled')]
      : isPaused
        ? [vscode.l10n.t('paused')]
        : []),
    ...(isWaiting && !isCancelled ? [vscode.l10n.t('waiting for room in the quota')] : []),
    ...(trouble ? [errorSentence(trouble)] : []),
  ].join(', ');
}

/** What else is known of a batch. */
export interface BatchMood {
  readonly isPaused: boolean;
  readonly isCancelled: boolean;
  /** What failed last, and is tried again. */
  readonly trouble: VisionError | undefined;
}

function number(count: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(count);
}
