import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { ReviewDesk } from '../../src/features/altTextReview/desk';
import { act } from '../../src/features/altTextReview/deskActions';
import { DeskView } from '../../src/features/altTextReview/deskView';
import { Runs } from '../../src/features/altTextReview/runs';
import type { Clock } from '../../src/providers';
import { root } from '../support/paths';
import { until } from '../support/editor/until';
import { quickClock } from '../unit/providers/batchSupport';
import { DocumentStage, suggestion } from './documentStage';

const places = 60;
/** It goes as it is, so that the many requests of a batch are made without the codec. */
const picture = path.join(root, 'test/workspaces/demo/screenshots/login-mockup.webp');

/** Time stands still for the run until it is closed. */
const stopped: Clock = {
  now: () => 0,
  wait: (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
};

describe('alt texts by a batch', () => {
  const stage = new DocumentStage();
  const open: { dispose(): void }[] = [];

  afterEach(() => open.splice(0).forEach((one) => one.dispose()));

  /** A page with an image under each of many headings; the model names the heading in its text. */
  async function page(): Promise<vscode.TextDocument> {
    const sections = Array.from(
      { length: places },
      (_, at) => `# Part ${at}\n\n![](mockup.webp)\n`,
    );
    stage.emulator.behave({
      reply: (question) =>
        suggestion(`A dashboard for part ${question.match(/(?<=Part )\d+/g)?.at(-1) ?? 'none'}`),
    });
    const document = await stage.open('docs/page.md', sections.join('\n'), []);
    const folder = path.dirname(document.uri.fsPath);
    await fs.copyFile(picture, path.join(folder, 'mockup.webp'));
    return document;
  }

  async function review(clock: Clock = advancing()) {
    const runs = await Runs.load(stage.all);
    runs.clock = clock;
    const desk = new ReviewDesk([stage.uri('docs')], runs, {
      rowsChanged: () => undefined,
      rowsAdded: () => undefined,
      changed: () => undefined,
    });
    open.push(desk, runs);
    await desk.start('missing');
    return desk;
  }

  /** The service gets on with each wait of the run. */
  const advancing = () => quickClock(() => stage.emulator.batches.advance());
  const viewOf = (desk: ReviewDesk) => new DeskView(desk).view();
  const actions = (desk: ReviewDesk) => viewOf(desk).actions.map(({ action }) => action);
  const rowsOf = (desk: ReviewDesk) => [...desk.review.rows.all()];
  const states = (desk: ReviewDesk) => [...new Set(rowsOf(desk).map(({ state }) => state))];
  const ended = (desk: ReviewDesk) => until('the end of the batch', () => !desk.batch.isUnderWay);
  const asked = () => stage.emulator.batches.batches.flatMap(({ customIds }) => customIds);

  async function begin(desk: ReviewDesk): Promise<void> {
    const { quickInput } = stage.services();
    const acting = act(desk, 'batch');
    await quickInput.press('half the price', 'Run as a Batch');
    await acting;
  }

  const assertSuggested = (desk: ReviewDesk): void => {
    assert.deepEqual(
      rowsOf(desk).map(({ suggestion: found }) => found?.text),
      Array.from({ length: places }, (_, at) => `A dashboard for part ${at}`),
    );
    assert.deepEqual(states(desk), ['suggested']);
  };

  it('asks first, then gives each reply to its row, and leaves nothing at the service', async () => {
    await page();
    const desk = await review();
    assert.deepEqual(actions(desk), ['batch', 'report']);
    const acting = act(desk, 'batch');
    await stage.services().quickInput.press('half the price');
    await acting;
    assert.equal(stage.requests.length, 0);
    await begin(desk);
    await ended(desk);
    assertSuggested(desk);
    assert.deepEqual([...asked()].sort().length, places);
    assert.deepEqual(stage.emulator.batches.files, []);
    assert.ok(stage.requests.every(({ path }) => !path.includes('chat/completions')));
    assert.deepEqual(actions(desk), ['report']);
    assert.deepEqual(
      await fs.readdir(vscode.Uri.joinPath(stage.all.storage, 'batches').fsPath),
      [],
    );
  });

  it('is fetched when the review is opened again, with nothing sent twice', async () => {
    await page();
    const first = await review(stopped);
    await begin(first);
    await until('the batch', () => stage.emulator.batches.batches.length === 1);
    assert.deepEqual(states(first), ['waiting']);
    assert.match(viewOf(first).status, /Batch: 0 of 60 answered, 60 at the service/);
    first.dispose();
    const again = await review();
    await ended(again);
    assertSuggested(again);
    assert.equal(asked().length, places);
    const third = await review();
    assert.equal(third.batch.isUnderWay, false);
    assertSuggested(third);
  });

  it('sends no more images after a restart until the user says so', async () => {
    await page();
    const first = await review(stopped);
    await begin(first);
    first.dispose();
    const again = await review();
    assert.deepEqual(states(again), ['waiting']);
    assert.ok(actions(again).includes('resumeBatch'));
    assert.equal(stage.requests.length, 0);
    await act(again, 'resumeBatch');
    await ended(again);
    assertSuggested(again);
  });

  it('tells what is billed when it is cancelled, and offers the rest again', async () => {
    await page();
    const desk = await review();
    await begin(desk);
    const acting = act(desk, 'cancelBatch');
    const words = await stage.services().quickInput.press('billed', 'Cancel the Batch');
    await acting;
    await ended(desk);
    assert.match(words, /Cancel the batch\?\nWhat was answered by then is billed all the same/);
    assert.ok(actions(desk).includes('batch'));
    assert.deepEqual(stage.emulator.batches.files, []);
  });

  it('costs a row where its image is broken, its reply is none or its place is gone', async () => {
    const document = await page();
    await fs.writeFile(stage.uri('docs/broken.png').fsPath, 'no picture');
    const more = new vscode.WorkspaceEdit();
    more.insert(document.uri, new vscode.Position(0, 0), '![](broken.png)\n\n');
    await vscode.workspace.applyEdit(more);
    stage.emulator.behave({
      reply: (question) =>
        question.match(/(?<=Part )\d+/g)?.at(-1) === '7' ? '{"role":"none"}' : suggestion('A text'),
    });
    const desk = await review();
    await begin(desk);
    await ended(desk);
    const failed = rowsOf(desk).filter(({ state }) => state === 'failed');
    assert.deepEqual(
      failed.map(({ problem }) => problem !== undefined),
      [true, true],
    );
    assert.equal(rowsOf(desk).filter(({ state }) => state === 'suggested').length, places - 1);
    assert.equal(viewOf(desk).scopes[0]?.rows, 2);
  });
});
