import * as vscode from 'vscode';

const commands = [
  'workbench.action.closeQuickOpen',
  'workbench.action.closeAllEditors',
  'notifications.clearAll',
  'notifications.hideList',
  'workbench.action.closePanel',
  'workbench.files.action.collapseExplorerFolders',
  'workbench.files.action.focusFilesExplorer',
  // The selection.
  'list.clear',
];

/** Closes what is open in the window, and clears what Sightline has stored where it has run. */
export async function tidy(sightline: vscode.ExtensionContext | undefined): Promise<void> {
  // An editor with changes would ask what to do with them.
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  for (const command of commands) {
    await vscode.commands.executeCommand(command);
  }
  if (!sightline) {
    return;
  }
  for (const name of await sightline.secrets.keys()) {
    await sightline.secrets.delete(name);
  }
  for (const memory of [sightline.globalState, sightline.workspaceState]) {
    for (const name of memory.keys()) {
      await memory.update(name, undefined);
    }
  }
}
