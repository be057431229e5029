import type { ReviewStrings } from '../../protocol/altTextReview';
import { element } from '../shared/dom';
import { fill } from './fill';
import { everything, type RowFilter } from './filter';
import { folderName } from './folderTable';
import { setAttribute, setText } from './rowParts';

type Part = Exclude<keyof RowFilter, 'search'>;
const parts = ['state', 'role', 'folder', 'rule'] as const;

/** What the rows can be filtered by, each as its value and its name. */
export type Options = readonly (readonly [value: string, name: string])[];

/** The selects and the search box that say which rows are shown, and how many those are. */
export class FilterBar {
  readonly element: HTMLElement;
  private readonly selects: Readonly<Record<Part, HTMLSelectElement>>;
  private readonly search: HTMLInputElement;
  private readonly count = element('span', { class: 'count' });
  private readonly options = new Map<Part, string>();
  private readonly numbers: Intl.NumberFormat;
  private filter: RowFilter = everything;
  private isTelling = false;

  /** `onChange` is told each filter that the user chooses. */
  constructor(
    private readonly strings: ReviewStrings,
    locale: string,
    private readonly onChange: (filter: RowFilter) => void,
  ) {
    this.numbers = new Intl.NumberFormat(locale);
    const { filterState, filterRole, filterFolder, filterRule, search } = strings;
    this.selects = {
      state: this.select('state', filterState),
      role: this.select('role', filterRole),
      folder: this.select('folder', filterFolder),
      rule: this.select('rule', filterRule),
    };
    this.search = element('input', { type: 'search', 'aria-label': search, placeholder: search });
    this.search.addEventListener('input', () => this.choose({ search: this.search.value }));
    this.element = element(
      'div',
      { class: 'filters', role: 'search' },
      this.search,
      ...parts.map((part) => this.selects[part]),
      this.count,
    );
    this.offer('state', Object.entries(strings.states));
    this.offer('role', Object.entries(strings.roles));
  }

  /** Shows a filter without telling it. */
  show(filter: RowFilter): void {
    this.filter = filter;
    if (this.search.value !== filter.search) {
      this.search.value = filter.search;
    }
    parts.forEach((part) => this.showPart(part));
  }

  /** Changes the filter. */
  choose(change: Partial<RowFilter>): void {
    this.isTelling = true;
    this.show({ ...this.filter, ...change });
    this.onChange(this.filter);
  }

  offerFolders(folders: readonly string[]): void {
    this.offer(
      'folder',
      folders.map((folder) => [folder, folderName(folder)]),
    );
  }

  offerRules(rules: readonly string[]): void {
    this.offer(
      'rule',
      rules.map((rule) => [rule, this.strings.rules[rule] ?? rule]),
    );
  }

  /** Shows how many rows of all are shown, and tells it to screen readers where the user changed the filter. */
  showCount(shown: number, all: number): void {
    const { strings, numbers, count } = this;
    setAttribute(count, 'aria-live', this.isTelling ? 'polite' : 'off');
    this.isTelling = false;
    setText(
      count,
      all === 0 ? '' : fill(strings.shown, numbers.format(shown), numbers.format(all)),
    );
  }

  private select(part: Part, label: string): HTMLSelectElement {
    const made = element('select', { 'aria-label': label, title: label });
    made.addEventListener('change', () => {
      const value = made.value === '' ? undefined : made.value.slice(1);
      this.choose({ [part]: value });
    });
    return made;
  }

  private offer(part: Part, options: Options): void {
    const content = JSON.stringify(options);
    if (this.options.get(part) !== content) {
      this.options.set(part, content);
      const label = this.selects[part].getAttribute('aria-label') ?? '';
      this.selects[part].replaceChildren(
        element('option', { value: '' }, `${label}: ${this.strings.all}`),
        ...options.map(([value, name]) => element('option', { value: `=${value}` }, name)),
      );
      this.showPart(part);
    }
    this.selects[part].hidden = options.length === 0;
  }

  /** A value that is not offered any more stays chosen, or else rows would be hidden for no visible reason. */
  private showPart(part: Part): void {
    const value = this.filter[part];
    const select = this.selects[part];
    const wanted = value === undefined ? '' : `=${value}`;
    if (![...select.options].some((option) => option.value === wanted)) {
      select.append(element('option', { value: wanted }, value ?? ''));
    }
    select.value = wanted;
    select.classList.toggle('filtering', value !== undefined);
  }
}
