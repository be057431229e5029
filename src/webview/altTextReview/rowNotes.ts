import type { ReviewStrings, RowView } from '../../protocol/altTextReview';
import { element } from '../shared/dom';
import { icon } from '../shared/icons';
import { canDo } from './offers';
import { setAttribute, setText } from './rowParts';

/** What is to be known of a row's text: why there is none, what it breaks, why it is so, whence it comes. */
export class RowNotes {
  readonly element = element('div', { class: 'notes' });
  private readonly problem = element('span', { dir: 'auto' });
  private readonly problemLine: HTMLElement;
  private readonly retry: HTMLButtonElement;
  private readonly warnings = element('ul', { class: 'warnings' });
  private readonly kept: HTMLElement;
  private readonly askAnew: HTMLButtonElement;
  private readonly reasons = element('span', { dir: 'auto' });
  private readonly reasonsLine: HTMLElement;
  private shownWarnings = '';

  constructor(strings: ReviewStrings) {
    this.retry = quiet(strings.retry, 'retry');
    this.askAnew = quiet(strings.askAnew, 'askAnew');
    this.problemLine = element(
      'p',
      { class: 'note problem' },
      icon('error'),
      this.problem,
      this.retry,
    );
    this.kept = element(
      'p',
      { class: 'note kept' },
      icon('history'),
      element('span', {}, strings.kept),
      this.askAnew,
    );
    this.reasonsLine = element('p', { class: 'note reasons' }, icon('info'), this.reasons);
    this.element.append(this.problemLine, this.warnings, this.kept, this.reasonsLine);
  }

  update(row: RowView): void {
    const { problem = '', warnings, suggestion } = row;
    const reasons = suggestion?.reasons ?? '';
    setText(this.problem, problem);
    this.retry.hidden = !canDo('retry', row, '');
    this.problemLine.hidden = problem === '' && this.retry.hidden;
    this.kept.hidden = suggestion?.isKept !== true;
    this.askAnew.hidden = !canDo('askAnew', row, '');
    setText(this.reasons, reasons);
    this.reasonsLine.hidden = reasons === '';
    const texts = warnings.map(({ text }) => text);
    const content = texts.join('\n');
    setAttribute(this.element, 'title', [problem, content, reasons].filter(Boolean).join('\n'));
    this.warnings.hidden = content === '';
    if (content !== this.shownWarnings) {
      this.shownWarnings = content;
      setAttribute(this.warnings, 'data-more', texts.length > 1 ? `+${texts.length - 1}` : '');
      this.warnings.replaceChildren(
        ...texts.map((text) =>
          element('li', {}, icon('warning'), element('span', { dir: 'auto' }, text)),
        ),
      );
    }
  }
}

function quiet(label: string, deed: string): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', class: 'quiet', tabindex: '-1', 'data-do': deed },
    label,
  );
}
