import assert from 'node:assert/strict';
import { splitThoughts, withoutThoughts } from '../../../src/core/conversation/thoughts';
import { cpuMilliseconds } from '../../support/cpuTime';

describe('splitThoughts', () => {
  const thoughts = 'It shows a form.\nTwo fields.';
  const answer = 'A login form with two fields.';
  const split = { thoughts, answer, thinking: false };
  const cases: [name: string, reply: string][] = [
    ['think tags', `<think>\n${thoughts}\n</think>\n\n${answer}`],
    ['tags on the same lines', `<think>${thoughts}</think>${answer}`],
    ['thinking tags', `<thinking>${thoughts}</thinking>\n${answer}`],
    ['thought tags', `<thought>\n${thoughts}\n</thought>\n${answer}`],
    ['reasoning tags', `<reasoning>\n${thoughts}\n</reasoning>\n${answer}`],
    ['tags in capitals with an attribute', `<THINK budget="3">${thoughts}</THINK> ${answer}`],
    ['prefixed tags', `<seed:think>${thoughts}</seed:think>${answer}`],
    ['triangles', `◁think▷${thoughts}◁/think▷${answer}`],
    ['brackets', `[THINK]${thoughts}[/THINK]${answer}`],
    ['the closing tag alone', `${thoughts}\n</think>\n\n${answer}`],
    ['the closing tag alone at the end of a line', `${thoughts}</think>\n${answer}`],
    ['the closing tag alone behind a sentence', `${thoughts}</think>${answer}`],
    ['a closing tag with a space', `<think>${thoughts}</think >${answer}`],
    ['a closing triangle alone', `${thoughts}◁/think▷\n${answer}`],
    ['the closing tag twice', `<think>${thoughts}</think>\n</think>\n${answer}`],
    ['space before the tag', `\n  <think>${thoughts}</think>${answer}`],
    ['a wrapped answer', `<think>${thoughts}</think>\n<answer>${answer}</answer>`],
  ];
  for (const [name, reply] of cases) {
    it(name, () => assert.deepEqual(splitThoughts(reply), split));
  }

  it('takes several thoughts', () => {
    assert.deepEqual(splitThoughts('<think>A</think>One.\n<think>B</think>\nTwo.'), {
      thoughts: 'A\n\nB',
      answer: 'One.\n\nTwo.',
      thinking: false,
    });
  });

  it('leaves out empty thoughts', () => {
    assert.deepEqual(splitThoughts(`<think>\n\n</think>\n\n${answer}`), {
      thoughts: '',
      answer,
      thinking: false,
    });
  });

  it('takes thoughts without an end up to the end', () => {
    const open = { thoughts, answer: '', thinking: true };
    assert.deepEqual(splitThoughts(`<think>${thoughts}`), open);
    assert.deepEqual(splitThoughts(`◁think▷\n${thoughts}`, false), open);
  });

  const untouched = [
    answer,
    `  ${answer}\n`,
    'The image shows a `<think>` tag and a `</think>` tag.',
    'Code that prints </think> and goes on.',
    'The page ends in “</think>” and a dot.',
    'Code:\n\n```html\n<think>\nx\n</think>\n```\n\nDone.',
    '<thinker>A name.</thinker>',
    'x <think> y',
    'Compare a < b',
  ];
  for (const reply of untouched) {
    it(`leaves ${JSON.stringify(reply)}`, () => assert.equal(withoutThoughts(reply), reply));
  }

  it('shows no piece of a tag while the reply grows', () => {
    for (const reply of [
      `<think>${thoughts}</think>${answer}`,
      `◁think▷${thoughts}◁/think▷${answer}`,
      `\n<thinking>\n${thoughts}\n</thinking>\n${answer}`,
    ]) {
      for (let length = 0; length <= reply.length; length++) {
        const shown = splitThoughts(reply.slice(0, length), false).answer;
        assert.ok(answer.startsWith(shown.trim()), `${length}: ${shown}`);
      }
      assert.equal(splitThoughts(reply, false).answer, answer);
    }
  });

  it('keeps what looked like the beginning of a tag, once the reply has ended', () => {
    assert.equal(splitThoughts('<thi', false).answer, '');
    assert.equal(splitThoughts('<thi').answer, '<thi');
  });

  it('takes time in proportion to the length', () => {
    for (const piece of ['<think>', '</think', '<think></think>\n', '```\n<think>\n', '[<◁']) {
      const start = cpuMilliseconds();
      splitThoughts(piece.repeat(300_000 / piece.length), false);
      assert.ok(cpuMilliseconds() - start < 1000, piece);
    }
  });
});
