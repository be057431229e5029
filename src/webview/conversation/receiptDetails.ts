import type { ReceiptImageView, ReceiptView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import { element } from '../shared/dom';

/** The parts of the line that stands for a receipt. */
export function receiptParts({ summary }: ReceiptView): HTMLElement[] {
  return summary.map((part, index) =>
    element(
      'span',
      { class: 'receipt-part' },
      element('span', { dir: 'auto', ...(index === 0 && { class: 'usage' }) }, part),
    ),
  );
}

/** What is told below that line: the images, the facts, the remarks; nothing where there is none. */
export function receiptDetails(receipt: ReceiptView, strings: PanelStrings): HTMLElement[] {
  const { images, facts, remarks } = receipt;
  return [
    ...(images.length > 0 ? [imageTable(images, strings)] : []),
    ...(facts.length > 0 ? [factList(facts)] : []),
    ...remarks.map((remark) => element('p', { class: 'receipt-remark', dir: 'auto' }, remark)),
  ];
}

/** The roles are named because a narrow panel lays the table out in another way. */
function imageTable(
  images: readonly ReceiptImageView[],
  { receiptImage, receiptBefore, receiptAfter }: PanelStrings,
): HTMLElement {
  const columns = [receiptImage, receiptBefore, receiptAfter];
  const heads = columns.map((text) => element('th', { scope: 'col', role: 'columnheader' }, text));
  const rows = images.map(({ name, before, after }) =>
    element(
      'tr',
      { role: 'row' },
      element('th', { scope: 'row', role: 'rowheader' }, userText(name)),
      cell(receiptBefore, before),
      cell(receiptAfter, after),
    ),
  );
  const table = element(
    'table',
    { role: 'table' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
  return element(
    'div',
    { class: 'receipt-images', role: 'group', 'aria-label': columns.join(', ') },
    table,
  );
}

/** The column's name stands beside the value where there is no room for columns. */
function cell(column: string, value: string): HTMLElement {
  return element('td', { role: 'cell', 'data-column': column }, userText(value));
}

function factList(facts: ReceiptView['facts']): HTMLElement {
  return element(
    'dl',
    { class: 'receipt-facts' },
    ...facts.flatMap(({ label, value }) => [
      element('dt', {}, userText(label)),
      element('dd', {}, userText(value)),
    ]),
  );
}

function userText(text: string): HTMLElement {
  return element('span', { dir: 'auto' }, text);
}
