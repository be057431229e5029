import type { WaitingView } from '../../protocol/conversation';
import { element } from '../shared/dom';
import { actionButtons } from './endCards';

/** Stands below a reply that is still to come: dots and words, or the time until the next try. */
export class WaitingLine {
  readonly element: HTMLElement;
  private readonly words = element('span', { class: 'waiting-text' });
  private readonly actions = element('span', { class: 'buttons' });
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly usual: string,
    private readonly onAction: (action: string) => void,
  ) {
    this.element = element(
      'p',
      { class: 'waiting' },
      element('span', { class: 'dots' }, element('i'), element('i'), element('i')),
      this.words,
      this.actions,
    );
  }

  update(running: boolean, waiting: WaitingView | undefined): void {
    clearTimeout(this.timer);
    this.element.hidden = !running;
    this.actions.replaceChildren();
    if (running && waiting && waiting.seconds > 0) {
      this.actions.append(...actionButtons(waiting.actions, this.onAction));
      this.count(waiting.text, Date.now() + waiting.seconds * 1000);
    } else {
      this.showUsual();
    }
  }

  private count(text: string, until: number): void {
    const left = (until - Date.now()) / 1000;
    if (left <= 0) {
      this.showUsual();
      return;
    }
    this.element.classList.add('counting');
    this.words.textContent = text.replace('{0}', clockTime(left));
    this.timer = setTimeout(() => this.count(text, until), (left % 1) * 1000 || 1000);
  }

  private showUsual(): void {
    this.element.classList.remove('counting');
    this.actions.replaceChildren();
    this.words.textContent = this.usual;
  }
}

/** Seconds as `0:07`, `2:05` or `1:02:05`, rounded up. */
export function clockTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  const pair = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0
    ? `${hours}:${pair(minutes)}:${pair(whole % 60)}`
    : `${minutes}:${pair(whole % 60)}`;
}
