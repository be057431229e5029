import type { ReceiptView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import { element } from '../shared/dom';
import { icon } from '../shared/icons';
import { receiptDetails, receiptParts } from './receiptDetails';

/** The line at the end of a turn that tells what it cost; it opens to tell what was sent. */
export class ReceiptLine {
  readonly element: HTMLElement;
  private readonly line = element('p', { class: 'receipt-line' });
  private readonly summary = element('summary', { class: 'receipt-line' });
  private readonly body = element('div', { class: 'receipt-body' });
  private readonly fold = element('details', {}, this.summary, this.body);
  private shown: string | undefined;

  constructor(private readonly strings: PanelStrings) {
    this.element = element(
      'section',
      { class: 'receipt', 'aria-label': strings.receipt },
      this.line,
      this.fold,
    );
    this.element.hidden = true;
    this.fold.addEventListener('toggle', () => {
      if (this.fold.open) {
        this.element.scrollIntoView({ block: 'nearest' });
      }
    });
  }

  /** The fold stays as the user left it. */
  update(receipt: ReceiptView | undefined): void {
    this.element.hidden = receipt === undefined;
    const content = JSON.stringify(receipt);
    if (receipt === undefined || content === this.shown) {
      return;
    }
    this.shown = content;
    const details = receiptDetails(receipt, this.strings);
    const canOpen = details.length > 0;
    this.line.hidden = canOpen;
    this.fold.hidden = !canOpen;
    this.line.replaceChildren(...(canOpen ? [] : receiptParts(receipt)));
    this.summary.replaceChildren(...(canOpen ? [icon('chevron'), ...receiptParts(receipt)] : []));
    this.body.replaceChildren(...details);
  }
}
