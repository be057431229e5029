import type { ReviewStrings, RowView } from '../../protocol/altTextReview';
import { element, iconButton } from '../shared/dom';
import { icon } from '../shared/icons';
import { fill } from './fill';
import { canDo, deeds, isDone, type Deed } from './offers';
import { RowNotes } from './rowNotes';
import { setAttribute, setText } from './rowParts';

/** What a row looks like beside its own facts. */
export interface RowLook {
  /** Its place among the rows that are shown, from 0. */
  readonly position: number;
  /** The text as the user has it. */
  readonly text: string;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** The address of its thumbnail, where it is there. */
  readonly thumbnail: string | undefined;
}

let made = 0;

/** A row's elements, which show one row after the other. What is done is told by `data-do` and bubbling events. */
export class ReviewRow {
  readonly element: HTMLElement;
  readonly box: HTMLTextAreaElement;
  readonly hint: HTMLInputElement;
  private readonly checkbox: HTMLInputElement;
  private readonly thumb = element('button', {
    type: 'button',
    class: 'thumb',
    'data-do': 'picture',
  });
  private readonly noPicture = element('span', { class: 'no-picture' }, icon('picture'));
  private readonly place: HTMLButtonElement;
  private readonly name = element('span', { class: 'image-name', dir: 'auto' });
  private readonly role = element('span', { class: 'role' });
  private readonly current = element('p', { class: 'current-text', dir: 'auto' });
  private readonly notes: RowNotes;
  private readonly state = element('span', { class: 'state' });
  private readonly buttons: readonly (readonly [Deed, HTMLButtonElement])[];
  private readonly hintForm: HTMLFormElement;
  private row: RowView | undefined;
  /** Its place among the rows that are shown, from 0. */
  position = 0;

  constructor(private readonly strings: ReviewStrings) {
    const id = `place-${++made}`;
    const notes = `notes-${made}`;
    this.checkbox = element('input', {
      type: 'checkbox',
      class: 'choose',
      'data-do': 'select',
      'aria-label': strings.select,
      'aria-describedby': id,
    });
    this.place = element('button', {
      type: 'button',
      class: 'quiet place',
      id,
      'data-do': 'open',
      title: strings.open,
    });
    this.box = element('textarea', {
      rows: '3',
      dir: 'auto',
      'aria-label': strings.altText,
      'aria-describedby': `${id} ${notes}`,
      spellcheck: 'true',
    });
    this.hint = element('input', {
      type: 'text',
      dir: 'auto',
      'aria-label': strings.hint,
      placeholder: strings.hintPlaceholder,
    });
    this.hintForm = element(
      'form',
      { class: 'hint' },
      this.hint,
      iconButton('send', strings.hint, { type: 'submit', class: 'tool' }),
    );
    this.hintForm.hidden = true;
    this.notes = new RowNotes(strings);
    this.notes.element.id = notes;
    this.buttons = deeds.map((deed) => [
      deed,
      element(
        'button',
        { type: 'button', class: `deed ${deed}`, 'data-do': deed, 'aria-describedby': id },
        element('span', {}, strings[deed]),
      ),
    ]);
    const cell = (name: string, ...children: readonly Node[]): HTMLElement =>
      element('div', { class: `cell ${name}`, role: 'gridcell' }, ...children);
    this.element = element(
      'div',
      { class: 'row', role: 'row', tabindex: '-1' },
      cell('picture-cell', this.checkbox, this.thumb),
      cell('place-cell', this.place, this.name),
      cell('role-cell', this.role),
      cell(
        'current-cell',
        element('span', { class: 'caption', 'aria-hidden': 'true' }, strings.current),
        this.current,
      ),
      cell('suggestion-cell', this.box, this.hintForm, this.notes.element),
      cell(
        'state-cell',
        this.state,
        element('div', { class: 'deeds' }, ...this.buttons.map(([, button]) => button)),
      ),
    );
    this.thumb.append(this.noPicture);
    this.makeTabbable(false);
  }

  /** Shows a row. The text in the box stays while the user is in it. */
  update(row: RowView, look: RowLook): void {
    if (row !== this.row) {
      this.show(row);
    }
    const { element: line, box } = this;
    const { position, text, isCurrent, isSelected } = look;
    this.position = position;
    setAttribute(line, 'aria-rowindex', String(position + 2));
    setAttribute(line, 'tabindex', isCurrent ? '0' : '-1');
    setAttribute(line, 'aria-selected', String(isSelected));
    line.classList.toggle('current', isCurrent);
    this.checkbox.checked = isSelected;
    if (box !== document.activeElement && box.value !== text) {
      box.value = text;
    }
    for (const [deed, button] of this.buttons) {
      button.disabled = !canDo(deed, row, text);
    }
    this.showThumbnail(look.thumbnail);
    setAttribute(line, 'aria-label', this.label(row, text));
  }

  get id(): string {
    return this.row?.id ?? '';
  }

  /** What the keyboard reaches within the row, in its order. */
  get controls(): HTMLElement[] {
    const all = this.element.querySelectorAll<HTMLElement>('button, textarea, input');
    return [...all].filter((control) => !control.matches(':disabled') && control.checkVisibility());
  }

  /** Lets Tab reach the row's controls, or none: Tab passes a grid in one step. */
  makeTabbable(isTabbable: boolean): void {
    const tabindex = isTabbable ? '0' : '-1';
    for (const control of this.element.querySelectorAll('button, textarea, input')) {
      setAttribute(control, 'tabindex', tabindex);
    }
  }

  /** Shows the box for a hint with the focus in it, or takes it away. */
  askForHint(isAsking: boolean): void {
    this.hintForm.hidden = !isAsking;
    this.hint.value = '';
    if (isAsking) {
      this.hint.focus({ preventScroll: true });
    }
  }

  private show(row: RowView): void {
    const { strings } = this;
    if (row.id !== this.row?.id) {
      this.askForHint(false);
      this.makeTabbable(false);
    }
    this.row = row;
    const { state, suggestion } = row;
    this.element.dataset.state = state;
    setText(this.place, placeOf(row));
    const isInDocument = row.document !== '';
    setText(this.name, isInDocument ? row.name : '');
    setAttribute(this.name, 'title', row.name);
    setText(this.role, isInDocument ? strings.roles[row.role] : '');
    const current = cut(row.current, mostShown);
    const lacking = isInDocument ? strings.alts[row.alt] : '';
    setText(this.current, current === '' ? lacking : current);
    this.current.classList.toggle('no-text', current === '');
    setAttribute(this.current, 'title', current);
    const nowhere = strings.rules.unreferencedImage ?? '';
    setText(this.state, isInDocument ? strings.states[state] : nowhere);
    const isUnderWay = state === 'waiting' || state === 'asking';
    const noText = isUnderWay ? strings.states[state] : strings.noText;
    this.box.placeholder = suggestion?.isDecorative === true ? strings.decorative : noText;
    this.box.readOnly = state === 'gone' || !isInDocument;
    this.box.hidden = !isInDocument;
    this.notes.update(row);
    const picture = fill(strings.picture, row.name);
    setAttribute(this.thumb, 'aria-label', picture);
    setAttribute(this.thumb, 'title', row.name);
    this.thumb.disabled = row.image === undefined;
    for (const [deed, button] of this.buttons) {
      if (deed !== 'regenerate') {
        setAttribute(button, 'aria-pressed', String(isDone(deed, row)));
      }
    }
  }

  private showThumbnail(url: string | undefined): void {
    const shown = this.thumb.querySelector('img');
    if (url === undefined) {
      if (shown) {
        this.thumb.replaceChildren(this.noPicture);
      }
    } else if (shown?.src !== url) {
      const image = element('img', { alt: '', draggable: 'false', decoding: 'async' });
      image.src = url;
      this.thumb.replaceChildren(image);
    }
  }

  private label(row: RowView, text: string): string {
    const { states, roles, alts } = this.strings;
    const warnings = row.warnings.map((warning) => warning.text);
    const said = text === '' ? (row.current === '' ? alts[row.alt] : row.current) : text;
    const parts = [row.name, placeOf(row), roles[row.role], states[row.state], said, ...warnings];
    return cut(parts.filter((part) => part !== '').join(', '), mostRead);
  }
}

/** How many characters of a document's text are shown, and of a row are read out at once. */
const mostShown = 4000;
const mostRead = 600;

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** For example `docs/guide.md:12`; the name of an image that no document shows. */
function placeOf({ document, line, name }: RowView): string {
  return document === '' ? name : `${document}:${line}`;
}
