import assert from 'node:assert/strict';
import { tidyUnfinished } from '../../../src/webview/markdown/unfinished';
import { cpuMilliseconds } from '../../support/cpuTime';

describe('tidyUnfinished', () => {
  for (const [open, shown] of [
    // Marks that may become anything
    ['text\n-', 'text\n'],
    ['text\n- ', 'text\n'],
    ['text\n##', 'text\n'],
    ['text\n==', 'text\n'],
    ['text\n``', 'text\n'],
    ['text\n1', 'text\n'],
    ['text\n1. ', 'text\n'],
    ['> ', ''],
    ['*', ''],
    ['', ''],
    // What is known
    ['text\n- a', 'text\n- a'],
    ['## He', '## He'],
    ['2026 was', '2026 was'],
    ['text\n', 'text\n'],
    // Bold text and code spans
    ['a **b', 'a **b**'],
    ['a **b c ', 'a **b c**'],
    ['a **b*', 'a **b**'],
    ['a **b**', 'a **b**'],
    ['a **', 'a '],
    ['- **Label', '- **Label**'],
    ['a `b', 'a `b`'],
    ['a ``b ` c', 'a ``b ` c``'],
    ['a `**` b', 'a `**` b'],
    ['a `**` **b', 'a `**` **b**'],
    ['a \\*', 'a '],
    ['2 * 3', '2 * 3'],
    // Line breaks, tasks and formulas
    ['a<', 'a'],
    ['a<br', 'a'],
    ['a<br /', 'a'],
    ['a<br>', 'a<br>'],
    ['a <b', 'a '],
    ['a <c', 'a <c'],
    ['text\n- [', 'text\n'],
    ['text\n- [ ', 'text\n'],
    ['text\n1. [x] ', 'text\n'],
    ['- [x] a', '- [x] a'],
    ['so \\(a_1', 'so \\(a_1\\)'],
    ['so \\[a_1', 'so \\[a_1\\]'],
    ['so \\(a\\) and', 'so \\(a\\) and'],
    ['$x', '$x'],
    // Links and images
    ['see [docs](https://a.te', 'see docs'],
    ['see ![alt](https://a.te', 'see alt'],
    ['see [docs](https://a.test) and', 'see [docs](https://a.test) and'],
    ['see ![', 'see '],
    // Tables
    ['| a | b', ''],
    ['text\n\n| a | b |', 'text\n\n'],
    ['text\n\n| a | b |\n', 'text\n\n'],
    ['text\n\n| a | b |\n|--', 'text\n\n'],
    ['| a |\n|---|\n', '| a |\n|---|\n'],
    ['| a |\n|---|\n| x', '| a |\n|---|\n| x'],
    ['| a |\n|---|\n| x |\n| ', '| a |\n|---|\n| x |\n| '],
    // Inside a code block nothing is touched but a fence that may be closing
    ['```\na **b', '```\na **b'],
    ['```\n| a', '```\n| a'],
    ['```\na\n``', '```\na\n'],
    ['- item\n  ```js\n  `x', '- item\n  ```js\n  `x'],
    ['````\n```\na **b', '````\n```\na **b'],
    ['```\na\n```\nb **c', '```\na\n```\nb **c**'],
  ] as const) {
    it(`shows ${JSON.stringify(open)} as ${JSON.stringify(shown)}`, () => {
      assert.equal(tidyUnfinished(open), shown);
    });
  }

  it('is quick whatever the last line is', () => {
    for (const piece of ['*', '`', ' ', '`a``b', '[a](', '|', '[', '1', '> ', '~']) {
      for (const length of [3000, 60_000]) {
        const line = piece.repeat(length / piece.length);
        const start = cpuMilliseconds();
        tidyUnfinished(`${line}x`);
        tidyUnfinished(line);
        assert.ok(cpuMilliseconds() - start < 400, `${piece} × ${length}`);
      }
    }
  });
});
