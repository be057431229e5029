import type {
  ReviewHostMessage,
  ReviewStrings,
  ReviewView,
  RowView,
} from '../../protocol/altTextReview';
import { element } from '../shared/dom';
import { Deeds } from './deeds';
import { Drafts } from './drafts';
import type { RowFilter } from './filter';
import { FilterBar } from './filterBar';
import { FolderTable } from './folderTable';
import { Foot } from './foot';
import { listenToGrid } from './gridEvents';
import { listenToKeys } from './gridKeys';
import type { ReviewHost } from './host';
import { Overview } from './overview';
import { ReviewGrid } from './reviewGrid';
import { RowActions } from './rowActions';
import { RowPictures } from './rowPictures';
import { setText } from './rowParts';
import { Rows } from './rows';
import { RunBar } from './runBar';
import { ScrollKeeper } from './scrollKeeper';
import { Thumbnails } from './thumbnails';

/** The whole page: it shows what the host tells and sends back what the user does. */
export class ReviewPage {
  private readonly rows = new Rows();
  private readonly drafts: Drafts;
  private readonly thumbnails: Thumbnails;
  private readonly overview: Overview;
  private readonly folders: FolderTable;
  private readonly run: RunBar;
  private readonly filters: FilterBar;
  private readonly grid: ReviewGrid;
  private readonly empty = element('p', { class: 'empty' });
  private readonly foot: Foot;
  private readonly scroll: ScrollKeeper;
  private phase: ReviewView['phase'] = 'scanning';
  private hasNews = false;

  constructor(
    root: HTMLElement,
    private readonly host: ReviewHost,
    private readonly strings: ReviewStrings,
    locale: string,
  ) {
    const pixels =
      (size: 'thumbnail' | 'full') =>
      (image: string): ReturnType<typeof host.ask<'pixels'>> =>
        host.ask('pixels', { image, size });
    this.drafts = new Drafts((row, text) => host.post({ type: 'edit', row, text }));
    this.thumbnails = new Thumbnails(pixels('thumbnail'), () => this.grid.request());
    this.folders = new FolderTable(strings, (folder) => this.filters.choose({ folder }));
    this.overview = new Overview(strings, host, this.folders);
    this.run = new RunBar(strings, host, () => this.drafts.flush());
    this.filters = new FilterBar(strings, locale, (filter) => this.chooseFilter(filter));
    this.grid = new ReviewGrid({
      strings,
      rows: this.rows,
      drafts: this.drafts,
      thumbnails: this.thumbnails,
      onPaint: () => this.follow(),
    });
    this.scroll = new ScrollKeeper(host);
    const { grid, drafts } = this;
    const shown = (): RowView[] => grid.shown.ids.flatMap((id) => grid.rowView(id) ?? []);
    const pictures = new RowPictures(strings.viewer, pixels('full'), shown, () => {
      if (document.activeElement === document.body) {
        grid.focusCurrent();
      }
    });
    const deeds = new Deeds(host, drafts);
    const actions = new RowActions({ host, grid, deeds, drafts, pictures });
    listenToGrid(grid, actions, drafts);
    listenToKeys(grid, actions);
    this.foot = new Foot(strings, locale, (deed) => actions.doToSelected(deed));
    for (const event of ['pagehide', 'blur'] as const) {
      window.addEventListener(event, () => drafts.flush());
    }
    root.addEventListener('focusin', ({ target }) =>
      host.keep({ isInGrid: target instanceof Node && grid.element.contains(target) }),
    );
    const bar = element('div', { class: 'bar' }, this.run.element, this.filters.element);
    new ResizeObserver(() =>
      root.style.setProperty('--bar-height', `${bar.offsetHeight}px`),
    ).observe(bar);
    root.append(
      this.overview.element,
      bar,
      grid.element,
      this.empty,
      this.foot.element,
      pictures.element,
    );
    this.takeUp();
  }

  receive(message: Exclude<ReviewHostMessage, { type: 'strings' }>): void {
    switch (message.type) {
      case 'view':
        this.showView(message.view);
        break;
      case 'rows':
        if (message.from === 0) {
          this.thumbnails.clear();
        }
        this.rows.put(message.from, message.rows);
        this.settle(message.rows);
        break;
      case 'changed':
        this.rows.change(message.rows);
        this.settle(message.rows);
        break;
    }
  }

  private showView(view: ReviewView): void {
    this.phase = view.phase;
    if (view.id !== this.host.state.review) {
      this.host.keep({ review: view.id });
    }
    this.overview.update(view);
    this.run.update(view);
    this.filters.offerFolders(view.folders.map(({ folder }) => folder));
    this.grid.request();
  }

  private settle(rows: readonly RowView[]): void {
    const writing = this.grid.writingIn;
    rows.forEach((row) => this.drafts.settle(row, row.id === writing));
    this.hasNews = true;
    this.grid.refresh();
  }

  private chooseFilter(filter: RowFilter): void {
    this.host.keep({ filter });
    this.folders.choose(filter.folder);
    this.grid.setFilter(filter);
  }

  /** Goes on where the page was when it was hidden. */
  private takeUp(): void {
    const { filter, current, showsFolders } = this.host.state;
    this.filters.show(filter);
    this.folders.choose(filter.folder);
    this.folders.element.open = showsFolders;
    this.folders.element.addEventListener('toggle', () =>
      this.host.keep({ showsFolders: this.folders.element.open }),
    );
    this.grid.setFilter(filter);
    this.grid.awaitCurrent(current);
    window.addEventListener('focus', () => this.focusAgain());
  }

  /** Where the keyboard was in the grid when the page was hidden, it comes back there. */
  private focusAgain(): void {
    const isNowhere = document.activeElement === document.body && document.hasFocus();
    if (isNowhere && this.host.state.isInGrid && !this.grid.isAwaiting) {
      this.grid.currentRow?.element.focus({ preventScroll: true });
    }
  }

  /** The grid was painted: what depends on its rows follows. */
  private follow(): void {
    const { rows, grid, strings, host } = this;
    if (this.hasNews) {
      this.hasNews = false;
      this.scroll.restore();
      this.focusAgain();
      const warnings = rows.all.flatMap((row) => row.warnings.map(({ rule }) => rule));
      this.filters.offerRules([...new Set(warnings)].sort());
    }
    this.filters.showCount(grid.shown.count, rows.all.length);
    this.foot.update(grid.selection.size);
    const { current } = grid;
    if (current && !grid.isAwaiting && current.id !== host.state.current) {
      host.keep({ current: current.id });
    }
    const isEmpty = grid.shown.count === 0 && (rows.all.length > 0 || this.phase !== 'scanning');
    this.empty.hidden = !isEmpty;
    setText(this.empty, rows.all.length === 0 ? strings.noRows : strings.noMatch);
  }
}
