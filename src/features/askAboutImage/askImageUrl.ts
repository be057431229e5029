import * as vscode from 'vscode';
import { loadDownload } from '../../host/chunks';
import type { ImageUrlProblem } from '../../host/images/download/index';
import { asking, back, type QuickInput } from '../../host/quickInput';
import { privateAddressSentence } from '../../host/errors/urlErrorText';

/** Asks for the public URL of an image; undefined comes out for Escape. */
export async function askImageUrl(quickInput: QuickInput): Promise<URL | undefined> {
  const { parseImageUrl } = await loadDownload();
  const read = (text: string): URL | string => {
    const result = parseImageUrl(text.trim());
    return result instanceof URL ? result : sentence(result);
  };
  const text = await asking(quickInput, (session) =>
    session.text({
      title: vscode.l10n.t('Ask About Image URL'),
      prompt: vscode.l10n.t('The public URL of an image'),
      placeholder: 'https://example.com/diagram.png',
      validate: (value) => {
        const result = read(value);
        return result instanceof URL ? undefined : result;
      },
    }),
  );
  const url = text === undefined || text === back ? undefined : read(text);
  return url instanceof URL ? url : undefined;
}

function sentence(problem: ImageUrlProblem): string {
  switch (problem.problem) {
    case 'noUrl':
      return vscode.l10n.t('Enter a whole URL, beginning with https://.');
    case 'scheme':
      return vscode.l10n.t('Enter a URL that begins with https:// or http://.');
    case 'credentials':
      return vscode.l10n.t('Enter the URL without the user name and password in it.');
    case 'private':
      return privateAddressSentence(problem.host);
  }
}
