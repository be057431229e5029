import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { until } from '../support/editor/until';
import { DocumentStage, suggestion } from './documentStage';
import { MemoryFiles } from './memoryFiles';
import { configure } from './sightline';

const page = `---
title: Sales
---

## Figures of the quarter

The page shows how sales went.

![](dashboard.png)

Read on below.
`;

describe('the alt text of an image in a document', () => {
  const stage = new DocumentStage();
  const here = (document: vscode.TextDocument, markup = 'dashboard.png') => ({
    document: document.uri,
    offset: document.getText().indexOf(markup),
  });
  const input = () => stage.services().quickInput;

  it('is asked for by the image’s place, and written there without saving', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard with *three* charts.'));
    assert.equal(await stage.inDocuments.generate(here(document)), true);
    assert.equal(
      document.getText(),
      page.replace('![]', '![A dashboard with \\*three\\* charts.]'),
    );
    assert.ok(document.isDirty);
    assert.equal(stage.requests.length, 1);
    assert.equal(stage.requests[0]?.images[0]?.width, 1400);
    const question = stage.question(0);
    for (const known of ['Sales', 'Figures of the quarter', 'The page shows how sales went.']) {
      assert.ok(question.includes(known), known);
    }
    assert.ok(!question.includes('dashboard.png'), 'the file’s name is no evidence');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), page);
  });

  it('is that of the image at the cursor where nothing is named', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard.'));
    assert.equal(await stage.inDocuments.generate(undefined), false);
    const position = document.positionAt(page.indexOf('dashboard'));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(position, position);
    assert.equal(await stage.inDocuments.generate(undefined), true);
    assert.ok(document.getText().includes('![A dashboard.](dashboard.png)'));
    assert.equal(stage.requests.length, 1);
  });

  it('finds its place again where the document changed meanwhile', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard.'));
    const generating = stage.inDocuments.generate(here(document));
    await stage.emulator.nextRequest();
    await vscode.window.activeTextEditor?.edit((edit) =>
      edit.insert(new vscode.Position(4, 0), 'New text.\n\n![](other.png)\n\n'),
    );
    await generating;
    assert.ok(document.getText().includes('New text.\n\n![](other.png)'));
    assert.ok(document.getText().includes('![A dashboard.](dashboard.png)'));
  });

  it('is written also while the user types on', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard.'));
    const generating = stage.inDocuments.generate(here(document));
    for (let key = 0; key < 50; key++) {
      await vscode.window.activeTextEditor?.edit((edit) =>
        edit.insert(new vscode.Position(4, 0), 'x'),
      );
    }
    await generating;
    assert.ok(document.getText().includes('![A dashboard.](dashboard.png)'));
    assert.deepEqual(input().messages, []);
  });

  it('is not written where the user wrote one meanwhile', async () => {
    const document = await stage.open('page.md', page);
    stage.emulator.behave({ stream: 'slow', delayMs: 30, reply: suggestion('A dashboard.') });
    const generating = stage.inDocuments.generate(here(document));
    await stage.emulator.nextRequest();
    const position = document.positionAt(page.indexOf('![') + 2);
    await vscode.window.activeTextEditor?.edit((edit) => edit.insert(position, 'By hand'));
    await generating;
    assert.ok(document.getText().includes('![By hand](dashboard.png)'));
    assert.match(input().messages.join(), /page\.md has changed where it shows dashboard\.png/);
  });

  it('is asked for once, however often the command is chosen meanwhile', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard.'));
    const first = stage.inDocuments.generate(here(document));
    await stage.inDocuments.generate(here(document));
    await first;
    assert.equal(stage.requests.length, 1);
    assert.ok(document.getText().includes('![A dashboard.](dashboard.png)'));
  });

  it('is given to both twins of a picture in two colour themes', async () => {
    const images = ['light.png', 'dark.png'];
    const twins = '![](light.png#gh-light-mode-only)\n![](dark.png#gh-dark-mode-only)\n';
    const document = await stage.open('twins.md', twins, images);
    stage.says(suggestion('A dashboard.'));
    await stage.inDocuments.generate(here(document, 'dark.png'));
    assert.equal(document.getText(), twins.replaceAll('![]', '![A dashboard.]'));
    assert.equal(stage.requests.length, 1);
  });

  it('is never empty in a link: the model is asked where it leads', async () => {
    const text = '<a href="sales.html"><img src="dashboard.png"></a>\n';
    const document = await stage.open('page.html', text);
    stage.says(suggestion('', 'redundant'), suggestion('The sales of this quarter', 'functional'));
    await stage.inDocuments.generate(here(document, 'img'));
    assert.equal(stage.requests.length, 2);
    assert.ok(stage.question(1).includes('sales.html'));
    assert.equal(
      document.getText(),
      text.replace('.png"', '.png" alt="The sales of this quarter"'),
    );
  });

  it('is refused in a link where the model has no name for it', async () => {
    const text = '<a href="sales.html"><img src="dashboard.png"></a>\n';
    const document = await stage.open('page.html', text);
    stage.says(suggestion('', 'redundant'));
    await stage.inDocuments.generate(here(document, 'img'));
    assert.equal(document.getText(), text);
    assert.match(input().messages.join(), /is all that its link shows/);
  });

  it('is left out of a decorative image only where the user says so', async () => {
    const text = '<p><img src="dashboard.png"></p>\n';
    const document = await stage.open('page.html', text);
    stage.says(suggestion('', 'decorative', { reasons: 'It is an ornament.' }));
    let generating = stage.inDocuments.generate(here(document, 'img'));
    assert.match(await input().press('It is an ornament.'), /seems to be decorative/);
    await generating;
    assert.equal(document.getText(), text);
    generating = stage.inDocuments.generate(here(document, 'img'));
    await input().press('It is an ornament.', 'Mark as Decorative');
    await generating;
    assert.equal(document.getText(), text.replace('.png"', '.png" alt=""'));
  });

  it('is asked for again where the question whether it is decorative was left open', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('', 'decorative', { reasons: 'An ornament.' }), suggestion('A board.'));
    const left = stage.inDocuments.generate(here(document));
    await until('the question', () => input().messages.length > 0);
    await stage.inDocuments.generate(here(document));
    assert.ok(document.getText().includes('![A board.](dashboard.png)'));
    await input().press('An ornament.');
    await left;
  });

  it('can be copied where the document takes no edit, and is not asked for where that is known', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard.'));
    const command = 'workbench.action.files.setActiveEditorReadonlyInSession';
    await vscode.commands.executeCommand(command);
    await stage.inDocuments.generate(here(document));
    await input().press('page.md is read-only.', 'Copy Alt Text');
    await until('the copy', async () => (await vscode.env.clipboard.readText()) === 'A dashboard.');
    assert.equal(document.getText(), page);
    const files = new MemoryFiles(new Map([['/page.md', new TextEncoder().encode(page)]]));
    const scheme = 'sightline-readonly';
    const registration = vscode.workspace.registerFileSystemProvider(scheme, files, {
      isReadonly: true,
    });
    const uri = vscode.Uri.from({ scheme, path: '/page.md' });
    const other = await vscode.workspace.openTextDocument(uri);
    await stage.inDocuments.generate(here(other));
    assert.equal(stage.requests.length, 1);
    assert.deepEqual(input().messages.slice(1), ['page.md is read-only.']);
    registration.dispose();
  });

  it('is asked for once more where it breaks the house style, and the rule is named where it still does', async () => {
    await configure({ 'altText.style': 'custom', 'altText.rules': { maxLength: 20 } });
    const document = await stage.open('page.md', page);
    const long = 'A dashboard with three charts and a table.';
    stage.says(suggestion(long), suggestion('A dashboard.'));
    await stage.inDocuments.generate(here(document));
    assert.ok(document.getText().includes('![A dashboard.]'));
    assert.equal(stage.requests.length, 2);
    assert.deepEqual(input().messages, []);

    await vscode.commands.executeCommand('undo');
    stage.says(suggestion(long));
    await stage.inDocuments.generate(here(document));
    assert.equal(stage.requests.length, 4);
    assert.ok(document.getText().includes(`![${long}]`), 'it is never cut');
    assert.match(input().messages.join(), /breaks the house style: It is too long \(42\)/);
  });

  it('of a chart comes with a long description where that is set', async () => {
    await configure({ 'altText.longDescription': 'details' });
    const document = await stage.open('page.md', page);
    const longDescription = 'Sales rise.\n\nThen they fall.';
    stage.says(suggestion('A chart of sales.', 'complex', { longDescription }));
    await stage.inDocuments.generate(here(document));
    const fold =
      '<details>\n<summary>Image description</summary>\n<p>Sales rise.</p>\n<p>Then they fall.</p>\n</details>';
    const wanted = page.replace(
      '![](dashboard.png)\n',
      `![A chart of sales.](dashboard.png)\n\n${fold}\n`,
    );
    assert.equal(document.getText(), wanted);
    assert.match(stage.question(0), /longDescription: for a complex image/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), page, 'one Undo takes both back');
  });

  it('hands out a long description that has no place in the markup', async () => {
    await configure({ 'altText.longDescription': 'details' });
    const document = await stage.open('page.rst', 'Sales\n=====\n\n.. image:: dashboard.png\n');
    stage.says(suggestion('A chart of sales.', 'complex', { longDescription: 'Sales rise.' }));
    const generating = stage.inDocuments.generate(here(document));
    await input().press('has no place in page.rst', 'Copy Long Description');
    await generating;
    assert.match(document.getText(), /:alt: A chart of sales\./);
    await until(
      'the description in the clipboard',
      async () => (await vscode.env.clipboard.readText()) === 'Sales rise.',
    );
  });

  it('follows the repository’s own style, glossary and language', async () => {
    const document = await stage.open('page.md', page);
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.sightline.json');
    const said = {
      altText: { language: 'Deutsch', glossary: { 'log-in': 'sign-in' } },
      connections: [{ name: 'evil', endpoint: 'https://evil.example' }],
    };
    await fs.writeFile(file.fsPath, JSON.stringify(said));
    try {
      stage.says(suggestion('Ein Dashboard.'));
      await stage.inDocuments.generate(here(document));
      assert.match(stage.question(0), /Deutsch/);
      assert.match(stage.question(0), /sign-in/);
      assert.equal(stage.requests.length, 1);
    } finally {
      await fs.rm(file.fsPath);
    }
  });

  it('sends nothing of an image that is not there, of one that the document holds, or for an expression', async () => {
    const lines = [
      '![](missing.png)',
      '![](Dashboard.PNG)',
      '![](data:image/png;base64,iVBORw0KGgo=)',
      '<img src="dashboard.png">',
    ];
    const document = await stage.open('page.md', `${lines.join('\n\n')}\n`);
    await stage.inDocuments.generate(here(document, 'missing.png'));
    await stage.inDocuments.generate(here(document, 'Dashboard.PNG'));
    await stage.inDocuments.generate(here(document, 'data:'));
    const code = await stage.open('page.svelte', '<img src="dashboard.png" alt={text}>\n');
    await stage.inDocuments.generate(here(code));
    assert.deepEqual(
      input().messages.map(
        (message) =>
          /is not there(?:, but dashboard.png is)?|holds this image|is an expression/.exec(
            message,
          )?.[0],
      ),
      [
        'is not there',
        'is not there, but dashboard.png is',
        'holds this image',
        'is an expression',
      ],
    );
    assert.equal(stage.requests.length, 0);
  });

  it('is not asked of the offline reader, which sees no image', async () => {
    await configure({ connections: [], connection: 'offline' });
    const document = await stage.open('page.md', page);
    const generating = stage.inDocuments.generate(here(document));
    await input().press('is written by a vision model, and none is connected');
    await generating;
    assert.equal(document.getText(), page);
  });

  it('shows a panel where it fails, and leaves the document as it is', async () => {
    const document = await stage.open('page.md', page);
    stage.emulator.behave({ fail: { status: 404 } });
    await stage.inDocuments.generate(here(document));
    await until('the panel', () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label === 'Alt text: dashboard.png'),
      ),
    );
    assert.equal(document.getText(), page);
  });

  it('is kept in the history, whatever becomes of the document', async () => {
    const document = await stage.open('page.md', page);
    stage.says(suggestion('A dashboard.'));
    await stage.inDocuments.generate(here(document));
    const kept = await until('the conversation', async () => {
      const [found] = await stage.conversations.history.all();
      return found;
    });
    assert.equal(kept.title, 'Alt text: dashboard.png');
  });

  it('is kept as far as it came where the window closes meanwhile', async () => {
    const document = await stage.open('page.md', page);
    stage.emulator.behave({ stream: 'stall', reply: suggestion('A dashboard.') });
    const generating = stage.inDocuments.generate(here(document));
    const request = await stage.emulator.nextRequest();
    await stage.conversations.panels.close();
    await generating;
    await stage.emulator.closed(request);
    const [kept] = await stage.conversations.history.all();
    assert.equal(kept?.title, 'Alt text: dashboard.png');
    assert.equal(document.getText(), page);
    assert.deepEqual(input().messages, []);
  });

  it('is refined as the user says, and nothing is sent on Escape', async () => {
    const text = page.replace('![]', '![A chart]');
    const document = await stage.open('page.md', text);
    stage.says(suggestion('A dashboard with three charts.'));
    let refining = stage.inDocuments.refine(here(document));
    await input().escape('How is “A chart” to be changed?');
    await refining;
    assert.equal(stage.requests.length, 0);
    refining = stage.inDocuments.refine(here(document));
    await input().submit('How is “A chart” to be changed?', 'Say how many charts');
    await refining;
    assert.ok(stage.question(0).includes('Say how many charts'));
    assert.ok(stage.question(0).includes('"A chart"'));
    assert.ok(document.getText().includes('![A dashboard with three charts.](dashboard.png)'));
  });

  it('puts no link to a command into a question or a message, whatever a document says', async () => {
    const hostile = '![[Click](command:workbench.action.quit)](<[Go](command:x).png>)\n';
    const document = await stage.open('page.md', hostile);
    const place = { document: document.uri, offset: 1 };
    const refining = stage.inDocuments.refine(place);
    const box = await input().box('to be changed?');
    assert.doesNotMatch(box.prompt ?? '', /\]\(command:/);
    await input().escape('to be changed?');
    await refining;
  });

  it('is marked as decorative by the markup that says so', async () => {
    const document = await stage.open('page.md', page);
    await stage.inDocuments.decorate(here(document));
    assert.ok(document.getText().includes('<img src="dashboard.png" alt="">'));
    assert.equal(stage.requests.length, 0);
  });
});
