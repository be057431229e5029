import * as vscode from 'vscode';
import { estimateText } from '../estimates';
import type { ReviewDesk } from '../desk';
import { requestsOf } from '../scopes';

/** Fewer requests are answered at once before a service has looked at a file. */
const least = 50;

/** Whether what is chosen can be asked for as a batch. */
export function offersBatch(desk: ReviewDesk): boolean {
  const { batch, review, takesBatches, chosen } = desk;
  return (
    takesBatches &&
    !batch.isUnderWay &&
    !review.run.isRunning &&
    requestsOf(desk.rowsIn(chosen)) >= least
  );
}

/** Asks for the texts of what is chosen in batches, after telling what that means. */
export async function runAsBatch(desk: ReviewDesk): Promise<void> {
  const rows = desk.rowsIn(desk.chosen);
  const answerer = await desk.agreed();
  if (answerer === undefined || !offersBatch(desk)) {
    return;
  }
  const { cost } = desk;
  const half = cost && {
    ...cost,
    ...(cost.dollars !== undefined && { dollars: cost.dollars / 2 }),
  };
  const send = vscode.l10n.t('Run as a Batch');
  const detail = [
    estimateText(requestsOf(rows), half),
    vscode.l10n.t(
      '{0} answers within 24 hours, for half the price of answers at once. The images are kept there in files until then, and deleted when the texts are here.',
      answerer.label,
    ),
    vscode.l10n.t('This view may be closed. Open it again to fetch the texts.'),
  ].join('\n\n');
  const { quickInput } = desk.runs.services;
  const words = vscode.l10n.t('Ask for these texts in a batch?');
  const choice = await quickInput.showInformationMessage(words, { modal: true, detail }, send);
  if (choice === send) {
    await desk.batch.begin(rows, answerer);
  }
}

/** Cancels what is under way, after telling what is billed all the same. */
export async function cancelBatch({ batch, runs }: ReviewDesk): Promise<void> {
  const stop = vscode.l10n.t('Cancel the Batch');
  const answered = new Intl.NumberFormat(vscode.env.language).format(
    batch.progress?.completed ?? 0,
  );
  const detail = vscode.l10n.t(
    'What was answered by then is billed all the same, and its texts are fetched. {0} are answered by now. The service needs some minutes to stop.',
    answered,
  );
  const words = vscode.l10n.t('Cancel the batch?');
  const { quickInput } = runs.services;
  if ((await quickInput.showWarningMessage(words, { modal: true, detail }, stop)) === stop) {
    await batch.cancel();
  }
}
