import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askPick, askText, back, runSteps, type Step } from '../../src/host/quickInput';

type Draft = readonly string[];

/** Steps that answer from a script, one line for each call, and note what they were given. */
function scripted(answers: Record<string, (Draft | typeof back | 'skip' | undefined)[]>) {
  const calls: [name: string, draft: Draft, step: number, totalSteps: number][] = [];
  const steps = Object.entries(answers).map(
    ([name, outcomes]): Step<Draft> =>
      (draft, { step, totalSteps }) => {
        calls.push([name, draft, step, totalSteps]);
        assert.ok(outcomes.length > 0, `${name} was asked too often`);
        return Promise.resolve(outcomes.shift());
      },
  );
  return { steps, calls };
}

describe('a guided flow', () => {
  it('hands the draft from step to step and gives the last one', async () => {
    const { steps, calls } = scripted({ a: [['a']], b: [['a', 'b']] });
    assert.deepEqual(await runSteps('Title', steps, []), ['a', 'b']);
    assert.deepEqual(calls, [
      ['a', [], 1, 2],
      ['b', ['a'], 2, 2],
    ]);
  });

  it('ends at Escape, and nothing more is asked', async () => {
    const { steps, calls } = scripted({ a: [['a']], b: [undefined], c: [] });
    assert.equal(await runSteps('Title', steps, []), undefined);
    assert.deepEqual(
      calls.map(([name]) => name),
      ['a', 'b'],
    );
  });

  it('goes back with the draft as it was before', async () => {
    const { steps, calls } = scripted({
      a: [['a'], ['a2']],
      b: [back, ['a2', 'b']],
    });
    assert.deepEqual(await runSteps('Title', steps, []), ['a2', 'b']);
    assert.deepEqual(
      calls.map(([name, draft]) => [name, draft]),
      [
        ['a', []],
        ['b', ['a']],
        ['a', []],
        ['b', ['a2']],
      ],
    );
  });

  it('goes back over a skipped step to the one that was shown', async () => {
    const { steps, calls } = scripted({
      a: [['a'], ['a']],
      b: ['skip', ['a', 'b']],
      c: [back, ['c']],
    });
    assert.deepEqual(await runSteps('Title', steps, []), ['c']);
    assert.deepEqual(
      calls.map(([name]) => name),
      ['a', 'b', 'c', 'a', 'b', 'c'],
    );
  });

  it('gives the draft where every step is skipped', async () => {
    const { steps } = scripted({ a: ['skip'], b: ['skip'] });
    assert.deepEqual(await runSteps('Title', steps, ['start']), ['start']);
  });

  it('starts in the middle, and Back leads from there to the first step', async () => {
    const { steps, calls } = scripted({ a: [['a']], b: [back, ['a', 'b']] });
    assert.deepEqual(await runSteps('Title', steps, ['start'], 1), ['a', 'b']);
    assert.deepEqual(
      calls.map(([name, draft, step]) => [name, draft, step]),
      [
        ['b', ['start'], 2],
        ['a', ['start'], 1],
        ['b', ['a'], 2],
      ],
    );
  });
});

describe('a question of a flow', () => {
  const position = { title: 'Title', step: 2, totalSteps: 3 };
  const accept = 'workbench.action.acceptSelectedQuickOpenItem';
  const escape = 'workbench.action.closeQuickOpen';

  async function press<T>(answer: Promise<T>, command: string): Promise<T> {
    await vscode.commands.executeCommand(command);
    return answer;
  }

  it('gives the text, trimmed', async () => {
    const answer = askText({ ...position, prompt: 'Name', value: ' gpt-4o ' });
    assert.equal(await press(answer, accept), 'gpt-4o');
  });

  it('keeps a text that cannot be taken', async () => {
    const asked: string[] = [];
    const answer = askText({
      ...position,
      prompt: 'Name',
      value: 'wrong',
      validate: (text) => (asked.push(text) === 1 ? 'Not this.' : undefined),
    });
    await vscode.commands.executeCommand(accept);
    assert.equal(await press(answer, accept), 'wrong');
    assert.deepEqual(asked, ['wrong', 'wrong']);
  });

  it('gives undefined for Escape', async () => {
    const text = askText({ ...position, prompt: 'Name' });
    assert.equal(await press(text, escape), undefined);
    const pick = askPick({ ...position, placeholder: 'Which?', items: [{ label: 'a' }] });
    assert.equal(await press(pick, escape), undefined);
  });

  it('gives the item, one that was found later included', async () => {
    const late = { label: 'Ollama' };
    const more = Promise.resolve([late]);
    const answer = askPick({ ...position, placeholder: 'Which?', items: [{ label: 'a' }], more });
    await more;
    const picked = await press(answer, accept);
    assert.deepEqual(picked === back ? undefined : picked?.label, 'Ollama');
  });
});
