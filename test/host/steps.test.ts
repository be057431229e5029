import assert from 'node:assert/strict';
import { back } from '../../src/host/quickInput';
import { runSteps, type Step } from '../../src/host/steps';

type Draft = Readonly<Record<string, string>>;
type Outcome = Draft | typeof back | undefined;

const start = { draft: {}, shown: [] };

/** Steps that answer from a script, one outcome for each call, and note what they were given. */
function scripted(answers: Record<string, Outcome[]>) {
  const calls: [name: string, draft: Draft, step: number | undefined][] = [];
  const steps = Object.entries(answers).map(([name, outcomes]): Step<Draft> => ({
    isOpen: (draft) => draft[name] === undefined,
    ask: (draft, { step, totalSteps }) => {
      assert.equal(totalSteps, Object.keys(answers).length);
      calls.push([name, draft, step]);
      assert.ok(outcomes.length > 0, `${name} was asked too often`);
      return Promise.resolve(outcomes.shift());
    },
  }));
  return { steps, calls, names: () => calls.map(([name]) => name) };
}

describe('a guided flow', () => {
  it('asks for what its draft lacks, step by step, and gives the last draft', async () => {
    const { steps, calls } = scripted({ a: [{ a: '1' }], b: [{ a: '1', b: '2' }] });
    const end = await runSteps('Title', steps, start);
    assert.deepEqual(end?.draft, { a: '1', b: '2' });
    assert.deepEqual(calls, [
      ['a', {}, 1],
      ['b', { a: '1' }, 2],
    ]);
  });

  it('ends at Escape, and nothing more is asked', async () => {
    const { steps, names } = scripted({ a: [{ a: '1' }], b: [undefined], c: [] });
    assert.equal(await runSteps('Title', steps, start), undefined);
    assert.deepEqual(names(), ['a', 'b']);
  });

  it('goes back with the draft as it was before', async () => {
    const { steps, calls } = scripted({
      a: [{ a: '1' }, { a: '2' }],
      b: [back, { a: '2', b: '3' }],
    });
    assert.deepEqual((await runSteps('Title', steps, start))?.draft, { a: '2', b: '3' });
    assert.deepEqual(
      calls.map(([name, draft]) => [name, draft]),
      [
        ['a', {}],
        ['b', { a: '1' }],
        ['a', {}],
        ['b', { a: '2' }],
      ],
    );
  });

  it('goes back over what was answered by another step', async () => {
    const both = { a: '1', b: '2' };
    const { steps, names } = scripted({ a: [both, both], b: [], c: [back, { ...both, c: '3' }] });
    assert.deepEqual((await runSteps('Title', steps, start))?.draft, { ...both, c: '3' });
    assert.deepEqual(names(), ['a', 'c', 'a', 'c']);
  });

  it('asks again where a step leaves its own answer open, or opens one before it', async () => {
    const { steps, names } = scripted({
      a: [{}, { a: '1' }, { a: '2' }],
      b: [{}, { a: '2', b: '3' }],
    });
    assert.deepEqual((await runSteps('Title', steps, start))?.draft, { a: '2', b: '3' });
    assert.deepEqual(names(), ['a', 'a', 'b', 'a', 'b']);
  });

  it('gives the draft where nothing is open', async () => {
    const { steps } = scripted({ a: [], b: [] });
    const draft = { a: '1', b: '2' };
    assert.deepEqual((await runSteps('Title', steps, { draft, shown: [] }))?.draft, draft);
  });

  it('goes on with one answer that was opened again; Back leads to what was shown before', async () => {
    const whole = { a: '1', b: '2', c: '3' };
    const shown = [
      { index: 0, draft: {} },
      { index: 1, draft: { a: '1' } },
    ];
    const opened = { a: '1', b: '2' };
    const again = scripted({ a: [], b: [], c: [whole] });
    await runSteps('Title', again.steps, { draft: opened, shown });
    assert.deepEqual(again.names(), ['c']);
    const goesBack = scripted({ a: [], b: [opened], c: [back, whole] });
    const end = await runSteps('Title', goesBack.steps, { draft: opened, shown });
    assert.deepEqual(goesBack.names(), ['c', 'b', 'c']);
    assert.deepEqual(
      end?.shown.map(({ index }) => index),
      [0, 1, 2],
    );
  });
});
