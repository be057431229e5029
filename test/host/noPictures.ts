import * as vscode from 'vscode';
import type { PictureServices } from '../../src/host/conversation/pictures';

/** For panels of whose pictures nothing is opened or saved; pasted ones are kept nowhere. */
export const pictures: Pick<PictureServices, 'pastedAddress' | 'dialogs'> = {
  pastedAddress: (id) => vscode.Uri.file(`/pasted/${id}.png`),
  dialogs: {
    showOpenDialog: () => Promise.resolve(undefined),
    showSaveDialog: () => Promise.resolve(undefined),
    showErrorMessage: () => Promise.resolve(undefined),
  },
};
