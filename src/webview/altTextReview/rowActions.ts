import type { RowView } from '../../protocol/altTextReview';
import type { Deeds } from './deeds';
import type { Drafts } from './drafts';
import type { ReviewHost } from './host';
import { deeds, type Deed } from './offers';
import type { ReviewGrid } from './reviewGrid';
import type { ReviewRow } from './reviewRow';
import type { RowPictures } from './rowPictures';

/** What a row's buttons and keys are called in `data-do`. */
export type RowAction = Deed | 'open' | 'picture' | 'select';

export interface RowActionParts {
  readonly host: ReviewHost;
  readonly grid: ReviewGrid;
  readonly deeds: Deeds;
  readonly drafts: Drafts;
  readonly pictures: RowPictures;
}

/** What the user can do in the grid, whether by a button, a key or the mouse. */
export class RowActions {
  /** The text of the box when the focus came into it. */
  private before = '';

  constructor(private readonly parts: RowActionParts) {}

  /** Does it to a row, or to all selected ones if it is one of them. */
  act(action: RowAction, row: RowView): void {
    const { host, grid, pictures } = this.parts;
    switch (action) {
      case 'open':
        host.post({ type: 'open', row: row.id });
        break;
      case 'picture':
        pictures.open(row);
        break;
      case 'select':
        grid.selection.toggle(row.id);
        grid.request();
        break;
      case 'regenerate':
        this.askForHint(row);
        break;
      case 'accept':
      case 'skip':
      case 'decorative':
      case 'retry':
      case 'askAnew':
        this.do(action, this.targets(row));
    }
  }

  /** Does it to all selected rows. */
  doToSelected(deed: (typeof deeds)[number]): void {
    const rows = this.selected;
    const { current } = this.parts.grid;
    if (deed !== 'regenerate') {
      this.do(deed, rows);
      this.parts.grid.focusCurrent();
    } else {
      const isIn = rows.some(({ id }) => id === current?.id);
      const row = isIn ? current : rows[0];
      if (row) {
        this.askForHint(row);
      }
    }
  }

  private do(deed: Exclude<Deed, 'regenerate'>, rows: readonly RowView[]): void {
    this.parts.deeds.do(deed, rows);
    this.letGo(rows);
  }

  /** The selected rows, in their order. */
  private get selected(): RowView[] {
    const { shown, selection } = this.parts.grid;
    return shown.ids
      .filter((id) => selection.has(id))
      .flatMap((id) => this.parts.grid.rowView(id) ?? []);
  }

  /** Opens the box for a hint in a row; what it sends is for all selected ones if it is one of them. */
  askForHint(row: RowView): void {
    const { grid, deeds } = this.parts;
    if (this.targets(row).some((target) => deeds.can('regenerate', target))) {
      grid.setCurrent(row.id);
      grid.paint();
      grid.currentRow?.askForHint(true);
      grid.reveal();
    }
  }

  sendHint(row: RowView, line: ReviewRow): void {
    const { grid, deeds } = this.parts;
    const targets = this.targets(row);
    deeds.regenerate(targets, line.hint.value.trim());
    this.letGo(targets);
    line.askForHint(false);
    grid.focusCurrent();
  }

  /** The focus has come into a row's text box. */
  beginEdit(row: RowView): void {
    this.before = this.parts.drafts.textOf(row);
  }

  /** The focus has left it. */
  endEdit(row: RowView): void {
    const { drafts, grid } = this.parts;
    drafts.flush();
    drafts.settle(row, false);
    grid.refresh();
  }

  /** Leaves the text box with the text that was in it. */
  restore(row: RowView, line: ReviewRow): void {
    const { drafts, grid } = this.parts;
    drafts.restore(row, this.before);
    line.box.value = this.before;
    grid.focusCurrent();
  }

  acceptAndMoveOn(row: RowView): void {
    const { deeds, drafts, grid } = this.parts;
    drafts.flush();
    if (row.state !== 'accepted') {
      deeds.do('accept', [row]);
    }
    grid.moveBy(1);
    if (grid.current?.id === row.id) {
      grid.focusCurrent();
    }
  }

  private targets(row: RowView): readonly RowView[] {
    return this.parts.grid.selection.has(row.id) ? this.selected : [row];
  }

  private letGo(rows: readonly RowView[]): void {
    const { grid } = this.parts;
    if (rows.some(({ id }) => grid.selection.has(id))) {
      grid.selection.choose([]);
    }
    grid.request();
  }
}
