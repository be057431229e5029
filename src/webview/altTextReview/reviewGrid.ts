import { anchorOf, hold } from './anchor';
import type { ReviewStrings, RowView } from '../../protocol/altTextReview';
import { element } from '../shared/dom';
import type { Drafts } from './drafts';
import type { RowFilter } from './filter';
import { GridHead } from './gridHead';
import type { ReviewRow } from './reviewRow';
import type { Rows } from './rows';
import { RowWindow } from './rowWindow';
import { Selection } from './selection';
import { ShownRows } from './shownRows';
import { hiddenBySticky } from './sticky';
import type { Thumbnails } from './thumbnails';

export interface GridParts {
  readonly strings: ReviewStrings;
  readonly rows: Rows;
  readonly drafts: Drafts;
  readonly thumbnails: Thumbnails;
  /** Told after each time that the grid was painted. */
  readonly onPaint: () => void;
}

/** The grid of the rows: which are shown, which is the current one, which are selected. */
export class ReviewGrid {
  readonly element: HTMLElement;
  readonly selection = new Selection();
  readonly shown: ShownRows;
  readonly window: RowWindow;
  private readonly head: GridHead;
  private frame = 0;
  private isStale = true;
  private filter: RowFilter = { search: '' };
  private currentId = '';
  private position = 0;
  private isPressing = false;
  private grownId = '';
  /** The row that becomes the current one when it comes. */
  private wantedId = '';

  constructor(private readonly parts: GridParts) {
    const { strings, rows } = parts;
    this.shown = new ShownRows(rows);
    this.window = new RowWindow(strings, () => this.request());
    this.head = new GridHead(strings, (isChosen) => {
      this.selection.choose(isChosen ? this.shown.ids : []);
      this.request();
    });
    this.element = element(
      'div',
      {
        class: 'grid',
        role: 'grid',
        'aria-label': strings.grid,
        'aria-multiselectable': 'true',
        'aria-describedby': 'keys',
        tabindex: '-1',
      },
      this.head.element,
      this.window.element,
    );
    window.addEventListener('scroll', () => this.request(), { passive: true });
    this.element.addEventListener('focusin', ({ target }) => this.followFocus(target));
    this.element.addEventListener('focusout', ({ target }) => {
      this.window.rowOf(target)?.makeTabbable(false);
      this.request();
    });
    this.element.addEventListener('pointerdown', () => (this.isPressing = true));
    for (const end of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(end, () => {
        this.isPressing = false;
        this.request();
      });
    }
  }

  /** The row that the keyboard is on, or would come to. */
  get current(): RowView | undefined {
    return this.parts.rows.get(this.currentId);
  }

  rowView(id: string): RowView | undefined {
    return this.parts.rows.get(id);
  }

  /** Its elements. */
  get currentRow(): ReviewRow | undefined {
    return this.window.get(this.currentId);
  }

  /** The id of the row in whose box the user is writing; empty where they are not. */
  get writingIn(): string {
    const { activeElement } = document;
    const isBox = activeElement?.matches('textarea, input[type=text]') === true;
    return isBox ? (this.window.rowOf(activeElement)?.id ?? '') : '';
  }

  setCurrent(id: string): void {
    // Known at once: the row may be gone before it was painted, and the next takes its place.
    this.position = Math.max(0, this.shown.positionOf(id));
    this.currentId = id;
    this.wantedId = '';
    this.request();
  }

  /** Makes a row the current one, which may be yet to come. */
  awaitCurrent(id: string): void {
    this.wantedId = id;
    this.request();
  }

  get isAwaiting(): boolean {
    return this.wantedId !== '';
  }

  /** The browser could not show the thumbnail of a row. */
  dropThumbnail(id: string): void {
    const image = this.rowView(id)?.image;
    if (image !== undefined) {
      this.parts.thumbnails.drop(image);
    }
  }

  /** Paints in the next frame. */
  request(): void {
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  /** The rows have changed: they are filtered anew. */
  refresh(): void {
    this.isStale = true;
    this.request();
  }

  /** Takes another filter; the current row stays in sight where it can. */
  setFilter(filter: RowFilter): void {
    this.filter = filter;
    this.refresh();
  }

  /** Moves the keyboard to a row, into sight. */
  moveTo(position: number): void {
    const row = this.shown.at(Math.max(0, Math.min(this.shown.count - 1, position)));
    if (row) {
      this.setCurrent(row.id);
      this.paint();
      this.focusCurrent();
    }
  }

  /** Moves the keyboard by rows, or by what is in sight. */
  moveBy(steps: number, isPages = false): void {
    const { top, bottom } = hiddenBySticky();
    const page = Math.floor((innerHeight - top - bottom) / this.window.rowHeight);
    const from = this.shown.positionOf(this.currentId);
    this.moveTo(Math.max(0, from) + steps * (isPages ? Math.max(1, page) : 1));
  }

  focusCurrent(): void {
    this.currentRow?.element.focus({ preventScroll: true });
    this.reveal();
  }

  /** Scrolls the current row into sight, with all that it has grown to. */
  reveal(): void {
    const { top, bottom } = hiddenBySticky();
    const begin = this.window.top + this.window.topOf(this.position);
    const height = this.currentRow?.element.offsetHeight ?? this.window.rowHeight;
    const [high, low] = [begin - top, begin + height + bottom - innerHeight];
    const wanted = Math.min(high, Math.max(low, scrollY));
    if (Math.abs(wanted - scrollY) >= 1) {
      scrollTo(scrollX, wanted);
    }
  }

  /** Paints at once. */
  paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { shown, window: list } = this;
    const focused = document.activeElement;
    const hadFocus = list.element.contains(focused);
    const anchor = anchorOf(shown, list, this.currentId);
    if (this.isStale) {
      this.isStale = false;
      this.filterAnew();
    }
    if (this.isAwaiting && this.rowView(this.wantedId)) {
      this.currentId = this.wantedId;
      this.wantedId = '';
    }
    const at = shown.positionOf(this.currentId);
    this.position = at >= 0 ? at : Math.max(0, Math.min(this.position, shown.count - 1));
    this.currentId = shown.at(this.position)?.id ?? '';
    this.paintRows();
    hold(anchor, shown, list);
    this.head.update(shown.count, this.selection.size);
    this.element.setAttribute('aria-rowcount', String(shown.count + 1));
    const isLost = !(focused?.isConnected === true) || focused.closest('[hidden], :disabled');
    if (hadFocus && isLost) {
      (this.currentRow?.element ?? this.element).focus({ preventScroll: true });
    }
    this.parts.onPaint();
  }

  private paintRows(): void {
    const { shown, window: list } = this;
    const { from, to } = list.inSight(shown.count);
    // The current row is always there: the keyboard is on it, or comes to it.
    const positions = new Set(this.position < from ? [this.position] : []);
    for (let position = from; position < to; position++) {
      positions.add(position);
    }
    const rows = [...positions.add(this.position)].flatMap((position) => shown.at(position) ?? []);
    list.show(rows.map(({ id }) => id));
    rows.forEach((row) => this.paintRow(row));
    // A row that grows or shrinks would move the button away that is being pressed.
    if (!this.isPressing) {
      this.grownId = list.element.contains(document.activeElement) ? this.currentId : '';
    }
    list.grow(this.grownId, shown.positionOf(this.grownId));
    list.arrange(shown.count);
    this.parts.thumbnails.want(rows.flatMap(({ image }) => image ?? []));
  }

  private paintRow(row: RowView): void {
    const { drafts, thumbnails } = this.parts;
    this.window.get(row.id)?.update(row, {
      position: this.shown.positionOf(row.id),
      text: drafts.textOf(row),
      isCurrent: row.id === this.currentId,
      isSelected: this.selection.has(row.id),
      thumbnail: row.image === undefined ? undefined : thumbnails.urlOf(row.image),
    });
  }

  private filterAnew(): void {
    const { shown, selection, writingIn } = this;
    shown.update(this.filter, (row) => row === writingIn);
    selection.retain((row) => shown.positionOf(row) >= 0);
  }

  private followFocus(target: EventTarget | null): void {
    const row = this.window.rowOf(target);
    if (row) {
      row.makeTabbable(target !== row.element);
      this.setCurrent(row.id);
    }
  }
}
