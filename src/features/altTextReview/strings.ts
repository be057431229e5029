import * as vscode from 'vscode';
import type { FindingRule } from '../../core/altText/check';
import { viewerStrings } from '../../host/panel/viewerStrings';
import type { ReviewStrings } from '../../protocol/altTextReview';

/** The fixed texts of the review page, in the user's language. */
export function reviewStrings(): ReviewStrings {
  return {
    grid: vscode.l10n.t('Alt text suggestions'),
    altText: vscode.l10n.t('Alt text'),
    accept: vscode.l10n.t('Accept'),
    skip: vscode.l10n.t('Skip'),
    decorative: vscode.l10n.t('Decorative'),
    regenerate: vscode.l10n.t('Regenerate'),
    retry: vscode.l10n.t('Retry'),
    hint: vscode.l10n.t('How is it to be changed?'),
    hintPlaceholder: vscode.l10n.t('For example: shorter, or: name the selected tab'),
    askAnew: vscode.l10n.t('Ask Anew'),
    kept: vscode.l10n.t('Kept from an earlier run'),
    open: vscode.l10n.t('Show in the Document'),
    picture: vscode.l10n.t('Show the Picture {0}'),
    viewer: viewerStrings(),
    generate: vscode.l10n.t('Generate'),
    pause: vscode.l10n.t('Pause'),
    resume: vscode.l10n.t('Resume'),
    cancel: vscode.l10n.t('Cancel'),
    search: vscode.l10n.t('Search'),
    filterState: vscode.l10n.t('State'),
    filterRole: vscode.l10n.t('Role'),
    filterFolder: vscode.l10n.t('Folder'),
    filterRule: vscode.l10n.t('Rule'),
    all: vscode.l10n.t('All'),
    shown: vscode.l10n.t('{0} of {1} images'),
    selected: vscode.l10n.t('{0} selected'),
    select: vscode.l10n.t('Select'),
    selectAll: vscode.l10n.t('Select All'),
    noRows: vscode.l10n.t('No document here shows an image.'),
    noMatch: vscode.l10n.t('No row matches the filters.'),
    changeConnection: vscode.l10n.t('Change Connection'),
    current: vscode.l10n.t('In the document'),
    noText: vscode.l10n.t('No text yet'),
    keys: vscode.l10n.t(
      '↑ ↓ move · Enter edit · Ctrl+Enter accept and move on · A accept · S skip · D decorative · R regenerate · O open · V picture · Space select',
    ),
    scope: vscode.l10n.t('Ask for'),
    folders: vscode.l10n.t('Folders'),
    references: vscode.l10n.t('Images'),
    lacking: vscode.l10n.t('Without a text'),
    columns: {
      picture: vscode.l10n.t('Picture'),
      place: vscode.l10n.t('Place'),
      role: vscode.l10n.t('Role'),
      current: vscode.l10n.t('In the document'),
      suggestion: vscode.l10n.t('Suggestion'),
      state: vscode.l10n.t('State'),
    },
    states: {
      open: vscode.l10n.t('Open'),
      waiting: vscode.l10n.t('Waiting'),
      asking: vscode.l10n.t('Asking'),
      suggested: vscode.l10n.t('Suggested'),
      accepted: vscode.l10n.t('Accepted'),
      skipped: vscode.l10n.t('Skipped'),
      applied: vscode.l10n.t('Written'),
      failed: vscode.l10n.t('Failed'),
      gone: vscode.l10n.t('Gone'),
    },
    roles: {
      informative: vscode.l10n.t('Informative'),
      link: vscode.l10n.t('Link or button'),
      decorative: vscode.l10n.t('Decorative'),
      complex: vscode.l10n.t('Complex'),
      redundant: vscode.l10n.t('Redundant'),
    },
    alts: {
      missing: vscode.l10n.t('Missing'),
      placeholder: vscode.l10n.t('Placeholder'),
      decorative: vscode.l10n.t('Decorative'),
      present: vscode.l10n.t('Present'),
    },
    rules: ruleNames(),
  };
}

/** The rules of findings and texts by their ids, for the filter. */
function ruleNames(): Readonly<Record<FindingRule, string>> {
  return {
    missing: vscode.l10n.t('Missing'),
    placeholder: vscode.l10n.t('Placeholder'),
    namelessLink: vscode.l10n.t('Nameless link'),
    repeatedText: vscode.l10n.t('Repeated text'),
    brokenImage: vscode.l10n.t('Broken image'),
    otherCase: vscode.l10n.t('Capital letters'),
    changedImage: vscode.l10n.t('Changed image'),
    unreferencedImage: vscode.l10n.t('Shown nowhere'),
    tooShort: vscode.l10n.t('Too short'),
    tooLong: vscode.l10n.t('Too long'),
    opening: vscode.l10n.t('Opening'),
    redundantOpening: vscode.l10n.t('Redundant opening'),
    finalPunctuation: vscode.l10n.t('Final punctuation'),
    forbidden: vscode.l10n.t('Forbidden words'),
    glossary: vscode.l10n.t('Glossary'),
    fileName: vscode.l10n.t('File name'),
    repeatsCaption: vscode.l10n.t('Repeats the caption'),
    markup: vscode.l10n.t('Markup'),
    newLine: vscode.l10n.t('Line break'),
  };
}
