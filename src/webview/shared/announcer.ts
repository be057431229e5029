import { element } from './dom';

const settleMilliseconds = 60;

/** The one live region of the panel: it tells what happened, never the reply itself. */
export class Announcer {
  readonly element = element('div', { class: 'visually-hidden', role: 'status' });
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Says a sentence when the reader is idle; emptied first, so that a repeated one is said again. */
  say(text: string): void {
    clearTimeout(this.timer);
    this.element.textContent = '';
    this.timer = setTimeout(() => (this.element.textContent = text), settleMilliseconds);
  }
}
