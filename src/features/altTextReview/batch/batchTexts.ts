import * as vscode from 'vscode';
import type { Row } from '../../../core/altText/review/row';
import { VisionError } from '../../../core/errors';
import type { Answerer } from '../../../host/connections/answerer';
import { houseRulesFor } from '../../../host/documents/houseRules';
import { breaksOf, questionAt } from '../../../host/documents/question';
import { suggestionInText } from '../../../host/documents/suggest';
import type { NumberedRequest, Outcome, Range } from '../../../providers';
import { keepSuggestion, keptSuggestion, noSuggestionText, withImage, type Asked } from '../asking';
import { keyOfEntry, type Entry } from '../entries';
import { changedText, type Review, type ReviewPorts } from '../review';
import { stopsAll } from '../run';
import { RequestTaker, requestsIn } from './requests';

/** What a run through batches is about. */
export interface BatchAbout {
  /** Its name, which no other run has. */
  readonly run: string;
  /** The rows of each request, by the keys of the journal. */
  readonly keys: readonly (readonly string[])[];
  readonly answerer: Answerer;
}

/** Makes the requests of a run through batches, and gives its replies to the rows that they are about. */
export class BatchTexts {
  constructor(
    private readonly review: Review,
    private readonly ports: ReviewPorts,
    private readonly about: BatchAbout,
  ) {}

  /** Rows are `waiting` while the run has them; those without a text are `open` again when it is over. */
  mark(state: 'waiting' | 'open'): void {
    const before = state === 'waiting' ? 'open' : 'waiting';
    const ids = this.about.keys.flatMap((keys) => this.rowsOf(keys).map(({ id }) => id));
    this.review.rows.change(ids, (row) =>
      row.state === before || (state === 'waiting' && row.state === 'failed')
        ? withState(row, state)
        : row,
    );
  }

  /** The requests of a range; none where there is nothing to ask, which its rows then say. */
  requests(range: Range, signal: AbortSignal): AsyncIterable<NumberedRequest> {
    return requestsIn(range, (index, within) => this.request(index, within), signal);
  }

  /** Takes a reply, or why there is none, and keeps it. */
  async deliver(index: number, outcome: Outcome): Promise<void> {
    const rows = this.waiting(index);
    if ('error' in outcome) {
      this.fail(rows, this.review.failureText(outcome.error));
      return;
    }
    const { text, finish } = outcome.reply;
    const found = finish.reason === 'length' ? undefined : suggestionInText(text);
    const { entries } = this.ports;
    const asked = entries.get(keyOfEntry({ type: 'batchRequest', key: this.keyOf(index) }));
    if (finish.reason === 'contentFilter') {
      const error = new VisionError('contentFiltered', { filters: finish.filters });
      this.fail(rows, this.review.failureText(error));
    } else if (found === undefined || asked?.type !== 'batchRequest') {
      this.fail(rows, noSuggestionText('stopped'));
    } else if (found.altText === '' && rows.some(({ reference: { role } }) => role === 'link')) {
      this.fail(rows, noSuggestionText('nameless'));
    } else {
      const { altText, reasons, longDescription } = found;
      const [first] = rows;
      const broken = first ? await this.broken(altText, first, asked.language) : [];
      const made = {
        text: altText,
        isDecorative: altText === '',
        reasons,
        longDescription,
        broken,
      };
      const known = {
        key: asked.suggestion,
        ...(asked.hash !== undefined && { hash: asked.hash }),
      };
      await this.give(rows, await keepSuggestion(made, known, { journal: entries }));
    }
  }

  private async request(index: number, signal: AbortSignal): Promise<NumberedRequest> {
    const rows = this.waiting(index);
    const [first] = rows;
    if (first === undefined) {
      return { index };
    }
    try {
      return (await this.requestFor(index, first, signal)) ?? { index };
    } catch (error) {
      signal.throwIfAborted();
      if (stopsAll(error)) {
        throw error;
      }
      this.fail(rows, this.review.failureText(error));
      return { index };
    }
  }

  private async requestFor(
    index: number,
    row: Row,
    signal: AbortSignal,
  ): Promise<NumberedRequest | undefined> {
    const { services, entries: journal } = this.ports;
    const wish = await this.review.wishFor(row);
    if (wish === undefined) {
      this.fail(this.waiting(index), changedText());
      return undefined;
    }
    const taker = new RequestTaker(this.about.answerer);
    const ports = { services, journal, answerer: taker.answerer };
    return withImage(wish, ports, taker.within(signal), async (conversation, known) => {
      const kept = keptSuggestion(wish, known, ports);
      if (kept) {
        await this.give(this.waiting(index), kept);
        return undefined;
      }
      const { text, language } = await questionAt(wish);
      const command = vscode.l10n.t('Generate Alt Text');
      const request = await taker.request(conversation, text, command);
      const { key: suggestion, hash } = known;
      const key = this.keyOf(index);
      const asked: Entry = { type: 'batchRequest', key, suggestion, language };
      await journal.add({ ...asked, ...(hash !== undefined && { hash }) });
      return { index, request };
    });
  }

  private async broken(text: string, { document, reference }: Row, language: string) {
    const { role, caption, image } = reference;
    const address = image.kind === 'url' ? new URL(image.url) : this.review.uriOf(reference.target);
    const { style } = await houseRulesFor(this.review.uriOf(document));
    const about = { address, role, ...(caption !== undefined && { caption }) };
    return text === '' ? [] : breaksOf(text, { style, language }, about);
  }

  private async give(
    rows: readonly Row[],
    asked: Extract<Asked, { suggestion: unknown }>,
  ): Promise<void> {
    await Promise.all(rows.map((row) => this.review.keep(row, asked)));
    const ids = rows.map(({ id }) => id);
    const { suggestion } = asked;
    this.review.rows.change(ids, (row) =>
      row.state === 'waiting' ? { ...withState(row, 'suggested'), suggestion } : row,
    );
  }

  private fail(rows: readonly Row[], problem: string): void {
    const ids = rows.map(({ id }) => id);
    this.review.rows.change(ids, (row) => ({ ...row, state: 'failed', problem }));
  }

  private waiting(index: number): Row[] {
    const rows = this.rowsOf(this.about.keys[index] ?? []);
    return rows.filter(({ state }) => state === 'waiting');
  }

  private rowsOf(keys: readonly string[]): Row[] {
    return keys.flatMap((key) => this.review.store.rowOf(key) ?? []);
  }

  private keyOf(index: number): string {
    return `${this.about.run} ${index}`;
  }
}

function withState({ problem: _, ...row }: Row, state: Row['state']): Row {
  return { ...row, state };
}
