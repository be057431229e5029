import type { Row } from '../../core/altText/review/row';
import { openAgain, type ReadFacts } from './documentReader';
import type { Review } from './review';
import { write, type AcceptedIn } from './writing';

/** What became of the accepted rows of a review. */
export interface Applied {
  readonly written: readonly Row[];
  /** They say why. */
  readonly left: readonly Row[];
}

/**
 * Writes the accepted texts of a review, with `isPreviewed` by VS Code's preview. Each document is read
 * anew before and after: a row is written when its text stands there.
 */
export async function applyAccepted(
  review: Review,
  readFacts: ReadFacts,
  isPreviewed: boolean,
): Promise<Applied> {
  const { rows, store } = review;
  const all = review.accepted;
  const accepted: AcceptedIn[] = [];
  for (const path of new Set(all.map(({ document }) => document))) {
    const read = await openAgain(review.uriOf(path), readFacts);
    review.take(read?.facts ?? { path, languageId: '', references: [] });
    const still = rows.of(path).filter(({ state }) => state === 'accepted');
    if (read && still.length > 0) {
      accepted.push({ document: read.document, rows: still });
    }
  }
  const written = await write(accepted, isPreviewed);
  for (const { document, rows: asked } of accepted) {
    const facts = await readFacts(document.uri, document.getText());
    const isThere = ({ reference: { index }, suggestion }: Row): boolean =>
      (facts.references[index]?.alt ?? '') === suggestion?.text.trim();
    const done = asked.filter(isThere).map(({ id }) => id);
    rows.change(done, ({ problem: _, ...row }) => {
      const note = written?.notes.get(row.id);
      return { ...row, state: 'applied', ...(note !== undefined && { problem: note }) };
    });
    review.take(facts);
    await Promise.all([...rows.those(done)].map((row) => store.keep(row)));
  }
  const problems = written?.problems ?? new Map<string, string>();
  rows.change(problems.keys(), (row) => ({ ...row, problem: problems.get(row.id) ?? '' }));
  const now = [...rows.those(all.map(({ id }) => id))];
  return {
    written: now.filter(({ state }) => state === 'applied'),
    left: now.filter(({ state }) => state !== 'applied'),
  };
}
