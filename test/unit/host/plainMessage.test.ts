import assert from 'node:assert/strict';
import { plainMessages, withoutLinks } from '../../../src/host/plainMessage';
import type { QuickInput } from '../../../src/host/quickInput';

/** As VS Code finds links in messages. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('a message', () => {
  for (const text of [
    '[Fix it](command:workbench.action.terminal.new)',
    'The server says: [a](command:x "title") and [b](https://evil.example).',
    '[a](file:///etc/passwd)',
    '[[a](command:x)](command:y)',
    '](command:x)[a](command:y)',
  ]) {
    it(`makes no link of ${text}`, () => {
      assert.match(text, link);
      assert.doesNotMatch(withoutLinks(text), link);
    });
  }

  it('is the same without links', () => {
    assert.equal(withoutLinks('a [b] (c) d'), 'a [b] (c) d');
  });

  it('is plain however it is shown', async () => {
    const shown: string[] = [];
    const show = (message: string) => Promise.resolve(void shown.push(message));
    const window = {
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
    } as unknown as QuickInput;
    const plain = plainMessages(window);
    const text = '[a](command:x)';
    await plain.showInformationMessage(text, {});
    await plain.showWarningMessage(text, {});
    await plain.showErrorMessage(text, {});
    assert.deepEqual(shown, Array(3).fill('[a] (command:x)'));
  });
});
