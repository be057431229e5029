import type { ImageView } from '../../protocol/pictures';
import type { AddingStrings } from '../../protocol/addingStrings';
import { element, iconButton } from '../shared/dom';
import type { ViewedPicture } from '../viewer/picture';
import { Thumbnail } from './thumbnail';

export interface PendingPorts {
  readonly pixels: (id: string) => Promise<Blob>;
  /** One is to be seen in full. */
  readonly open: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly save: (id: string) => void;
  /** The last one that had the focus is gone. */
  readonly emptied: () => void;
}

interface Chip {
  readonly element: HTMLLIElement;
  readonly thumbnail: Thumbnail;
  readonly view: ImageView;
}

/** The images of the next question: each can be seen in full and removed, a pasted one saved. */
export class PendingImages {
  readonly element: HTMLElement;
  private readonly chips = new Map<string, Chip>();
  private views: readonly ImageView[] = [];

  constructor(
    private readonly strings: AddingStrings,
    private readonly ports: PendingPorts,
  ) {
    this.element = element('ul', { class: 'pending', 'aria-label': strings.pending });
    this.element.hidden = true;
  }

  get ids(): readonly string[] {
    return this.views.map(({ id }) => id);
  }

  /** Those that can be seen in full, in their order. */
  get pictures(): readonly ViewedPicture[] {
    return this.views
      .filter(({ state }) => state === 'ready')
      .map(({ id, name }) => ({ id, name, blob: () => this.ports.pixels(id) }));
  }

  update(views: readonly ImageView[]): void {
    const focused = [...this.chips.values()].findIndex(({ element: chip }) =>
      chip.contains(document.activeElement),
    );
    this.views = views;
    this.element.hidden = views.length === 0;
    for (const [id, { view, thumbnail, element: chip }] of this.chips) {
      const now = views.find((each) => each.id === id);
      if (now?.name !== view.name || now.isPasted !== view.isPasted) {
        thumbnail.dispose();
        chip.remove();
        this.chips.delete(id);
      }
    }
    views.forEach((view, index) => {
      const chip = this.chips.get(view.id) ?? this.chip(view);
      this.chips.delete(view.id);
      this.chips.set(view.id, chip);
      chip.element.classList.toggle('reading', view.state === 'reading');
      if (view.state === 'ready') {
        chip.thumbnail.load(() => this.ports.pixels(view.id));
      }
      const there = this.element.children[index];
      if (there !== chip.element) {
        this.element.insertBefore(chip.element, there ?? null);
      }
    });
    if (focused !== -1 && !this.element.contains(document.activeElement)) {
      this.focusAt(focused);
    }
  }

  /** Where the focus was, or as near to it as can be. */
  private focusAt(index: number): void {
    const rest = [...this.chips.values()];
    const next = rest[Math.min(index, rest.length - 1)];
    const remove = next?.element.querySelector<HTMLElement>('.remove');
    if (remove) {
      remove.focus();
    } else {
      this.ports.emptied();
    }
  }

  private chip(view: ImageView): Chip {
    const { ports, strings } = this;
    const { id, name, isPasted } = view;
    const label = (text: string): string => text.replace('{0}', () => name);
    const thumbnail = new Thumbnail(name, () => ports.open(id), true);
    const chip = element('li', {}, thumbnail.element);
    if (isPasted) {
      const save = iconButton('save', label(strings.save), { class: 'tool' });
      save.addEventListener('click', () => ports.save(id));
      chip.append(save);
    }
    const remove = iconButton('close', label(strings.remove), { class: 'tool remove' });
    remove.addEventListener('click', () => ports.remove(id));
    chip.append(remove);
    return { element: chip, thumbnail, view };
  }
}
