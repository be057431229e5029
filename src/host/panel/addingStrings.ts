import * as vscode from 'vscode';
import type { AddingStrings } from '../../protocol/addingStrings';

/** The panel's texts about the pictures themselves, in the user's language. */
export function addingStrings(): AddingStrings {
  return {
    add: vscode.l10n.t('Add Images…'),
    addHelp: vscode.l10n.t('or paste a picture, or drop files with Shift held'),
    firstQuestion: vscode.l10n.t('Ask about the image'),
    invitation: vscode.l10n.t('Paste a picture here'),
    invitationHelp: vscode.l10n.t(
      'Press Ctrl+V (⌘V on a Mac), drop files here with Shift held, or choose Add Images… below. Nothing is sent before you ask.',
    ),
    dropHere: vscode.l10n.t('Drop to add to the next question'),
    pending: vscode.l10n.t('Images of the next question'),
    remove: vscode.l10n.t('Remove {0}'),
    removed: vscode.l10n.t('Removed'),
    working: vscode.l10n.t('Adding…'),
    addedOne: vscode.l10n.t('1 image added'),
    addedSeveral: vscode.l10n.t('{0} images added'),
    tooLarge: vscode.l10n.t(
      'The image is too large. {0} has more than {1} MB, the most that can be sent.',
    ),
    unreadable: vscode.l10n.t('{0} could not be read. Folders cannot be added.'),
    tooMany: vscode.l10n.t('Only the first {0} of {1} files were looked at.'),
    failed: vscode.l10n.t('The image could not be added. The log says more.'),
    nothingToAdd: vscode.l10n.t('There is no file in what was dropped.'),
    more: vscode.l10n.t('And {0} more.'),
    dismiss: vscode.l10n.t('Dismiss'),
    inSight: vscode.l10n.t('Images of the conversation'),
    brought: vscode.l10n.t('Added images'),
    open: vscode.l10n.t('Open {0} in Editor'),
    openUrl: vscode.l10n.t('Open the URL of {0}'),
    save: vscode.l10n.t('Save {0} to Workspace…'),
    noFile: vscode.l10n.t('A pasted picture has no file: save it to open it.'),
  };
}
