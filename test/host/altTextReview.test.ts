import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import type { RowState } from '../../src/core/altText/review/row';
import { ReviewDesk, type Purpose } from '../../src/features/altTextReview/desk';
import { act } from '../../src/features/altTextReview/deskActions';
import { DeskView } from '../../src/features/altTextReview/deskView';
import { Runs } from '../../src/features/altTextReview/runs';
import { DocumentStage, suggestion } from './documentStage';
import { MemoryFiles } from './memoryFiles';
import { configure } from './sightline';
import { until } from '../support/editor/until';

const silent = {
  rowsChanged: () => undefined,
  rowsAdded: () => undefined,
  changed: () => undefined,
};

const viewOf = (desk: ReviewDesk) => new DeskView(desk).view();

describe('an alt text review', () => {
  const stage = new DocumentStage();
  const open: { dispose(): void }[] = [];

  afterEach(() => open.splice(0).forEach((one) => one.dispose()));

  async function review(purpose: Purpose = 'missing', scope = [stage.uri('docs')]) {
    const runs = await Runs.load(stage.all);
    const desk = new ReviewDesk(scope, runs, silent);
    open.push(desk, runs);
    await desk.start(purpose);
    return desk;
  }

  const rowsOf = (desk: ReviewDesk) => [...desk.review.rows.all()];
  const ids = (desk: ReviewDesk) => rowsOf(desk).map(({ id }) => id);
  const ended = (desk: ReviewDesk): Promise<void> =>
    until('the end of the run', () => !desk.review.run.isRunning).then(() => undefined);
  const states = (desk: ReviewDesk): RowState[] => rowsOf(desk).map(({ state }) => state);

  /** Until the journal says that nothing is left of the run. */
  const endKept = (): Promise<unknown> =>
    until('the end of the run in the journal', async () => {
      const journal = vscode.Uri.joinPath(stage.all.storage, 'altTexts.jsonl');
      const lines = (await fs.readFile(journal.fsPath, 'utf8')).trimEnd().split('\n');
      return lines.at(-1)?.endsWith('"rows":[]}');
    });

  it('finds what lacks a text, asks once for each image and place, and writes what was accepted', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    await stage.open('docs/one.md', '# One\n\n![](dashboard.png)\n', ['docs/dashboard.png']);
    await stage.open(
      'docs/two.md',
      '# Two\n\n![](dashboard.png)\n\n![A chart](dashboard.png)\n',
      [],
    );
    const desk = await review();
    assert.deepEqual(states(desk), ['open', 'open', 'open']);
    assert.equal(viewOf(desk).scopes[0]?.rows, 2);
    assert.equal(stage.requests.length, 0);
    await desk.generate(undefined);
    await ended(desk);
    assert.deepEqual(states(desk), ['suggested', 'suggested', 'open']);
    assert.equal(stage.requests.length, 2);
    desk.decisions.accept(ids(desk));
    assert.equal(viewOf(desk).apply, 'Apply 2 Changes');
    await desk.apply(false);
    assert.deepEqual(states(desk), ['applied', 'applied', 'open']);
    const [one, two] = await Promise.all(
      ['docs/one.md', 'docs/two.md'].map((name) =>
        vscode.workspace.openTextDocument(stage.uri(name)),
      ),
    );
    assert.match(
      one?.getText() ?? '',
      /!\[A dashboard with the sales of a month\]\(dashboard\.png\)/,
    );
    assert.match(two?.getText() ?? '', /!\[A dashboard with .*\n\n!\[A chart\]/);
    assert.ok(one?.isDirty && two?.isDirty, 'nothing is saved');
  });

  it('can be told to look no further, and to look again', async () => {
    await stage.open('docs/one.md', '![](dashboard.png)\n', ['docs/dashboard.png']);
    const runs = await Runs.load(stage.all);
    const desk = new ReviewDesk([stage.uri('docs')], runs, silent);
    open.push(desk, runs);
    const looking = desk.start('missing');
    assert.equal(viewOf(desk).phase, 'scanning');
    desk.cancel();
    await looking;
    const { phase, status, actions } = viewOf(desk);
    assert.deepEqual([phase, status], ['ready', 'Cancelled before all documents were read']);
    assert.deepEqual(
      actions.map(({ action }) => action),
      ['look', 'report'],
    );
    await act(desk, 'look');
    assert.deepEqual(states(desk), ['open']);
    assert.equal(viewOf(desk).status, '1 place shows an image');
  });

  it('asks once for equal places, and takes the text from the journal the next time', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    const text = '# Same\n\n![](dashboard.png)\n';
    await stage.open('docs/one.md', text, ['docs/dashboard.png']);
    await stage.open('docs/two.md', text, []);
    const first = await review();
    await first.generate(undefined);
    await ended(first);
    assert.equal(stage.requests.length, 1);
    assert.deepEqual(states(first), ['suggested', 'suggested']);
    const again = await review();
    assert.deepEqual(states(again), ['suggested', 'suggested']);
    assert.ok(rowsOf(again).every((row) => row.suggestion?.isKept));
    await again.generate(ids(again), { isAnew: true });
    await ended(again);
    assert.equal(stage.requests.length, 2);
  });

  it('costs a row where its image is broken, and goes on with the others', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    await stage.open('docs/one.md', '![](dashboard.png)\n\n![](broken.png)\n\n![](missing.png)\n', [
      'docs/dashboard.png',
      'docs/broken.png',
    ]);
    await fs.writeFile(stage.uri('docs/broken.png').fsPath, 'no picture');
    const desk = await review();
    await desk.generate(undefined);
    await ended(desk);
    assert.deepEqual(states(desk), ['suggested', 'failed', 'open']);
    const [, broken, missing] = rowsOf(desk).map((row) => new DeskView(desk).row(row));
    assert.match(broken?.problem ?? '', /broken\.png|image/);
    assert.deepEqual(
      missing?.warnings.map(({ text }) => text),
      ['missing.png is not there.', 'It has no alt text.'],
    );
    assert.equal(missing.canAsk, false);
  });

  it('does not go on with a run that has ended or was cancelled', async () => {
    stage.emulator.behave({ stream: 'stall' });
    await stage.open('docs/one.md', '![](dashboard.png)\n', ['docs/dashboard.png']);
    const first = await review();
    await first.generate(undefined);
    await until('the request', () => stage.requests.length === 1);
    first.review.run.cancel();
    assert.deepEqual(states(first), ['open']);
    await endKept();
    assert.equal(viewOf(await review()).phase, 'ready');
    await fs.writeFile(stage.uri('docs/dashboard.png').fsPath, 'no picture');
    const second = await review();
    await second.generate(undefined);
    await ended(second);
    assert.deepEqual(states(second), ['failed']);
    await endKept();
    assert.equal(viewOf(await review()).phase, 'ready');
  });

  it('pauses the whole run where every row would fail, says it once, and goes on when that is mended', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    stage.emulator.behave({ fail: { status: 401 } });
    await stage.open(
      'docs/one.md',
      '# A\n\n![](dashboard.png)\n\n# B\n\n![](dashboard.png)\n\n# C\n\n![](dashboard.png)\n',
      ['docs/dashboard.png'],
    );
    const desk = await review();
    await desk.generate(undefined);
    await until('the notice', () => viewOf(desk).notice);
    assert.equal(viewOf(desk).phase, 'paused');
    assert.deepEqual([...new Set(states(desk))], ['waiting']);
    stage.says(suggestion('A dashboard with the sales of a month'));
    stage.emulator.behave({});
    await desk.resume();
    await ended(desk);
    assert.deepEqual([...new Set(states(desk))], ['suggested']);
    assert.equal(viewOf(desk).notice, undefined);
  });

  it('goes on after a restart without asking again for what had come', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    await stage.open(
      'docs/one.md',
      '# A\n\n![](dashboard.png)\n\n# B\n\n![](dashboard.png)\n\n# C\n\n![](dashboard.png)\n',
      ['docs/dashboard.png'],
    );
    const first = await review();
    const [one] = ids(first);
    await first.generate([one ?? '']);
    await ended(first);
    stage.emulator.behave({ stream: 'stall' });
    await first.generate(undefined);
    await until('two more requests', () => stage.requests.length === 3);
    first.dispose();
    stage.emulator.behave({});
    stage.says(suggestion('Another text of the dashboard'));
    const again = await review();
    assert.deepEqual(states(again), ['suggested', 'waiting', 'waiting']);
    assert.equal(viewOf(again).phase, 'paused');
    await again.resume();
    await ended(again);
    assert.equal(stage.requests.length, 5);
    assert.equal(rowsOf(again)[0]?.suggestion?.text, 'A dashboard with the sales of a month');
  });

  it('says what is gone where a document changed, and writes the rest at its place', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    const document = await stage.open(
      'docs/one.md',
      '# A\n\n![](dashboard.png)\n\n# B\n\n![](./dashboard.png)\n',
      ['docs/dashboard.png'],
    );
    const desk = await review();
    await desk.generate(undefined);
    await ended(desk);
    desk.decisions.accept(ids(desk));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(2, 0, 3, 0), 'New words.\n\nMore of them.\n');
    await vscode.workspace.applyEdit(edit);
    await until('the row to be gone', () => states(desk).includes('gone'));
    assert.match(viewOf(desk).notice?.text ?? '', /no longer shows dashboard\.png/);
    await desk.apply(false);
    assert.match(
      document.getText(),
      /More of them\.\n\n# B\n\n!\[A dashboard with .*\]\(\.\/dashboard\.png\)/,
    );
  });

  it('takes Undo back to what can be accepted again', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    const before = '![](dashboard.png)\n';
    const document = await stage.open('docs/one.md', before, ['docs/dashboard.png']);
    const desk = await review();
    await desk.generate(undefined);
    await ended(desk);
    desk.decisions.accept(ids(desk));
    await desk.apply(false);
    assert.deepEqual(states(desk), ['applied']);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await until('the row to be open again', () => states(desk)[0] === 'suggested');
  });

  it('shows a long description that has no place in the markup of its row', async () => {
    await configure({ 'altText.longDescription': 'details' });
    stage.says(suggestion('A chart of sales.', 'complex', { longDescription: 'Sales rise.' }));
    await stage.open('docs/one.rst', '.. image:: dashboard.png\n', ['docs/dashboard.png']);
    const desk = await review();
    await desk.generate(undefined);
    await ended(desk);
    desk.decisions.accept(ids(desk));
    await desk.apply(false);
    assert.deepEqual(states(desk), ['applied']);
    assert.match(rowsOf(desk)[0]?.problem ?? '', /no place in one\.rst\. Sales rise\.$/);
  });

  it('says why a row is left where its document takes no edit, and offers no preview of nothing', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    const demo = vscode.Uri.joinPath(stage.all.extensionUri, 'test/workspaces/demo/screenshots');
    const picture = await fs.readFile(vscode.Uri.joinPath(demo, 'dashboard.png').fsPath);
    const page = new TextEncoder().encode('![](dashboard.png)\n');
    const files = new MemoryFiles(
      new Map([
        ['/docs/page.md', page],
        ['/docs/dashboard.png', new Uint8Array(picture)],
      ]),
    );
    const scheme = 'sightline-readonly';
    open.push(vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly: true }));
    const desk = await review('missing', [vscode.Uri.from({ scheme, path: '/docs/page.md' })]);
    const offered = () => viewOf(desk).actions.map(({ action }) => action);
    assert.deepEqual(offered(), ['report']);
    await desk.generate(undefined);
    await ended(desk);
    desk.decisions.accept(ids(desk));
    assert.deepEqual(offered(), ['preview', 'report']);
    await desk.apply(false);
    assert.deepEqual(states(desk), ['accepted']);
    const [row] = rowsOf(desk).map((one) => new DeskView(desk).row(one));
    assert.equal(row?.problem, 'page.md is read-only.');
  });

  it('checks without a model, also whether an image has changed since its text was written', async () => {
    stage.says(suggestion('A dashboard with the sales of a month'));
    await stage.open(
      'docs/one.md',
      '![](dashboard.png)\n\n![image](other.png)\n\n![The same words here](third.png)\n\n![The same words here](other.png)\n',
      ['docs/dashboard.png', 'docs/other.png', 'docs/third.png', 'docs/unused.png'],
    );
    await fs.appendFile(stage.uri('docs/third.png').fsPath, 'another file');
    await fs.copyFile(stage.uri('docs/unused.png').fsPath, stage.uri('docs/styled.png').fsPath);
    await fs.writeFile(stage.uri('docs/site.css').fsPath, 'a { background: url(styled.png) }');
    const first = await review();
    await first.generate(undefined);
    await ended(first);
    first.decisions.accept(ids(first));
    await first.apply(false);
    await first.settled;
    await vscode.workspace.saveAll();
    const spinner =
      stage.all.extensionUri.fsPath + '/test/workspaces/demo/screenshots/settings-dark.png';
    await fs.copyFile(spinner, stage.uri('docs/dashboard.png').fsPath);
    const desk = await review('check');
    const found = rowsOf(desk).map((row) =>
      new DeskView(desk).row(row).warnings.map(({ rule }) => rule),
    );
    assert.deepEqual(found[0], ['changedImage']);
    assert.deepEqual(found[1], ['placeholder']);
    assert.ok(found[2]?.includes('repeatedText') && found[3]?.includes('repeatedText'));
    const last = new DeskView(desk).rows().at(-1);
    assert.deepEqual(
      [last?.document, last?.name.endsWith('docs/unused.png'), last?.warnings[0]?.rule],
      ['', true, 'unreferencedImage'],
    );
    await desk.open(last?.id ?? '');
    await until(
      'the image',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'unused.png',
    );
    const problems = vscode.languages
      .getDiagnostics()
      .flatMap(([uri, all]) =>
        all.map(({ code }) => `${uri.path.split('/').at(-1)} ${code as string}`),
      );
    assert.ok(problems.includes('unused.png unreferencedImage'), problems.join());
    assert.ok(!problems.includes('styled.png unreferencedImage'), problems.join());
    assert.ok(problems.includes('one.md placeholder'));
  });
});
