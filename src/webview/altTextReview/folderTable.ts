import type { ReviewStrings, ReviewView } from '../../protocol/altTextReview';
import { element } from '../shared/dom';
import { icon } from '../shared/icons';

/** The folders with how many references they hold and how many of these lack a text; folded away at first. */
export class FolderTable {
  readonly element: HTMLDetailsElement;
  private readonly body = element('tbody');
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private shown = '';
  private chosen: string | undefined;

  /** `onChoose` is told the folder whose rows are to be shown, or undefined for those of all. */
  constructor(
    { folders, filterFolder, references, lacking }: ReviewStrings,
    private readonly onChoose: (folder: string | undefined) => void,
  ) {
    const columns = [filterFolder, references, lacking];
    const heads = columns.map((label) => element('th', { scope: 'col' }, label));
    this.element = element(
      'details',
      { class: 'folders' },
      element('summary', {}, icon('chevron'), folders),
      element(
        'div',
        { class: 'folder-table' },
        element('table', {}, element('thead', {}, element('tr', {}, ...heads)), this.body),
      ),
    );
  }

  update(folders: ReviewView['folders']): void {
    const content = JSON.stringify(folders);
    this.element.hidden = folders.length < 2;
    if (content === this.shown) {
      return;
    }
    this.shown = content;
    const focused = [...this.buttons].find(([, made]) => made === document.activeElement)?.[0];
    this.buttons.clear();
    this.body.replaceChildren(
      ...folders.map(({ folder, references, lacking }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, this.button(folder)),
          element('td', {}, String(references)),
          element('td', {}, String(lacking)),
        ),
      ),
    );
    this.choose(this.chosen);
    this.buttons.get(focused ?? '')?.focus({ preventScroll: true });
  }

  /** Marks the folder whose rows are shown. */
  choose(chosen: string | undefined): void {
    this.chosen = chosen;
    for (const [folder, made] of this.buttons) {
      made.setAttribute('aria-pressed', String(folder === chosen));
    }
  }

  private button(folder: string): HTMLButtonElement {
    const made = element(
      'button',
      { type: 'button', class: 'quiet', dir: 'auto' },
      folderName(folder),
    );
    made.addEventListener('click', () =>
      this.onChoose(folder === this.chosen ? undefined : folder),
    );
    this.buttons.set(folder, made);
    return made;
  }
}

/** How a folder is shown; the workspace folder itself has no name. */
export function folderName(folder: string): string {
  return folder === '' ? './' : folder;
}
