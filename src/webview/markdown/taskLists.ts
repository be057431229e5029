import type { MarkdownIt } from 'markdown-it';

const box = /^\[([ xX])\](?:\s+|$)/;

/**
 * `- [ ]` and `- [x]`: items with a checkbox that shows its state and cannot be changed. The text
 * beside it is its label.
 */
export function taskLists(parser: MarkdownIt): void {
  parser.core.ruler.before('text_join', 'task_lists', ({ tokens, Token }) => {
    tokens.forEach((token, at) => {
      const children = tokens[at + 2]?.children ?? [];
      const [text] = children;
      const state = text?.type === 'text' ? box.exec(text.content) : null;
      if (token.type !== 'list_item_open' || !text || !state) {
        return;
      }
      token.attrJoin('class', 'task');
      const checkbox = new Token('task', 'input', 0);
      checkbox.content = state[1] === ' ' ? '[ ] ' : '[x] ';
      checkbox.attrs = [
        ['type', 'checkbox'],
        ['disabled', ''],
        ...(state[1] === ' ' ? [] : [['checked', ''] satisfies [string, string]]),
      ];
      text.content = text.content.slice(state[0].length);
      children.unshift(new Token('label_open', 'label', 1), checkbox);
      children.push(new Token('label_close', 'label', -1));
    });
  });
}
