import type { Detail } from '../../core/images/detail';
import type { PanelStrings } from '../../protocol/panelStrings';
import { button, element, iconButton, isComposing } from '../shared/dom';
import type { Host } from './host';
import type { PendingMarks } from './pendingMarks';

/** What the foot depends on. */
export interface ComposerState {
  readonly running: boolean;
  /** A proposal stands: its buttons take the place of the foot. */
  readonly asking: boolean;
  readonly canFollowUp: boolean;
  /** That of the last question; it stands until the user chooses another. */
  readonly detail: Detail | undefined;
  /** Whether an answer can be asked for with places. */
  readonly canShowPlaces: boolean;
}

/** The panel's foot: the box for a follow-up, Send, and Stop while a reply runs. */
export class Composer {
  readonly element = element('form', { class: 'composer' });
  private readonly box: HTMLTextAreaElement;
  private readonly detail: HTMLSelectElement;
  private readonly places: HTMLButtonElement;
  private readonly send: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly field: HTMLElement;
  private running = false;
  private shownDetail: Detail | undefined;

  constructor(
    strings: PanelStrings,
    private readonly host: Host,
    private readonly marks: PendingMarks,
    chips: HTMLElement,
  ) {
    const { followUp, detail, detailAuto, detailLow, detailHigh } = strings;
    this.detail = element(
      'select',
      { 'aria-label': detail, title: detail },
      element('option', { value: 'auto' }, detailAuto),
      element('option', { value: 'low' }, detailLow),
      element('option', { value: 'high' }, detailHigh),
    );
    this.box = element('textarea', { rows: '1', 'aria-label': followUp, placeholder: followUp });
    this.box.value = host.state.draft;
    this.places = iconButton('regions', strings.withPlaces, { class: 'places' });
    this.setPlaces(host.state.places);
    this.places.addEventListener('click', () => this.setPlaces(!this.wantsPlaces));
    this.send = iconButton('send', strings.send, { type: 'submit', class: 'send' });
    this.stop = button('secondary', strings.stop, () => host.post({ type: 'stop' }), 'stop');
    this.stop.classList.add('stop');
    this.field = element('div', { class: 'field' }, this.box, this.places, this.detail, this.send);
    this.element.append(chips, element('div', { class: 'composer-row' }, this.field, this.stop));

    this.box.addEventListener('input', () => {
      host.keep({ draft: this.box.value });
      this.refresh();
    });
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !isComposing(event)) {
        event.preventDefault();
        this.submit();
      }
    });
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  update({ running, asking, canFollowUp, detail, canShowPlaces }: ComposerState): void {
    const stopHadFocus = document.activeElement === this.stop;
    this.running = running;
    this.stop.hidden = !running || asking;
    this.field.hidden = !canFollowUp || asking;
    this.detail.hidden = detail === undefined;
    this.places.hidden = !canShowPlaces;
    if (detail !== undefined && detail !== this.shownDetail) {
      this.shownDetail = detail;
      this.detail.value = detail;
    }
    this.element.hidden = this.stop.hidden && this.field.hidden;
    this.refresh();
    if (stopHadFocus && !running) {
      this.focus();
    }
  }

  /** Moves the keyboard focus into the box; false where there is none. */
  focus(): boolean {
    if (this.element.hidden || this.field.hidden) {
      return false;
    }
    this.box.focus({ preventScroll: true });
    return true;
  }

  /** True while the user is writing in the box. */
  get isWriting(): boolean {
    return document.activeElement === this.box && this.box.value !== '';
  }

  private get wantsPlaces(): boolean {
    return this.places.getAttribute('aria-pressed') === 'true';
  }

  private setPlaces(isOn: boolean): void {
    this.places.setAttribute('aria-pressed', String(isOn));
    this.host.keep({ places: isOn });
  }

  private submit(): void {
    const text = this.box.value.trim();
    if (text === '' || this.running) {
      return;
    }
    const detail = this.detail.hidden ? {} : { detail: this.detail.value as Detail };
    const places = !this.places.hidden && this.wantsPlaces ? { places: true } : {};
    const { parts } = this.marks;
    const marks = parts.length > 0 ? { marks: parts } : {};
    this.host.post({ type: 'followUp', text, ...detail, ...places, ...marks });
    this.marks.clear();
    this.box.value = '';
    this.host.keep({ draft: '' });
    this.refresh();
  }

  private refresh(): void {
    this.send.disabled = this.running || this.box.value.trim() === '';
  }
}
