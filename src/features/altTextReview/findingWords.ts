import * as vscode from 'vscode';
import type { Finding } from '../../core/altText/check';
import { ruleText } from '../../host/documents/ruleText';

/** What a finding says, in the user's words. */
export function findingWords(finding: Finding, nameOf: (path: string) => string): string {
  const { rule, detail = '', text = '', target = '', others } = finding;
  switch (rule) {
    case 'missing':
      return vscode.l10n.t('It has no alt text.');
    case 'namelessLink':
      return vscode.l10n.t('It is in a link or button, which has no name without an alt text.');
    case 'placeholder':
      return vscode.l10n.t('“{0}” says nothing about the image.', text);
    case 'repeatedText': {
      const [first] = others?.places ?? [];
      const place = first === undefined ? '' : `${nameOf(first.path)}:${first.line}`;
      const count = others?.count ?? 0;
      return count === 1
        ? vscode.l10n.t('Another image has this text too: {0}.', place)
        : vscode.l10n.t('{0} other images have this text too: {1} and others.', count, place);
    }
    case 'brokenImage':
      return vscode.l10n.t('{0} is not there.', target);
    case 'otherCase':
      return vscode.l10n.t('{0} is not there, but {1} is.', target, detail);
    case 'changedImage':
      return detail === 'recompressed'
        ? vscode.l10n.t('The file has changed since the text was written, but looks the same.')
        : vscode.l10n.t('The image has changed since the text was written.');
    case 'unreferencedImage':
      return vscode.l10n.t('No document shows this image.');
    case 'tooShort':
    case 'tooLong':
    case 'opening':
    case 'redundantOpening':
    case 'finalPunctuation':
    case 'forbidden':
    case 'glossary':
    case 'fileName':
    case 'repeatsCaption':
    case 'markup':
    case 'newLine':
      return ruleText({ rule, detail });
  }
}
