import type {
  ReviewHostMessage,
  ReviewStrings,
  ReviewView,
  RowView,
} from '../../../src/protocol/altTextReview';
import { viewer } from './viewerTexts';
import type { PixelsMessage } from './webviewPage';

export const reviewStrings: ReviewStrings = {
  grid: 'Alt text suggestions',
  altText: 'Alt text',
  accept: 'Accept',
  skip: 'Skip',
  decorative: 'Decorative',
  regenerate: 'Regenerate',
  retry: 'Retry',
  hint: 'How is it to change?',
  hintPlaceholder: 'For example: shorter, name the button',
  askAnew: 'Ask anew',
  kept: 'Kept from an earlier run',
  open: 'Show in the document',
  picture: 'Show the picture {0}',
  viewer,
  generate: 'Generate',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  search: 'Search',
  filterState: 'State',
  filterRole: 'Role',
  filterFolder: 'Folder',
  filterRule: 'Rule',
  all: 'all',
  shown: '{0} of {1} images',
  selected: '{0} selected',
  select: 'Select',
  selectAll: 'Select all',
  noRows: 'No images were found.',
  noMatch: 'No image matches the filters.',
  changeConnection: 'Change connection',
  current: 'In the document',
  noText: 'No text yet',
  keys: '↑ ↓ move · Enter edit · Ctrl+Enter accept and move on · A accept · S skip · D decorative · R regenerate · O open · V picture · Space select',
  scope: 'Ask for',
  folders: 'Folders',
  references: 'Images',
  lacking: 'Without a text',
  columns: {
    picture: 'Picture',
    place: 'Place',
    role: 'Role',
    current: 'In the document',
    suggestion: 'Suggestion',
    state: 'State',
  },
  states: {
    open: 'Open',
    waiting: 'Waiting',
    asking: 'Asking',
    suggested: 'Suggested',
    accepted: 'Accepted',
    skipped: 'Skipped',
    applied: 'Applied',
    failed: 'Failed',
    gone: 'Gone',
  },
  roles: {
    informative: 'Informative',
    link: 'Link',
    decorative: 'Decoration',
    complex: 'Complex',
    redundant: 'Redundant',
  },
  alts: {
    missing: 'Missing',
    decorative: 'Marked as decorative',
    placeholder: 'Placeholder',
    present: 'Present',
  },
  rules: { tooLong: 'Length', redundantOpening: 'Opening' },
};

export const hello: ReviewHostMessage = { type: 'strings', strings: reviewStrings, locale: 'en' };

/** What stands around rows that are ready, but for what is given. */
export function view(change: Partial<ReviewView> = {}): ReviewHostMessage {
  return {
    type: 'view',
    view: {
      id: '[]',
      title: 'Alt texts in docs',
      phase: 'ready',
      connection: 'gpt-5.4 at contoso.openai.azure.com',
      facts: [
        { label: 'Images', value: '15' },
        { label: 'Missing', value: '12' },
        { label: 'Documents', value: '4' },
      ],
      folders: [
        { folder: 'docs', references: 9, lacking: 7 },
        { folder: 'docs/guide', references: 6, lacking: 5 },
      ],
      scopes: [
        {
          id: 'missing',
          label: 'Missing texts',
          rows: 12,
          estimate: 'About 12 requests, 18,000 tokens, $0.05',
        },
        { id: 'all', label: 'All', rows: 15, estimate: 'About 15 requests, 22,000 tokens, $0.07' },
      ],
      scope: 'missing',
      status: '3 of 15 done',
      accepted: 0,
      apply: 'Apply 0 Changes',
      actions: [],
      ...change,
    },
  };
}

/** A row by its number, without a suggestion, but for what is given. Its image is `shot-NUMBER.png`. */
export function row(index: number, change: Partial<RowView> = {}): RowView {
  const name = `shot-${index}.png`;
  const folder = index % 2 === 0 ? 'docs' : 'docs/guide';
  return {
    id: `row-${index}`,
    image: `image-${index}`,
    name,
    document: `${folder}/page-${Math.floor(index / 10)}.md`,
    folder,
    line: 3 + index,
    role: 'informative',
    alt: 'missing',
    current: '',
    state: 'open',
    warnings: [],
    canAsk: true,
    ...change,
  };
}

/** A suggestion that was just made, but for what is given. */
export function suggested(
  text: string,
  change: Partial<NonNullable<RowView['suggestion']>> = {},
): Pick<RowView, 'state' | 'suggestion'> {
  return {
    state: 'suggested',
    suggestion: { text, isDecorative: false, reasons: '', isKept: false, ...change },
  };
}

/** The message with these rows as the whole. */
export function rows(list: readonly RowView[]): ReviewHostMessage {
  return { type: 'rows', from: 0, rows: list };
}

/** As many rows as are wanted, each with a suggestion that names its number. */
export function manyRows(count: number): RowView[] {
  return Array.from({ length: count }, (_, index) =>
    row(index, suggested(`Settings page number ${index} with the button Save.`)),
  );
}

/** A picture of one pixel as a thumbnail. */
export function onePixel(image: string, size: 'thumbnail' | 'full' = 'thumbnail'): PixelsMessage {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return {
    type: 'image',
    id: `${image} ${size}`,
    mediaType: 'image/png',
    bytes: new Uint8Array(Buffer.from(png, 'base64')),
  };
}
