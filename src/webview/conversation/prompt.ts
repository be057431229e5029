import { element, iconButton } from '../shared/dom';

/** What the user asked. A long prompt is cut after some lines and can be unfolded. */
export class Prompt {
  readonly element: HTMLElement;
  private readonly text = element('p', { class: 'prompt-text', dir: 'auto' });
  private readonly toggle: HTMLButtonElement;

  constructor(label: string) {
    this.toggle = iconButton('chevron', label, { class: 'tool unfold', 'aria-expanded': 'false' });
    this.toggle.addEventListener('click', () => {
      const unfolded = this.element.classList.toggle('unfolded');
      this.toggle.setAttribute('aria-expanded', String(unfolded));
    });
    const heading = element('h2', { class: 'visually-hidden' }, label);
    this.element = element('div', { class: 'prompt' }, heading, this.text, this.toggle);
    new ResizeObserver(() => this.fit()).observe(this.text);
  }

  set(prompt: string): void {
    if (this.text.textContent !== prompt) {
      this.text.textContent = prompt;
    }
  }

  private fit(): void {
    const isCut = this.text.scrollHeight > this.text.clientHeight + 1;
    this.toggle.hidden = !isCut && !this.element.classList.contains('unfolded');
  }
}
