import type { ReviewStrings, ReviewView } from '../../protocol/altTextReview';
import { button, element } from '../shared/dom';
import { icon } from '../shared/icons';
import { ActionButtons } from './actionButtons';
import type { FolderTable } from './folderTable';
import type { ReviewHost } from './host';
import { setText } from './rowParts';

/** What was looked at and found, who will answer, and what is to be known before anything is done. */
export class Overview {
  readonly element: HTMLElement;
  private readonly title = element('h1', { dir: 'auto' });
  private readonly connection = element('p', { class: 'connection' });
  private readonly answers = element('span', { class: 'connection-name', dir: 'auto' });
  private readonly facts = element('dl', { class: 'chips' });
  private readonly notice = element('div', { role: 'alert', class: 'notice-place' });
  private readonly noticeText = element('p', { class: 'card-text', dir: 'auto' });
  private readonly noticeActions: ActionButtons;
  private shownFacts = '';

  constructor(
    strings: ReviewStrings,
    host: ReviewHost,
    private readonly folders: FolderTable,
  ) {
    const act = (action: string): void => host.post({ type: 'action', action });
    this.noticeActions = new ActionButtons('secondary', act);
    this.connection.append(
      this.answers,
      button('quiet', strings.changeConnection, () => host.post({ type: 'changeConnection' })),
    );
    this.element = element(
      'header',
      { class: 'overview' },
      this.title,
      this.connection,
      this.facts,
      folders.element,
      this.notice,
    );
  }

  update({ title, connection, facts, folders, notice }: ReviewView): void {
    setText(this.title, title);
    this.connection.hidden = connection === '';
    setText(this.answers, connection);
    this.showFacts(facts);
    this.folders.update(folders);
    this.noticeActions.update(notice?.actions ?? []);
    if (notice && !this.notice.hasChildNodes()) {
      const card = [icon('info'), this.noticeText, this.noticeActions.element];
      this.notice.append(element('div', { class: 'card notice' }, ...card));
    } else if (!notice) {
      this.notice.replaceChildren();
    }
    setText(this.noticeText, notice?.text ?? '');
  }

  private showFacts(facts: ReviewView['facts']): void {
    const content = JSON.stringify(facts);
    this.facts.hidden = facts.length === 0;
    if (content !== this.shownFacts) {
      this.shownFacts = content;
      this.facts.replaceChildren(
        ...facts.map(({ label, value }) =>
          element(
            'div',
            { class: 'chip' },
            element('dt', { dir: 'auto' }, label),
            element('dd', { dir: 'auto' }, value),
          ),
        ),
      );
    }
  }
}
