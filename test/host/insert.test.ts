import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { insertAltText, trackEditor } from '../../src/features/generateAltText/insert';
import { altTextJob } from '../../src/features/generateAltText/job';
import { ScriptedInput } from './scriptedInput';

const alt = 'A form with {three} fields.';
const path = 'screenshots/checkout-form.png';
const markdown = `![${alt}](${path})`;

function inWorkspace(file: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, file);
}

const image = (): vscode.Uri => inWorkspace(path);

let opened = 0;

/**
 * Shows a document that was never saved, with the cursor at its end. Each has a name of its own: one
 * that VS Code gives to a new document may have a backup of the document before.
 */
async function show(content: string, language = 'markdown'): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.from({ scheme: 'untitled', path: `insert-${++opened}` });
  const document = await vscode.languages.setTextDocumentLanguage(
    await vscode.workspace.openTextDocument(uri),
    language,
  );
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => {
    edit.insert(new vscode.Position(0, 0), content);
    edit.setEndOfLine(content.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF);
  });
  const end = document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

const front = (): vscode.TextEditor | undefined => vscode.window.activeTextEditor;

/** Puts the preview of an image in front of the document, as a user does who looks at it. */
async function showImage(): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', image());
}

describe('insertAltText', function () {
  this.timeout(60_000);

  before(() => trackEditor());

  afterEach(async () => {
    for (const { isDirty } of vscode.workspace.textDocuments) {
      if (isDirty) {
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('writes images one after the other into a document that was never saved', async () => {
    const { document } = await show('# Title\n\n');
    const results = [insertAltText(image(), alt), insertAltText(inWorkspace('b c.png'), 'Two.')];
    assert.deepEqual(await Promise.all(results), [true, true]);
    assert.equal(document.getText(), `# Title\n\n${markdown}\n\n![Two.](<b c.png>)`);
    const { selection } = vscode.window.activeTextEditor ?? {};
    assert.equal(selection && document.offsetAt(selection.end), document.getText().length);
  });

  it('replaces the alt text that the document has, wherever the cursor is', async () => {
    const { document } = await show(`![](${path})\r\n\r\n![Other](other.png)`);
    assert.equal(await insertAltText(image(), alt), true);
    assert.equal(document.getText(), `${markdown}\r\n\r\n![Other](other.png)`);
    assert.equal(await insertAltText(image(), alt), true);
    assert.equal(document.getText(), `${markdown}\r\n\r\n![Other](other.png)`);
  });

  it('keeps what is selected over several lines, from wherever it was selected', async () => {
    const editor = await show('One.\n\nTwo.\n\nThree.');
    editor.selection = new vscode.Selection(2, 4, 0, 1);
    assert.equal(await insertAltText(image(), alt), true);
    assert.equal(editor.document.getText(), `One.\n\nTwo. ${markdown}\n\nThree.`);
  });

  it('brings a document to the front that another tab hides', async () => {
    const { document } = await show('');
    await showImage();
    assert.equal(front(), undefined);
    assert.equal(await insertAltText(image(), alt), true);
    assert.equal(document.getText(), markdown);
    assert.equal(front()?.document, document);
  });

  it('writes nothing into a document that was closed', async () => {
    const { document } = await show('');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(await insertAltText(image(), alt), false);
    assert.equal(document.getText(), '');
  });

  it('writes nothing into a document that is read-only', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('docs/settings.md'));
    const before = document.getText();
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    const command = 'workbench.action.files.setActiveEditorReadonlyInSession';
    await vscode.commands.executeCommand(command);
    assert.equal(await insertAltText(image(), alt), false);
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
    await vscode.commands.executeCommand(
      'workbench.action.files.resetActiveEditorReadonlyInSession',
    );
  });

  it('writes nothing where no relative path leads, nor into code', async () => {
    const elsewhere = await show('');
    const remote = vscode.Uri.from({ scheme: 'file', authority: 'server', path: '/a.png' });
    assert.equal(await insertAltText(remote, alt), false);
    assert.equal(elsewhere.document.getText(), '');
    const code = await show('x = 1\n', 'python');
    assert.equal(await insertAltText(image(), alt), false);
    assert.equal(code.document.getText(), 'x = 1\n');
  });

  it('says why not, in each case', async () => {
    const input = new ScriptedInput();
    const why = async (of = image()): Promise<string | undefined> => {
      const before = input.messages.length;
      assert.equal(await insertAltText(of, alt, input), false);
      return input.messages[before];
    };
    await show('x = 1\n', 'python');
    assert.match((await why()) ?? '', /knows no image markup for the language of insert-\d+/);
    const twice = await show(`![](${path})\n\n![](${path})\n\nEnd`);
    assert.match((await why()) ?? '', /shows checkout-form\.png in several places/);
    assert.equal(twice.document.getText().includes(alt), false);
    await show('```\ncode');
    assert.match((await why()) ?? '', /An image cannot stand where the cursor is/);
    const remote = vscode.Uri.from({ scheme: 'file', authority: 'server', path: '/a.png' });
    assert.match((await why(remote)) ?? '', /No relative path leads from insert-\d+ to a\.png/);
    const document = await vscode.workspace.openTextDocument(inWorkspace('docs/settings.md'));
    await vscode.window.showTextDocument(document);
    const command = 'workbench.action.files.setActiveEditorReadonlyInSession';
    await vscode.commands.executeCommand(command);
    assert.equal(await why(), 'settings.md is read-only. Choose Copy instead.');
    await vscode.commands.executeCommand(
      'workbench.action.files.resetActiveEditorReadonlyInSession',
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.match((await why()) ?? '', /^Open the document, put the cursor where the image goes/);
  });

  it('writes the text of one row as the user left it, to the image of that row', async () => {
    const other = 'screenshots/dashboard.png';
    const { document } = await show(`![](${path})\n\n![](${other})\n`);
    const reply = { text: '1. A form.\n2. A board.', state: 'done' } as const;
    const question = { text: 'Alt text?', images: ['a', 'b'], detail: 'auto' } as const;
    const turn = { id: 0, job: 'altText', question, replies: [reply], shown: 0 };
    const images = [
      { id: 'a', name: 'checkout-form.png', address: image() },
      { id: 'b', name: 'dashboard.png', address: inWorkspace(other) },
    ];
    const rows = altTextJob.extras?.(turn, images).items ?? [];
    assert.deepEqual(
      rows.map(({ id, text }) => [id, text]),
      [
        ['a', 'A form.'],
        ['b', 'A board.'],
      ],
    );
    await altTextJob.act?.('insert', turn, images, { id: 'b', text: 'A board, edited.' });
    assert.equal(document.getText(), `![](${path})\n\n![A board, edited.](${other})\n`);
    await altTextJob.act?.('insert', turn, images);
    assert.equal(document.getText(), `![A form.](${path})\n\n![A board.](${other})\n`);
  });

  it('does not take the output of a program for a document', async () => {
    const { document } = await show('');
    const output = vscode.window.createOutputChannel('Insert test', 'markdown');
    output.show();
    assert.equal(await insertAltText(image(), alt), true);
    assert.equal(document.getText(), markdown);
    output.dispose();
  });
});
