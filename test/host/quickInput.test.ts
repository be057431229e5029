import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asking, back, QuickInputSession } from '../../src/host/quickInput';
import { ScriptedInput } from './scriptedInput';

const position = { title: 'Title', step: 2, totalSteps: 3 };

describe('a question in VS Code', () => {
  const accept = 'workbench.action.acceptSelectedQuickOpenItem';
  const escape = 'workbench.action.closeQuickOpen';
  let session: QuickInputSession;
  beforeEach(() => (session = new QuickInputSession(vscode.window)));
  afterEach(() => session.dispose());

  async function press<T>(answer: Promise<T>, command: string): Promise<T> {
    await vscode.commands.executeCommand(command);
    return answer;
  }

  it('gives the text, trimmed', async () => {
    const answer = session.text({ ...position, prompt: 'Name', value: ' gpt-4o ' });
    assert.equal(await press(answer, accept), 'gpt-4o');
  });

  it('keeps a text that cannot be taken', async () => {
    const asked: string[] = [];
    const answer = session.text({
      ...position,
      prompt: 'Name',
      value: 'wrong',
      validate: (text) => (asked.push(text) === 1 ? 'Not this.' : undefined),
    });
    await vscode.commands.executeCommand(accept);
    assert.equal(await press(answer, accept), 'wrong');
    assert.deepEqual(asked, ['wrong', 'wrong']);
  });

  it('gives undefined for Escape, and so does every later one of its session', async () => {
    assert.equal(await press(session.text({ ...position, prompt: 'Name' }), escape), undefined);
    assert.equal(session.signal.aborted, true);
    assert.equal(await session.text({ ...position, prompt: 'Name' }), undefined);
    const other = new QuickInputSession(vscode.window);
    const pick = other.pick({ ...position, placeholder: 'Which?', items: [{ label: 'a' }] });
    assert.equal(await press(pick, escape), undefined);
  });

  it('follows another in its place, which is no Escape', async () => {
    const pick = session.pick({ ...position, placeholder: 'Which?', items: [{ label: 'a' }] });
    assert.deepEqual(await press(pick, accept), { label: 'a' });
    const text = session.text({ ...position, prompt: 'Name', value: 'b' });
    assert.equal(await press(text, accept), 'b');
    assert.equal(session.signal.aborted, false);
  });

  it('takes the first of several on Enter, though none is ticked', async () => {
    const items = [{ label: 'a' }, { label: 'b' }];
    const answer = session.pickSeveral({ placeholder: 'Which?', items });
    assert.deepEqual(await press(answer, accept), [items[0]]);
  });
});

describe('a question', () => {
  const items = ['apple', 'pear', 'grape'].map((label) => ({ label }));
  let input: ScriptedInput;
  beforeEach(() => (input = new ScriptedInput()));

  it('stays on show until the next one takes its place, and nothing is left in the end', async () => {
    const answers = asking(input, async (session) => [
      await session.pick({ ...position, placeholder: 'Which?', items }),
      await session.text({ ...position, prompt: 'Name' }),
    ]);
    await input.pick('pear');
    await input.submit('Name', 'x');
    assert.deepEqual(await answers, [items[1], 'x']);
    assert.deepEqual([input.gaps, input.isIdle], [1, true]);
  });

  it('is not asked where the user escapes from the wait for it', async () => {
    let ready!: () => void;
    const waiting = new Promise<void>((resolve) => (ready = resolve));
    const session = new QuickInputSession(input);
    const first = session.pick({ placeholder: 'Which?', items });
    await input.pick('pear');
    await first;
    input.escapeWait();
    assert.equal(session.signal.aborted, true);
    ready();
    await waiting;
    assert.equal(await session.text({ prompt: 'Name' }), undefined);
    assert.deepEqual(input.asked.length, 1);
  });

  it('goes back from its second step on', async () => {
    const session = new QuickInputSession(input);
    const answer = session.text({ ...position, prompt: 'Name' });
    await input.back('Name');
    assert.equal(await answer, back);
    const first = session.text({ ...position, step: 1, prompt: 'First' });
    assert.deepEqual((await input.box('First')).buttons, []);
    await input.submit('First', 'x');
    assert.equal(await first, 'x');
  });

  it('shows what is found later, and what has the focus keeps it', async () => {
    let found!: (items: readonly { label: string }[]) => void;
    const more = [new Promise<readonly { label: string }[]>((resolve) => (found = resolve))];
    const answer = asking(input, (session) => session.pick({ placeholder: 'Which?', items, more }));
    assert.deepEqual(await input.labels(), ['apple', 'pear', 'grape']);
    found([{ label: 'fig' }]);
    await input.item('fig');
    assert.deepEqual(await input.labels(), ['fig', 'apple', 'pear', 'grape']);
    await input.accept('Which?', '');
    assert.deepEqual(await answer, { label: 'apple' });
  });

  it('keeps the focus on its items while the user types, and loses no Enter that comes before', async () => {
    const answer = asking(input, (session) => session.pick({ placeholder: 'Which?', items }));
    for (const text of ['p', 'pe', 'pea']) {
      await input.type('Which?', text);
    }
    assert.equal(await input.fillings('Which?'), 1);
    await input.submitEarly('Which?', 'RA');
    assert.deepEqual(await answer, { label: 'grape' });
  });

  it('takes a typed text that is an item for the item, and else for what it makes', async () => {
    const typed = (label: string) => ({ label, made: true });
    for (const [text, expected] of [
      ['pear', { label: 'pear' }],
      ['plum', { label: 'plum', made: true }],
    ] as const) {
      const answer = asking(input, (session) =>
        session.pick<{ label: string; made?: boolean }>({ placeholder: 'Which?', items, typed }),
      );
      await input.submit('Which?', text);
      assert.deepEqual(await answer, expected);
    }
  });

  const several: [what: string, act: () => Promise<void>, expected: string[]][] = [
    ['the ticked ones', () => tick('grape', 'apple'), ['grape', 'apple']],
    ['the first without a tick', () => input.submit('Which?', ''), ['apple']],
    ['the first that holds what was typed', () => input.submit('Which?', 'RA'), ['grape']],
  ];
  async function tick(...labels: string[]): Promise<void> {
    for (const label of labels) {
      await input.pick(label);
    }
    await input.submit('Which?', '');
  }
  for (const [what, act, expected] of several) {
    it(`takes of several ${what}`, async () => {
      const answer = asking(input, (session) =>
        session.pickSeveral({ placeholder: 'Which?', items }),
      );
      await act();
      assert.deepEqual(
        (await answer)?.map(({ label }) => label),
        expected,
      );
    });
  }

  it('takes nothing of several where nothing fits', async () => {
    const answer = asking(input, (session) =>
      session.pickSeveral({ placeholder: 'Which?', items }),
    );
    await input.submit('Which?', 'plum');
    await input.type('Which?', '');
    await input.escape('Which?');
    assert.equal(await answer, undefined);
  });
});
