import { element } from '../shared/dom';
import { setText } from './rowParts';

/** Milliseconds between two sentences of the status that are read out while a run goes on. */
const between = 4000;

/** What the run has come to: shown at once, and told to screen readers now and then. */
export class StatusLine {
  readonly element: HTMLElement;
  private readonly visible = element('span', { 'aria-hidden': 'true', dir: 'auto' });
  private readonly told = element('span', { class: 'visually-hidden', role: 'status' });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private text = '';

  constructor() {
    this.element = element('p', { class: 'status' }, this.visible, this.told);
  }

  update(text: string, isRunning: boolean): void {
    this.text = text;
    setText(this.visible, text);
    this.element.classList.toggle('running', isRunning);
    if (!isRunning) {
      clearTimeout(this.timer);
      this.timer = undefined;
      setText(this.told, text);
    } else if (this.timer === undefined) {
      setText(this.told, text);
      this.timer = setTimeout(() => {
        this.timer = undefined;
        if (this.told.textContent !== this.text) {
          this.update(this.text, true);
        }
      }, between);
    }
  }
}
