import type { AddingStrings } from '../../protocol/addingStrings';
import type { ImageView } from '../../protocol/pictures';
import { element, iconButton } from '../shared/dom';

/** The buttons on an image: open it in VS Code or its URL in a browser, save what was pasted. */
export class FigureTools {
  readonly element = element('div', { class: 'figure-tools' });
  private shown = '';

  constructor(private readonly onTool: (type: 'openImage' | 'saveImage') => void) {}

  update({ name, state, isPasted = false }: ImageView, strings: AddingStrings): void {
    const content = JSON.stringify([state === 'remote', isPasted]);
    if (content === this.shown) {
      return;
    }
    this.shown = content;
    const label = (text: string): string => text.replace('{0}', () => name);
    const open = iconButton('open', label(state === 'remote' ? strings.openUrl : strings.open), {
      class: 'tool',
      ...(isPasted && { 'aria-disabled': 'true' }),
    });
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(open);
    if (isPasted) {
      open.title = strings.noFile;
      const save = iconButton('save', label(strings.save), { class: 'tool' });
      save.addEventListener('click', () => this.onTool('saveImage'));
      this.element.prepend(save);
    } else {
      open.addEventListener('click', () => this.onTool('openImage'));
    }
    if (hadFocus) {
      open.focus();
    }
  }
}
