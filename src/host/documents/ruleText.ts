import * as vscode from 'vscode';
import type { BrokenRule } from '../../core/altText/rules';

/** What a text breaks of the house style, in the user's words. */
export function ruleText({ rule, detail = '' }: BrokenRule): string {
  switch (rule) {
    case 'tooShort':
      return vscode.l10n.t('It is too short ({0}).', detail);
    case 'tooLong':
      return vscode.l10n.t('It is too long ({0}).', detail);
    case 'opening':
      return vscode.l10n.t('It does not begin as the style asks.');
    case 'redundantOpening':
      return vscode.l10n.t('It begins with “{0}”.', detail);
    case 'finalPunctuation':
      return vscode.l10n.t('Its end is not punctuated as the style asks.');
    case 'forbidden':
      return vscode.l10n.t('It holds the forbidden phrase “{0}”.', detail);
    case 'glossary':
      return vscode.l10n.t('It does not follow the glossary: {0}.', detail);
    case 'fileName':
      return vscode.l10n.t('It is a file name.');
    case 'repeatsCaption':
      return vscode.l10n.t('It says the caption again.');
    case 'markup':
      return vscode.l10n.t('It holds markup.');
    case 'newLine':
      return vscode.l10n.t('It holds a line break.');
  }
}
