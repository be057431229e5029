import type { RowView } from '../../protocol/altTextReview';

/** What a user can do to any row. */
export const deeds = ['accept', 'skip', 'decorative', 'regenerate'] as const;

/** The same, and what some rows offer beside. */
export type Deed = (typeof deeds)[number] | 'retry' | 'askAnew';

/** True where a deed makes sense for a row whose text, as the user has it, is `text`. */
export function canDo(deed: Deed, row: RowView, text: string): boolean {
  const { state, suggestion, canAsk, document } = row;
  if (document === '') {
    return false;
  }
  const isUnderWay = state === 'waiting' || state === 'asking';
  const isOver = state === 'gone' || state === 'applied';
  switch (deed) {
    case 'accept':
      return !isOver && !isUnderWay && (text.trim() !== '' || suggestion?.isDecorative === true);
    case 'skip':
      return !isOver;
    case 'decorative':
      return !isOver && !isUnderWay;
    case 'regenerate':
      return canAsk && !isUnderWay && state !== 'gone';
    case 'retry':
      return canAsk && state === 'failed';
    case 'askAnew':
      return canAsk && !isUnderWay && state !== 'gone' && suggestion?.isKept === true;
  }
}

/** True where a deed has been done, and is taken back by doing it again. */
export function isDone(deed: Deed, { state, suggestion }: RowView): boolean {
  switch (deed) {
    case 'accept':
      return state === 'accepted' && suggestion?.isDecorative !== true;
    case 'decorative':
      return state === 'accepted' && suggestion?.isDecorative === true;
    case 'skip':
      return state === 'skipped';
    case 'regenerate':
    case 'retry':
    case 'askAnew':
      return false;
  }
}
