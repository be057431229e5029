import * as vscode from 'vscode';
import type { ErrorFacts } from './words';

/** A sentence, and after it what the server said of the failure. */
export function withServerWords(sentence: string, { status, serverMessage }: ErrorFacts): string {
  if (serverMessage === undefined) {
    return status === undefined
      ? sentence
      : `${sentence} ${vscode.l10n.t('The status was {0}.', status)}`;
  }
  return status === undefined
    ? `${sentence} ${vscode.l10n.t('It said: “{0}”', serverMessage)}`
    : `${sentence} ${vscode.l10n.t('It said (status {0}): “{1}”', status, serverMessage)}`;
}
