import type { ProposalView, ReceiptView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import { element } from '../shared/dom';
import { actionButtons } from './endCards';
import { icon } from '../shared/icons';
import { receiptDetails, receiptParts } from './receiptDetails';

/** Milliseconds in which nobody can have read what has just appeared. */
const unread = 500;

/** The question whether to send: what would be sent, what it costs, and the buttons that answer. */
export class ProposalCard {
  readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly text = element('p', { class: 'card-detail', dir: 'auto' });
  private readonly receipt: HTMLElement;
  private readonly buttons = element('div', { class: 'buttons' });
  private shown: string | undefined;
  private shownAt = 0;

  constructor(
    turn: number,
    private readonly strings: PanelStrings,
    private readonly onAction: (action: string) => void,
  ) {
    const id = `proposal-${turn}`;
    this.title = element('strong', { class: 'card-title', id, dir: 'auto' });
    this.receipt = element('section', { class: 'receipt', 'aria-label': strings.receipt });
    this.element = element(
      'div',
      { class: 'card proposal', role: 'group', 'aria-labelledby': id, tabindex: '-1' },
      icon('question'),
      element('div', { class: 'card-text' }, this.title, this.text),
      this.receipt,
      this.buttons,
    );
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => {
      // The key that asked the question, held or pressed twice, must not answer as well.
      const isEarly = event.repeat || performance.now() - this.shownAt < unread;
      if (isEarly && event.key === 'Enter') {
        event.preventDefault();
      }
    });
  }

  /** Shows a proposal, or none. */
  update(proposal: ProposalView | undefined, receipt: ReceiptView | undefined): void {
    this.element.hidden = proposal === undefined;
    const content = proposal && JSON.stringify([proposal, receipt]);
    if (content === this.shown) {
      return;
    }
    this.shown = content;
    this.shownAt = performance.now();
    const hadFocus = this.hasFocus;
    this.title.textContent = proposal?.title ?? '';
    this.text.textContent = proposal?.text ?? '';
    this.text.hidden = this.text.textContent === '';
    this.showReceipt(proposal && receipt);
    const { actions = [] } = proposal ?? {};
    this.buttons.replaceChildren(...actionButtons(actions, this.onAction, 'primary'));
    if (hadFocus && proposal) {
      this.focus();
    }
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /**
   * Moves the keyboard focus to the first answer; to the card as a whole where the user is writing,
   * as the next key they press must not answer.
   */
  focus(isWriting = false): void {
    const first = isWriting ? null : this.buttons.querySelector('button');
    (first ?? this.element).focus();
  }

  private showReceipt(receipt: ReceiptView | undefined): void {
    this.receipt.hidden = receipt === undefined;
    this.receipt.replaceChildren();
    if (receipt) {
      const body = element('div', { class: 'receipt-body' });
      body.append(...receiptDetails(receipt, this.strings));
      this.receipt.append(
        element('p', { class: 'receipt-line' }, ...receiptParts(receipt)),
        ...(body.hasChildNodes() ? [body] : []),
      );
    }
  }
}
