/** Where a long description stands: nowhere, in a fold, in the figure's caption, or in a section of its own. */
export type LongDescriptionForm = 'off' | 'details' | 'figcaption' | 'section';

export const longDescriptionForms: readonly LongDescriptionForm[] = [
  'off',
  'details',
  'figcaption',
  'section',
];
