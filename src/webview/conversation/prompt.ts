import { element, iconButton } from '../shared/dom';

/**
 * What was asked. A command's name stands for its prompt, which can be unfolded; what the user wrote
 * is cut after some lines where it is long, and can be unfolded too.
 */
export class Prompt {
  readonly element: HTMLElement;
  private readonly heading = element('h2', { dir: 'auto' });
  private readonly toggle = iconButton('chevron', '', {
    class: 'tool unfold',
    'aria-expanded': 'false',
  });
  private readonly text = element('p', { class: 'prompt-text', dir: 'auto' });
  private isCommand = false;

  /** `question` names what the user wrote, `prompt` what a command asks. */
  constructor(private readonly labels: { readonly question: string; readonly prompt: string }) {
    this.toggle.addEventListener('click', () => {
      const isUnfolded = this.element.classList.toggle('unfolded');
      this.toggle.setAttribute('aria-expanded', String(isUnfolded));
    });
    this.element = element('div', { class: 'prompt' }, this.heading, this.toggle, this.text);
    this.toggle.hidden = true;
    new ResizeObserver(() => this.fit()).observe(this.text);
  }

  set(prompt: string, command: string | undefined): void {
    const { question } = this.labels;
    this.isCommand = command !== undefined;
    this.element.classList.toggle('of-command', this.isCommand);
    this.heading.classList.toggle('visually-hidden', !this.isCommand);
    const label = this.isCommand ? this.labels.prompt : question;
    this.toggle.setAttribute('aria-label', label);
    this.toggle.title = label;
    // Equal texts stay as they are, and with them what the user has selected.
    for (const [part, text] of [
      [this.heading, command ?? question],
      [this.text, prompt],
    ] as const) {
      if (part.textContent !== text) {
        part.textContent = text;
      }
    }
    if (this.isCommand) {
      this.toggle.hidden = false;
    }
  }

  /** Called when the text was laid out anew: to ask before would lay out the page for each turn. */
  private fit(): void {
    const isCut = this.text.scrollHeight > this.text.clientHeight + 1;
    this.toggle.hidden = !this.isCommand && !isCut && !this.element.classList.contains('unfolded');
  }
}
