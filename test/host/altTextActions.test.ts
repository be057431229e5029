import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/editor/until';
import { DocumentStage } from './documentStage';
import { configure } from './sightline';

describe('the light bulb at an image', () => {
  const stage = new DocumentStage();

  async function titles(document: vscode.TextDocument, at: string): Promise<string[]> {
    const position = document.positionAt(document.getText().indexOf(at));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
      undefined,
      10,
    );
    return actions
      .filter(({ command }) => command?.command.startsWith('sightline.') === true)
      .map(({ title, kind }) => `${title} (${kind?.value ?? ''})`);
  }

  const offers: [file: string, text: string, at: string, titles: string[]][] = [
    [
      'page.md',
      'See ![](dashboard.png) here.\n',
      'dash',
      ['Generate Alt Text (quickfix)', 'Mark as Decorative (quickfix)'],
    ],
    [
      'page.md',
      '![A form](dashboard.png)\n',
      'form',
      [
        'Generate Alt Text (refactor.rewrite)',
        'Refine Alt Text… (refactor.rewrite)',
        'Mark as Decorative (refactor.rewrite)',
      ],
    ],
    ['page.md', '[![](dashboard.png)](x)\n', 'dash', ['Generate Alt Text (quickfix)']],
    ['page.md', 'See ![](dashboard.png) here.\n', 'here', []],
    ['page.md', '`![](dashboard.png)`\n', 'dash', []],
    [
      'page.html',
      '<img src="dashboard.png" alt="">\n',
      'dash',
      ['Generate Alt Text (refactor.rewrite)'],
    ],
    ['page.svelte', '<img src="dashboard.png" alt={text}>\n', 'dash', []],
    [
      'page.adoc',
      'image::dashboard.png[]\n',
      'dash',
      ['Generate Alt Text (quickfix)', 'Mark as Decorative (quickfix)'],
    ],
  ];
  for (const [file, text, at, wanted] of offers) {
    it(`offers ${wanted.join(', ') || 'nothing'} at ${text.trim()}`, async () => {
      const document = await stage.open(file, text);
      assert.deepEqual(await titles(document, at), wanted);
      assert.equal(stage.requests.length, 0);
      assert.equal(document.getText(), text);
    });
  }

  it('mends what is underlined, where that is wanted', async () => {
    const text = '![](dashboard.png)\n\n![image](dashboard.png)\n\n![A chart](dashboard.png)\n';
    const document = await stage.open('page.md', text);
    const found = () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ source }) => source === 'Sightline')
        .map(({ message, range }) => [document.getText(range), message]);
    assert.deepEqual(found(), []);
    await configure({ 'altText.diagnostics': true });
    await until('the diagnostics', () => found().length > 0);
    assert.deepEqual(found(), [
      ['![](dashboard.png)', 'dashboard.png has no alt text.'],
      ['![image](dashboard.png)', '“image” says nothing about the image.'],
    ]);
    await configure({ 'altText.diagnostics': false });
    await until('no diagnostics', () => found().length === 0);
  });
});
