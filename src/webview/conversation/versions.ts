import type { TurnView } from '../../protocol/conversation';
import { element, iconButton } from '../shared/dom';

/** Leads through the replies to a question that was asked more than once. */
export class Versions {
  readonly element = element('div', { class: 'versions', role: 'group' });
  private readonly label = element('span', { class: 'version-label' });
  private readonly earlier: HTMLButtonElement;
  private readonly later: HTMLButtonElement;
  private index = 0;

  constructor(
    labels: { readonly earlierReply: string; readonly laterReply: string },
    onShow: (reply: number) => void,
  ) {
    this.earlier = iconButton('back', labels.earlierReply, { class: 'tool' });
    this.later = iconButton('forward', labels.laterReply, { class: 'tool' });
    this.earlier.addEventListener('click', () => onShow(this.index - 1));
    this.later.addEventListener('click', () => onShow(this.index + 1));
    this.element.append(this.earlier, this.label, this.later);
    this.element.hidden = true;
  }

  update(version: TurnView['version']): void {
    this.element.hidden = version === undefined;
    if (version === undefined) {
      return;
    }
    this.index = version.index;
    this.label.textContent = version.label;
    this.element.setAttribute('aria-label', version.label);
    this.earlier.disabled = version.index === 0;
    this.later.disabled = version.index === version.count - 1;
  }
}
