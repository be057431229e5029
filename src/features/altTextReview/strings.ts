import * as vscode from 'vscode';
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
    open: t('Open in {0}'),
    picture: t('Show {0} in Full'),
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
    selected: t('{0} selected'),
    noRows: t('No document here shows an image.'),
    noMatch: t('No row matches the filters.'),
    changeConnection: t('Change Connection'),
    current: t('Current text'),
    noText: t('No text'),
    keys: t(
      'Arrows: move · Enter: edit · A: accept · S: skip · D: decorative · R: regenerate · O: open · V: picture · Space: select',
    ),
    columns: {
      picture: t('Picture'),
      place: t('Place'),
      role: t('Role'),
      current: t('Current text'),
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
  };
}
