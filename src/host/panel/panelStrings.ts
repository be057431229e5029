import * as vscode from 'vscode';
import type { PanelStrings } from '../../protocol/panelStrings';
import { addingStrings } from './addingStrings';
import { viewerStrings } from './viewerStrings';

/** The panel's fixed texts in the user's language. `Reply`, `Stop` and the like are also what tests look for. */
export function panelStrings(): PanelStrings {
  return {
    images: vscode.l10n.t('Images'),
    conversation: vscode.l10n.t('Conversation'),
    question: vscode.l10n.t('Question'),
    prompt: vscode.l10n.t('Prompt'),
    reply: vscode.l10n.t('Reply'),
    stop: vscode.l10n.t('Stop'),
    copy: vscode.l10n.t('Copy'),
    edit: vscode.l10n.t('Edit'),
    copyMarkdown: vscode.l10n.t('Copy as Markdown'),
    copyCode: vscode.l10n.t('Copy code'),
    copied: vscode.l10n.t('Copied'),
    followUp: vscode.l10n.t('Ask a follow-up'),
    send: vscode.l10n.t('Send'),
    waiting: vscode.l10n.t('Looking at the image…'),
    thoughts: vscode.l10n.t('Thoughts'),
    earlierReply: vscode.l10n.t('Show the earlier reply'),
    laterReply: vscode.l10n.t('Show the later reply'),
    replyComplete: vscode.l10n.t('The reply is complete.'),
    changeConnection: vscode.l10n.t('Change connection'),
    detail: vscode.l10n.t('Detail'),
    detailAuto: vscode.l10n.t('Detail: auto'),
    detailLow: vscode.l10n.t('Detail: low'),
    detailHigh: vscode.l10n.t('Detail: high'),
    withFoundText: vscode.l10n.t('Send the Text on the Image Along'),
    withPlaces: vscode.l10n.t('Answer with Places on the Image'),
    receipt: vscode.l10n.t('Receipt'),
    receiptImage: vscode.l10n.t('Image'),
    receiptBefore: vscode.l10n.t('File'),
    receiptAfter: vscode.l10n.t('Sent'),
    viewer: viewerStrings(),
    adding: addingStrings(),
    marks: vscode.l10n.t('Marked parts'),
    removeMark: vscode.l10n.t('Remove Mark {0}'),
  };
}
