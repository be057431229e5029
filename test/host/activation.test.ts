import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  const extension = vscode.extensions.getExtension('sightline.sightline');

  it('finds the extension and activates it', async () => {
    assert.ok(extension, 'sightline.sightline is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of the manifest', async () => {
    const { contributes } = extension?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    const declared = contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 0);
    assert.deepEqual(
      declared.filter((command) => !known.has(command)),
      [],
    );
  });
});
