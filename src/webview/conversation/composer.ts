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
  /** Nothing was asked yet: the question needs an image. */
  readonly isFirst: boolean;
  /** That of the last question; it stands until the user chooses another. */
  readonly detail: Detail | undefined;
  /** Whether an answer can be asked for with places. */
  readonly canShowPlaces: boolean;
  /** Whether the text on the images goes along by the settings; undefined where it cannot. */
  readonly sendsFoundText: boolean | undefined;
}

/** The images that the next question brings. */
export interface ComposerImages {
  readonly ids: () => readonly string[];
  /** Some are on their way. */
  readonly isBusy: () => boolean;
  /** Has the user choose more. */
  readonly choose: () => Promise<void>;
}

/** The panel's foot: the box for a follow-up, Send, and Stop while a reply runs. */
export class Composer {
  readonly element = element('form', { class: 'composer' });
  private readonly box: HTMLTextAreaElement;
  private readonly detail: HTMLSelectElement;
  private readonly places: HTMLButtonElement;
  private readonly foundText: HTMLButtonElement;
  private readonly send: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly add: HTMLButtonElement;
  private readonly field: HTMLElement;
  private running = false;
  private isFirst = false;
  private shownDetail: Detail | undefined;

  constructor(
    private readonly strings: PanelStrings,
    private readonly host: Host,
    private readonly marks: PendingMarks,
    private readonly images: ComposerImages,
    above: readonly HTMLElement[],
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
    this.foundText = iconButton('text', strings.withFoundText, { class: 'places' });
    this.foundText.addEventListener('click', () => {
      host.keep({ foundText: !this.wantsFoundText });
      this.showFoundText(undefined);
    });
    this.send = iconButton('send', strings.send, { type: 'submit', class: 'send' });
    this.stop = button('secondary', strings.stop, () => host.post({ type: 'stop' }), 'stop');
    this.stop.classList.add('stop');
    const { add, addHelp } = strings.adding;
    this.add = iconButton('add', add, { class: 'tool add', title: `${add} (${addHelp})` });
    this.add.addEventListener('click', () => void images.choose());
    const switches = [this.foundText, this.places, this.detail, this.send];
    this.field = element('div', { class: 'field' }, this.box, ...switches);
    const row = element('div', { class: 'composer-row' }, this.add, this.field, this.stop);
    this.element.append(...above, row);

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

  update(state: ComposerState): void {
    const { running, asking, canFollowUp, isFirst, detail, canShowPlaces, sendsFoundText } = state;
    this.foundText.hidden = sendsFoundText === undefined;
    this.showFoundText(sendsFoundText);
    const stopHadFocus = document.activeElement === this.stop;
    this.running = running;
    this.isFirst = isFirst;
    const label = isFirst ? this.strings.adding.firstQuestion : this.strings.followUp;
    this.box.setAttribute('aria-label', label);
    this.box.placeholder = label;
    this.stop.hidden = !running || asking;
    this.field.hidden = !canFollowUp || asking;
    this.add.hidden = asking;
    this.element.hidden = asking;
    this.detail.hidden = detail === undefined;
    this.places.hidden = !canShowPlaces;
    if (detail !== undefined && detail !== this.shownDetail) {
      this.shownDetail = detail;
      this.detail.value = detail;
    }
    this.refresh();
    if (stopHadFocus && !running) {
      this.focus();
    }
  }

  /** Moves the keyboard focus into the box; false where there is none. */
  focus(): boolean {
    if (this.field.hidden) {
      return false;
    }
    this.box.focus({ preventScroll: true });
    return true;
  }

  /** Writes a text where the cursor is. */
  insert(text: string): void {
    if (this.focus()) {
      this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, 'end');
      this.box.dispatchEvent(new Event('input'));
    }
  }

  /** True while the user is writing in the box. */
  get isWriting(): boolean {
    return document.activeElement === this.box && this.box.value !== '';
  }

  private get wantsFoundText(): boolean {
    return this.foundText.getAttribute('aria-pressed') === 'true';
  }

  /** What the user chose stands; until then it is as the settings say. */
  private showFoundText(isOn: boolean | undefined): void {
    const isPressed = this.host.state.foundText ?? isOn ?? false;
    this.foundText.setAttribute('aria-pressed', String(isPressed));
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
    if (!this.canSend) {
      return;
    }
    const detail = this.detail.hidden ? {} : { detail: this.detail.value as Detail };
    const places = !this.places.hidden && this.wantsPlaces ? { places: true } : {};
    const { foundText } = this.host.state;
    const found = this.foundText.hidden || foundText === undefined ? {} : { foundText };
    const { parts } = this.marks;
    const marks = parts.length > 0 ? { marks: parts } : {};
    const ids = this.images.ids();
    const images = ids.length > 0 ? { images: [...ids] } : {};
    this.host.post({ type: 'followUp', text, ...detail, ...places, ...found, ...marks, ...images });
    this.marks.clear();
    this.box.value = '';
    this.host.keep({ draft: '' });
    this.refresh();
  }

  /** Follows the images of the question. */
  refresh(): void {
    this.send.disabled = !this.canSend;
  }

  private get canSend(): boolean {
    const { images, running, isFirst } = this;
    const isWaiting = running || images.isBusy() || (isFirst && images.ids().length === 0);
    return !isWaiting && this.box.value.trim() !== '';
  }
}
