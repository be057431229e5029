import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { until } from '../support/editor/until';
import { DocumentStage, suggestion } from './documentStage';

/** An image as it is on the clipboard or dragged from outside. */
class ImageItem extends vscode.DataTransferItem {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly name: string,
  ) {
    super('');
  }

  override asFile(): vscode.DataTransferFile {
    return { name: this.name, data: () => Promise.resolve(this.bytes) };
  }
}

describe('an image that is pasted into a document', () => {
  const stage = new DocumentStage();

  async function transfer(name = 'image.png'): Promise<vscode.DataTransfer> {
    const all = new vscode.DataTransfer();
    all.set('image/png', new ImageItem(await fs.readFile(stage.uri('dashboard.png').fsPath), name));
    return all;
  }

  /** Pastes at the end of the document, and makes one of the edits on offer as VS Code does. */
  async function paste(
    document: vscode.TextDocument,
    title = 'Insert image with alt text',
  ): Promise<readonly string[]> {
    const end = document.positionAt(document.getText().length);
    const range = new vscode.Range(end, end);
    const { pasted } = stage.inDocuments;
    const edits = await pasted.provideDocumentPasteEdits(document, [range], await transfer());
    const edit = edits.find((each) => each.title === title);
    if (edit) {
      const { additionalEdit, insertText } = pasted.resolveDocumentPasteEdit(edit);
      const all = additionalEdit ?? new vscode.WorkspaceEdit();
      assert.equal(typeof insertText, 'string');
      all.replace(document.uri, range, insertText as string);
      await vscode.workspace.applyEdit(all);
    }
    return edits.map((each) => each.title);
  }

  it('is saved beside it and shown, and its text is filled in when it comes, at its place', async () => {
    const document = await stage.open('page.md', '# Sales\n\n');
    stage.emulator.behave({ stream: 'slow', delayMs: 20, reply: suggestion('A dashboard.') });
    assert.deepEqual(await paste(document), ['Insert image', 'Insert image with alt text']);
    assert.equal(document.getText(), '# Sales\n\n![](image.png)');
    await stage.emulator.nextRequest();
    await vscode.window.activeTextEditor?.edit((edit) =>
      edit.insert(new vscode.Position(1, 0), 'How sales went.\n\n'),
    );
    await until('the text', () => document.getText().includes('![A dashboard.](image.png)'));
    assert.ok((await fs.stat(stage.uri('image.png').fsPath)).size > 1000);
    await vscode.commands.executeCommand('undo');
    assert.ok(document.getText().includes('![](image.png)'), 'one Undo takes the text back');
  });

  it('goes where VS Code’s own setting puts it, under a name that is free', async () => {
    const markdown = vscode.workspace.getConfiguration('markdown');
    const { Global } = vscode.ConfigurationTarget;
    await markdown.update('copyFiles.destination', { '**/*.md': 'img/' }, Global);
    try {
      const document = await stage.open('page.md', 'Here: ', ['dashboard.png', 'img/image.png']);
      stage.says(suggestion('A dashboard.'));
      await paste(document);
      await until('the text', () => document.getText().includes('A dashboard.'));
      assert.equal(document.getText(), 'Here: ![A dashboard.](img/image-1.png)');
    } finally {
      await markdown.update('copyFiles.destination', undefined, Global);
    }
  });

  it('is block markup on a line of its own in AsciiDoc and reStructuredText', async () => {
    stage.says(suggestion('A dashboard.'));
    const adoc = await stage.open('page.adoc', 'Text.\n\n');
    await paste(adoc);
    await until('the text', () => adoc.getText().includes('"A dashboard."'));
    assert.equal(adoc.getText(), 'Text.\n\nimage::image.png["A dashboard."]');
    const rst = await stage.open('page.rst', 'Text.\n\n');
    await paste(rst);
    await until('the text', () => rst.getText().includes('A dashboard.'));
    assert.equal(rst.getText(), 'Text.\n\n.. image:: image-1.png\n   :alt: A dashboard.');
  });

  it('sends nothing where it is inserted without a text, or something else is', async () => {
    const document = await stage.open('page.md', 'Text.\n\n');
    await paste(document, 'Insert image');
    assert.equal(document.getText(), 'Text.\n\n![](image.png)');
    await paste(document, 'neither');
    await vscode.window.activeTextEditor?.edit((change) =>
      change.insert(new vscode.Position(0, 0), '![](image-1.png)'),
    );
    stage.says(suggestion('A dashboard.'));
    const other = await stage.open('other.md', '![](dashboard.png)\n');
    await stage.inDocuments.generate({ document: other.uri, offset: 3 });
    assert.equal(stage.requests.length, 1, 'only what was asked for is sent');
  });

  it('leaves the first place to the editor’s own ways', async () => {
    const document = await stage.open('page.md', '');
    const range = new vscode.Range(0, 0, 0, 0);
    const { pasted } = stage.inDocuments;
    const [plain, described] = await pasted.provideDocumentPasteEdits(
      document,
      [range],
      await transfer(),
    );
    const kinds = (edit?: vscode.DocumentPasteEdit) => edit?.yieldTo?.map(({ value }) => value);
    assert.deepEqual(kinds(plain), ['text', 'markdown', 'uri']);
    assert.deepEqual(kinds(described), ['text', 'markdown', 'uri', 'sightline.image']);
  });

  it('is offered the same way where it is dropped', async () => {
    const document = await stage.open('page.md', 'A drop: ');
    stage.says(suggestion('A dashboard.'));
    const { pasted } = stage.inDocuments;
    const position = document.positionAt(document.getText().length);
    const edits = await pasted.provideDocumentDropEdits(document, position, await transfer());
    const [, edit] = edits;
    assert.ok(edit?.additionalEdit);
    edit.additionalEdit.insert(document.uri, position, edit.insertText as string);
    await vscode.workspace.applyEdit(edit.additionalEdit);
    await until('the text', () => document.getText().includes('![A dashboard.](image.png)'));
  });

  it('sends nothing where another edit of a drop was chosen, or the same is written later', async () => {
    const document = await stage.open('page.md', 'A drop: ');
    stage.says(suggestion('A dashboard.'));
    const { pasted } = stage.inDocuments;
    const position = document.positionAt(document.getText().length);
    const [plain, described] = await pasted.provideDocumentDropEdits(
      document,
      position,
      await transfer(),
    );
    const apply = async (text: string, at: vscode.Position): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, at, text);
      await vscode.workspace.applyEdit(edit);
    };
    const file = stage.uri('image.png').fsPath;
    await fs.copyFile(stage.uri('dashboard.png').fsPath, file);
    await apply(plain?.insertText as string, position);
    assert.equal(document.getText(), 'A drop: ![alt text](image.png)');
    await vscode.commands.executeCommand('undo');
    await apply('Words ', new vscode.Position(0, 0));
    await apply(described?.insertText as string, position);
    const other = await stage.open('other.md', '![](dashboard.png)\n');
    await stage.inDocuments.generate({ document: other.uri, offset: 3 });
    assert.equal(stage.requests.length, 1, 'only what was asked for is sent');
  });

  it('stays where it is where the Explorer brings it, by a drop or as a copied file', async () => {
    const document = await stage.open('docs/page.md', '![](<../img/dash board.png>) A drop: ', [
      'img/dash board.png',
    ]);
    stage.says(suggestion('A dashboard.'));
    const { pasted } = stage.inDocuments;
    const position = document.positionAt(document.getText().length);
    const files = new vscode.DataTransfer();
    const file = stage.uri('img/dash board.png');
    files.set('text/uri-list', new vscode.DataTransferItem(`${String(file)}\r\n`));
    const [, edit] = await pasted.provideDocumentDropEdits(document, position, files);
    assert.ok(edit?.additionalEdit);
    assert.equal(edit.additionalEdit.size, 0);
    const insertion = new vscode.WorkspaceEdit();
    insertion.insert(document.uri, position, edit.insertText as string);
    await vscode.workspace.applyEdit(insertion);
    await until('the text', () => document.getText().includes('![A dashboard.]'));
    assert.equal(
      document.getText(),
      '![](<../img/dash board.png>) A drop: ![A dashboard.](<../img/dash board.png>)',
    );
    const offered = async (list: string) => {
      files.set('text/uri-list', new vscode.DataTransferItem(list));
      const range = new vscode.Range(0, 0, 0, 0);
      return (await pasted.provideDocumentPasteEdits(document, [range], files)).length;
    };
    assert.equal(await offered(String(file)), 2);
    assert.equal(await offered(`${String(file)}\r\n${String(document.uri)}`), 0);
    assert.equal(await offered(String(document.uri)), 0);
    assert.equal(await offered('file:///elsewhere/picture.png'), 0);
    assert.equal(await offered('no address'), 0);
    assert.equal(await offered('file:////two/slashes.png'), 0);
    assert.equal(await offered('mailto:a@b.example'), 0);
  });

  it('is not offered in code, nor for what is no image', async () => {
    const document = await stage.open('page.md', '```\ncode');
    assert.deepEqual(await paste(document), []);
    const text = new vscode.DataTransfer();
    text.set('text/plain', new vscode.DataTransferItem('words'));
    const range = new vscode.Range(0, 0, 0, 0);
    const { pasted } = stage.inDocuments;
    assert.deepEqual(await pasted.provideDocumentPasteEdits(document, [range], text), []);
  });
});
