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
    this.currentId = id;
    this.request();
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
      this.currentId = row.id;
      this.paint();
      this.focusCurrent();
    }
  }

  /** Moves the keyboard by rows, or by what is in sight. */
  moveBy(steps: number, isPages = false): void {
    const { top, bottom } = hiddenBySticky();
    const page = Math.floor((innerHeight - top - bottom) / this.window.rowHeight);
    this.moveTo(this.position + steps * (isPages ? Math.max(1, page) : 1));
  }

  focusCurrent(): void {
    this.currentRow?.element.focus({ preventScroll: true });
    this.reveal();
  }

  /** Scrolls the current row into sight, with all that it has grown to. */
  reveal(): void {
    const { top, bottom } = hiddenBySticky();
    const begin = this.window.top + this.position * this.window.rowHeight;
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
    const focused = document.activeElement;
    const hadFocus = this.window.element.contains(focused);
    if (this.isStale) {
      this.isStale = false;
      this.filterAnew();
    }
    const at = this.shown.positionOf(this.currentId);
    this.position = at >= 0 ? at : Math.max(0, Math.min(this.position, this.shown.count - 1));
    this.currentId = this.shown.at(this.position)?.id ?? '';
    this.paintRows();
    this.head.update(this.shown.count, this.selection.size);
    this.element.setAttribute('aria-rowcount', String(this.shown.count + 1));
    const isLost = !(focused?.isConnected === true) || focused.closest('[hidden], :disabled');
    if (hadFocus && isLost) {
      (this.currentRow?.element ?? this.element).focus({ preventScroll: true });
    }
    this.parts.onPaint();
  }

  private paintRows(): void {
    const { drafts, thumbnails } = this.parts;
    const { from, to } = this.window.inSight(this.shown.count);
    const hasFocus = this.window.element.contains(document.activeElement);
    const rows: [RowView, number][] = [];
    const add = (position: number): void => {
      const row = this.shown.at(position);
      if (row) {
        rows.push([row, position]);
      }
    };
    if (this.position < from) {
      add(this.position);
    }
    for (let position = from; position < to; position++) {
      add(position);
    }
    if (this.position >= to) {
      add(this.position);
    }
    this.window.show(
      rows.map(([{ id }]) => id),
      this.shown.count,
    );
    for (const [row, position] of rows) {
      const isCurrent = row.id === this.currentId;
      const line = this.window.get(row.id);
      line?.update(row, {
        position,
        top: position * this.window.rowHeight,
        text: drafts.textOf(row),
        isCurrent,
        isSelected: this.selection.has(row.id),
        thumbnail: row.image === undefined ? undefined : thumbnails.urlOf(row.image),
      });
      // A row that grew under the pointer would move the button away that is being pressed.
      if (!isCurrent || !hasFocus || !this.isPressing) {
        line?.element.classList.toggle('grown', isCurrent && hasFocus);
      }
    }
    thumbnails.want(rows.flatMap(([{ image }]) => (image === undefined ? [] : [image])));
  }

  /** What was at the top of the page, or the current row if it is in sight, stays where it is. */
  private filterAnew(): void {
    const { shown, selection, window: list } = this;
    const { from } = list.inSight(shown.count);
    const isInSight = this.currentRow?.element.getBoundingClientRect();
    const anchor =
      isInSight && isInSight.bottom > 0 && isInSight.top < innerHeight
        ? this.position
        : Math.max(from, Math.ceil((scrollY - list.top) / list.rowHeight));
    const id = shown.at(anchor)?.id ?? '';
    const { writingIn } = this;
    shown.update(this.filter, (row) => row === writingIn);
    selection.retain((row) => shown.positionOf(row) >= 0);
    const now = shown.positionOf(id);
    if (now >= 0 && now !== anchor && scrollY > list.top) {
      list.element.style.setProperty('height', `${shown.count * list.rowHeight}px`);
      scrollBy(0, (now - anchor) * list.rowHeight);
    }
  }

  private followFocus(target: EventTarget | null): void {
    const row = this.window.rowOf(target);
    if (row) {
      row.makeTabbable(target !== row.element);
      this.setCurrent(row.id);
    }
  }
}
