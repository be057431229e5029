import * as vscode from 'vscode';
import type { FindingRule } from '../../core/altText/check';
import type { ReviewStrings } from '../../protocol/altTextReview';

/** The fixed texts of the review page, in the user's language. */
export function reviewStrings(): ReviewStrings {
  const { t } = vscode.l10n;
  return {
    grid: t('Alt text suggestions'),
    altText: t('Alt text'),
    accept: t('Accept'),
    skip: t('Skip'),
    decorative: t('Decorative'),
    regenerate: t('Regenerate'),
    retry: t('Retry'),
    hint: t('How is it to be changed?'),
    hintPlaceholder: t('For example: shorter, or: name the selected tab'),
    askAnew: t('Ask Anew'),
    kept: t('Kept from an earlier run'),
    open: t('Show in the Document'),
    picture: t('Show the Picture {0}'),
    close: t('Close'),
    generate: t('Generate'),
    pause: t('Pause'),
    resume: t('Resume'),
    cancel: t('Cancel'),
    search: t('Search'),
    filterState: t('State'),
    filterRole: t('Role'),
    filterFolder: t('Folder'),
    filterRule: t('Rule'),
    all: t('All'),
    shown: t('{0} of {1} images'),
    selected: t('{0} selected'),
    select: t('Select'),
    selectAll: t('Select All'),
    noRows: t('No document here shows an image.'),
    noMatch: t('No row matches the filters.'),
    changeConnection: t('Change Connection'),
    current: t('In the document'),
    noText: t('No text yet'),
    keys: t(
      '↑ ↓ move · Enter edit · Ctrl+Enter accept and move on · A accept · S skip · D decorative · R regenerate · O open · V picture · Space select',
    ),
    scope: t('Ask for'),
    folders: t('Folders'),
    references: t('Images'),
    lacking: t('Without a text'),
    columns: {
      picture: t('Picture'),
      place: t('Place'),
      role: t('Role'),
      current: t('In the document'),
      suggestion: t('Suggestion'),
      state: t('State'),
    },
    states: {
      open: t('Open'),
      waiting: t('Waiting'),
      asking: t('Asking'),
      suggested: t('Suggested'),
      accepted: t('Accepted'),
      skipped: t('Skipped'),
      applied: t('Written'),
      failed: t('Failed'),
      gone: t('Gone'),
    },
    roles: {
      informative: t('Informative'),
      link: t('Link or button'),
      decorative: t('Decorative'),
      complex: t('Complex'),
      redundant: t('Redundant'),
    },
    alts: {
      missing: t('Missing'),
      placeholder: t('Placeholder'),
      decorative: t('Decorative'),
      present: t('Present'),
    },
    rules: ruleNames(),
  };
}

/** The rules of findings and texts by their ids, for the filter. */
function ruleNames(): Readonly<Record<FindingRule, string>> {
  const { t } = vscode.l10n;
  return {
    missing: t('Missing'),
    placeholder: t('Placeholder'),
    namelessLink: t('Nameless link'),
    repeatedText: t('Repeated text'),
    brokenImage: t('Broken image'),
    otherCase: t('Capital letters'),
    changedImage: t('Changed image'),
    unreferencedImage: t('Shown nowhere'),
    tooShort: t('Too short'),
    tooLong: t('Too long'),
    opening: t('Opening'),
    redundantOpening: t('Redundant opening'),
    finalPunctuation: t('Final punctuation'),
    forbidden: t('Forbidden words'),
    glossary: t('Glossary'),
    fileName: t('File name'),
    repeatsCaption: t('Repeats the caption'),
    markup: t('Markup'),
    newLine: t('Line break'),
  };
}
