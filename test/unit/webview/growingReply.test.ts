import assert from 'node:assert/strict';
import { splitThoughts } from '../../../src/core/conversation/thoughts';
import { GrowingReply } from '../../../src/webview/markdown/growingReply';
import { piecesOf } from './growth';

interface Shown {
  readonly thoughts: string;
  readonly answer: string;
}

/** What is shown after each piece. */
function shownAfter(pieces: readonly string[]): Shown[] {
  const reply = new GrowingReply();
  let shown: Shown = { thoughts: '', answer: '' };
  return pieces.map((piece) => {
    const { thoughts, answer, anew } = reply.append(piece);
    shown = anew
      ? { thoughts, answer }
      : { thoughts: shown.thoughts + thoughts, answer: shown.answer + answer };
    return shown;
  });
}

const oneBreak = (text: string): string => text.trim().replace(/\n+/g, '\n');

const answer = 'The form has **two** fields.\n\n- Name\n- `x < y`\n';

describe('GrowingReply', () => {
  for (const reply of [
    answer,
    `<think>\nA form? I think it is > a list.\n\n</think>\n\n${answer}`,
    `<thinking>A [link] & more</thinking>${answer}`,
    `It shows a form.\n\nTwo fields.\n</think>\n\n${answer}`,
    `It shows a form.</think>\n${answer}`,
    `It shows a form.</think>${answer}`,
    `<think>It shows a form.</think >${answer}`,
    `<think>One</think>First.\n<think>Two</think>\n${answer}`,
    `<reasoning effort="high">\n\`\`\`html\n<b>\n</reasoning>\n${answer}`,
    `◁think▷Hm.◁/think▷${answer}`,
    `<think>\n\n</think>\n\n${answer}`,
    '<think>still at it, ',
    'Code:\n\n```html\n<think>\nx\n</think>\n```\n\nDone.',
    'What a <thinker> and I think [that] `</think>` and <',
  ]) {
    it(`comes to the same as the whole: ${JSON.stringify(reply)}`, () => {
      const whole = splitThoughts(reply);
      for (const length of [1, 2, 3, 5, 7, 11, 1000]) {
        const { thoughts, answer } = shownAfter([...piecesOf(reply, length), '\n']).at(-1) ?? whole;
        assert.equal(thoughts.trim(), whole.thoughts.trim(), `pieces of ${length}`);
        assert.equal(oneBreak(answer), oneBreak(whole.answer), `pieces of ${length}`);
      }
    });
  }

  it('shows no piece of a tag', () => {
    const reply = `<think>Two fields.</think>\n${answer}`;
    const shown = shownAfter(piecesOf(reply, 1));
    for (const { thoughts, answer: part } of shown) {
      assert.ok('Two fields.'.startsWith(thoughts.trim()), thoughts);
      assert.ok(answer.startsWith(part.trim()), part);
    }
  });

  it('keeps space between pieces', () => {
    const pieces = ['<think>a', ' b ', 'c</think> The', ' form ', 'has\n', '\nfields.'];
    assert.deepEqual(shownAfter(pieces).at(-1), {
      thoughts: 'a b c',
      answer: 'The form has\n\nfields.',
    });
  });

  it('looks at the whole a few times only, however many tags there are', () => {
    for (const unit of [
      '<think>a</think>\nb\n',
      'I <think> so ',
      'a </think> b ',
      '<think>',
      '\n</think>',
    ]) {
      const reply = new GrowingReply();
      const looks = piecesOf(unit.repeat(20_000), 7).filter((piece) => reply.append(piece).anew);
      assert.ok(looks.length > 0 && looks.length < 150, `${looks.length} for ${unit}`);
    }
  });
});
