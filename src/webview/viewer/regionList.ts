import { element } from '../shared/dom';
import type { ViewedRegion } from './picture';

export interface RegionListPorts {
  /** The pointer or the focus came to a region, or left it. */
  lit(id: string | undefined): void;
  chosen(region: ViewedRegion): void;
}

/** The regions of a picture as a list, a button for each. */
export class RegionList {
  readonly element: HTMLElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(
    label: string,
    private readonly ports: RegionListPorts,
  ) {
    this.element = element('ul', { class: 'viewer-list', role: 'list', 'aria-label': label });
    this.element.hidden = true;
  }

  /** Lists these; a button of a region that was there keeps the focus. */
  update(regions: readonly ViewedRegion[]): void {
    const focused = [...this.buttons].find(([, item]) => item === document.activeElement)?.[0];
    this.buttons.clear();
    this.element.hidden = regions.length === 0;
    this.element.replaceChildren(
      ...regions.map((region) => element('li', {}, this.button(region))),
    );
    if (focused !== undefined) {
      this.buttons.get(focused)?.focus();
    }
  }

  /** Lights one up; with `isShown` it is brought into sight. */
  light(id: string | undefined, isShown: boolean): void {
    this.element.querySelector('.lit')?.classList.remove('lit');
    const button = id === undefined ? undefined : this.buttons.get(id);
    button?.classList.add('lit');
    if (isShown) {
      button?.scrollIntoView({ block: 'nearest' });
    }
  }

  private button(region: ViewedRegion): HTMLButtonElement {
    const created = element(
      'button',
      { type: 'button', class: 'viewer-region' },
      element('span', { class: 'viewer-number' }, String(region.number)),
      element('span', { class: 'viewer-label', dir: 'auto' }, region.label),
      ...(region.source === undefined
        ? []
        : [element('span', { class: 'viewer-source' }, region.source)]),
    );
    created.addEventListener('click', () => this.ports.chosen(region));
    for (const type of ['pointerenter', 'focus']) {
      created.addEventListener(type, () => this.ports.lit(region.id));
    }
    for (const type of ['pointerleave', 'blur']) {
      created.addEventListener(type, () => this.ports.lit(undefined));
    }
    this.buttons.set(region.id, created);
    return created;
  }
}
